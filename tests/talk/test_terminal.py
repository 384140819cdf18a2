"""The verbs at the terminal (`tonle do`) and in the man page: one table serves them all."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture
def do(tmp_path):
    database = shutil.copy(BUILD / "tonle.db", tmp_path / "tonle.db")
    config = tmp_path / "tonle.yaml"
    config.write_text(f"database: {database}\nstate_dir: {tmp_path}\n"
                      "networks: [{name: school, server: localhost, tls: false}]\n")

    def run(*words):
        done = subprocess.run([BUILD / "tonle", "do", "--config", config, *words],
                              capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr
    return run


def test_refusals_have_a_status(do):
    assert do("nonsense")[0] == 2
    assert do("role", "alice", "king")[0] == 1
    assert do("hush") == (1, "Say `hush` in a channel.\n")
    assert do("x" * 100)[0] == 2


def test_the_owner_at_the_terminal_gives_roles(do):
    assert do("roles") == (1, "Nobody has a role.\n")
    assert do("role", "alice", "owner") == (
        0, "account alice on school has the role owner (was: everyone). "
           "Undo: role alice everyone on school\n")
    assert do("roles") == (0, "owner alice on school\n")
    status, text = do("role", "alice", "owner", "on", "elsewhere")
    assert status == 1 and "say `on <network>`" in text


def test_long_lists_are_said_whole(do):
    for i in range(30):
        assert do("role", f"somebody-with-a-long-name-{i}", "trusted")[0] == 0
    status, text = do("roles")
    assert status == 0 and text.count("trusted") == 30 and "more)" not in text


def test_man_page_has_every_verb_and_command(do):
    page = (BUILD / "tonle.1").read_text()
    verbs = do("help")[1].split("Verbs: ")[1].split(". `")[0].split(", ")
    assert len(verbs) > 15
    for verb in verbs:
        assert f".B {verb}" in page.replace("\\-", "-"), verb
    for command in ("run", "ask", "import", "restore", "stats", "do"):
        assert f".B {command}" in page
    assert ".B manual" not in page
