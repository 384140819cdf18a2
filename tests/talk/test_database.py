"""A database file that is replaced, deleted or cut while the bot runs, and damaged files."""
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import sqlite3
import subprocess

import pytest

from factbase import small, small_base  # noqa: F401 (fixtures)

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
PEOPLE = pathlib.Path(__file__).parent / "people.yaml"


class Bot:
    """`tonle talk`, one line at a time."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [BUILD / "tonle", "talk", "--transcript", "--channel", "#cambodia", "--db", database, "--config", PEOPLE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.count = 0

    def hear(self, line):
        """The bot's reply to the line: everything up to the echo of a mark that is sent after it."""
        self.count += 1
        print(f"{line}\n# {self.count}", file=self.process.stdin, flush=True)
        said = []
        for out in self.process.stdout:
            if out == f"# {self.count}\n":
                return "".join(said)
            if out.startswith("> "):
                said.append(out)
        raise AssertionError("the bot has ended")

    def mona(self, text):
        self.hear("/clock +4000")
        return self.hear(f"< @account=mona :mona!m@h.example PRIVMSG #cambodia :{text}")

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(timeout=30)


@pytest.fixture
def bot(small):  # noqa: F811
    bot = Bot(small)
    assert "saved" in bot.mona("!when sihanouk-abdication 2005")
    yield bot
    assert bot.end() == 0


def happened(path):
    return sqlite3.connect(path).execute(
        "SELECT happened FROM fact WHERE id = 'sihanouk-abdication'").fetchone()[0]


def goes_on_with(bot, small, file):
    """The file, moved to the database's place, is opened, and edits go to it."""
    for left in small.parent.glob("small.db-*"):
        left.unlink()
    os.replace(file, small)
    bot.hear("/clock +11000")
    assert "saved" in bot.mona("!when sihanouk-abdication 2007")
    assert happened(small) == "2007"


def test_no_edit_goes_to_a_deleted_file(bot, small):  # noqa: F811
    kept = shutil.copy(small, small.with_name("kept.db"))
    small.unlink()
    said = bot.hear("/clock +1000")
    assert "#log :The file of the fact base was deleted, replaced or cut off." in said
    said = bot.mona("!when sihanouk-abdication 2006")
    assert "Not saved, and nothing has changed" in said and "was deleted or replaced" in said
    assert "Norodom" in bot.mona("tonle: why did Sihanouk abdicate?")  # what is known is answered
    assert not small.exists()
    goes_on_with(bot, small, kept)


def test_a_file_that_replaces_it_is_opened_if_it_is_sound(bot, small):  # noqa: F811
    """As `mv restored.db tonle.db` does."""
    connection = sqlite3.connect(small)
    copy = sqlite3.connect(small.with_name("copy.db"))
    connection.backup(copy)
    connection.close()
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.close()
    bad = small.with_name("bad.db")
    bad.write_bytes(small.read_bytes()[:8192] + random.Random(1).randbytes(8192))
    os.replace(bad, small)
    assert "was deleted or replaced" in bot.mona("!when sihanouk-abdication 2006")
    bot.hear("/clock +11000")
    assert "was deleted or replaced" in bot.mona("!when sihanouk-abdication 2006")
    goes_on_with(bot, small, small.with_name("copy.db"))


def test_no_edit_goes_to_a_file_that_was_cut_off(bot, small):  # noqa: F811
    """SQLite would continue from its cache, and write to a log that no longer matches a database."""
    kept = shutil.copy(small, small.with_name("kept.db"))
    os.truncate(small, 8192)
    assert "was cut off" in bot.mona("!when sihanouk-abdication 2006")
    bot.hear("/clock +11000")
    assert "was cut off" in bot.mona("!when sihanouk-abdication 2006")
    goes_on_with(bot, small, kept)


def test_a_limit_of_file_size_is_a_full_disk(bot, small):  # noqa: F811
    """By default SIGXFSZ would kill it."""
    size, unlimited = small.stat().st_size, resource.RLIM_INFINITY
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, unlimited))
    said = bot.mona("!when sihanouk-abdication 2006")
    assert "Not saved, and nothing has changed" in said and "disk I/O error" in said
    assert "Norodom" in bot.mona("tonle: why did Sihanouk abdicate?")
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    assert "saved" in bot.mona("!when sihanouk-abdication 2007")
    assert small.stat().st_size >= size and happened(small) == "2007"


def ask(database, question="why did Sihanouk abdicate?"):
    return subprocess.run([BUILD / "tonle", "ask", "--db", database, question], capture_output=True, text=True,
                          timeout=60)


