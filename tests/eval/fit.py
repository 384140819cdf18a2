#!/usr/bin/env python3
"""Fits how facts are ranked (bot/ask/match.c) and how sure the best is (bot/ask/sure.c).

    fit.py BUILD SET.jsonl… NEAR.txt…    (needs Debian's python3-yaml, python3-numpy and python3-sklearn)

Which fact is best: a logistic regression over pairs of candidates, the right one against each other.
Whether the best is right: boosted trees over the best candidate of each question. Both learn from the facts'
own questions and near misses, each judged from the others (its patterns left aside, since they were
written with it in sight), from sets of questions written without sight of the facts, which count
SET_WEIGHT times, and from near misses of which no fact file knows (a fact's id, a tab, a question), which
count NEAR_WEIGHT times. For the second, a question whose fact and those of the same paragraphs are taken away
has no right answer.

Writes both tables into the sources. Before that it prints the figures of a cross-validation over the
sets: what share is right, wrong and, of the questions without an answer, refused, at several
thresholds.
"""
import collections
import glob
import json
import re
import subprocess
import sys

import numpy as np
import yaml
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

DOCUMENT = "us-cambodia-relationship-help"
SET_WEIGHT, NEAR_WEIGHT = 40, 10
FOLDS = 4
TREES = 300
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


def near_cases(cross, path):
    texts = [line.rstrip("\n").split("\t")[1] for line in open(path) if "\t" in line]
    for number, cells in rows(cross, "--asked", "".join(text + "\n" for text in texts)).items():
        yield Case(np.array([[float(v) for v in c[2:2 + N]] for c in cells]), np.zeros(len(cells)),
                   [c[2 + N] for c in cells], NEAR_WEIGHT, "", "near miss", texts[number])


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
    return first, np.r_[case.evidence[first], min(lead, 6), min(clear, 6)]


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
    model = GradientBoostingClassifier(n_estimators=TREES, max_depth=2, learning_rate=0.08, subsample=0.5,
                                       min_samples_leaf=40, max_features=8, random_state=1)
    model.fit([f for _, f, _ in chosen], [int(c.right[b]) for b, _, c in chosen],
              sample_weight=[c.weight for _, _, c in chosen])
    return model


def validate(own, sets):
    """Each fifth of the sets judged by what was learnt from the others."""
    fold = np.random.RandomState(3).randint(0, FOLDS, len(sets))
    judged = []
    for f in range(FOLDS):
        learn = [case for case, g in zip(sets, fold) if g != f]
        weights = fit_rank(learn + [case for case in own if case.kind == "answer"])
        model = fit_sure(own, learn, weights)
        for case in (case for case, g in zip(sets, fold) if g == f):
            first, features = best(case, weights)
            sure = model.predict_proba([features])[0, 1] * (case.evidence[first][STRANGER] == 0)
            judged.append((sure, case.right[first] == 1, case.kind == "answer", case.kind == "unknown"))
    sure, right, known, unknown = (np.array(column) for column in zip(*judged))
    near = ~known & ~unknown
    for threshold in np.arange(0.3, 0.91, 0.05):
        said = sure >= threshold
        print("cross-validation at %.2f: right %.1f%% wrong %.1f%% refused %.1f%%, of the near misses %.1f%%" % (
            threshold, 100 * np.mean(said & right & known) / np.mean(known),
            100 * np.mean(said & ~right & known) / np.mean(known),
            100 * np.mean(~said & unknown) / np.mean(unknown),
            100 * np.sum(~said & near) / max(1, np.sum(near))))


def write(path, begin, end, lines):
    """Puts the lines between two lines of a source file, which stay."""
    text = open(path).read()
    head, rest = text.split(begin, 1)
    with open(path, "w") as out:
        out.write(head + begin + "".join(line + "\n" for line in lines) + end + rest.split(end, 1)[1])


def write_rank(weights):
    path = "bot/ask/match.c"
    text = open(path).read()
    for name, weight in zip(NAMES, weights):
        if name != "PATTERN":
            text = re.sub(r'(\[EVIDENCE_%s\] = \{"[^"]*", )[^}]*' % name, r"\g<1>%.2ff" % weight, text)
    open(path, "w").write(text)


def number(value):
    text = f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
    return text if float(text) else "0"


def tree_row(tree, rate):
    """{question, {yes question, no question}, four leaves}; a branch without a question repeats its leaf."""
    def side(node):
        if tree.children_left[node] < 0:
            leaf = rate * tree.value[node][0][0]
            return 0, 0, leaf, leaf
        low, high = tree.children_left[node], tree.children_right[node]
        return tree.feature[node], tree.threshold[node], rate * tree.value[low][0][0], rate * tree.value[high][0][0]

    f1, t1, a, b = side(tree.children_left[0])
    f2, t2, c, d = side(tree.children_right[0])
    ask = lambda f, t: "{%s, %s}" % ((NAMES + ["LEAD", "CLEAR"])[f], number(t))
    return "\t{%s, %s, %s, {%s}}," % (ask(tree.feature[0], tree.threshold[0]), ask(f1, t1), ask(f2, t2),
                                     ", ".join(number(v) for v in (a, b, c, d)))


def write_sure(model):
    prior = model.init_.class_prior_[1]
    trees = [tree_row(row[0].tree_, model.learning_rate) for row in model.estimators_]
    write("bot/ask/sure.c", "/* tests/eval/fit.py writes from here */\n", "/* … to here */\n",
          ["static const float start = %.3ff;" % np.log(prior / (1 - prior)), "",
           "static const struct tree trees[] = {", *trees, "};"])


def main():
    cross = sys.argv[1] + "/tests/eval/cross"
    own = list(own_cases(cross))
    sets = [case for path in sys.argv[2:]
            for case in (set_cases if path.endswith(".jsonl") else near_cases)(cross, path)]
    validate(own, sets)
    weights = fit_rank(sets + [case for case in own if case.kind == "answer"])
    write_rank(weights)
    write_sure(fit_sure(own, sets, weights))


main()
