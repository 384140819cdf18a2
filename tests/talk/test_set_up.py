"""Set-up: `tonle init`, `run --check`, and where files are looked for."""

import os
import pathlib
import pty
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
FACTS = ROOT / "tests/integration/elephant.yaml"
QUESTION, ANSWER = "what was the elephant called?", "Sambo"
INIT = ["--server", "irc.example.org", "--channel", "#cambodia", "--owner", "alice", "--yes"]


@pytest.fixture
def home(tmp_path):
    """An installed program with few facts, and a user's home."""
    for part in "bin", "share/tonle/facts", "home":
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "bin/tonle").hardlink_to(BUILD / "tonle") if same_device(tmp_path) else \
        shutil.copy(BUILD / "tonle", tmp_path / "bin/tonle")
    shutil.copy(FACTS, tmp_path / "share/tonle/facts")
    return tmp_path


def same_device(path):
    return path.stat().st_dev == (BUILD / "tonle").stat().st_dev


def tonle(home, *words, status=0, text="", **environment):
    done = subprocess.run(
        [home / "bin/tonle", *words], cwd=home / "home", input=text, capture_output=True, text=True,
        timeout=60, env={"PATH": os.environ["PATH"], "HOME": str(home / "home"),
                         "TONLE_MODEL": "none", "XDG_CONFIG_HOME": str(home / "home/.config"),
                         "STATE_DIRECTORY": str(home / "service"),  # root's, by systemd
                         **environment})
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_init_then_ask_from_anywhere(home):
    directory = home / "conf"
    said = tonle(home, "init", directory, *INIT)
    assert "Imported 1 facts into" in said and "tonle run --check" in said
    before = (directory / "tonle.yaml").read_text()
    assert f"{directory}/tonle.yaml: ok, 1 network" in tonle(
        home, "run", "--check", "--config", directory / "tonle.yaml")
    assert ANSWER in tonle(home, "ask", "--config", directory / "tonle.yaml", QUESTION)
    assert ANSWER in tonle(home, "ask", QUESTION, TONLE_CONFIG=str(directory / "tonle.yaml"))
    said = tonle(home, "init", directory, *INIT, "--nick", "other", status=2)
    assert "exists; nothing was changed" in said
    assert (directory / "tonle.yaml").read_text() == before
    tonle(home, "init", directory, *INIT, "--nick", "other", "--replace")
    assert 'nick: "other"' in (directory / "tonle.yaml").read_text()
    assert (directory / "tonle.yaml~").read_text() == before


def test_init_of_a_mistake_writes_nothing(home):
    said = tonle(home, "init", "conf", "--server", "irc.example.org:6697", "--nick", "9", "--yes",
                 status=2)
    assert "the port has a key of its own" in said and "no server takes" in said
    assert sorted(os.listdir(home / "home/conf")) == []
    assert "expected --server HOST" in tonle(home, "init", "conf", "--yes", status=2)


def test_init_for_another_subject(home):
    tonle(home, "init", "conf", *INIT, "--subject", "bees")
    assert "on bees and cites" in (home / "home/conf/tonle.yaml").read_text()
    config = ["--config", "conf/tonle.yaml"]
    assert tonle(home, "stats", *config).splitlines()[0].split() == ["facts", "0"]


def test_init_in_a_terminal_asks(home):
    outer, inner = pty.openpty()
    process = subprocess.Popen([home / "bin/tonle", "init", home / "conf"], stdin=inner,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env={"HOME": str(home), "TONLE_MODEL": "none"})
    os.close(inner)
    os.write(outer, "irc.libera.chat\n\n\nmekong\n#a, #b\nalice\ntonle\nsesame\n".encode())
    said = process.communicate(timeout=60)[0]
    os.close(outer)
    assert process.returncode == 0, said
    assert "mekong on libera (irc.libera.chat port 6697, TLS), 2 channels, owner alice" in said
    secret = home / "conf/password"
    assert secret.read_text() == "sesame\n" and secret.stat().st_mode & 0o777 == 0o600
    text = (home / "conf/tonle.yaml").read_text()
    assert 'username: "tonle"' in text and f'password_file: "{secret}"' in text
    assert "sesame" not in text + said


def test_without_any_configuration(home):
    """A base is made from the shipped facts in the state directory, once."""
    said = tonle(home, "ask", QUESTION, XDG_STATE_HOME=str(home / "state"))
    assert ANSWER in said and "Imported 1 facts" in said
    made = home / ("state/tonle" if os.geteuid() else "service") / "tonle.db"
    assert made.stat().st_mode & 0o077 == 0o044 and made.parent.stat().st_mode & 0o777 == 0o700
    said = tonle(home, "ask", QUESTION, XDG_STATE_HOME=str(home / "state"))
    assert ANSWER in said and "Imported" not in said
    said = tonle(home, "run", status=2)
    assert "no network to connect to" in said and "tonle init" in said


