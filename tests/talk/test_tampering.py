"""`audit` finds any change to the database from outside, and names the first difference."""
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess

import pytest

from factbase import database, small, small_base  # noqa: F401 (fixtures)

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
PEOPLE = pathlib.Path(__file__).parent / "people.yaml"


def talk(database, *lines):
    text = "".join(f"< {line}\n/clock +4000\n" for line in lines)
    return subprocess.run([BUILD / "tonle", "talk", "--transcript", "--channel", "#cambodia",
                           "--db", database, "--config", PEOPLE],
                          input=text, capture_output=True, text=True, timeout=60, check=True).stdout


def mona(text):
    return f"@account=mona :mona!m@h.example PRIVMSG #cambodia :{text}"


def audit(database, *head):
    return subprocess.run([BUILD / "tonle", "do", "--db", database, "audit", *head],
                          capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="session")
def edited_base(small_base, tmp_path_factory):  # noqa: F811
    """A base in which people have changed facts, an alias, a source and roles, and suggested."""
    path = shutil.copy(small_base, tmp_path_factory.mktemp("edited") / "edited.db")
    said = talk(path,
                mona("!when sihanouk-abdication 2005"), mona("!when sihanouk-abdication 2004-10"),
                mona("!alias sihanouk = the old king"),
                mona('!source add atlas "The atlas" https://example.org/atlas'),
                ":bob!b@h.example PRIVMSG #cambodia :!suggest The Mekong is long.",
                "@account=olga :olga!o@h.example PRIVMSG #cambodia :!role carl trusted")
    assert said.count("saved") == 4 and "suggestion 1" in said and "carl" in said, said
    return path


@pytest.fixture
def edited(edited_base, tmp_path):
    return shutil.copy(edited_base, tmp_path / "t.db")


def change(database, script):
    """Changes the database as an intruder would: without the triggers."""
    db = sqlite3.connect(database)
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    before = db.total_changes
    for statement in script.split(";"):
        db.execute(statement)
    assert db.total_changes > before
    db.commit()
    db.close()


