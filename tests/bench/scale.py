#!/usr/bin/env python3
"""Fact bases of any size, for the benchmark. The same seed gives the same files.

    scale.py like  COUNT DIRECTORY FACTS.yaml…   COUNT facts like those of the files
    scale.py small COUNT DIRECTORY               COUNT facts of made-up words, ten questions each

`like` copies the base as often as needed. In each copy half of the content words are replaced by
made-up ones, the same everywhere in that copy: in statements, questions, near misses, patterns,
names and synonyms. The 60 commonest content words and the function words stay. So the copies share
the vocabulary that a base on one subject shares, and patterns and questions still belong together.

A word is replaced by its root: its first four letters (all of a shorter one). What follows the root
stays, so "strained", "strains" and the pattern `strain\\w*` remain one family. A question, pattern
or alias that a copy would only repeat is left out of it.

The directory gets fact files in JSON, which is YAML, of at most PIECE facts, for `tonle import`.
"""
import collections
import glob
import json
import pathlib
import random
import re
import sys

import yaml

SEED = 12
KEPT = 60  # commonest content words that no copy replaces
ROOT = 4  # letters
PIECE = 500  # facts of a file
LISTS = ("ask", "ask_yes", "ask_no", "not")  # a fact's texts beside its statement

FUNCTION_WORDS = frozenset("""
a about above according account across actually after again against ago all almost along already
also although always am among an and another any anybody anyone anything are around as ask at away
back be became because become been before began begin behind being below beside best better between
beyond big both but by call called came can cannot case caused causes could date day days did didn
different do does doesn doing don done down due during each early either else end ended enough etc
even ever every everybody everyone exactly far few final finally first five for former four from
full get gets getting give given gives go goes going gone good got great had happen happened happens
has hasn have haven having he her here him his how however i if important in instead into is isn it
its itself just keep kept kind know known last late later least less let like little ll long look
made main make makes making man many may maybe me mean means might month months more most much must
my name named near nearly need needs never new next nine no nobody none nor not nothing now of off
often old on once one ones only or other others our out over own part people per perhaps person
place please point put quite rather re really reason reasons right roughly said same saw say saying
says second see seen seven several shall she should since six so some somebody someone something
sort speak still such take taken takes tell ten than that the their them then there these they thing
things think third this those though thought three through till time times to today together told
too took toward towards true try two type under until up upon us use used uses using usual ve very
via want wanted was wasn way ways we week well went were weren what whatever when where whether
which while who whole whom whose why will with within without won word words would wouldn write
wrote year years yes yet you your
zero eight hundred thousand million billion half quarter dozen percent cent number amount
january february march april june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
""".split())
# What a pattern sets behind a group, as in `tens(?:e|ion)`: an ending, no word.
ENDINGS = frozenset("""
ing ings ed es er ers ion ions ation ations ment ments al ally ial ian ians ity ies ied ive ly ous
ence ance ent ant able ible ful ness ize ized ise ised ism ist ists ting ted ning ned ding ded tion
sion ency ancy ary ory ure dom ship ward wards
""".split())

WORD = re.compile(r"[^\W\d_]+")
# In a pattern: an escape, what opens a group, a class of characters, or letters.
PATTERN_TOKEN = re.compile(r"\\.|\(\?[^:)=!]*[:)=!]|\[[^\]]*\]|[A-Za-z]+")
CONSONANTS, VOWELS = "bcdfghjklmnpqrstvwxyz", "aeiou"


def root_of(word):
    """The part of a word that is replaced, in lower case."""
    if len(word) == ROOT and word.endswith("s"):
        return word[:-1]
    return word[:ROOT]