def test_places_in_order(home):
    """--config, $TONLE_CONFIG, the user's; never ./tonle.yaml unasked."""
    def says(path, level):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"log: {level}\n")
        return path
    here = says(home / "home/tonle.yaml", "here")
    named = says(home / "named.yaml", "named")
    asked = says(home / "asked.yaml", "asked")
    user = says(home / "home/.config/tonle/tonle.yaml", "user")
    variable = {"TONLE_CONFIG": str(named)}
    assert str(asked) in tonle(home, "run", "--check", "--config", asked, status=2, **variable)
    assert str(named) in tonle(home, "run", "--check", status=2, **variable)
    assert str(user) in tonle(home, "run", "--check", status=2)
    user.unlink()
    assert str(here) not in tonle(home, "run", "--check", status=2)


def test_import_shipped_is_done_once(home):
    database = home / "state" / "x.db"
    said = tonle(home, "import", "--db", database, "--shipped")
    assert "Imported 1 facts" in said
    assert tonle(home, "import", "--db", database, "--shipped") == ""


# --- run --check: what it finds, where, and the form to write ------------------------------------

NETWORK = "networks:\n  - name: a\n    server: irc.invalid\n    channels: ['#x']\n"
OWNER = "roles: [{network: a, account: alice, role: owner}]\n"


@pytest.mark.parametrize("text, status, expected", [
    (NETWORK + OWNER, 0, ["{path}: ok, 1 network"]),
    ("database: nothing.db\n" + NETWORK + OWNER, 2,
     ["{path}:1: database: {home}/nothing.db: No such file or directory; create it with: tonle import"]),
    ("database: tonle.yaml\n" + NETWORK + OWNER, 2, ["{path}:1: database: {path}: is not an SQLite database"]),
    ("database: other.db\n" + NETWORK + OWNER, 2, ["another application's database"]),
    ("", 2, ["{path}: no network to connect to; `tonle init`"]),
    (NETWORK, 1, ["{path}: no owner", "Write roles: [{{network: a, account: YOURS, role: owner}}]"]),
    (NETWORK + "roles:\n  - {network: a, account: alice, role: owner}\n"
     "  - {network: a, hostmask: '*!*@*.example.org', role: moderator}\n", 1,
     ["{path}:7: *!*@*.example.org has the role moderator, but whoever controls an address can give it such a name",
      "*!*@10.1.0.0/16"]),
    (NETWORK + "roles:\n  - {network: a, account: alice, role: owner}\n"
     "  - {network: a, hostmask: '*!*@10.1.0.0/16', role: moderator}\n"
     "  - {network: a, hostmask: '*!*@staff.example.org', role: moderator}\n"
     "  - {network: a, hostmask: '*!*@*.example.org', role: trusted}\n", 0, ["{path}: ok, 1 network"]),
    (NETWORK.replace("['#x']", "[]") + OWNER, 1,
     ["{path}:2: no channels", 'Write channels: ["#school"]']),
    (NETWORK + "    sasl: {username: u, password_file: none}\n" + OWNER, 2,
     ["{path}:5: password_file {home}/none: No such file or directory"]),
    (NETWORK + "    server_password_file: open\n" + OWNER, 2,
     ["{path}:5: server_password_file {home}/open: ", "fix it with: chmod 600"]),
    (NETWORK + "    tls_ca: none.pem\n" + OWNER, 2, ["{path}:5: tls_ca {home}/none.pem: No such"]),
    (NETWORK + OWNER.replace("a,", "b,"), 2,
     ['{path}:5: network: expected the name of one of the networks, found "b"']),
    (NETWORK + "  - name: b\n    server: c:6697\n    nick: 1\n    port: 0\n    color: red\n", 2,
     ["{path}:6: server: the port has", "{path}:7: nick: no server takes", "{path}:8: port: ",
      '{path}:9: unknown key "color"', "4 mistakes"]),
])
def test_check(home, text, status, expected):
    path = home / "home/tonle.yaml"
    path.write_text(text)
    (home / "home/open").write_text("sesame\n")
    (home / "home/open").chmod(0o644)
    if "other.db" in text:
        import sqlite3
        db = sqlite3.connect(home / "home/other.db")
        db.execute("CREATE TABLE t (x)")
        db.close()
    elif "database" not in text:
        tonle(home, "import", "--db", home / "home/tonle.db", "--shipped")
    said = tonle(home, "run", "--check", "--config", path, status=status)
    for part in expected:
        assert part.format(path=path, home=home / "home") in said
    lines = [line for line in said.splitlines() if line.startswith(f"tonle: {path}:")]
    assert lines == sorted(lines, key=lambda line: int(line.split(":")[2]) if line.split(":")[2].isdigit() else 99)
