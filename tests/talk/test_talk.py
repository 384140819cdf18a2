"""Conversations: what is heard, and what must be said to it, silence included.

A .talk file is a transcript: "< " a raw line that the bot hears, "> " one that it says, "/clock +MS"
lets time pass, "#" a comment. `tonle talk --transcript` hears the file and writes it anew with
what it says now; the two must be the same. To accept what it says now:
    build/tonle talk --transcript --channel '#cambodia' < a.talk > b && mv b a.talk
Those of the files study_*.talk rest on the facts of study.yaml (build/tonle import --db small.db).
The README's conversations (blocks marked irc) are held to the same.
"""

import os
import pathlib
import re
import sqlite3
import subprocess

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture
def database(tmp_path):
    """A copy of the fact base: what a conversation leaves there concerns no other."""
    copy = tmp_path / "tonle.db"
    with sqlite3.connect(BUILD / "tonle.db") as ours, sqlite3.connect(copy) as theirs:
        ours.backup(theirs)
        for table in ("journal", "quiz", "score", "session", "card", "learner"):
            theirs.execute(f"DELETE FROM {table}")
    ours.close()
    theirs.close()
    return copy


@pytest.fixture
def small(tmp_path):
    """A fact base of its own for the conversations whose course depends on every fact there is."""
    subprocess.run([BUILD / "tonle", "import", "--db", tmp_path / "small.db",
                    HERE / "study.yaml", ROOT / "facts/aliases.yaml"], check=True,
                   stdout=subprocess.DEVNULL)
    return tmp_path / "small.db"


def talk(text, database, *options):
    run = subprocess.run([BUILD / "tonle", "talk", "--db", database, *options],
                         input=text, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("path", sorted(HERE.glob("*.talk")), ids=lambda path: path.stem)
def test_talk(path, database, small):
    text = path.read_text()
    options = ["--transcript"]
    if "registration" not in path.stem:
        options += ["--channel", "#cambodia"]
    if "ambient" in path.stem:
        options += ["--ambient"]
    facts = small if path.stem.startswith("study_") else database
    assert talk(text, facts, *options) == text


def readme_conversations():
    return re.findall(r"```irc\n(.*?)```", (ROOT / "README.md").read_text(), re.S)


def heard_from(line):
    """The raw line behind a shown one: "<alice> text" in the channel, "[alice] text" in private."""
    nick, text = re.match(r"[<\[](\w+)[>\]] (.*)", line).groups()
    target = "tonle" if line.startswith("[") else "#cambodia"
    return f":{nick}!{nick}@host.example PRIVMSG {target} :{text}"


def shown(line):
    kind, target, text = re.match(r"(PRIVMSG|NOTICE) (\S+) :(.*)", line).groups()
    if kind == "NOTICE":
        return f"-tonle- {text}"
    return f"<tonle> {text}" if target.startswith("#") else f"[tonle] {text}"


def test_readme_has_conversations():
    assert len(readme_conversations()) >= 2


@pytest.mark.parametrize("number", range(len(readme_conversations())))
def test_readme(number, database):
    lines = readme_conversations()[number].splitlines()
    heard = [heard_from(line) for line in lines if not line[1:].startswith("tonle")]
    said = talk("\n".join(f"< {line}" for line in heard), database, "--transcript", "--channel",
                "#cambodia")
    now, asked = [], iter(line for line in lines if not line[1:].startswith("tonle"))
    for line in said.splitlines():
        now.append(shown(line[2:]) if line.startswith("> ") else next(asked))
    assert now == lines
