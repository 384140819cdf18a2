#!/usr/bin/env python3
"""Fits the trees that estimate how likely a fact answers a question: bot/ask/ranking.model.

    fit.py BUILD [--keep] [--report]      (needs Debian's python3-yaml, python3-numpy and python3-sklearn)

Learns from
- the facts' own questions and near misses, asked of a base in which each fact keeps 0, 1, 3, 6 or all of its
  questions (with fewer than all: no yes/no questions, near misses or patterns), each that is kept hidden in turn;
- the question sets SETS, written without sight of the facts, and near misses of which no fact file knows (NEAR),
  asked at each of these levels;
- texts on other subjects (foreign/), every sentence a fact without questions, half of their questions unanswerable;
  `text`, below, also learns from texts that were made up for it (written/), which count for less.
The trees are gradient-boosted, and monotonic in evidence that can only be for or against a fact. The confidence is
the best candidate's probability: a second ensemble, on the best one's evidence and its lead, was wrong more often
at every level.

A base that is nothing but text has trees of its own (`text`), fitted to the texts alone: trees fitted to our facts
as well find fewer of their answers. They are smaller, since larger ones do worse on texts that they do not know. Each
of their questions counts the same, however many candidates it has. A linear `correction` of their log odds for the
best candidate then decides whether it is an answer. It is fitted on the log odds that trees give for texts that they
were fitted without; for texts that they know, trees are too sure.

Before it writes the model, it prints how trees fitted without them score on blind-b.jsonl and the foreign
texts, and a table of confidence against correctness at each level. --report: only that. --keep: uses the evidence
of the last run, in BUILD/eval.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"  # sums in one order: the same bytes each time
import numpy as np
import yaml
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = "bot/ask/ranking.model"
ENCODER = "bot/encode/minilm-l6-v2.q8"
DOCUMENT = "us-cambodia-relationship-help"
SETS, NEAR, BLIND = ("held", "fresh", "blind-a"), ("near-1", "near-2"), ("blind-b",)
LEVELS = "0,1,3,6,all"
OWN, MISSES, SEED = 3000, 1200, 1
WEIGHT = {"own": 3, "held": 3, "fresh": 3, "blind-a": 3, "near-1": 2, "near-2": 2}
FOREIGN_WEIGHT = {True: 6, False: 2}  # answerable or not: the latter are written to mislead
TEXT_WEIGHT = {"foreign": {True: 90, False: 45},  # the same for `text`, of all candidates together
               "written": {True: 27, False: 31}}
LONGEST = 300  # bytes of a statement
FOLDS = 5  # of the texts, to tell what to expect of others

EVIDENCE = re.findall(r"^\tEVIDENCE_(\w+),", open("bot/ask/match.h").read(), re.M)
READING = re.findall(r"^\t(READ_\w+),", open("bot/ask/reading.h").read(), re.M)
RANK_NAMES = EVIDENCE + READING + ["TREES_SCORE", "TREES_SCORE_LEAD"]
ROW = len(RANK_NAMES) + 1  # TREES_EVIDENCE: TREES_CLEAR is not filled in
ODDS, LEAD = (RANK_NAMES.index(n) for n in ("TREES_SCORE", "TREES_SCORE_LEAD"))
AROUND = {n for n in READING if re.match(r"READ_(PREVIOUS|NEXT|PARAGRAPH|ANY)_", n)}  # only in plain text
UNUSED = {"rank": {"NEW_TYPE", "READ_OPPOSITE"} | AROUND, "text": {"NEW_TYPE"}}  # by ensemble
FOR = set("""NEAREST NEAR_FEW COVERED STATED TYPICAL SAME_TYPE CORE BIGRAMS BIGRAMS_KNOWN SAID LEAST TYPED LEAST_TYPED
WORDED FOCUS_SAME PATTERN READ_COS READ_COS_LEAD READ_COS_Z READ_QCOS READ_QCOS_LEAD READ_BEST_COS
READ_BEST_COS_LEAD READ_BEST_COS_RANK READ_ALIGN READ_ALIGN_LEAD READ_ALIGN_WORST READ_ALIGN_WORST2 READ_BOTH
READ_BOTH_LEAD READ_BOTH_WORST READ_BOTH_WORST2 READ_BOTH_WORST3 READ_TERM READ_TERM_LEAD READ_BM25 READ_BM25_LEAD
READ_COVERAGE READ_SUPPLIES READ_FOCUS READ_PLACE_COS READ_PLACE_TERM READ_ORDER TREES_SCORE
TREES_SCORE_LEAD""".split())
AGAINST = set("""UNKNOWN UNKNOWN_ENTITY NEAR_MISS GAP CANNOT BIGRAMS_MISS MISS ORDINAL NEAR_MISS_PRIOR READ_MISS_OVER
READ_ALIGN_LOST READ_BOTH_LOST READ_BOTH_LOST_SUM READ_TERM_LOST READ_NUMBER_LACKS READ_NAME_LACKS
READ_NEGATION READ_OPPOSITE READ_RIVAL READ_RIVAL_SUM""".split())
AGAINST |= {n for n in AROUND if re.search("_LOST", n)}
FOR |= AROUND - AGAINST - {"READ_PARAGRAPH_SIZE", "READ_PARAGRAPH_AT"}
CORRECTS = """READ_TERM READ_TERM_LOST READ_BOTH_WORST READ_TOKENS READ_TOKENS_LEAST READ_COS READ_PREVIOUS_BOTH
READ_PARAGRAPH_TERM_LOST READ_PARAGRAPH_LEAD READ_NUMBER_LACKS READ_NEGATION READ_OPPOSITE READ_UNKNOWN_LACKS
READ_WORDS TREES_SCORE TREES_SCORE_LEAD""".split()  # see trees_correction in trees.h
CORRECTION = {"wrong": 1.5, "penalty": 9000, "steps": 12}  # `wrong`: a wrong answer counts this much more
LEAD_MAX = int(re.search(r"TREES_TEXT_LEAD_MAX = (\d+)", open("bot/ask/trees.h").read()).group(1))


class Progress:
    """A line on a terminal's standard error: which step of how many, and about how long the rest takes. A step
    counts for as many seconds as it took when it was measured; only their ratios matter."""
    EVIDENCE, OWN_EVIDENCE, TREES, TEXT_TREES = 6, 90, 60, 5

    def __init__(self, total):
        self.done, self.total, self.begun = 0, total, time.monotonic()

    def step(self, what, weight):
        self.done += weight
        if sys.stderr.isatty():
            done = self.done - weight
            left = f", about {(time.monotonic() - self.begun) * (self.total - done) / done:.0f} s left" if done else ""
            sys.stderr.write(f"\r\033[K{what}: {100 * done // self.total} %{left}")

    def end(self):
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")


progress = None


class Case:
    """A question and its candidates: evidence, whether each is right, how much each counts."""

    def __init__(self, evidence, right, counts, answerable, source, level, folder=""):
        self.evidence, self.right, self.counts = evidence, right, counts
        self.answerable, self.source, self.level, self.folder = answerable, source, level, folder


# --- evidence ------------------------------------------------------------------------------------

def evidence_of(build, name, levels, own, misses, files, texts, keep):
    path = f"{build}/eval/{name}.bin"
    os.makedirs(f"{build}/eval", exist_ok=True)
    progress.step(f"evidence of {name}", Progress.OWN_EVIDENCE if name == "ours" else Progress.EVIDENCE)
    if not (keep and os.path.exists(path)):
        lines = "".join(text.replace("\n", " ") + "\n" for text in texts).encode()
        with open(path, "wb") as out:
            subprocess.run([f"{build}/tests/eval/evidence", ENCODER, f"{build}/eval/vectors.db", levels, str(SEED),
                            str(own), str(misses), *files], input=lines, stdout=out, check=True)
    raw = np.fromfile(path, dtype=np.float32).reshape(-1, 7 + ROW)
    head, rows = raw[:, :7].view(np.int32), raw[:, 7:7 + len(RANK_NAMES)]
    starts = np.flatnonzero(np.r_[True, np.any(head[1:, [0, 1, 2, 6]] != head[:-1, [0, 1, 2, 6]], axis=1)])
    for a, b in zip(starts, np.r_[starts[1:], len(head)]):
        order = a + np.argsort(head[a:b, 4])  # not as the last model ranked them: the same bytes again
        yield head[order], rows[order]


def read_sets(names):
    for name in names:
        for line in open(f"{HERE}/{name}.jsonl", encoding="utf-8"):
            item = json.loads(line)
            if item["kind"] != "chatter":
                yield name, item
    for name in NEAR if names != BLIND else ():
        for line in open(f"{HERE}/{name}.txt", encoding="utf-8"):
            if "\t" in line:
                yield name, {"kind": "near", "q": line.rstrip("\n").split("\t")[1]}


def answers(fact, item):
    """Whether the fact is right for a question of a set, by score.py's rule."""
    known = any(c["source"] != DOCUMENT or c.get("paragraph") in item["para"] for c in fact["cite"])
    return known and all(re.search(e, fact["says"], re.I) for e in item["expect"])


