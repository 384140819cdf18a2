"""The verbs at the terminal (`tonle do`) and in the man page, which come from the same table."""

import os
import pathlib
import re
import sqlite3
import subprocess

import pytest

from factbase import small, small_base  # noqa: F401 (fixtures)

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture
def do(small, tmp_path):
    config = tmp_path / "tonle.yaml"
    config.write_text(f"database: {small}\nstate_dir: {tmp_path}/state\n"
                      "networks: [{name: school, server: localhost, tls: false}]\n")

    def run(*words):
        done = subprocess.run([BUILD / "tonle", "do", "--config", config, *words],
                              capture_output=True, text=True, timeout=600)
        return done.returncode, done.stdout + done.stderr
    return run


def test_refusals_have_a_status(do):
    assert do("nonsense")[0] == 2
    assert do("role", "alice", "king")[0] == 1
    assert do("mute") == (1, "Say `mute` in a channel.\n")
    assert do("x" * 100) == (2, f"tonle: do: there is no verb \"{'x' * 30}\"; `tonle do help` lists them\n")
    assert do("x" * 5000) == (2, "tonle: do: the line is too long; at most 4095 bytes\n")


def test_a_line_may_come_in_quotes(do):
    assert do("Role alice king") == do("role", "alice", "king")
    assert do("role  alice", "king") == do("role", "alice", "king")


def test_the_owner_at_the_terminal_gives_roles(do):
    assert do("roles") == (1, "Nobody has a role.\n")
    assert do("role", "alice", "owner") == (
        0, "account alice on school has the role owner (was: everyone). I have not heard "
           "from this account yet: check the spelling. Undo: role alice everyone on school\n")
    assert do("roles") == (0, "owner alice on school\n")
    status, text = do("role", "alice", "owner", "on", "elsewhere")
    assert status == 1 and "add `on <network>`" in text


def test_long_lists_are_said_whole(do):
    for i in range(30):
        assert do("role", f"somebody-with-a-long-name-{i}", "trusted")[0] == 0
    status, text = do("roles")
    assert status == 0 and text.count("trusted") == 30 and "more)" not in text


def test_man_page_has_every_verb_and_command(do):
    def part(name):
        return subprocess.run([BUILD / "tonle", "manual", name], capture_output=True, text=True,
                              check=True).stdout.replace("\\", "")
    page, commands = part("verbs"), part("commands")
    told = re.findall(r"(?:Then|Read|Learn|For moderators): (.*?)\.(?= |$)", do("help")[1].replace("\n", " "))
    assert len(told) == 4
    verbs = [verb for line in told for verb in line.split(", ")]
    assert len(verbs) > 15
    for verb in verbs:
        first, *others = verb.split("/")  # "quiz start/stop"
        for name in [first] + [f"{first.split()[0]} {other}" for other in others]:
            assert f"\n*{name}" in page, name
    for command in ("run", "ask", "import", "stats", "do"):
        assert f"\n*{command}*" in commands
    assert "manual" not in commands


def test_the_changelog_begins_with_this_version():
    version = subprocess.run([BUILD / "tonle", "--version"], capture_output=True, text=True).stdout
    newest = re.search(r"^## (.*)", (ROOT / "config/CHANGELOG.md").read_text(), re.M)[1]
    assert version == f"tonle {newest}\n"


def name_of(text):
    return re.search(r"tonle-[\da-f-]+\.db", text)[0]


def word_of(text):
    return re.search(r"To confirm: restore \S+ ([0-9a-f]{6})\n$", text)[1]


def test_restoring_takes_two_steps_and_loses_nothing(do):
    assert do("restore")[0] == 1
    status, text = do("backup")
    assert status == 0
    backup = name_of(text)
    assert do("role", "alice", "owner")[0] == 0
    assert do("forget", "obama-first-visit-2012", "a test")[0] == 0
    status, text = do("restore", backup)
    assert status == 0 and "removes 0 and brings back 1" in text
    word = word_of(text)
    status, text = do("restore", backup, "nonsense")
    assert status == 1 and "nothing was restored" in text
    assert do("unforget", "obama-first-visit-2012")[0] == 0
    assert do("restore", backup, word)[0] == 1, "the word was for another state"
    assert do("forget", "obama-first-visit-2012", "a test")[0] == 0
    word = word_of(do("restore", backup)[1])
    status, text = do("restore", backup, word)
    assert status == 0 and f"{backup} is restored" in text
    assert do("restore", backup, word)[0] == 1, "the word is good for once"
    assert "r1 " in do("history", "obama-first-visit-2012")[1]
    assert do("roles")[0] == 1
    assert do("audit")[0] == 0
    # what was there before is a backup itself, and can be had again
    kept = name_of(text.split("fact base is ")[1])
    assert do("restore", kept, word_of(do("restore", kept)[1]))[0] == 0
    assert "forget" in do("history", "obama-first-visit-2012")[1]
    assert do("roles") == (0, "owner alice on school\n")
    assert do("audit")[0] == 0


