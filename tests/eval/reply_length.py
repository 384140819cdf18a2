#!/usr/bin/env python3
"""How long replies are, and how often the first line has what was asked.

    reply_length.py BUILD SET.jsonl…

For the questions of the sets that are answered right (score.py): the median, the 90th percentile and the
maximum length in characters of what is said at once, and how often that contains all the expected words,
without `more`.
"""
import json
import re
import statistics
import sys

from score import ask, verdict


def main(build, *paths):
    items = [json.loads(line) for path in paths for line in open(path, encoding="utf-8") if line.strip()]
    items = [item for item in items if item["kind"] == "answer"]
    rows = [(item, reply["reply"]) for item, reply in zip(items, ask(build, items))
            if verdict(item, reply) == "right"]
    if not rows:
        sys.exit("reply_length: no question is answered right")
    lengths = sorted(len(lines[0]) for _, lines in rows)
    late = [(item, lines) for item, lines in rows
            if not all(re.search(regex, lines[0], re.I) for regex in item["expect"])]
    for item, lines in late:
        print(f"{item['q']}\n    {lines[0]}")
    print(f"{len(rows)} right answers: median {statistics.median(lengths):.0f}, 90th percentile "
          f"{lengths[len(lengths) * 9 // 10]}, longest {lengths[-1]}; "
          f"{100 - 100 * len(late) / len(rows):.1f} % with what was asked in the first line")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
