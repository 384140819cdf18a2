#!/usr/bin/env python3
"""How reliable the confidence is, for facts with few questions and with many.

    reliability.py BUILD SET.jsonl…

For n = 0, 1, 3, 6 and all, a fact base is built with only the first n questions of each fact (and, but
for all, without near misses, yes/no questions and patterns), and the sets are asked. Prints a table: of
the answers given with a confidence in each bin, the share that is right and their number. An answer to
a question that the facts do not answer is wrong.
"""
import glob
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

from score import ask, verdict

COUNTS = ["0", "1", "3", "6", "all"]
BINS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]


def base(build, count, folder):
    """A folder with the program and its base, as score.ask wants them."""
    everything = {"sources": [], "facts": []}
    for path in sorted(glob.glob("facts/*.yaml")):
        for key, rows in yaml.safe_load(open(path, encoding="utf-8")).items():
            if isinstance(rows, dict):  # the subject
                everything[key] = rows
            else:
                everything.setdefault(key, []).extend(rows)
    for fact in everything["facts"] if count != "all" else []:
        fact["ask"] = fact.get("ask", [])[:int(count)]
        for key in ("ask_yes", "ask_no", "not", "match"):
            fact.pop(key, None)
        if not fact["ask"]:
            del fact["ask"]
    place = pathlib.Path(folder) / count
    place.mkdir()
    (place / "tonle").symlink_to(pathlib.Path(build).absolute() / "tonle")
    (place / "texts").symlink_to(pathlib.Path("facts/texts").absolute())
    (place / "facts.yaml").write_text(yaml.safe_dump(everything, allow_unicode=True, sort_keys=False))
    subprocess.run([place / "tonle", "import", "--db", place / "tonle.db", place / "facts.yaml"], check=True,
                   capture_output=True)
    return place


def bin_of(score):
    return max((at for at in BINS if at <= score), default=0.0)


def main(build, *paths):
    items = [json.loads(line) for path in paths for line in open(path, encoding="utf-8") if line.strip()]
    items = [item for item in items if item["kind"] in ("answer", "unknown")]
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            for item, reply in zip(items, ask(base(build, count, folder), items)):
                if reply["answered"]:
                    right, all_ = table.get((bin_of(reply["score"]), count), (0, 0))
                    table[bin_of(reply["score"]), count] = (right + (verdict(item, reply) == "right"), all_ + 1)
    print("confidence from" + "".join(f"{'n = ' + count:>14}" for count in COUNTS))
    for at in [0.0] + BINS:
        cells = [table.get((at, count)) for count in COUNTS]
        if any(cells):
            print(f"{at:15.2f}" + "".join(f"{100 * cell[0] / cell[1]:9.0f} % {cell[1]:>3}" if cell else f"{'':14}"
                                          for cell in cells))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