LAST = "(SELECT max(number) FROM revision)"
FACT = "(SELECT number FROM fact WHERE id = 'sihanouk-abdication')"
TAMPERINGS = {
    # the diary
    "content": (f"UPDATE revision SET content = replace(content, 'illness', 'choice') WHERE fact = {FACT}",
                r"revision \d+ of sihanouk-abdication was changed"),
    "author": ("UPDATE revision SET author = 'olga' WHERE author = 'mona'", r"revision \d+ of \S+ was changed"),
    "reason": ("UPDATE revision SET reason = 'x' WHERE author = 'mona'", r"revision \d+ of \S+ was changed"),
    "action": ("UPDATE revision SET action = 'undo' WHERE author = 'mona'", r"revision \d+ of \S+ was changed"),
    "deleted": ("DELETE FROM revision WHERE number = 5", "expected revision 5, found 6"),
    "inserted": (f"""INSERT INTO revision SELECT number + 1, name, fact, at, author, network, reason,
                     content, hash, hash, origin, action FROM revision WHERE number = {LAST}""",
                 r"revision \d+ of .* was changed"),
    "swapped": ("""UPDATE revision SET number = -1 WHERE number = 5;
                   UPDATE revision SET number = 5 WHERE number = 6;
                   UPDATE revision SET number = 6 WHERE number = -1""", "revision 5 of .* was changed"),
    # what is served
    "statement": ("UPDATE fact SET says = 'King Sihanouk was deposed by a US coup in 2004.'"
                  " WHERE id = 'sihanouk-abdication'", r"the fact sihanouk-abdication is not what revision \d+"),
    "see": ("UPDATE fact SET see = 'sihanouk-death' WHERE id = 'sihanouk-abdication'", "the fact sihanouk-abdication is not"),
    "channels": ("UPDATE fact SET channels = '#here' WHERE id = 'sihanouk-abdication'", "the fact sihanouk-abdication is not"),
    "topics": ("UPDATE fact SET topics = 'war' WHERE id = 'sihanouk-abdication'", "the fact sihanouk-abdication is not"),
    "quote": (f"UPDATE citation SET quote = 'a coup' WHERE fact = {FACT}", "the fact sihanouk-abdication is not"),
    "question": (f"UPDATE question SET text = 'who?' WHERE fact = {FACT}", "the fact sihanouk-abdication is not"),
    "pattern": (f"INSERT INTO pattern VALUES ({FACT}, 99, '.')", "the fact sihanouk-abdication is not"),
    "address": ("UPDATE source SET url = 'https://evil.example' WHERE id = 'hist-state'",
                r"source hist-state is not what revision \d+ says"),
    "alias": ("INSERT INTO alias_form SELECT number, 99, 'Evil' FROM alias WHERE id = 'hun-sen'",
              r"name hun-sen is not what revision \d+ says"),
    "new alias": ("INSERT INTO alias VALUES (9999, 'name', 'evil', 'person')", "name evil has no revision"),
    "forgotten": ("UPDATE fact SET forgotten = 1 WHERE id = 'sihanouk-abdication'",
                  r"the fact sihanouk-abdication is not what revision \d+"),
    "owner": ("UPDATE role SET role = 'owner' WHERE who = 'carl'", "role granted school account carl is not"),
    "new owner": ("INSERT INTO role VALUES ('school', 'account', 'eve', 'granted', 'owner', 0, 'olga', 1)",
                  "role granted school account eve has no revision"),
    "no role": ("DELETE FROM role WHERE who = 'carl'", r"role granted school account carl is not what revision \d+"),
    "suggestion": ("UPDATE suggestion SET text = 'The Mekong is short.'", r"suggestion 1 is not what revision \d+"),
    "greeting": ("INSERT INTO subject VALUES (1, 'Evil', 'Join https://evil.example', '', '')", "subject has no revision"),
    # the end of the diary
    "cut": (f"UPDATE fact SET revision = (SELECT number FROM revision WHERE fact = {FACT} ORDER BY number"
            f" LIMIT 1) WHERE id = 'sihanouk-abdication'; DELETE FROM revision WHERE number >"
            f" (SELECT number FROM revision WHERE fact = {FACT} ORDER BY number LIMIT 1)", "is not|has no revision"),
    "all deleted": ("PRAGMA foreign_keys = OFF; DELETE FROM revision", "is not what revision|has no revision"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(edited, name):
    script, complaint = TAMPERINGS[name]
    assert audit(edited).returncode == 0, audit(edited).stdout
    change(edited, script)
    done = audit(edited)
    assert done.returncode == 1 and "changed from outside" in done.stdout
    assert re.search(complaint, done.stdout), done.stdout


@pytest.mark.parametrize("forgery", ["quote = replace(quote, '1965', '1964')", "locator = 'p. 2'", "paragraph = 1",
                                     "supports = 'the year'", "source = 'factbook'"])
def test_a_citation_whose_text_is_not_held(database, forgery):  # noqa: F811
    """No register has a hash of it: the revision's covers the citation with its quote."""
    cited = "source = 'hist-state' AND quote LIKE '%on May 3, 1965'"
    change(database, f"UPDATE citation SET {forgery} WHERE {cited} AND source NOT IN (SELECT source FROM paragraph)")
    assert re.search(r"the fact \S+ is not what revision \d+ says", audit(database).stdout)


def test_a_paragraph_that_was_changed(database_with_text):
    change(database_with_text, "UPDATE paragraph_text SET text = text || ' and more'")
    assert "the text of ¶1 of us-cambodia-relationship-help" in audit(database_with_text).stdout


@pytest.fixture
def database_with_text(tmp_path):
    path = tmp_path / "sources.db"
    subprocess.run([BUILD / "tonle", "import", "--db", path, ROOT / "facts/sources.yaml"], check=True,
                   stdout=subprocess.DEVNULL)
    return path


def head(database):
    return re.search(r"The head is (\d+-[0-9a-f]{12})", audit(database).stdout)[1]


def test_a_chain_that_was_cut_or_rewritten_is_found_by_its_head(edited_base, small, tmp_path):  # noqa: F811
    """Both are consistent by themselves: one is simply older, the other has a different history."""
    kept = head(edited_base)
    older = head(small)
    assert audit(edited_base, kept).returncode == audit(edited_base, older).returncode == 0
    assert audit(small).returncode == 0
    assert "the chain was cut" in audit(small, kept).stdout
    talk(small, *[mona(f"!when sihanouk-abdication {year}") for year in range(1960, 1990)])
    assert audit(small).returncode == 0
    assert "the chain was rewritten" in audit(small, kept).stdout
    assert "Usage: audit" in audit(small, "x").stdout


def test_a_backup_is_named_after_its_head(edited, tmp_path):
    done = subprocess.run([BUILD / "tonle", "do", "--db", edited, "backup"], capture_output=True, text=True)
    name = re.search(r"tonle-\d{8}-\d{6}-(\d+-[0-9a-f]{12})\.db", done.stdout)
    assert name[1] == head(edited) == head(tmp_path / name[0])


def test_nobody_is_named_for_ever(edited):
    """A suggestion's author can be deleted, since the chain has only its number."""
    db = sqlite3.connect(edited)
    assert db.execute("SELECT nick FROM suggestion").fetchall() == [("bob",)]
    rows = db.execute("SELECT author || network || reason || content FROM revision").fetchall()
    assert rows and not any(re.search(r"\bbob\b", row[0]) for row in rows)


def test_rows_that_are_older_than_their_cover_are_added_once(edited):
    """As in a base of schema 9, in which an import of aliases and sources left no revision."""
    change(edited, "UPDATE generation SET covered = 0; UPDATE source SET date = '1999' WHERE id = 'factbook'")
    assert audit(edited).returncode == 0, audit(edited).stdout
    change(edited, "UPDATE source SET date = '2000' WHERE id = 'factbook'")
    assert "source factbook is not what revision" in audit(edited).stdout


def test_the_subject_is_covered_and_in_an_older_base_from_now_on(database):  # noqa: F811
    evil = "UPDATE subject SET greeting = 'Join https://evil.example'"
    change(database, evil)
    assert "subject is not what revision" in audit(database).stdout
    change(database, "UPDATE generation SET covered = 1; UPDATE source SET date = '1999' WHERE id = 'factbook'")
    assert audit(database).returncode == 1  # what was covered before is not taken as it is found
    change(database, "UPDATE source SET date = '2023-11-09' WHERE id = 'factbook'")
    assert audit(database).returncode == 0, audit(database).stdout
    change(database, evil + " || '/x'")
    assert "subject is not what revision" in audit(database).stdout


def test_nobody_tampers_by_merging(small):  # noqa: F811
    """Facts merged, given back and merged again, also into another: who has the former id last keeps it."""
    said = talk(small, mona("!merge sihanouk-abdication into sihamoni-succession"), mona("!undo sihamoni-succession"),
                mona("!unforget sihanouk-abdication"), mona("!merge sihanouk-abdication into sihamoni-succession"),
                mona("!undo sihamoni-succession"), mona("!unforget sihanouk-abdication"),
                mona("!merge sihanouk-abdication into sihanouk-death"), mona("!redo sihamoni-succession"),
                mona("!undo sihanouk-death"), mona("!redo sihanouk-death"))
    assert audit(small).returncode == 0, audit(small).stdout + said