# what an intruder or a broken disk does to a row: how it is named
BAD_ROWS = {
    "a paragraph without its source": (
        "UPDATE paragraph SET source = 'zz-none' WHERE number = 1",
        "paragraph 1 of zz-none is left out: there is no such source"),
    "sources that are gone": (
        "DELETE FROM source WHERE id IN (SELECT source FROM paragraph)",
        "us-cambodia-relationship-help is left out: there is no such source"),
    "a citation of no source": (
        "UPDATE citation SET source = 'none' WHERE fact = 1",
        "a citation of none by sihanouk-abdication is left out: there is no such source"),
    "a question of no fact": (
        "UPDATE question SET fact = 999999 WHERE fact = 1", "a question of fact 999999 is left out: there is no such fact"),
    "a pattern of no fact": (
        "UPDATE pattern SET fact = 999999 WHERE fact = (SELECT max(fact) FROM pattern)", "a pattern of fact 999999 is left out: there is no such fact"),
    "forms of no alias": (
        "UPDATE alias_form SET alias = 999999 WHERE alias = 1",
        "a form of alias 999999 is left out: there is no such alias"),
    "a revision of no fact": (
        "UPDATE fact SET revision = 999999 WHERE number = 1", "fact 1 is left out: it has no revision"),
    "a statement that is no text": (
        "UPDATE fact SET says = CAST(x'ff41' AS TEXT) WHERE number = 1", "fact 1 is left out: its text is not valid UTF-8"),
    "no statement": ("UPDATE fact SET says = '' WHERE number = 1", "fact 1 is left out: it has no statement"),
    "an id that is none": ("UPDATE fact SET id = 'a b' WHERE number = 1", "fact 1 is left out: its id is not valid"),
    "a question that is no text": (
        "UPDATE question SET text = CAST(x'ff41' AS TEXT) WHERE fact = 1",
        "a question of sihanouk-abdication is left out: its text is not valid UTF-8"),
    "a question of no kind": (
        "UPDATE question SET kind = 'maybe' WHERE fact = 1",
        "a question of sihanouk-abdication is left out: its kind is unknown"),
    "an alias of no kind": ("UPDATE alias SET kind = 'maybe' WHERE number = 1", "alias 1 is left out: its kind is unknown"),
    "an overview of no name": (
        "UPDATE fact SET about = 'none' WHERE number = 1",
        "`about` of sihanouk-abdication is left out: there is no such name"),
    "a reference that is none": (
        "UPDATE source SET reference = '{' WHERE id = 'factbook'", "the reference of source factbook is left out: "),
}


@pytest.fixture(scope="session")
def few_base(tmp_path_factory):
    path = tmp_path_factory.mktemp("few") / "few.db"
    subprocess.run([BUILD / "tonle", "import", "--db", path, ROOT / "facts/sources.yaml", ROOT / "facts/document-p25-p30.yaml",
                    ROOT / "facts/aliases.yaml"], check=True, stdout=subprocess.DEVNULL)
    return path


