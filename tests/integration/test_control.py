"""Controlling a running bot through its control socket, and its metrics."""
import json
import re
import signal
import subprocess

import pytest

from conftest import BUILD, CHANNEL, ROOT
from irc import Bot, until
from test_service import ANSWER, FACTS, QUESTION, arrives

TONLE = ROOT / BUILD / "tonle"


class Served:
    """A bot with its configuration, and the operator's commands."""

    def __init__(self, directory, port):
        self.directory, self.port = directory, port
        self.path, self.metrics = directory / "tonle.yaml", directory / "tonle.prom"
        (directory / "facts.yaml").write_text(FACTS)
        subprocess.run([TONLE, "import", "--db", directory / "tonle.db", directory / "facts.yaml"],
                       check=True, stdout=subprocess.DEVNULL)
        self.configure()
        self.bot = Bot([TONLE, "run", "--config", self.path], directory / "log")

    def configure(self, channels=(CHANNEL,), **more):
        self.path.write_text(json.dumps({
            "metrics": str(self.metrics), **more,
            "networks": [{"name": "test", "server": "127.0.0.1", "port": self.port, "tls": False,
                          "channels": list(channels),
                          "pace": {"burst": 20, "interval_ms": 0}}]}))

    def run(self, *words, status=0):
        done = subprocess.run([TONLE, *words[:1], "--config", self.path, *words[1:]],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def served(server, tmp_path):
    one = Served(tmp_path, server.port)
    yield one
    assert one.bot.stop() == 0, one.bot.log.read_text(errors="replace")
    assert not (tmp_path / "control.sock").exists()


def test_status_and_metrics(person, served):
    alice = person("alice")
    arrives(alice)
    socket = served.directory / "control.sock"
    assert socket.stat().st_mode & 0o777 == 0o600
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    assert ANSWER in alice.expect("PRIVMSG")
    said = served.run("status")
    assert re.search(r"^tonle [\d.]+, up \d+ second", said, re.M)
    assert "test: up, as tonle on 127.0.0.1" in said and f"{CHANNEL}: in the channel" in said
    assert "facts: 1" in said and "answered 1" in said
    alice.say("tonle", "status")
    assert "test up; 1 facts; 1 questions, 1 answered" in alice.expect("PRIVMSG alice")
    text = served.run("metrics")
    for line in ('tonle_network_up{network="test"} 1', 'tonle_queue_lines{network="test"} 0',
                 'tonle_lines_total{outcome="answered"} 1'):
        assert f"\n{line}\n" in text
    text = until(lambda: served.metrics.exists() and served.metrics.read_text(), "metrics")
    for line in ("tonle_facts 1", "tonle_backlog 0", "tonle_backlog_age_seconds 0",
                 "tonle_drafts 0", 'tonle_reply_seconds_bucket{le="+Inf"} '):
        assert f"\n{line}" in text
    names = re.findall(r"^# TYPE (\S+)", text, re.M)
    assert len(names) == len(set(names))  # each is described once
    for line in text.splitlines():
        assert line.startswith("# ") or re.fullmatch(r'\w+(\{\w+="[^"]*"\})? [-+.\deinfINF]+', line)


def test_lines_that_are_too_many_are_counted(person, served):
    """The limit is mentioned once; the log, the status and the metrics count the lines not answered."""
    alice = person("alice")
    arrives(alice)
    seen = []
    for _ in range(12):
        alice.say("tonle", "help why")
    alice.expect("You ask faster than I can answer", seen=seen)
    assert len([line for line in seen if "NOTICE alice :why: " in line]) == 8
    seen = alice.heard_by()
    assert not [line for line in seen if ":why:" in line or "faster" in line], seen
    served.bot.logged("test: alice asks too fast and gets no answer for a while; 1 lines were not answered")
    assert "over the rate limit: 4 lines\n" in served.run("status")
    assert "\ntonle_limited_lines_total 4\n" in served.run("metrics")


def test_say_join_and_part(person, served):
    alice, bob = person("alice"), person("bob", "#other")
    arrives(alice)
    served.run("say", "test", CHANNEL, "hello", "there")
    assert f"PRIVMSG {CHANNEL} :hello there" in alice.expect(":tonle!", "PRIVMSG")
    said = served.run("join", "test", "#other")
    assert "until the next reload" in said
    bob.expect(":tonle!", "JOIN :#other")
    bob.say("#other", f"tonle: {QUESTION}")
    assert ANSWER in bob.expect("PRIVMSG #other")
    served.run("part", "test", "#other")
    bob.expect(":tonle!", "PART #other")
    for words in (["say", "nowhere", CHANNEL, "x"], ["say", "test", "two words", "x"],
                  ["join", "test", "nothing"], ["join", "test", CHANNEL],
                  ["part", "test", "#other"]):
        assert served.run(*words, status=1)
    assert "the networks are test" in served.run("join", "nowhere", "#x", status=1)


def test_reload_tells_what_changed(person, served):
    alice, bob = person("alice"), person("bob", "#b")
    arrives(alice)
    assert served.run("reload") == "Configuration reloaded: nothing.\n"
    served.configure([CHANNEL, "#b"], limits={"burst": 2}, encoder="none")
    assert served.run("reload") == (
        "Configuration reloaded: test joins #b; encoder needs a restart; limits changed.\n")
    bob.expect(":tonle!", "JOIN :#b")
    served.configure(["#b"], limits={"burst": 2}, encoder="none", log="error")
    said = served.run("reload")
    assert f"test leaves {CHANNEL}; " in said and "encoder needs a restart; log changed" in said
    served.configure(["no channel"])
    said = served.run("reload", status=1)
    assert "The configuration is unchanged: " in said and ":1: channels: expected" in said
    served.configure([CHANNEL])
    served.bot.process.send_signal(signal.SIGHUP)
    arrives(alice)
    until(lambda: f"test joins {CHANNEL}" in served.bot.log.read_text(), "the log of the reload")


def test_nobody_is_there(tmp_path):
    path = tmp_path / "tonle.yaml"
    path.write_text("{}")
    done = subprocess.run([TONLE, "status", "--config", path], capture_output=True, text=True)
    assert done.returncode == 2 and "no bot is listening there" in done.stderr


def test_two_with_one_state_directory(person, served):
    """The second one runs, but does not take the socket from the first."""
    alice = person("alice")
    arrives(alice)
    other = Bot([TONLE, "run", "--config", served.path], served.directory / "log2")
    try:
        until(lambda: "another tonle is running with this directory" in other.log.read_text(),
              "the warning")
        alice.expect(":tonle_!", "JOIN")
        assert "as tonle on" in served.run("status")
    finally:
        assert other.stop() == 0
    assert "as tonle on" in served.run("status")


def test_a_state_directory_that_cannot_be_made(person, served):
    """It runs without a control socket, and logs why."""
    blocked = served.directory / "file"
    blocked.write_text("")
    served.configure(database=str(served.directory / "tonle.db"), state_dir=str(blocked / "state"))
    alice = person("alice")
    arrives(alice)
    other = Bot([TONLE, "run", "--config", served.path], served.directory / "log2")
    try:
        until(lambda: f"no control socket: {blocked}/state: Not a directory\n" in other.log.read_text(),
              "the warning")
        alice.expect(":tonle_!", "JOIN")
    finally:
        assert other.stop() == 0


def test_json_of_counts_lists_and_verbs(person, served):
    arrives(person("alice"))
    counts = json.loads(served.run("stats", "--json"))
    assert counts["facts"] == 1 and counts["backlog"] == 0
    assert json.loads(served.run("stats", "--json", "never")) == [{"id": "elephant-name"}]
    said = json.loads(served.run("do", "--json", "help"))
    assert said["done"] and said["verb"] == "help" and said["lines"]


def test_pages_follow_the_facts(person, served):
    """The folder is created, follows edits by the bot and by others and study sessions, and the log says when it
    cannot be written."""
    alice = person("alice")
    arrives(alice)
    page = served.directory / "www"
    index = page / "index.html"
    served.configure(page={"dir": str(page), "url": "http://pages.example/t"})
    assert "page changed" in served.run("reload")
    until(lambda: (page / "feed.xml").exists(), "pages")
    assert page.stat().st_mode & 0o777 == 0o755 and index.stat().st_mode & 0o777 == 0o644
    assert "zanzibar" not in index.read_text() and "http://pages.example/t/feed.xml" in (page / "feed.xml").read_text()
    edited = subprocess.run([TONLE, "do", "--config", served.path, "edit", "elephant-name", "s/elephant/zanzibar elephant/"],
                            capture_output=True, text=True)
    assert edited.returncode == 0, edited.stdout
    until(lambda: "zanzibar" in index.read_text(), "the edit on the page")
    until(lambda: not list(page.glob("*.new")), "no half-written page")
    (page / "index.html").unlink()
    (page / "index.html").mkdir()  # nothing can be renamed over it
    subprocess.run([TONLE, "do", "--config", served.path, "edit", "elephant-name", "s/zanzibar/kampot/"], check=True,
                   stdout=subprocess.DEVNULL)
    until(lambda: "index.html: cannot be written" in served.bot.log.read_text(), "a warning")
    index.rmdir()
    until(lambda: index.exists() and "kampot" in index.read_text(), "the pages again")
    alice.say(CHANNEL, "!session start animals")
    alice.expect("PRIVMSG", "A session on animals begins")
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    assert "kampot" in alice.expect("PRIVMSG")
    alice.say(CHANNEL, "!session stop")
    link = alice.expect("PRIVMSG", "ends after").split("http://pages.example/t/")[1].split()[0]
    until(lambda: (page / link).exists() and "kampot" in (page / link).read_text(), "the session's page")
    assert (page / "study" / link.replace(".html", ".apkg")).read_bytes()[:2] == b"PK"


def test_facts_of_a_channel(person, served):
    """Scoped by another process while the bot runs: the fact is answered in its channel and to people there,
    counted for the operator, and only on that channel's pages."""
    alice, eve = person("alice"), person("eve", None)
    arrives(alice)
    page = served.directory / "www"
    index = page / "index.html"
    served.configure(page={"dir": str(page), "url": "http://pages.example/t"})
    served.run("reload")
    until(lambda: index.exists() and "elephant-name" in index.read_text(), "pages")
    done = subprocess.run([TONLE, "do", "--config", served.path, "scope", "elephant-name", f"test/{CHANNEL.upper()}"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    until(lambda: "elephant-name" not in index.read_text(), "the page without it")
    eve.say("tonle", QUESTION)
    assert "I don't know" in eve.expect("PRIVMSG eve")
    for place in [CHANNEL, "tonle"]:
        alice.say(place, f"tonle: {QUESTION}" if place == CHANNEL else QUESTION)
        assert ANSWER in alice.expect("PRIVMSG")
    assert "facts: 1" in served.run("status")
    served.configure(page={"dir": str(page), "url": "http://pages.example/t", "channel": CHANNEL})
    assert "page changed" in served.run("reload")
    until(lambda: "elephant-name" in index.read_text(), "the channel's pages")
