#!/usr/bin/env python3
"""Whether two builds give the same answers, question by question.

    same.py --questions FILE…                       one question a line, for `tonle ask`
    same.py [--most PERCENT] BEFORE.jsonl AFTER.jsonl

The first reads sets of tests/eval (.jsonl, near misses as .txt) and tables that `tonle export` wrote
(.csv: every question and near miss of the facts). So, once with each build:

    python3 tests/eval/same.py --questions tests/eval/*.jsonl tests/eval/near-*.txt > questions
    build/tonle ask --db build/tonle.db --json --batch < questions > before.jsonl

The second compares what was decided, by which fact, and whether it said yes or no; prints each
difference and the share of them. Status 1 if that is over PERCENT (default 0.3), 2 if the two were
not asked the same.
"""
import argparse
import csv
import json
import re
import sys


def questions(path):
    with open(path, encoding="utf-8", newline="") as file:
        if path.endswith(".jsonl"):
            items = [json.loads(line) for line in file if line.strip()]
            found = [text for item in items for text in item.get("lines") or [item["q"]]]
        elif path.endswith(".csv"):
            csv.field_size_limit(1 << 24)
            found = [text for row in csv.DictReader(file) for key in ("ask", "ask_yes", "ask_no", "not")
                     for text in row[key].splitlines()]
        else:
            found = [line.split("\t", 1)[1] for line in file if "\t" in line]
    return [" ".join(text.split()) for text in found if text.strip()]


def polarity(reply):
    """Whether an answer begins with yes, no, or neither."""
    said = re.match(r"(?:\S+: )?(yes|no)\b", " ".join(reply["reply"]), re.I)
    return said[1].lower() if reply["answered"] and said else ""


def decided(reply):
    return (reply["decision"], reply["fact"], polarity(reply))


def replies(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def compare(before, after):
    """The pairs that differ."""
    if [one["question"] for one in before] != [one["question"] for one in after]:
        sys.exit(f"same: {len(before)} and {len(after)} replies, not to the same questions")
    return [(old, new) for old, new in zip(before, after) if decided(old) != decided(new)]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--questions", action="store_true")
    parser.add_argument("--most", type=float, default=0.3)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    if options.questions:
        for path in options.files:
            print("\n".join(questions(path)))
        return 0
    if len(options.files) != 2:
        parser.error("two files of replies are compared")
    before, after = map(replies, options.files)
    if not before:
        sys.exit("same: there are no replies")
    different = compare(before, after)
    for old, new in different:
        print(old["question"])
        for mark, reply in (("-", old), ("+", new)):
            decision, fact, said = decided(reply)
            print(f"  {mark} {decision} {fact or ''} {said} ({reply['score']:.3f}, {reply['by'] or 'nothing'})")
    share = 100 * len(different) / len(before)
    print(f"{len(different)} of {len(before)} differ: {share:.2f} %")
    return 1 if share > options.most else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            sys.exit(2)
        raise
