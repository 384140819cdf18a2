#!/usr/bin/env python3
"""Fits the weights of bot/ask/match.c and prints its table.

    fit.py BUILD SET.jsonl       (needs Debian's python3-yaml, python3-numpy and python3-sklearn)

Two logistic regressions. Which fact is best: over pairs of candidates, the right one against each
other. Whether the best is right: over the best candidate of each question. Both learn from the facts'
own questions, each answered from the others (its patterns left aside, since they were written
with it in sight), and from a set of questions written without sight of the facts, which count eight times. For
the second, a question whose fact and those of the same paragraphs are taken away has no right answer.
"""
import collections
import glob
import json
import re
import subprocess
import sys

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

DOCUMENT = "us-cambodia-relationship-help"
NAMES = re.findall(r"^\tEVIDENCE_(\w+),", open("bot/ask/match.h").read(), re.M)
N = len(NAMES)
PATTERN = NAMES.index("PATTERN")
FILES = sorted(glob.glob("facts/*.yaml"))
FACTS = {f["id"]: f for name in FILES for f in yaml.safe_load(open(name)).get("facts", [])}
PLACES = {i: {(c["source"], c.get("paragraph"), c.get("locator")) for c in f["cite"]} for i, f in FACTS.items()}

Case = collections.namedtuple("Case", "evidence right ids weight")


def rows(cross, mode, text=""):
    out = subprocess.run([cross, mode, *FILES], input=text, capture_output=True, text=True, check=True).stdout
    groups = collections.OrderedDict()
    for line in out.splitlines():
        cells = line.split("\t")
        groups.setdefault(int(cells[0]), []).append(cells)
    return groups


def good(item, fact):
    cites = [(c["source"], c.get("paragraph")) for c in FACTS[fact]["cite"]]
    known = any(s != DOCUMENT or p in item["para"] for s, p in cites)
    return known and all(re.search(e, FACTS[fact]["says"], re.I) for e in item["expect"])


def own_cases(cross):
    for cells in rows(cross, "--rows").values():
        evidence = np.array([[float(v) for v in c[4:4 + N]] for c in cells])
        evidence[:, PATTERN] = 0
        ids, own, near_miss = [c[4 + N] for c in cells], cells[0][5 + N], cells[0][1] == "3"
        yield Case(evidence, np.array([int(c[2]) for c in cells]), ids, 1), own, near_miss


def set_cases(cross, path):
    items = [json.loads(line) for line in open(path) if line.strip()]
    items = [item for item in items if item["kind"] != "chatter"]
    for number, cells in rows(cross, "--asked", "".join(i["q"] + "\n" for i in items)).items():
        evidence = np.array([[float(v) for v in c[2:2 + N]] for c in cells])
        ids = [c[2 + N] for c in cells]
        right = [item_right(items[number], i) for i in ids]
        yield Case(evidence, np.array(right), ids, 8)


def item_right(item, fact):
    return int(item["kind"] == "answer" and good(item, fact))


def rank(cases):
    pairs, weights = [], []
    for case in cases:
        right, wrong = case.evidence[case.right == 1], case.evidence[case.right == 0]
        for other in wrong[:5] if len(right) else []:
            pairs.append(right[0] - other)
            weights.append(case.weight)
    x, w = np.array(pairs), np.array(weights)
    model = LogisticRegression(fit_intercept=False, max_iter=2000)
    model.fit(np.vstack([x, -x]), np.r_[np.ones(len(x)), np.zeros(len(x))], sample_weight=np.r_[w, w])
    return model.coef_[0]


def best(case, weights):
    score = case.evidence @ weights
    order = np.argsort(-score)
    first = order[0]
    lead = score[first] - score[order[1]] if len(order) > 1 else 6
    clear = next((score[first] - score[i] for i in order[1:]
                  if not PLACES[case.ids[i]] & PLACES[case.ids[first]]), 6)
    return first, np.r_[min(lead, 4), min(clear, 6), case.evidence[first]]


def main():
    cross = sys.argv[1] + "/tests/eval/cross"
    own = list(own_cases(cross))
    held = list(set_cases(cross, sys.argv[2]))
    weights = rank(held + [case for case, _, near_miss in own if not near_miss])
    sure = [(*best(case, weights), case) for case in held]
    for case, fact, near_miss in own:
        first, features = best(case, weights)
        sibling = PLACES[case.ids[first]] & PLACES[fact]
        if near_miss and case.ids[first] != fact or not near_miss and not case.right[first] and sibling:
            continue
        sure.append((first, features, case))
        others = [i for i, f in enumerate(case.ids) if f != fact and not PLACES[f] & PLACES[fact]]
        if others and not near_miss:
            away = Case(case.evidence[others], np.zeros(len(others)), [case.ids[i] for i in others], 0.3)
            sure.append((*best(away, weights), away))
    model = LogisticRegression(max_iter=5000)
    model.fit([f for _, f, _ in sure], [int(c.right[b]) for b, _, c in sure], sample_weight=[c.weight for _, _, c in sure])
    for name, r, s in zip(NAMES, weights, model.coef_[0][2:]):
        print(f"[EVIDENCE_{name}] {r:.2f}f, {s:.2f}f")
    print("sure_lead %.3f  sure_clear %.3f" % tuple(model.coef_[0][:2]), "sure_bias %.3f" % model.intercept_[0])


main()
