#!/usr/bin/env python3
"""How often the bot is right on question sets that it was not built from.

    score.py BUILD SET.jsonl… NEAR.txt…

A line of the set: {"id", "kind": answer | unknown | chatter, "q", "expect": [regex], "para": [n]}.
An answer is right when every regex matches the reply and a citation names one of the paragraphs or
another source, or, if the line has "facts": [id], when it is one of these facts; an unknown question
is right when it is not answered from the document; chatter (asked without addressing the bot) when
there is no reply. NEAR.txt has near misses, each a fact's id, a tab and a question: right if that fact
does not answer. Prints the wrong ones (--wrong), the shares, and a table of confidence against
correctness over all sets.
"""
import json
import re
import sqlite3
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
    if "facts" in item:
        return "right" if reply["fact"] in item["facts"] else "wrong"
    says = all(re.search(regex, " ".join(reply["reply"]), re.I) for regex in item["expect"])
    known = any(source != DOCUMENT or number in item["para"] for source, number in cited)
    return "right" if says and known else "wrong"


def current_ids(build):
    """Ids that facts had before they were renamed or merged, and the facts' ids now."""
    with sqlite3.connect(f"{build}/tonle.db") as base:
        return dict(base.execute("SELECT former_id.id, fact.id FROM former_id JOIN fact ON fact = number"))


def near_misses(path, build):
    current = current_ids(build)
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if "\t" in line]
    rows = [(current.get(fact, fact), question) for fact, question in rows]
    replies = ask(build, [{"q": question} for _, question in rows])
    return [({"id": fact, "kind": "near miss", "q": question}, reply, "wrong" if reply["fact"] == fact else
             "other" if reply["answered"] else "right") for (fact, question), reply in zip(rows, replies)]


def judged(path, build):
    if path.endswith(".txt"):
        return near_misses(path, build)
    items = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    spoken = [item for item in items if item["kind"] != "chatter"]
    chatter = [item for item in items if item["kind"] == "chatter"]
    asked = list(zip(spoken, ask(build, spoken))) + list(zip(chatter, ask(build, chatter, "--ambient")))
    return [(item, reply, verdict(item, reply)) for item, reply in asked]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    listing = "--wrong" in sys.argv
    build, *paths = [argument for argument in sys.argv[1:] if argument != "--wrong"]
    bins = {}
    for path in paths:
        tally = {}
        for item, reply, v in judged(path, build):
            tally.setdefault(item["kind"], {}).setdefault(v, 0)
            tally[item["kind"]][v] += 1
            if item["kind"] != "chatter" and (reply["answered"] or reply["decision"] == "offered"):
                good = v != "wrong" if reply["answered"] else item["kind"] == "answer"
                bins.setdefault(int(reply["score"] * 10), []).append(good)
            if v == "wrong" and listing:
                print(f"wrong {item['id']} {item['q']!r} -> {reply['fact']} ({reply['score']:.2f})")
        for kind, counts in tally.items():
            total = sum(counts.values())
            print(f"{path} {kind}: " + ", ".join(f"{v} {n}/{total} ({100 * n / total:.1f}%)"
                                                for v, n in sorted(counts.items(), reverse=True)))
    print("confidence  right (below the threshold: could be answered)")
    for score in sorted(bins):
        print(f"{score / 10:.1f}         {100 * sum(bins[score]) / len(bins[score]):3.0f}% of {len(bins[score])}")


if __name__ == "__main__":
    main()