def our_cases(build, keep):
    files = sorted(glob.glob("facts/*.yaml"))
    facts = [f for p in files for f in yaml.load(open(p, encoding="utf-8"), Loader=yaml.CSafeLoader).get("facts", [])]
    places = [{(c["source"], c.get("paragraph"), c.get("locator")) for c in f["cite"]} for f in facts]
    items = list(read_sets(SETS)) + list(read_sets(BLIND))
    for head, rows in evidence_of(build, "ours", LEVELS, OWN, MISSES, files, [i["q"] for _, i in items], keep):
        level, listed, number, kind, own = head[0, 0], head[0, 1], head[0, 2], head[0, 3], head[0, 5]
        positions = head[:, 4]
        if listed:
            name, item = items[number]
            right = [item["kind"] == "answer" and answers(facts[p], item) for p in positions]
            yield Case(rows, np.array(right), np.ones(len(rows)), item["kind"] == "answer", name, level)
        elif kind == 3:  # a near miss: its own fact is wrong for certain, others most likely
            yield Case(rows, positions < 0, np.where(positions == own, 1, 0.3), False, "own", level)
        else:  # facts that cite the same place may answer too
            siblings = [p != own and bool(places[p] & places[own]) for p in positions]
            yield Case(rows, positions == own, np.where(siblings, 0, 1.0), True, "own", level)