class Copy:
    """One copy's words. Number 0 changes nothing."""

    def __init__(self, number, common, taken, seed=SEED):
        self.number, self.common, self.taken, self.seed = number, common, taken, seed
        self.roots = {}

    def made_up(self, root):
        """The copy's word for this root; the root itself if it is not replaced."""
        if root not in self.roots:
            dice = random.Random(f"{self.seed} {self.number} {root}")
            new = root
            if dice.random() < 0.5:
                while new == root or new in self.taken:
                    new = "".join(dice.choice(VOWELS if at % 2 else CONSONANTS)
                                  if at < 3 else dice.choice(CONSONANTS + VOWELS)
                                  for at in range(len(root)))
            self.roots[root] = new
        return self.roots[root]

    def word(self, word):
        lower = word.lower()
        if (self.number == 0 or len(word) < 3 or lower in self.common or not lower.isascii()
                or lower in FUNCTION_WORDS):
            return word
        root = root_of(lower)
        new = self.made_up(root)
        if word.isupper():
            new = new.upper()
        elif word[0].isupper():
            new = new.capitalize()
        return word if new.lower() == root else new + word[len(root):]

    def text(self, text):
        return WORD.sub(lambda m: self.word(m[0]), text)

    def pattern(self, pattern):
        def token(m):
            if m[0][0] in "\\([" or m[0].lower() in ENDINGS:
                return m[0]
            return self.word(m[0])
        return PATTERN_TOKEN.sub(token, pattern)


class Base:
    """The facts, names and synonyms that are copied."""

    def __init__(self, parts):
        self.parts = collections.defaultdict(list, parts)
        self.facts = self.parts["facts"]
        counts = collections.Counter()
        for fact in self.facts:
            for text in texts_of(fact):
                counts.update(WORD.findall(text.lower()))
        content = [word for word, _ in counts.most_common() if word not in FUNCTION_WORDS
                   and len(word) >= 3]
        self.common = frozenset(content[:KEPT])
        self.taken = {root_of(word) for word in counts} | FUNCTION_WORDS | ENDINGS
        self.spoken = " ".join(" ".join(WORD.findall(text.lower()))
                               for fact in self.facts for text in texts_of(fact))

    def copy(self, number, seed=SEED):
        return Copy(number, self.common, self.taken, seed)

    def speaks_of(self, form):
        return " ".join(WORD.findall(form.lower())) in self.spoken


def read(paths):
    """The parts (sources, names, words, near, facts; subject) of all the fact files together."""
    parts = collections.defaultdict(list)
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for key, value in (yaml.load(file, yaml.CSafeLoader) or {}).items():
                if isinstance(value, list):
                    parts[key] += value
                else:
                    parts[key] = value
    return parts


def texts_of(fact):
    yield fact["says"]
    for key in LISTS:
        yield from fact.get(key, ())


def copied_fact(fact, copy, seen):
    """The fact in the copy's words, without the questions and patterns in `seen`."""
    made = dict(fact, id=f"{fact['id']}-{copy.number}", says=copy.text(fact["says"]))
    for key in (*LISTS, "match"):
        change = copy.pattern if key == "match" else copy.text
        made[key] = [text for text in map(change, fact.get(key, ()))
                     if key == "not" or (text not in seen and not seen.add(text))]
    # a fact that an id or a name leads to is the original
    return {key: value for key, value in made.items() if value and key not in ("formerly", "about")}


