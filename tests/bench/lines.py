"""The lines sent to the bot: {kind: [(text, id of the fact that answers it, or None)]}."""
import itertools
import json
import pathlib
import random
import re
import sys

import scale

HERE = pathlib.Path(__file__).resolve().parent
EVAL = HERE.parent / "eval"
KINDS = ("known", "pattern", "reworded", "unknown", "chatter", "named")
PLENTY = 1000  # lines of a kind


def eval_questions():
    """{kind: [question]} of the sets that were written without sight of the facts."""
    kinds = {"answer": [], "unknown": [], "chatter": []}
    for name in ("held", "fresh", "blind-a"):
        for line in open(EVAL / f"{name}.jsonl", encoding="utf-8"):
            item = json.loads(line)
            kinds[item["kind"]].append(" ".join(item["q"].split()))
    return kinds


def compiled(patterns):
    for pattern in patterns:
        try:
            yield re.compile(pattern, re.I)
        except re.error:  # PCRE2 has more than Python
            pass


def by_pattern(fact):
    """A question that one of the fact's patterns matches, and that is not among its questions."""
    for question in fact.get("ask", ()):
        asked = "excuse me, " + question.lower().rstrip("?")
        if any(regex.search(asked) for regex in compiled(fact.get("match", ()))):
            return asked
    return None


def like(base, sample, seed=scale.SEED):
    """For a base made by scale.write_like, of which `sample` holds some (copy, fact)."""
    dice = random.Random(seed)
    sample = list(sample)
    dice.shuffle(sample)
    copies = {number: base.copy(number) for number, _ in sample}
    spoken = eval_questions()
    sys.path.insert(0, str(HERE.parent / "talk"))
    from chatter import chatter_lines  # pylint: disable=import-outside-toplevel

    def translated(texts):
        """Each text, translated into the words of a copy."""
        pairs = [(text, dice.choice(sample)[0]) for text in texts for _ in range(4)]
        dice.shuffle(pairs)
        return [(copies[number].text(text), None) for text, number in pairs][:PLENTY]
    lines = {kind: [] for kind in KINDS}
    for _, fact in itertools.islice(itertools.cycle(sample), PLENTY):
        lines["known"].append((dice.choice(fact.get("ask") or [fact["says"]]), fact["id"]))
    for _, fact in sample[:PLENTY]:
        if asked := by_pattern(fact):
            lines["pattern"].append((asked, fact["id"]))
    lines["reworded"] = translated(spoken["answer"])
    misses = [text for _, fact in sample[:100] for text in fact.get("not", ())[:2]]
    lines["unknown"] = translated(spoken["unknown"])[:PLENTY - len(misses)]
    lines["unknown"] += [(text, None) for text in misses]
    dice.shuffle(lines["unknown"])
    lines["chatter"] = [(text, None) for text in spoken["chatter"]] + [
        (text, None) for text in chatter_lines(PLENTY)]
    dice.shuffle(lines["chatter"])
    # what people say of the subject: the beginnings of statements, and questions nobody puts to us
    for _, fact in sample[:PLENTY]:
        words = fact["says"].split()
        lines["named"].append(("i read that " + " ".join(words[:dice.randint(8, 16)]), None))
    lines["named"] += lines["reworded"] + lines["unknown"]
    lines["named"] = [pair for pair in lines["named"] if re.search("cambodia|khmer", pair[0], re.I)]
    dice.shuffle(lines["named"])
    return lines


def small(count, seed=scale.SEED):
    """For a base made by scale.write_small."""
    dice = random.Random(seed)
    lines = {kind: [] for kind in KINDS}
    for _ in range(PLENTY):
        fact = scale.small_fact(dice.randrange(count))
        question = dice.choice(fact["ask"])
        words = question.rstrip("?").split()
        lines["known"].append((question, fact["id"]))
        lines["pattern"].append((f"excuse me, about {words[-5]}: {words[-1]}", fact["id"]))
        some = words[-5:]
        dice.shuffle(some)
        lines["reworded"].append(("please " + " ".join(some[:4]), None))
        others = [scale.plain_word(dice.randrange(1 << 16)) for _ in range(6)]
        lines["unknown"].append(("who was " + " ".join(others) + "?", None))
        lines["chatter"].append((" ".join(scale.plain_word((1 << 17) + dice.randrange(1 << 17))
                                          for _ in range(8)), None))
        lines["named"].append(("i read that " + " ".join(words[-5:-2] + others[:4]), None))
    return lines
