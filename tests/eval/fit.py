#!/usr/bin/env python3
"""Fits the weights of bot/ask/match.c, prints its table, and says how far to trust it.

    fit.py BUILD SET.jsonl…      (needs Debian's python3-yaml, python3-numpy and python3-sklearn)

Two logistic regressions. Which fact is best: over pairs of candidates, the right one against each
other. Whether the best is right: over the best candidate of each question. Both learn from the facts'
own questions and near misses, each judged from the others (its patterns left aside, since they were
written with it in sight), and from sets of questions written without sight of the facts, which count
SET_WEIGHT times. For the second, a question whose fact and those of the same paragraphs are taken away
has no right answer.

Before the table come the figures of a cross-validation over the sets: what share is right, wrong and,
of the questions without an answer, refused, at several thresholds.
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
SET_WEIGHT = 20
FOLDS = 10
NAMES = re.findall(r"^\tEVIDENCE_(\w+),", open("bot/ask/match.h").read(), re.M)
N = len(NAMES)
PATTERN, STRANGER = NAMES.index("PATTERN"), NAMES.index("STRANGER")
FILES = sorted(glob.glob("facts/*.yaml"))
FACTS = {f["id"]: f for name in FILES
         for f in yaml.load(open(name), Loader=yaml.CSafeLoader).get("facts", [])}
PLACES = {i: {(c["source"], c.get("paragraph"), c.get("locator")) for c in f["cite"]} for i, f in FACTS.items()}

# right: of each candidate 1 or 0; own: the question's fact, "" of a set's question
Case = collections.namedtuple("Case", "evidence right ids weight own kind text")


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
    return int(item["kind"] == "answer" and known
               and all(re.search(e, FACTS[fact]["says"], re.I) for e in item["expect"]))


def own_cases(cross):
    for cells in rows(cross, "--rows").values():
        evidence = np.array([[float(v) for v in c[4:4 + N]] for c in cells])
        evidence[:, PATTERN] = 0
        yield Case(evidence, np.array([int(c[2]) for c in cells]), [c[4 + N] for c in cells], 1,
                   cells[0][5 + N], "near miss" if cells[0][1] == "3" else "answer", cells[0][6 + N])


def set_cases(cross, path):
    items = [json.loads(line) for line in open(path) if line.strip()]
    items = [item for item in items if item["kind"] != "chatter"]
    for number, cells in rows(cross, "--asked", "".join(i["q"] + "\n" for i in items)).items():
        item, ids = items[number], [c[2 + N] for c in cells]
        yield Case(np.array([[float(v) for v in c[2:2 + N]] for c in cells]),
                   np.array([good(item, i) for i in ids]), ids, SET_WEIGHT, "", item["kind"], item["q"])


def fit_rank(cases):
    pairs, weights = [], []
    for case in cases:
        right, wrong = case.evidence[case.right == 1], case.evidence[case.right == 0]
        for other in wrong[:5] if len(right) else []:
            pairs.append(right[0] - other)
            weights.append(case.weight)
    x, w = np.array(pairs), np.array(weights)
    model = LogisticRegression(fit_intercept=False, max_iter=3000)
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


def fit_sure(own, sets, weights):
    chosen = [(*best(case, weights), case) for case in sets]
    for case in own:
        first, features = best(case, weights)
        near_miss = case.kind == "near miss"
        sibling = PLACES[case.ids[first]] & PLACES[case.own]
        if near_miss and case.ids[first] != case.own or not near_miss and not case.right[first] and sibling:
            continue
        chosen.append((first, features, case))
        others = [i for i, f in enumerate(case.ids) if f != case.own and not PLACES[f] & PLACES[case.own]]
        if others and not near_miss:
            away = case._replace(evidence=case.evidence[others], right=np.zeros(len(others)),
                                 ids=[case.ids[i] for i in others], weight=0.3)
            chosen.append((*best(away, weights), away))
    model = LogisticRegression(max_iter=5000)
    model.fit([f for _, f, _ in chosen], [int(c.right[b]) for b, _, c in chosen],
              sample_weight=[c.weight for _, _, c in chosen])
    return model


def validate(own, sets):
    fold = np.random.RandomState(3).randint(0, FOLDS, len(sets))
    judged = []
    for f in range(FOLDS):
        learn = [case for case, g in zip(sets, fold) if g != f]
        weights = fit_rank(learn + [case for case in own if case.kind == "answer"])
        model = fit_sure(own, learn, weights)
        for case in (case for case, g in zip(sets, fold) if g == f):
            first, features = best(case, weights)
            sure = model.predict_proba([features])[0, 1] * (case.evidence[first][STRANGER] == 0)
            judged.append((sure, case.right[first] == 1, case.kind == "answer"))
    sure, right, known = (np.array(column) for column in zip(*judged))
    for threshold in np.arange(0.3, 0.91, 0.05):
        said = sure >= threshold
        print("cross-validation at %.2f: right %.1f%% wrong %.1f%% refused %.1f%%" % (
            threshold, 100 * np.mean(said & right & known) / np.mean(known),
            100 * np.mean(said & ~right & known) / np.mean(known),
            100 * np.mean(~said & ~known) / np.mean(~known)))


def main():
    cross = sys.argv[1] + "/tests/eval/cross"
    own = list(own_cases(cross))
    sets = [case for path in sys.argv[2:] for case in set_cases(cross, path)]
    validate(own, sets)
    weights = fit_rank(sets + [case for case in own if case.kind == "answer"])
    model = fit_sure(own, sets, weights)
    for name, r, s in zip(NAMES, weights, model.coef_[0][2:]):
        print(f"EVIDENCE_{name} {r:.2f}f, {s:.2f}f")
    print("sure_lead %.3f sure_clear %.3f" % tuple(model.coef_[0][:2]), "sure_bias %.3f" % model.intercept_[0])


main()
