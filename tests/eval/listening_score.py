#!/usr/bin/env python3
"""How often verdicts agree with the facts, and questions that depend on earlier ones are understood.

    listening_score.py BUILD [--wrong] [--half a|b] [--set verdicts|roles|leaning]

Reads verdicts.jsonl {"half", "kind", "q", "ok": ["yes", "no", null]}, roles.jsonl {"half", "kind":
"swapped"|"right", "q", "says"} and leaning.jsonl {"half", "kind", "lines", "want": "answer"|"nothing"|
"unclear", "says", "about"} from its own folder. Half a is for tuning; look at half b only when the
work is done. A verdict that is not in "ok" is contrary; for the plain questions (true, false) the
share with a verdict is printed. In roles, "plain" is an answer without "No:" to a question with the
roles swapped. In a dialogue the reply to the last line counts: "right" contains "says" (or, if the
facts have no answer or nothing is meant, is no answer), "else" is an answer that does not name
"about". --wrong: prints what is wrong in half a.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def read(name, half):
    with open(HERE / name, encoding="utf-8") as lines:
        return [item for item in map(json.loads, lines) if item["half"] == half]


def run(build, command, lines):
    done = subprocess.run([f"{build}/tonle", command[0], "--db", f"{build}/tonle.db", *command[1:]],
                          input="".join(line + "\n" for line in lines), capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done.stdout.splitlines()


def judge_verdicts(build, half, show):
    items = read("verdicts.jsonl", half)
    replies = [json.loads(line) for line in run(build, ["ask", "--json", "--batch"], [item["q"] for item in items])]
    kinds = collections.defaultdict(collections.Counter)
    for item, reply in zip(items, replies, strict=True):
        verdict = reply["verdict"]
        outcome = "contrary" if verdict not in item["ok"] + [None] else verdict or "none"
        kinds[item["kind"]][outcome] += 1
        if show and (outcome == "contrary" or item["kind"] in ("true", "false") and not verdict):
            print(f"  {outcome} {item['kind']} {item['q']!r} {reply['decision']} {reply['fact']} {reply['reply'][:1]}")
    for kind, counts in kinds.items():
        print(f"verdicts half {half} {kind}: {dict(counts)}")
    plain = kinds["true"] + kinds["false"]
    contrary = sum(counts["contrary"] for counts in kinds.values())
    print(f"verdicts half {half}: contrary {contrary}/{len(items)}, "
          f"plain with a verdict {plain['yes'] + plain['no']}/{plain.total()}")


def judge_roles(build, half, show):
    items = read("roles.jsonl", half)
    replies = [json.loads(line) for line in run(build, ["ask", "--json", "--batch"], [item["q"] for item in items])]
    kinds = collections.defaultdict(collections.Counter)
    for item, reply in zip(items, replies, strict=True):
        if item["kind"] == "swapped":
            outcome = "plain" if reply["answered"] and reply["verdict"] != "no" else "right"
        else:
            says = re.search(item["says"], " ".join(reply["reply"]), re.I) and reply["verdict"] != "no"
            outcome = "missed" if not reply["answered"] else "right" if says else "else"
        kinds[item["kind"]][outcome] += 1
        if show and outcome != "right":
            print(f"  {outcome} {item['q']!r} {reply['fact']} {reply['reply'][:1]}")
    for kind, counts in kinds.items():
        print(f"roles half {half} {kind}: {dict(counts)}")


def talk(build, items):
    """The reply to the last line of each dialogue, which a different student has in a query."""
    lines = []
    for number, item in enumerate(items):
        for line in item["lines"]:
            lines += ["/clock +20000", f"< :s{number}!u@h{number} PRIVMSG tonle :{line}"]
    heard = []
    for line in run(build, ["talk", "--transcript", "--channel", "#cambodia"], lines):
        if line.startswith("< "):
            heard.append([])
        elif m := re.match(r"> (?:PRIVMSG|NOTICE) \S+ :(.*)", line):
            heard[-1].append(m[1])
    replies, at = [], 0
    for item in items:
        at += len(item["lines"])
        replies.append(" ".join(heard[at - 1]))
    return replies


def outcome_of(item, reply):
    cited = re.search(r"\] \([\w-]+\)", reply) is not None
    if cited and item["want"] == "unclear" or cited and not re.search(item["about"], reply, re.I):
        return "else"
    if item["want"] == "answer":
        return "right" if cited and re.search(item["says"], reply, re.I) else "missed"
    if item["want"] == "unclear":
        return "right" if re.match("Whom? do|What do|Which", reply) else "missed"
    return "missed" if cited else "right"


def judge_leaning(build, half, show):
    items = read("leaning.jsonl", half)
    kinds = collections.defaultdict(collections.Counter)
    for item, reply in zip(items, talk(build, items), strict=True):
        outcome = outcome_of(item, reply)
        kinds[item["want"]][outcome] += 1
        if show and outcome != "right":
            print(f"  {outcome} {' / '.join(item['lines'])!r} -> {reply[:160]!r}")
    for want, counts in kinds.items():
        print(f"leaning half {half} {want}: {dict(counts)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--half", choices="ab")
    parser.add_argument("--set", choices=("verdicts", "roles", "leaning"))
    options = parser.parse_args()
    for half in options.half or "ab":
        show = options.wrong and half == "a"
        for name, judge in (("verdicts", judge_verdicts), ("roles", judge_roles), ("leaning", judge_leaning)):
            if options.set in (None, name):
                judge(options.build, half, show)


main()
