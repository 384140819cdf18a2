#!/usr/bin/python3
"""How well documents are quoted. Each document has its own base, without facts.

    score.py [--tonle build/tonle] [--most N] [--list wrong|missed|unheld|lost|answered] [--sweep] SET…

A SET is questions.jsonl beside its documents: {"document": name without ending, "q": …, "paragraph": n or null,
"answers": [spans]}; paragraph null: the document does not answer it. With "any": true any paragraph that holds a
span is right. Prints, as percentages of the answerable questions: quoted right, quoted wrong, and right or
offered; of the others: refused. --sweep: the same at other thresholds of confidence (of the ranker, for what is
not quoted).
"""
import argparse
import collections
import json
import pathlib
import sqlite3
import subprocess
import tempfile

args = argparse.ArgumentParser()
args.add_argument("sets", nargs="+", type=pathlib.Path)
args.add_argument("--tonle", default="build/tonle")
args.add_argument("--most", type=int, default=1000)
args.add_argument("--list", default="")
args.add_argument("--sweep", action="store_true")
args = args.parse_args()


def ask(document, questions, base):
    add = subprocess.run([args.tonle, "add-document", document, "--db", base, "--quote", "--yes"],
                         capture_output=True, text=True)
    if add.returncode:
        raise SystemExit(f"{document}: {add.stderr}")
    run = subprocess.run([args.tonle, "ask", "--db", base, "--json", "--batch"], capture_output=True, text=True,
                         input="".join(q["q"] + "\n" for q in questions))
    with sqlite3.connect(base) as db:
        drafts = {f"draft-{n}": (p, s, says) for n, p, s, says in
                  db.execute("SELECT number, paragraph, sentence, says FROM draft")}
        texts = dict(db.execute("SELECT number, text FROM paragraph_text"))
    return [json.loads(line) for line in run.stdout.splitlines()], drafts, texts


def is_right(question, draft, texts):
    paragraph, sentence, says = draft
    return any(a.lower() in sentence.lower() or a.lower() in says.lower() for a in question["answers"]) and (
        question.get("any") or question.get("near_text", "") in texts.get(paragraph, ""))


rows = []  # answerable, score, best is right, one of the offers is right, decision
for path in args.sets:
    by = collections.defaultdict(list)
    for line in path.read_text().splitlines():
        q = json.loads(line)
        by[q["document"]].append(q)
    for name, questions in sorted(by.items()):
        document = next(p for p in sorted(path.parent.iterdir()) if p.stem == name)
        questions = questions[::max(1, len(questions) // args.most)][:args.most]
        if document.suffix == ".txt":
            blocks = document.read_text().strip().split("\n\n")
            for q in questions:
                if q.get("paragraph") and not q.get("any"):
                    q["near_text"] = " ".join(blocks[q["paragraph"] - 1].split())[:60]
        with tempfile.TemporaryDirectory() as folder:
            replies, drafts, texts = ask(document, questions, pathlib.Path(folder) / "x.db")
        assert len(replies) == len(questions), (name, len(replies), len(questions))
        for q, r in zip(questions, replies):
            answerable = q.get("paragraph") is not None or q.get("any", False)
            if answerable and not any(is_right(q, d, texts) for d in drafts.values()):
                if args.list == "lost":
                    print(f"  {name}: {q['q']} ({q['answers']})")
                if not q.get("any"):
                    continue
            ids = [r["fact"]] if r["fact"] else r["offers"]
            right = [i in drafts and answerable and is_right(q, drafts[i], texts) for i in ids]
            rows.append((answerable, r["score"] if ids else 0, bool(right) and right[0], any(right), r["decision"]))
            mark = ("wrong" if answerable and not right[0] else "right" if answerable else "answered") \
                if r["decision"] == "quoted" else "missed"
            if args.list == "unheld" and answerable and not any(right):
                print(f"  {r['score']:.2f} {r['decision']} {name}: {q['q']} -> {r['reply'][:1]}")
            if mark == args.list and (mark != "missed" or answerable):
                print(f"  {r['score']:.2f} {name}: {q['q']} -> {r['reply'][:1]}")


def report(quoted):
    answerable = [row for row in rows if row[0]]
    others = [row for row in rows if not row[0]]
    n, m = max(1, len(answerable)), max(1, len(others))
    right = sum(quoted(r) and r[2] for r in answerable)
    wrong = sum(quoted(r) and not r[2] for r in answerable)
    held = sum(r[2] if quoted(r) else r[3] for r in answerable)
    refused = sum(not quoted(r) for r in others)
    return (f"{n} answerable: right {100 * right / n:.0f} %, wrong {100 * wrong / n:.1f} %, right or offered "
            f"{100 * held / n:.0f} %; {len(others)} others: refused {100 * refused / m:.0f} %")


print(report(lambda r: r[4] == "quoted"))
if args.sweep:
    for at in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        print(f"  from {at:.2f}: {report(lambda r: r[1] >= at)}")