def sentences(text):
    for m in re.finditer(r".+?(?:[.!?][\"”)]?(?=\s+[A-Z\"“(0-9])|$)", text, re.S):
        s = m.group().strip()
        while len(s.encode()) > LONGEST:
            cut = max(s.rfind(mark, 0, LONGEST - 40) for mark in ("; ", ", ", " "))
            yield s[:cut].strip(" ,;")
            s = s[cut:].strip(" ,;")
        if len(s) > 15:
            yield s


def text_cases(build, folder, keep):
    questions = [json.loads(line) for line in open(f"{HERE}/{folder}/questions.jsonl", encoding="utf-8")]
    for path in sorted(glob.glob(f"{HERE}/{folder}/*.txt")):
        name = os.path.basename(path)[:-4]
        facts = [(n, s) for n, block in enumerate(open(path, encoding="utf-8").read().strip().split("\n\n"), 1)
                 for s in sentences(block)]
        base = {"sources": [{"id": "text", "title": name, "publisher": "text", "url": "https://example.org/",
                             "short": "text"}],
                "facts": [{"id": f"s-{n}", "topic": "text", "says": s,
                           "cite": [{"source": "text", "locator": str(p)}]} for n, (p, s) in enumerate(facts)]}
        os.makedirs(f"{build}/eval", exist_ok=True)
        file = f"{build}/eval/{name}.yaml"
        yaml.safe_dump(base, open(file, "w", encoding="utf-8"), allow_unicode=True, sort_keys=False)

        def right(q, k):
            return facts[k][0] == q["paragraph"] and any(a.lower() in facts[k][1].lower() for a in q["answers"])
        mine = [q for q in questions if q["document"] == name and
                (q["paragraph"] is None or any(right(q, k) for k in range(len(facts))))]
        for head, rows in evidence_of(build, name, "0", 0, 0, [file], [q["q"] for q in mine], keep):
            q = mine[head[0, 2]]
            known = q["paragraph"] is not None
            yield Case(rows, np.array([known and right(q, k) for k in head[:, 4]]), np.ones(len(rows)), known, name, 0,
                       folder)


# --- fitting -------------------------------------------------------------------------------------

def weight(case, ensemble):
    if ensemble == "text":
        return TEXT_WEIGHT[case.folder][case.answerable] / len(case.right)
    return WEIGHT[case.source] if case.source in WEIGHT else FOREIGN_WEIGHT[case.answerable]


