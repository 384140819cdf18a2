"""Overviews of important names: "who is X" and the like get the same reply with and without a question
mark, the reply names X, and `source`, `why` and `wrong` refer to it."""

import re

from factbase import database  # noqa: F401 (fixture)
from test_talk import HERE, talk

ROWS = [[cell.strip() for cell in line.split("|")]
        for line in (HERE / "overviews.txt").read_text().splitlines() if not line.startswith("#")]
SAID = ":dara!d@host.example PRIVMSG #cambodia :tonle: "


def replies(database, lines):
    """The replies to each line, as one text."""
    asked = "".join(f"< {SAID}{line}\n/clock +61000\n" for line in lines)
    said = talk(database, asked, "--transcript", "--channel", "#cambodia")
    blocks = re.split(r"^< .*\n", said, flags=re.M)[1:]
    return ["\n".join(re.findall(r"^> \w+ \S+ :(?:dara: )?(.*)", block, re.M)) for block in blocks]


def test_leading_names_are_introduced(database):
    assert len(ROWS) == 46
    bare = replies(database, [row[0] for row in ROWS])
    marked = replies(database, [row[0] + "?" for row in ROWS])
    wrong = [(row[0], said) for row, said in zip(ROWS, bare)
             if not any(name.lower() in said.lower() for name in row[1:]) or "I don't know" in said
             or "Did you mean" in said or " (" not in said]
    differ = [(row[0], one, other) for row, one, other in zip(ROWS, bare, marked) if one != other]
    assert not wrong and not differ, f"{len(wrong)} {len(differ)}: {wrong} {differ}"
