"""Invented channel talk of a study group: lines that share words, names and forms with the facts'
questions but ask the bot nothing. chatter_lines(n) gives n of them, always the same."""
import random

PEOPLE = ["anna", "ben", "chan", "dara", "eva", "fred", "kim", "lina", "mony", "sok"]
NAMES = ["Hun Sen", "Sihanouk", "Pol Pot", "Sam Rainsy", "Kem Sokha", "Obama", "Trump", "Heidt", "the Khmer Rouge",
         "the CPP", "the embassy", "Phnom Penh", "Cambodia", "the US", "Vietnam", "China", "the WTO", "the ECCC"]
THINGS = ["slides", "essay", "bibliography", "map", "poster", "handout", "timeline", "reading list", "exam", "seminar",
          "footnotes", "draft", "recording", "library", "bus", "coffee machine", "projector", "term paper"]
VERBS = ["finish", "read", "print", "send", "find", "open", "upload", "copy", "lose", "correct"]
TIMES = ["today", "tomorrow", "on friday", "at noon", "after lunch", "next week", "tonight", "before class"]
MOODS = ["lol", "ugh", "hm", "ok", "thx", "np", "brb", "yay", ":)", "^^"]

# {p}erson, {n}ame, {t}hing, {v}erb, {w}hen, {m}ood
FRAMES = [
    "{m}", "{m} {m}", "{p}: {m}", "{p}, did you {v} the {t} {w}?", "who has the {t} on {n}?",
    "who is doing the {n} part of the {t}?", "when is the {t} due, {w}?", "is the {t} {w} or not?",
    "did anyone {v} the {t} about {n}?", "can someone {v} the {t} {w}?", "why is the {t} always late",
    "where is the {t}?", "how many pages must the {t} have?", "how long is the {t} supposed to be?",
    "what did you say about {n}?", "what page is {n} on?", "i could not {v} the {t} on {n}, {m}",
    "we should {v} the {t} {w}", "the {t} mentions {n} twice", "{n} jokes never get old {m}",
    "did {p} {v} the {t}?", "{p} says {n} is on page 12", "which {t} has {n} in it?", "is {n} in the {t}?",
    "who else wrote about {n}?", "do we need {n} in the {t}?", "was the {t} about {n} any good?",
    "when did you {v} the {t}?", "should i quote {n} in the {t}?", "why did {p} {v} the {t} {w}?",
    "{p}: who was it that had the {t}?", "{n} again {m}", "i have {n} for my talk, who has {n}?",
    "how did your talk on {n} go, {p}?", "what is the deadline for the {t}?", "are you {w} in class?",
    "does {n} come up in the exam?", "anyone up for lunch {w}?", "what time is it in {n}?",
    "what about {n}? {m}", "and {n}?", "what did {p} say to {n}?", "is there wifi in the {t} room?",
    "tell {p} that {n} was on tv {w}", "how much is the {t}?", "when was the last {t}?",
]


def chatter_lines(count):
    dice = random.Random(1965)
    for _ in range(count):
        yield dice.choice(FRAMES).format(p=dice.choice(PEOPLE), n=dice.choice(NAMES), t=dice.choice(THINGS),
                                         v=dice.choice(VERBS), w=dice.choice(TIMES), m=dice.choice(MOODS))