@pytest.mark.parametrize("name", ["../tonle.db", "tonle.db", "tonle-1.db.part", "%", "tonle-%.db",
                                  "tonle-*.db", "/etc/passwd", "tonle-20200101-000000.db"])
def test_only_a_backup_is_restored(do, name):
    assert do("restore", name)[0] == 1


def test_a_backup_is_checked_first(do, tmp_path):
    good = tmp_path / "state" / name_of(do("backup")[1])
    bad = tmp_path / "state" / "tonle-1.db"
    for contents in (b"", b"no database", good.read_bytes()[:100000],
                     good.read_bytes().replace(b"King Norodom Sihanouk abdicated", b"X" * 31)):
        bad.write_bytes(contents)
        status, text = do("restore", bad.name)
        assert status == 1, text
    with sqlite3.connect(good) as whole:  # an index that neither facts nor revisions are read by
        root, = whole.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_answers'"
                              ).fetchone()
        size, = whole.execute("PRAGMA page_size").fetchone()
    contents = bytearray(good.read_bytes())
    contents[(root - 1) * size:root * size] = bytes(size)
    bad.write_bytes(contents)
    status, text = do("restore", bad.name)
    assert status == 1 and "is damaged" in text
    with sqlite3.connect(bad) as other:
        bad.write_bytes(b"")
        other.execute("CREATE TABLE t (x)")
    assert do("restore", bad.name)[0] == 1


def test_without_room_for_a_backup_nothing_is_restored(do, tmp_path):
    config = tmp_path / "tonle.yaml"
    backup = name_of(do("backup")[1])
    word = word_of(do("restore", backup)[1])
    config.write_text(config.read_text().replace(f"state_dir: {tmp_path}/state", "state_dir: /proc/self"))
    status, text = do("backup")
    assert status == 1 and "The backup failed" in text
    assert do("restore", backup, word)[0] == 1


def test_lists_of_work(do):
    assert "facts" in do("stats")[1]
    assert do("stats", "nonsense")[0] == 1
    assert do("stats", "drafts") == (0, "The list is empty (drafts).\n")
    assert do("add", "Elephants", "are", "fond", "of", "salt", "and", "rice.")[0] == 0
    assert do("stats", "drafts") == (0, "elephants-fond-salt-rice\n")
    assert do("review", "sihanouk-death", "by", "2020-02-30")[0] == 1
    assert do("review", "no-such-fact", "by", "2020-02-01")[0] == 1
    assert do("review", "sihanouk-death", "by", "2020-02-01")[0] == 0
    assert do("review", "obama-first-visit-2012", "by", "9999-12-31")[0] == 0
    assert do("stats", "stale") == (0, "sihanouk-death (2020-02-01)\n")
    assert do("review", "sihanouk-death", "by", "never")[0] == 0
    assert do("review", "sihanouk-death", "by", "never")[0] == 1
    assert do("stats", "stale") == (0, "The list is empty (stale).\n")
    before = do("stats", "unlocked", "from", "5")[1]
    assert do("lock", before.split(",")[0].strip())[0] == 0
    assert do("stats", "unlocked", "from", "5")[1] != before
    assert do("reload")[0] == 1


def test_lists_on_the_command_line(do, small):
    def stats(*words):
        return subprocess.run([BUILD / "tonle", "stats", "--db", small, *words],
                              capture_output=True, text=True, timeout=600)
    assert do("forget", "sihanouk-death")[0] == 0
    assert stats("forgotten").stdout == "sihanouk-death\n"
    assert len(stats("never").stdout.splitlines()) == 7
    assert stats("nonsense").returncode == 2
    assert "facts" in stats().stdout
