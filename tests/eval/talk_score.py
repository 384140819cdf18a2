#!/usr/bin/env python3
"""How well the bot handles conversation: no question, a wrapped question, several questions in a line.

    talk_score.py BUILD [--wrong] [--half a|b]

Reads no-question.jsonl {"half", "kind", "q"}, wrapped.jsonl {"half", "q", "bare"} and double.jsonl
{"half", "q", "bare": [q, …]} from its own folder. Half a is for tuning; look at half b only when the
work is done. Right is: no fact and no offer; the fact that the bare question gets; the facts that all
the bare questions get. Prints the shares (--wrong: and what is wrong in half a).
"""
import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def ask(build, lines):
    run = subprocess.run([f"{build}/tonle", "ask", "--db", f"{build}/tonle.db", "--json", "--batch"],
                         input="".join(line + "\n" for line in lines), capture_output=True, text=True)
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    if len(replies) != len(lines):
        sys.exit(f"{len(lines)} lines asked, {len(replies)} replies: {run.stderr}")
    return replies


def read(name):
    with open(HERE / name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def facts_of(reply):
    return [part["fact"] for part in reply.get("parts") or [reply] if part["fact"]]


def judge_no_question(build, items):
    return [(not reply["answered"] and reply["decision"] != "offered", reply)
            for reply in ask(build, [item["q"] for item in items])]


def judge_wrapped(build, items):
    bare = ask(build, [item["bare"] for item in items])
    return [(facts_of(reply) == facts_of(known) != [], reply)
            for reply, known in zip(ask(build, [item["q"] for item in items]), bare)]


def judge_double(build, items):
    bare = {q: None for item in items for q in item["bare"]}
    bare = {q: reply["fact"] for q, reply in zip(bare, ask(build, list(bare)))}
    return [({bare[q] for q in item["bare"]} <= set(facts_of(reply)), reply)
            for item, reply in zip(items, ask(build, [item["q"] for item in items]))]


SETS = [("no-question.jsonl", judge_no_question), ("wrapped.jsonl", judge_wrapped),
        ("double.jsonl", judge_double)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--half", choices="ab")
    options = parser.parse_args()
    for name, judge in SETS:
        for half in options.half or "ab":
            items = [item for item in read(name) if item["half"] == half]
            judged = judge(options.build, items)
            right = sum(good for good, _ in judged)
            print(f"{name} half {half}: right {right}/{len(items)} ({100 * right / len(items):.1f}%)")
            for item, (good, reply) in zip(items, judged):
                if options.wrong and half == "a" and not good:
                    print(f"  {item['q']!r} -> {reply['decision']} {facts_of(reply)} {reply['reply'][:1]}")


main()