def facts_like(base, count, seed=SEED):
    """Yields (number of the copy, fact)."""
    seen = set()
    for number in range(-(-count // len(base.facts))):
        copy = base.copy(number, seed)
        for fact in base.facts[:count - number * len(base.facts)]:
            if number:
                yield number, copied_fact(fact, copy, seen)
                continue
            for key in (*LISTS[:3], "match"):
                seen.update(fact.get(key, ()))
            yield number, fact


def copied_aliases(base, numbers, seed=SEED):
    """
    The names and synonyms that the base's texts use, in the words of the copies: names whose first
    form a copy changes, and of all forms those that it changes and that begin with no function word.
    A larger base has more names, but not so many more ways to write Phnom Penh or to say "in the".
    """
    spoken = [name for name in base.parts["names"] if any(map(base.speaks_of, name["forms"]))]
    taken = {form.lower() for name in base.parts["names"] for form in name["forms"]}
    names, groups = [], {"words": [], "near": []}
    heads = {(kind, group[0].lower()) for kind in groups for group in base.parts[kind]}

    def add(kind, group):  # two lists of a kind must not begin with the same word
        if (head := (kind, group[0].lower())) not in heads:
            heads.add(head)
            groups[kind].append(group)
    for number in numbers:
        copy = base.copy(number, seed)

        def changed(forms):
            new = [copy.text(form) for form in forms]
            return [form for form, old in zip(new, forms) if form != old
                    and form.split()[0].lower() not in FUNCTION_WORDS
                    and form.lower() not in taken and not taken.add(form.lower())]
        for name in spoken:
            first = name["forms"][0]
            if copy.text(first) != first and (forms := changed(name["forms"])):
                names.append(dict(name, id=f"{name['id']}-{number}", forms=forms))
        for group in base.parts["words"]:
            if len(forms := changed(group)) > 1:
                add("words", forms)
        for group in base.parts["near"]:
            if (new := [copy.text(form) for form in group]) != group:
                add("near", new)
    return {"names": names, **groups}


# --- small facts ----------------------------------------------------------------------------------

OPENINGS = ("who was {}?", "when did {}?", "why did {}?", "where is {}?", "how many did {}?",
            "what about {}?", "tell me of {}", "which {}?")


def plain_word(number):
    """The word for this number: pronounceable, three letters or more, different for each number."""
    word, number = "", number + len(CONSONANTS)
    while number:
        number, at = divmod(number, len(CONSONANTS))
        word += CONSONANTS[at]
        number, at = divmod(number, len(VOWELS)) if number else (0, 2)
        word += VOWELS[at]
    return word + "n"


def small_fact(number, seed=SEED):
    """A fact with its own subject and words with Zipf's distribution: the n-th 1/n as often as the first."""
    dice = random.Random(f"{seed} {number}")
    subject = plain_word(65536 + number)

    def some():
        return plain_word(dice.randrange(1 << dice.randrange(4, 16)))
    object_ = some()

    def phrase(last):
        return " ".join([subject, some(), some(), some(), last])
    return {"id": f"fact-{number}", "topic": "made", "says": f"It is said that {phrase(object_)}.",
            "ask": [opening.format(phrase(object_)) for opening in OPENINGS],
            "not": [f"who was {phrase(some())}?", f"when did {phrase(some())}?"],
            "match": [rf"\b{subject}\w*\b.*\b{object_}"],
            "cite": [{"source": "made", "locator": "made up"}]}


SMALL_SOURCES = {"sources": [{"id": "made", "title": "Made up", "publisher": "nobody",
                              "url": "http://example.org/", "short": "made"}]}


# --- files ----------------------------------------------------------------------------------------

def write_piece(directory, name, parts):
    path = pathlib.Path(directory) / f"{name}.yaml"
    path.write_text(json.dumps(parts, ensure_ascii=False, default=str), encoding="utf-8")
    return path


def write_facts(directory, facts):
    """Writes the facts to files of PIECE facts each and returns the files."""
    paths, piece = [], []
    for fact in facts:
        piece.append(fact)
        if len(piece) == PIECE:
            paths.append(write_piece(directory, f"facts-{len(paths):05}", {"facts": piece}))
            piece = []
    if piece:
        paths.append(write_piece(directory, f"facts-{len(paths):05}", {"facts": piece}))
    return paths


def write_like(base, count, directory, seed=SEED, every=1):
    """COUNT facts like the base's: (files, every so many-th of the facts as (copy, fact))."""
    sample = []

    def facts():
        for at, (number, fact) in enumerate(facts_like(base, count, seed)):
            if at % every == 0:
                sample.append((number, fact))
            yield fact
    rest = {key: value for key, value in base.parts.items() if key != "facts"}
    # no texts of sources: the copies do not say what those do
    rest["sources"] = [{key: value for key, value in source.items() if key != "text"}
                       for source in base.parts["sources"]]
    paths = [write_piece(directory, "base", rest)]
    copies = range(1, -(-count // len(base.facts)))
    if copies:
        paths.append(write_piece(directory, "aliases", copied_aliases(base, copies, seed)))
    return paths + write_facts(directory, facts()), sample


def write_small(count, directory, seed=SEED):
    """COUNT small facts: the files."""
    return [write_piece(directory, "base", SMALL_SOURCES),
            *write_facts(directory, (small_fact(n, seed) for n in range(count)))]


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("like", "small") or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    kind, count, directory, *files = sys.argv[1:]
    pathlib.Path(directory).mkdir(parents=True, exist_ok=True)
    if kind == "small":
        paths = write_small(int(count), directory)
    else:
        base = Base(read(files or sorted(glob.glob("facts/*.yaml"))))
        paths, _ = write_like(base, int(count), directory)
    print(f"{count} facts in {len(paths)} files")


if __name__ == "__main__":
    main()
