#!/usr/bin/env python3
"""How right the bot is on a set of questions it was not built from.

    score.py SET.jsonl BUILD

A line of the set: {"id", "kind": answer | unknown | chatter, "q", "expect": [regex], "para": [n]}.
An answer is right when every regex matches the reply and a citation names one of the paragraphs or
another source; an unknown question is right when it is not answered from the document; chatter
(asked as unaddressed talk) when it is met with silence. Prints the wrong ones, the shares, and a
table of confidence against correctness.
"""
import json
import re
import subprocess
import sys

DOCUMENT = "us-cambodia-relationship-help"


def ask(build, items, *options):
    run = subprocess.run([f"{build}/tonle", "ask", "--db", f"{build}/tonle.db", "--json", "--batch", *options],
                         input="".join(item["q"].replace("\n", " ") + "\n" for item in items),
                         capture_output=True, text=True)
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    if len(replies) != len(items):
        sys.exit(f"{len(items)} lines asked, {len(replies)} replies: {run.stderr}")
    return replies


def verdict(item, reply):
    cited = {(c["source"], c.get("paragraph")) for c in reply["citations"]}
    if item["kind"] == "chatter":
        return "wrong" if reply["answered"] else "right"
    if not reply["answered"]:
        return "missed" if item["kind"] == "answer" else "right"
    if item["kind"] == "unknown":
        return "wrong" if any(source == DOCUMENT for source, _ in cited) else "other"
    says = all(re.search(regex, " ".join(reply["reply"]), re.I) for regex in item["expect"])
    known = any(source != DOCUMENT or number in item["para"] for source, number in cited)
    return "right" if says and known else "wrong"


def main():
    items = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    build = sys.argv[2]
    spoken = [item for item in items if item["kind"] != "chatter"]
    chatter = [item for item in items if item["kind"] == "chatter"]
    results = list(zip(spoken, ask(build, spoken))) + list(zip(chatter, ask(build, chatter, "--ambient")))
    tally, bins = {}, {}
    for item, reply in results:
        v = verdict(item, reply)
        tally.setdefault(item["kind"], {}).setdefault(v, 0)
        tally[item["kind"]][v] += 1
        if reply["answered"] and item["kind"] != "chatter":
            bins.setdefault(int(reply["score"] * 10), []).append(v != "wrong")
        if v == "wrong":
            print(f"wrong {item['id']} {item['q']!r} -> {reply['fact']} ({reply['score']:.2f})")
    for kind, counts in tally.items():
        total = sum(counts.values())
        print(kind + ": " + ", ".join(f"{v} {n}/{total} ({100 * n / total:.1f}%)" for v, n in counts.items()))
    for score in sorted(bins):
        print(f"confidence {score / 10:.1f}: {100 * sum(bins[score]) / len(bins[score]):.0f}% right of {len(bins[score])}")


main()
