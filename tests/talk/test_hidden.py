"""A hidden fact leaves nothing in what others can read."""
import sqlite3
import subprocess

from factbase import database, small, small_base  # noqa: F401 (fixtures)
from test_talk import BUILD, HERE

TONLE = BUILD / "tonle"
LIBEL = "The thief Norodom Sihanouk abdicated"


def run(*words, status=0):
    done = subprocess.run([TONLE, *words], capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    return done.stdout


def test_exports_and_imports(small, tmp_path):
    """No export has the fact, and importing its file does not restore it."""
    before = tmp_path / "before.yaml"
    before.write_text(run("export", "--db", small))
    assert "sihanouk-abdication" in before.read_text()
    run("do", "--db", small, "edit", "sihanouk-abdication", "s/King Norodom Sihanouk abdicated/" + LIBEL + "/")
    assert LIBEL in run("do", "--db", small, "show", "sihanouk-abdication")
    run("do", "--db", small, "hide", "sihanouk-abdication", "libel")
    page = tmp_path / "page"
    exports = [run("export", "--db", small), run("export", "--db", small, "--csv")]
    run("export", "--db", small, "--html", page)
    exports += [file.read_text() for file in page.rglob("*.html")]
    assert len(exports) > 3
    for text in exports:
        assert "thief" not in text and "sihanouk-abdication" not in text
    run("import", "--db", small, before)
    assert LIBEL in run("do", "--db", small, "show", "sihanouk-abdication")  # the terminal is an owner
    assert "sihanouk-abdication" in run("stats", "--db", small, "hidden")
    assert LIBEL not in run("ask", "--db", small, "why did sihanouk abdicate?")
    run("do", "--db", small, "audit")


def test_messages_that_wait_lose_it(small):
    """A message with the fact that waits for somebody is no longer delivered."""
    with sqlite3.connect(small) as base:
        base.execute("INSERT INTO message (at, network, account, nick, host, text) VALUES"
                     " (unixepoch(), 'test', '', 'bob', 'h', 'You asked \"x\": ' ||"
                     " (SELECT says FROM fact WHERE id = 'sihanouk-abdication')),"
                     " (unixepoch(), 'test', '', 'bob', 'h', 'Thank you.')")
    run("do", "--db", small, "hide", "sihanouk-abdication")
    with sqlite3.connect(small) as base:
        assert base.execute("SELECT text FROM message").fetchall() == [("Thank you.",)]


def test_forget_me_leaves_no_name(small):
    """No name is left in an approved suggestion, in the chain of revisions or anywhere else."""
    def said(*lines):
        text = "\n/clock +6000\n".join(lines)
        done = subprocess.run([TONLE, "talk", "--db", small, "--channel", "#cambodia", "--config",
                               HERE / "people.yaml"], text=True, check=True, input=text, capture_output=True)
        return done.stdout

    def rows():
        with sqlite3.connect(small) as base:
            return [(table, row) for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                    for row in base.execute(f'SELECT * FROM "{table}"')
                    if any("zaphod" in str(value).lower() for value in row)]

    zaphod = ":zaphod!z@zaphod.example PRIVMSG #cambodia :tonle: "
    said(zaphod + "suggest The Mekong is the longest river of Cambodia.",
         zaphod + "suggest The Tonle Sap is the largest lake of Cambodia.",
         zaphod + "who built angkor wat?", zaphod + "tell me",
         "@account=mona :mona!m@h.example PRIVMSG #cambodia :!approve 1")
    assert rows()
    assert "2 names under suggestions. Nothing else is kept about you." in said(zaphod + "forget me")
    assert rows() == []
    run("do", "--db", small, "audit")
