"""`tonle run` itself on a real ngIRCd: questions from a small fact base, asked on IRC."""
import signal
import subprocess

import pytest

from conftest import BUILD, CHANNEL, ROOT
from irc import Bot

TONLE = ROOT / BUILD / "tonle"
FACTS = """\
sources:
  - {id: tale, title: "A tale", publisher: nobody, url: "http://example.org/", short: "the tale"}
facts:
  - id: elephant-name
    topic: animals
    says: "The elephant at Wat Phnom was called Sambo."
    ask: ["What was the elephant called?", "name of the elephant at wat phnom"]
    match: ['\\bwhat\\b.*\\belephant\\b.*\\bcalled\\b']
    cite: [{source: tale, locator: "page 1", for: the name}]
"""
CONFIG = """\
database: {database}
networks:
  - name: test
    server: 127.0.0.1
    port: {port}
    tls: {tls}
    nick: {nick}
    channels:
      - {{name: "{channel}", ambient: {ambient}}}
    pace: {{burst: 5, interval_ms: 100}}
"""
QUESTION = "what was the elephant called?"
ANSWER = "The elephant at Wat Phnom was called Sambo."


@pytest.fixture
def tonle(server, tmp_path):
    """tonle(nick) is a running tonle; it is ended after the test, and must end well."""
    facts, database = tmp_path / "facts.yaml", tmp_path / "facts.db"
    facts.write_text(FACTS)
    subprocess.run([TONLE, "import", "--db", database, facts], check=True,
                   stdout=subprocess.DEVNULL)
    bots = []

    def start(nick="tonle", ambient="false", tls="false", expected=0):
        config = tmp_path / f"{nick}.yaml"
        config.write_text(CONFIG.format(database=database, port=server.port, nick=nick, tls=tls,
                                        channel=CHANNEL, ambient=ambient))
        one = Bot([TONLE, "run", "--config", config], tmp_path / f"{nick}.log")
        bots.append((one, expected))
        return one

    yield start
    for one, expected in bots:
        assert one.stop() == expected, one.log.read_text(errors="replace")


def arrives(somebody, nick="tonle"):
    return somebody.expect(f":{nick}!", f" JOIN :{CHANNEL}")


def said(lines, *nicks):
    return [line for line in lines for nick in nicks
            if line.startswith(f":{nick}!") and (" PRIVMSG " in line or " NOTICE " in line)]


def test_question_in_the_channel_and_in_private(person, tonle):
    alice = person("alice")
    tonle()
    arrives(alice)
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    assert f"PRIVMSG {CHANNEL} :alice: {ANSWER} [" in alice.expect("PRIVMSG")
    alice.say("tonle", QUESTION)
    assert f"PRIVMSG alice :{ANSWER} [" in alice.expect("PRIVMSG")


def test_two_of_them_do_not_loop(person, tonle):
    alice = person("alice")
    nicks = ("tonle", "mekong")
    for nick in nicks:
        tonle(nick, ambient="true")
        arrives(alice, nick)
    alice.say(CHANNEL, QUESTION)  # both may answer, and hear each other answer
    for nick in nicks:
        alice.say(nick, QUESTION)
    seen = []
    for _ in nicks:
        alice.expect("PRIVMSG alice :", seen=seen)
    assert len(said(seen, *nicks)) == len(nicks), "each answers once in the channel"
    alice.send(f"NOTICE {CHANNEL} :tonle: {QUESTION}", f"NOTICE tonle :{QUESTION}")
    seen = [line for nick in nicks for line in alice.heard_by(nick)]
    assert said(seen, *nicks) == [], "they loop"


def test_flood_does_not_silence_it_for_others(person, tonle):
    alice, bob = person("alice"), person("bob")
    one = tonle()
    arrives(bob)
    for _ in range(300):
        alice.say(CHANNEL, f"tonle: {QUESTION}")
    alice.fence()
    bob.say("tonle", QUESTION)
    bob.expect(f"PRIVMSG bob :{ANSWER}")
    assert one.process.poll() is None
    assert "trying again" not in one.log.read_text()


def test_ends_with_quit(person, tonle):
    alice = person("alice")
    one = tonle()
    arrives(alice)
    assert one.stop(signal.SIGTERM) == 0
    alice.expect(":tonle!", "QUIT")


def test_what_is_not_sound_does_not_start(server, tonle):
    one = tonle(tls="true\n    tls_ca: /nowhere", expected=2)
    assert one.process.wait(60) == 2
    assert "tls_ca /nowhere: " in one.log.read_text()