def unguarded(path):
    """A connection without triggers, checks or foreign keys."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    return db


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_named_and_left_out(few_base, tmp_path, name):
    path = shutil.copy(few_base, tmp_path / "t.db")
    statement, named = BAD_ROWS[name]
    db = unguarded(path)
    assert db.execute(statement).rowcount > 0
    db.commit()
    db.close()
    done = subprocess.run([BUILD / "tonle", "export", "--db", path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and named in done.stderr, done.stderr
    for words in (["ask", "why did Sihanouk abdicate?"], ["do", "audit"]):
        done = subprocess.run([BUILD / "tonle", words[0], "--db", path, *words[1:]], capture_output=True,
                              text=True, timeout=60, env={**os.environ, "TONLE_MODEL": "none"})
        assert done.returncode in (0, 1), (words, done)


def backup(database, target):
    return subprocess.run([BUILD / "tonle", "backup", "--db", database, target], capture_output=True, text=True,
                          timeout=60)


def test_a_backup_of_what_is_damaged_replaces_nothing(small, tmp_path):  # noqa: F811
    kept = tmp_path / "nightly.db"
    assert backup(small, kept).returncode == 0
    good = kept.read_bytes()
    with small.open("r+b") as file:
        file.seek(small.stat().st_size // 2)
        file.write(random.Random(2).randbytes(4096))
    done = backup(small, kept)
    assert done.returncode == 2 and "damaged" in done.stderr + done.stdout, done
    assert kept.read_bytes() == good and ask(kept).returncode == 0
    assert not list(tmp_path.glob("*.part*"))


def test_a_backup_of_what_was_tampered_with_replaces_nothing(small, tmp_path):  # noqa: F811
    kept = tmp_path / "nightly.db"
    assert backup(small, kept).returncode == 0
    db = sqlite3.connect(small)
    db.execute("UPDATE fact SET says = 'Forged.' WHERE id = 'sihanouk-abdication'")
    db.commit()
    db.close()
    done = backup(small, kept)
    assert done.returncode == 2 and "the fact sihanouk-abdication is not what revision" in done.stderr


@pytest.mark.parametrize("kind", ["text", "empty", "database", "link", "pipe"])
def test_a_backup_is_written_over_nothing_else(small, tmp_path, kind):  # noqa: F811
    target = tmp_path / "target"
    if kind == "text":
        target.write_text("SQLite format 3\0" * 20)
    elif kind == "empty":
        target.write_text("")
    elif kind == "database":
        db = sqlite3.connect(target)
        db.execute("CREATE TABLE mine (a)")
        db.commit()
        db.close()
    elif kind == "link":
        target.symlink_to("/dev/null")
    else:
        os.mkfifo(target)
    done = backup(small, target)
    assert done.returncode == 2 and "refusing to overwrite it" in done.stderr
    assert kind != "link" or target.is_symlink()


def test_parts_of_killed_backups_are_deleted(small, tmp_path):  # noqa: F811
    left = tmp_path / "tonle-20260101-000000.db.part"
    left.write_text("half")
    assert backup(small, tmp_path / "b.db").returncode == 0
    assert not left.exists()


def test_two_backups_at_once_do_not_collide(small, tmp_path):  # noqa: F811
    target = tmp_path / "b.db"
    running = [subprocess.Popen([BUILD / "tonle", "backup", "--db", small, target], stderr=subprocess.PIPE, text=True)
               for _ in range(4)]
    said = [process.communicate(timeout=60)[1] for process in running]
    assert any(process.returncode == 0 for process in running)
    assert all("another backup is writing it" in text for text in said if text), said
    assert ask(target).returncode == 0 and not list(tmp_path.glob("*.part*"))


# --- older and newer schemas ------------------------------------------------------------------------

SCHEMA = re.split(r"^-- migration \d+.*$", (ROOT / "facts/schema.sql").read_text(), flags=re.M)[1:]


def old_base(path, version):
    """A base written by an older tonle, with one fact and its revision."""
    db = sqlite3.connect(path)
    for migration in SCHEMA[:version]:
        db.executescript(migration)
    db.execute("INSERT INTO source (id, title, publisher, author, date, url, licence, brief)"
               " VALUES ('s', 'The source', '', '', '2001', '', '', 'S')")
    db.execute("INSERT INTO fact (number, id, topic, says, happened) VALUES (1, 'lake', 'rivers',"
               " 'The lake of the old base is wide.', '')")
    db.execute("INSERT INTO question VALUES (1, 1, 'ask', 'how wide is the lake')")
    db.execute("INSERT INTO citation VALUES (1, 1, 's', 0, '', 'page 1', '')")
    content = json.dumps({"id": "lake", "topic": "rivers", "says": "The lake of the old base is wide.",
                          "ask": ["how wide is the lake"], "cite": [{"source": "s", "locator": "page 1"}]},
                         separators=(",", ":"))
    row = {"number": 1, "name": "lake", "fact": 1, "at": 1000, "author": "import", "network": "", "reason": "import",
           "content": content, "before_hash": ""}
    hashed = ["", "1", "lake", "1000", "import", "", "import", content]
    if version < 2:
        del row["name"]
    if version >= 5:
        row.update(origin="import", action="add")
        hashed += ["import", "add"]
    row["hash"] = hashlib.sha256("\n".join(hashed).encode()).hexdigest()
    db.execute(f"INSERT INTO revision ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    db.execute("UPDATE fact SET revision = 1")
    db.execute("PRAGMA application_id = 0x746f6e6c")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


def do(database, *words):
    return subprocess.run([BUILD / "tonle", "do", "--db", database, *words], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "TONLE_MODEL": "none"}).stdout


@pytest.mark.parametrize("version", [1, 4, 9, 11, len(SCHEMA) - 1])
def test_an_older_backup_is_migrated_when_it_is_restored(small, version):  # noqa: F811
    name = "tonle-20250101-120000.db"
    backup_file = small.with_name(name)
    old_base(backup_file, version)
    before = backup_file.read_bytes()
    said = do(small, "restore", name)
    word = re.search(rf"To confirm: restore {name} (\w+)", said)
    assert word, said
    assert "is restored: 1 facts are served" in do(small, "restore", name, word[1])
    assert "The lake of the old base is wide." in ask(small, "how wide is the lake?").stdout
    assert "unaltered" in do(small, "audit")
    assert backup_file.read_bytes() == before  # it stays what it was
    assert not list(small.parent.glob(f"{name}-*"))


def test_a_newer_backup_is_refused(small):  # noqa: F811
    name = "tonle-20250101-120000.db"
    newer = sqlite3.connect(shutil.copy(small, small.with_name(name)))
    newer.execute("UPDATE generation SET program = '9.1.0'")
    newer.execute(f"PRAGMA user_version = {len(SCHEMA) + 1}")
    newer.commit()
    newer.close()
    said = do(small, "restore", name)
    assert "Nothing was restored" in said and "made by a newer tonle" in said and "tonle 9.1.0 can read it" in said
    assert "Norodom" in ask(small).stdout


def test_an_older_file_that_replaces_it_is_opened(bot, small):  # noqa: F811
    """As `mv backup.db tonle.db` does, while the bot runs."""
    old = small.with_name("old.db")
    old_base(old, 9)
    for left in small.parent.glob("small.db-*"):
        left.unlink()
    os.replace(old, small)
    bot.hear("/clock +11000")
    assert "saved lake r2" in bot.mona("!when lake 2007")
    assert sqlite3.connect(small).execute("SELECT happened FROM fact").fetchall() == [("2007",)]