SIZE = {"rank": {"max_iter": 250, "max_leaf_nodes": 24, "learning_rate": 0.07},
        "text": {"max_iter": 150, "max_leaf_nodes": 12, "learning_rate": 0.08}}


def names_used(ensemble):
    return [n for n in RANK_NAMES if n not in UNUSED[ensemble]]


def evidence_in(cases, ensemble):
    columns = [RANK_NAMES.index(n) for n in names_used(ensemble)]
    return np.vstack([c.evidence[:, columns] for c in cases])


def fit(cases, ensemble="rank"):
    progress.step("fitting the trees", Progress.TREES if ensemble == "rank" else Progress.TEXT_TREES)
    signs = [1 if n in FOR else -1 if n in AGAINST else 0 for n in names_used(ensemble)]
    trees = HistGradientBoostingClassifier(**SIZE[ensemble], min_samples_leaf=40, l2_regularization=1, random_state=1,
                                           early_stopping=False, monotonic_cst=signs)
    return trees.fit(evidence_in(cases, ensemble), np.concatenate([c.right for c in cases]).astype(int),
                     sample_weight=np.concatenate([c.counts * weight(c, ensemble) for c in cases]))


def rank(cases, trees, ensemble):
    """Of each case: the log odds of its candidates, and their order."""
    odds = trees.decision_function(evidence_in(cases, ensemble))
    for mine in np.split(odds, np.cumsum([len(c.right) for c in cases])[:-1]):
        yield mine, np.argsort(-mine, kind="stable")


def correcting(case, odds, order):
    """The evidence of the best candidate that corrects its log odds."""
    row = case.evidence[order[0]].astype(float)
    row[ODDS] = odds[order[0]]
    row[LEAD] = min(LEAD_MAX, odds[order[0]] - odds[order[1]]) if len(order) > 1 else LEAD_MAX
    return row[[RANK_NAMES.index(n) for n in CORRECTS]]


def fit_correction(cases, ranked):
    """Logistic regression, by Newton's method, of what to add to the log odds: the start and the weights."""
    rows = np.array([correcting(c, odds, order) for c, (odds, order) in zip(cases, ranked)])
    given = np.array([odds[order[0]] for odds, order in ranked])
    right = np.array([c.right[order[0]] for c, (_, order) in zip(cases, ranked)])
    known = np.array([c.answerable for c in cases])
    counts = np.array([TEXT_WEIGHT[c.folder][c.answerable] for c in cases])
    counts = counts * np.where(known & ~right, CORRECTION["wrong"], 1)
    mean, scale = rows.mean(0), rows.std(0)
    x = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    penalty, b = np.r_[np.full(len(CORRECTS), CORRECTION["penalty"]), 0], np.zeros(len(CORRECTS) + 1)
    for _ in range(CORRECTION["steps"]):
        likely = 1 / (1 + np.exp(-(given + x @ b)))
        slope = x.T @ (counts * (likely - right)) + penalty * b
        b -= np.linalg.solve((x.T * (counts * likely * (1 - likely))) @ x + np.diag(penalty), slope)
    return b[-1] - (b[:-1] / scale * mean).sum(), b[:-1] / scale


class Texts:
    """The questions of the texts, whose texts are in FOLDS folds. Trees without the same folds are fitted once."""

    def __init__(self, foreign, written):
        texts = sorted({c.source for c in foreign}) + sorted({c.source for c in written})
        self.folds = [[c for c in foreign + written if texts.index(c.source) % FOLDS == n] for n in range(FOLDS)]
        self.fitted = {}

    def trees(self, without):
        if without not in self.fitted:
            self.fitted[without] = fit([c for n in range(FOLDS) if n not in without for c in self.folds[n]], "text")
        return self.fitted[without]

    def correction(self, without=frozenset()):
        cases, ranked = [], []
        for n in range(FOLDS):
            if n not in without:
                cases += self.folds[n]
                ranked += rank(self.folds[n], self.trees(without | {n}), "text")
        return fit_correction(cases, ranked)


# --- what to expect ------------------------------------------------------------------------------

def judge(cases, trees, ensemble="rank", correction=None):
    """Of each case: the confidence in the best candidate, whether it is right, whether one of the best three is."""
    out = []
    for case, (odds, order) in zip(cases, rank(cases, trees, ensemble)):
        best = odds[order[0]]
        if correction:
            best += correction[0] + correcting(case, odds, order) @ correction[1]
        out.append((1 / (1 + np.exp(-best)), case.right[order[0]], case.right[order[:3]].any(), case.answerable))
    confidence, *rest = np.array(out).T
    return confidence, *(column.astype(bool) for column in rest)


