"""`tonle demo`: a private server, the bot, and the terminal as a client."""
import os
import pathlib
import pty
import re
import signal
import subprocess

import pytest

from conftest import BUILD, ROOT
from irc import PATIENCE, Client, until

CHANNEL = "#tonle"
TONLE = ROOT / BUILD / "tonle"
FACTS = """\
sources:
  - {id: tale, title: "A tale", publisher: nobody, url: "http://example.org/", short: "the tale"}
facts:
  - id: elephant-name
    topic: animals
    says: "The elephant at Wat Phnom was called Sambo."
    ask: ["What was the elephant called?", "name of the elephant at wat phnom"]
    cite: [{source: tale, locator: "page 1", for: the name}]
"""
QUESTION = "what was the elephant called?"
ANSWER = "The elephant at Wat Phnom was called Sambo. [the tale]"


@pytest.fixture
def config(tmp_path):
    (tmp_path / "facts.yaml").write_text(FACTS)
    (tmp_path / "tonle.yaml").write_text("database: t.db\n")
    subprocess.run([TONLE, "import", "--db", tmp_path / "t.db", tmp_path / "facts.yaml"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return tmp_path / "tonle.yaml"


def children_of(process):
    """{number: command line} of its children."""
    found = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if int(parent) == process.pid:
                found[int(entry.name)] = (entry / "cmdline").read_text().split("\0")
        except OSError:
            pass  # it has just ended
    return found


def lives(number):
    try:
        return pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Demo:
    """A demo that waits for input from a terminal or a pipe."""

    def __init__(self, config, directory, terminal=False, user="alice"):
        self.shown_file = directory / "shown"
        self.terminal, inner = pty.openpty() if terminal else (None, subprocess.PIPE)
        with open(self.shown_file, "wb") as shown:
            self.process = subprocess.Popen(
                [TONLE, "demo", "--config", config], stdin=inner, stdout=shown, stderr=shown,
                env={**os.environ, "USER": user}, start_new_session=True)
        if terminal:
            os.close(inner)
        try:
            self.wait_for("can join")
            self.port = int(re.search(r"port (\d+)", self.shown())[1])
            self.children = children_of(self.process)
            server = next(c for c in self.children.values() if "--config" in c)
            self.directory = pathlib.Path(server[server.index("--config") + 1]).parent
            assert len(self.children) == 2 and self.directory.is_dir()
        except BaseException:
            self.process.kill()
            raise

    def shown(self):
        return self.shown_file.read_text(errors="replace")

    def wait_for(self, text):
        until(lambda: text in self.shown() or self.process.poll() is not None, text)
        assert text in self.shown(), self.shown()

    def type(self, line):
        os.write(self.terminal, line.encode() + b"\n")

    def nothing_is_left(self):
        until(lambda: not any(lives(child) for child in self.children), "the children's end")
        return not self.directory.exists()


def run(config, asked):
    return subprocess.run([TONLE, "demo", "--config", config], input=asked, capture_output=True,
                          text=True, timeout=3 * PATIENCE, env={**os.environ, "USER": "alice"})


def test_answers_through_a_pipe(config):
    asked = f"{QUESTION}\n\n?? {QUESTION}\r\nTonle, who is Nobody?\n!ask {QUESTION}"
    done = run(config, asked)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert len(said) == 4
    for i in 0, 3:  # the last one has no line end
        assert said[i].startswith(ANSWER)
    assert said[1].startswith("I just said that")
    assert "Sambo" not in said[2]


def test_more_than_the_bot_answers_at_once(config):
    """The ninth question waits for the bot's rate limit."""
    done = run(config, "".join(f"who is Nobody{n}?\n" for n in range(9)))
    assert done.returncode == 0 and "every 3 s" in done.stderr
    assert ["know" in line for line in done.stdout.splitlines()] == [True] * 9


def test_nothing_asked(config):
    done = run(config, "")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_ends_all(config, tmp_path, how):
    demo = Demo(config, tmp_path)
    demo.process.send_signal(getattr(signal, how))
    assert demo.process.wait(PATIENCE) == 0, demo.shown()
    assert demo.nothing_is_left()


def test_a_hung_up_terminal_ends_all(config, tmp_path):
    demo = Demo(config, tmp_path, terminal=True)
    os.close(demo.terminal)
    assert demo.process.wait(PATIENCE) == 0, demo.shown()
    assert demo.nothing_is_left()


def test_killed_at_once_leaves_no_child(config, tmp_path):
    demo = Demo(config, tmp_path)
    demo.process.kill()
    demo.process.wait(PATIENCE)
    assert not demo.nothing_is_left()  # there was no time for the directory
    for file in demo.directory.iterdir():
        file.unlink()
    demo.directory.rmdir()


@pytest.mark.parametrize("who", [0, 1], ids=["server", "bot"])
def test_a_child_that_ends_is_told_of(config, tmp_path, who):
    demo = Demo(config, tmp_path)
    server = next(n for n, c in demo.children.items() if "--config" in c and "ngircd" in c[0])
    bot = next(n for n in demo.children if n != server)
    os.kill([server, bot][who], signal.SIGKILL)
    assert demo.process.wait(PATIENCE) == 2
    assert ["the IRC server", "the bot"][who] in demo.shown()
    assert demo.nothing_is_left()


def test_a_bot_that_cannot_start(config, tmp_path):
    (tmp_path / "t.db").write_bytes(b"this is no database" * 99)
    done = run(config, QUESTION)
    assert done.returncode == 2 and done.stdout == ""
    assert "t.db: is not an SQLite database" in done.stderr


def test_at_a_terminal(config, tmp_path):
    demo = Demo(config, tmp_path, terminal=True)
    bob = Client(demo.port, "bob", CHANNEL)
    demo.wait_for("-- bob is here")
    demo.type(f"tonle: {QUESTION}")
    bob.expect(":alice!", f"PRIVMSG {CHANNEL} :tonle: {QUESTION}")
    demo.wait_for(f"<tonle> alice: {ANSWER}")
    bob.say(CHANNEL, "red \x034alert\x03 \x1b[2J\x9b2Jend")
    demo.wait_for("<bob> red alert [2J2Jend")
    bob.say("alice", "psst")
    demo.wait_for("*bob* psst")
    bob.send(f"NOTICE {CHANNEL} :hear", f"PRIVMSG {CHANNEL} :\x01ACTION waves\x01")
    demo.wait_for("-bob- hear")
    demo.wait_for("* bob waves")
    demo.type("/me nods")
    bob.expect(f"PRIVMSG {CHANNEL} :\x01ACTION nods\x01")
    demo.type("/msg bob a secret")
    bob.expect(":alice!", "PRIVMSG bob :a secret")
    demo.type("/names")
    demo.wait_for("-- here: ")
    demo.type("/dance")
    demo.wait_for("unknown command /dance")
    demo.type("ភ្នំ" * 99)  # cut for IRC, between two characters
    cut = bob.expect(f"PRIVMSG {CHANNEL} :ភ្នំ")
    assert 480 < len(cut.encode()) <= 510 and "\ufffd" not in cut
    bob.send("QUIT")
    demo.wait_for("-- bob has left")
    demo.type("/quit")
    assert demo.process.wait(PATIENCE) == 0
    assert demo.nothing_is_left()


def test_a_newcomer(config, tmp_path):
    """Two unaddressed lines get a hint; /moderator lets the user add a fact; nothing is kept."""
    demo = Demo(config, tmp_path, terminal=True)
    demo.type("who is hun manet")
    demo.type("what was the elephant called")
    demo.wait_for('answers when it is addressed: "tonle: what was the elephant called"')
    demo.type("/help")
    demo.wait_for("/moderator [off]")
    demo.type("!add The Tonle Sap is the largest lake of Cambodia.")
    demo.wait_for("needs the role moderator")
    demo.type("/moderator")
    demo.wait_for("you are a moderator")
    demo.type("!add The Tonle Sap is the largest lake of Cambodia.")
    demo.wait_for("saved as a draft")
    demo.type("/moderator off")
    demo.wait_for("no longer a moderator")
    demo.type("!forget elephant-name")
    demo.wait_for("`forget` needs the role moderator")
    demo.type("/quit")
    assert demo.process.wait(PATIENCE) == 0 and demo.nothing_is_left()
    counts = subprocess.run([TONLE, "stats", "--config", config], capture_output=True, text=True)
    assert "drafts          0" in counts.stdout


@pytest.mark.parametrize("user, nick", [("alice", "alice"), ("9 é-Lo.w", "Low"), ("", "student"),
                                        ("Tonle", "student"), ("a" * 99, "a" * 15)])
def test_the_nick(config, tmp_path, user, nick):
    demo = Demo(config, tmp_path, terminal=True, user=user)
    demo.wait_for(f", as {nick}. ")
    os.write(demo.terminal, b"\x04")  # Ctrl-D
    assert demo.process.wait(PATIENCE) == 0
    assert demo.nothing_is_left()
