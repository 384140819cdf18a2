"""Conversations: what the bot receives, and what it must say or not say.

A .talk file is a transcript: "< " is a raw line that the bot receives, "> " one that it sends, "/clock
+MS" lets time pass, "#" is a comment; "# config: FILE" on the first line names a configuration.
`tonle talk --transcript` reads the file, with a copy of the fact base, and writes it again with the
bot's present replies; the two must be the same. The same goes for the READMEs' conversations (blocks
marked irc). In those marked "irc moderated" mona and olga are logged in (people.yaml), and four seconds
pass between the lines. ACCEPT=1 in the environment writes the present replies to the files instead:
read the diff before you commit it. The files study_*.talk, and those with a line "# facts: few", use
the facts of study.yaml. "# document: FILE" adds a document of tests/documents that may be quoted.
"""

import os
import pathlib
import re
import subprocess

import pytest

from factbase import database, small, small_base  # noqa: F401 (fixtures)

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
ACCEPT = "ACCEPT" in os.environ


def talk(database, text, *options):
    run = subprocess.run([BUILD / "tonle", "talk", "--db", database, *options],
                         input=text, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    # hashes of revisions differ with the time of the import
    run.stdout = re.sub(r"\b(\d+)-[0-9a-f]{12}\b", r"\1-0123456789ab", run.stdout)
    return re.sub(r"VERSION tonle \d\S*", "VERSION tonle", run.stdout)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.talk")), ids=lambda path: path.stem)
def test_talk(path, database, small):
    text = path.read_text()
    options = ["--transcript"]
    if config := re.match(r"# config: (\S+)\n", text):
        options += ["--config", HERE / config[1]]
    if "registration" not in path.stem:
        options += ["--channel", "#cambodia"]
    if "ambient" in path.stem:
        options += ["--ambient"]
    # any new fact would change the course of a quiz or a study session
    few = path.stem.startswith("study_") or "\n# facts: few\n" in text
    facts = small if few else database
    if document := re.search(r"\n# document: (\S+)\n", text):
        subprocess.run([BUILD / "tonle", "add-document", ROOT / "tests/documents" / document[1], "--db", facts,
                        "--short", "Larkmoor history", "--quote", "--yes"], check=True, capture_output=True)
    now = talk(facts, text, *options)
    if ACCEPT:
        path.write_text(now)
    else:
        assert now == text


def test_every_offer_can_be_chosen(database):
    """"2" after an offer is its second fact, and so on to the last."""
    vague = ["sanctions", "embassy", "debt", "who gave aid", "elections", "refugees", "trade"]
    asked = ":alice!al@host.example PRIVMSG #cambodia :tonle: "
    for words in vague:
        lines = [line for number in "123" for line in (words, number)]
        said = talk(database, "\n/clock +4000\n".join(asked + line for line in lines),
                    "--channel", "#cambodia").splitlines()
        if "3) " in said[0]:
            break
    else:
        raise AssertionError(f"none of {vague} gets three offers")
    chosen = [re.search(r" \(([a-z0-9-]+)\)$", line)[1] for line in said if "1) " not in line]
    assert len(chosen) == len(set(chosen)) == 3


def readme_conversations():
    """(lines, whether moderated, where) of each in README.md and the rooms' READMEs."""
    blocks = []
    for page in [ROOT / "README.md", *sorted(ROOT.glob("bot/*/README.md"))]:
        blocks += [(*found, page) for found in
                   re.findall(r"```irc( moderated)?\n(.*?)```", page.read_text(), re.S)]
    return [(text.splitlines(), bool(moderated), page) for moderated, text, page in blocks]


def heard_from(line, moderated=False):
    """The raw line for one in a README: "<alice> text" in the channel, "[alice] text" in private."""
    nick, text = re.match(r"[<\[](\w+)[>\]] (.*)", line).groups()
    target = "tonle" if line.startswith("[") else "#cambodia"
    account = f"@account={nick} " if moderated and nick in ("mona", "olga") else ""
    return f"{account}:{nick}!{nick}@host.example PRIVMSG {target} :{text}"


def shown(line):
    kind, target, text = re.match(r"(PRIVMSG|NOTICE) (\S+) :(.*)", line).groups()
    if kind == "NOTICE":
        return f"-tonle- {text}"
    return f"<tonle> {text}" if target.startswith("#") else f"[tonle] {text}"


def test_readme_has_conversations():
    assert len(readme_conversations()) >= 2


@pytest.mark.parametrize("number", range(len(readme_conversations())))
def test_readme(number, database):
    lines, moderated, page = readme_conversations()[number]
    asked = [line for line in lines if not line[1:].startswith("tonle")]
    heard = "\n/clock +4000\n".join(f"< {heard_from(line, moderated)}" for line in asked)
    options = ["--config", HERE / "people.yaml"] if moderated else []
    said = talk(database, heard, "--transcript", "--channel", "#cambodia", *options)
    now, asked = [], iter(asked)
    for line in said.splitlines():
        if line.startswith("< "):
            now.append(next(asked))
        elif line.startswith("> ") and " #log :" not in line:
            now.append(shown(line[2:]))
    if ACCEPT:
        page.write_text(page.read_text().replace("\n".join(lines), "\n".join(now)))
    else:
        assert now == lines