def report(label, confidence, right, held, known):
    print(f"{label}: first {100 * right[known].mean():.1f} %, among three {100 * held[known].mean():.1f} %")
    for limit in np.arange(0.3, 0.91, 0.05):
        said = confidence >= limit
        print("  from %.2f: right %.1f %% wrong %.1f %% of %d, refused %.1f %% of %d" % (
            limit, 100 * (said & right & known).sum() / known.sum(), 100 * (said & ~right & known).sum() / known.sum(),
            known.sum(), 100 * (~said & ~known).sum() / max(1, (~known).sum()), (~known).sum()))
    bins = np.clip((confidence * 10).astype(int), 0, 9)
    print("  confidence, right of them:", ", ".join(
        f"{b / 10:.1f}: {100 * right[bins == b].mean():.0f} % of {np.sum(bins == b)}" for b in range(10) if np.any(bins == b)),
        flush=True)


def expect(ours, foreign, known):
    texts = sorted({c.source for c in foreign})
    trees = fit([c for c in ours if c.source not in BLIND] + [c for c in foreign if texts.index(c.source) % 2 == 0])
    progress.end()
    for level in (0, 1, 3, 6, -1):
        report(f"blind-b, {level if level >= 0 else 'all'} questions a fact",
               *judge([c for c in ours if c.source in BLIND and c.level == level], trees))
    folds = {"foreign": [], "written": []}
    for n in range(FOLDS):
        trees, correction = known.trees(frozenset({n})), known.correction(frozenset({n}))
        for folder, judged in folds.items():
            cases = [c for c in known.folds[n] if c.folder == folder]
            judged.append(judge(cases, trees, "text", correction))
    progress.end()
    for folder, judged in *folds.items(), ("both", folds["foreign"] + folds["written"]):
        report(f"each text by trees fitted without it, {folder}", *(np.concatenate(column) for column in zip(*judged)))


# --- the model file ------------------------------------------------------------------------------

def lines_of(ensemble, trees):
    used = names_used(ensemble)
    yield "ensemble %s %.6f" % (ensemble, trees._baseline_prediction.ravel()[0])
    for stage in trees._predictors:
        yield "tree"
        for node in stage[0].nodes:
            if node["is_leaf"]:
                yield "= %.5f" % node["value"]
            else:
                yield "%s %.6g %d %d" % (used[node["feature_idx"]], node["num_threshold"], node["left"], node["right"])


def write(rank, text, correction):
    kept = open(MODEL).read().split("ensemble rank", 1)[0]
    with open(MODEL + ".part", "w") as out:
        out.write(kept)
        out.writelines(line + "\n" for line in [*lines_of("rank", rank), *lines_of("text", text)])
        out.write("correction %.4f\n" % correction[0])
        out.writelines("%s %.4g\n" % line for line in zip(CORRECTS, correction[1]))
    os.replace(MODEL + ".part", MODEL)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build")
    options.add_argument("--keep", action="store_true")
    options.add_argument("--report", action="store_true")
    given = options.parse_args()
    global progress
    fits = 1 if given.report else 2
    texts = [*glob.glob(f"{HERE}/foreign/*.txt"), *glob.glob(f"{HERE}/written/*.txt")]
    progress = Progress(Progress.OWN_EVIDENCE + Progress.EVIDENCE * len(texts) +
                        fits * Progress.TREES + (FOLDS * (FOLDS + 1) // 2 + fits - 1) * Progress.TEXT_TREES)
    ours = list(our_cases(given.build, given.keep))
    foreign, written = (list(text_cases(given.build, folder, given.keep)) for folder in ("foreign", "written"))
    progress.end()
    print(f"{len(ours)} questions of ours, {len(foreign) + len(written)} of other texts", flush=True)
    known = Texts(foreign, written)
    expect(ours, foreign, known)
    if not given.report:
        write(fit([c for c in ours if c.source not in BLIND] + foreign), fit(foreign + written, "text"),
              known.correction())
        progress.end()
        print(f"written: {MODEL}; build again")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(f"\nfit: interrupted; {MODEL} is as it was")
