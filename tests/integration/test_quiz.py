"""Quizzes on a real ngIRCd: three people, two channels at once, and a bot that dies in the middle."""
import signal
import sqlite3
import subprocess

import pytest

from conftest import BUILD, ROOT
from irc import Bot

TONLE = ROOT / BUILD / "tonle"
ONE, TWO = "#history", "#politics"
CONFIG = """\
database: {database}
networks:
  - name: test
    server: 127.0.0.1
    port: {port}
    tls: false
    nick: tonle
    channels:
      - {{name: "{one}"}}
      - {{name: "{two}"}}
    pace: {{burst: 5, interval_ms: 0}}
"""


class Study:
    """A bot with few facts, and the quizzes in its database."""

    def __init__(self, port, folder):
        self.folder, self.database, self.starts = folder, folder / "study.db", 0
        subprocess.run([TONLE, "import", "--db", self.database, ROOT / "tests/talk/study.yaml",
                        ROOT / "facts/aliases.yaml"], check=True, stdout=subprocess.DEVNULL)
        self.config = folder / "tonle.yaml"
        self.config.write_text(CONFIG.format(database=self.database, port=port, one=ONE, two=TWO))
        self.bot = None

    def start(self):
        self.starts += 1
        self.bot = Bot([TONLE, "run", "--config", self.config],
                       self.folder / f"tonle{self.starts}.log")

    def row(self, channel):
        with sqlite3.connect(self.database) as database:
            database.row_factory = sqlite3.Row
            row = database.execute("SELECT * FROM quiz WHERE channel = ?", (channel,)).fetchone()
        database.close()
        return row

    def answer(self, channel):
        return self.row(channel)["answer"]


@pytest.fixture
def study(server, tmp_path):
    study = Study(server.port, tmp_path)
    yield study
    assert study.bot.stop() == 0, study.bot.log.read_text(errors="replace")


@pytest.fixture
def group(person, study):
    """Three people in both channels, and the bot with them."""
    people = [person(nick, ONE) for nick in ("dara", "mia", "sok")]
    for one in people:
        one.send(f"JOIN {TWO}")
        one.expect(" 366 ", TWO)
    study.start()
    for channel in (ONE, TWO):
        people[0].expect(":tonle!", f" JOIN :{channel}")
    for one in people:
        one.fence()
    return people


def from_bot(lines, channel):
    return [line for line in lines if line.startswith(":tonle!") and f" PRIVMSG {channel} " in line]


def test_three_people_play(study, group):
    dara, mia, sok = group
    dara.say(ONE, "!quiz start 3")
    mia.expect(ONE, "Question 1 of 3:")
    mia.say(ONE, "Ulysses S. Grant")
    sok.expect(":mia!", "Grant")
    sok.say(ONE, study.answer(ONE))
    dara.expect(ONE, "sok* is right:", "(1 point)", "[")
    dara.expect(ONE, "Question 2 of 3:")
    dara.say(ONE, study.answer(ONE).upper())
    mia.expect(ONE, "dara* is right:")
    mia.expect(ONE, "Question 3 of 3:")
    mia.say(ONE, f"it was {study.answer(ONE)}")
    sok.expect(ONE, "mia* is right:")
    assert "dara* 1, mia* 1, sok* 1" in sok.expect(ONE, "The quiz is over:")
    assert study.row(ONE) is None
    # the wrong answer was met with silence
    assert not [line for line in dara.fence() if "Grant" in line and line.startswith(":tonle!")]


def test_two_channels_at_once(study, group):
    dara, mia, sok = group
    dara.say(ONE, "!quiz start 2")
    dara.expect(ONE, "Question 1 of 2:")
    mia.say(TWO, "!quiz start 2")
    mia.expect(TWO, "Question 1 of 2:")
    one, two = study.answer(ONE), study.answer(TWO)
    sok.say(TWO, two)
    sok.expect(TWO, "sok* is right:")
    sok.expect(TWO, "Question 2 of 2:")
    assert study.answer(ONE) == one and study.row(ONE)["number"] == 1
    dara.say(ONE, one)
    dara.expect(ONE, "dara* is right:")
    dara.expect(ONE, "Question 2 of 2:")
    dara.say(ONE, "!quiz stop")
    assert "dara* 1" in dara.expect(ONE, "The quiz has been stopped:")
    assert study.row(ONE) is None
    dara.say(ONE, study.answer(TWO))  # the answer of the other channel's question
    dara.heard_by()
    assert study.row(TWO)["number"] == 2
    mia.say(TWO, study.answer(TWO))
    assert "mia* 1, sok* 1" in sok.expect(TWO, "The quiz is over:")
    assert not from_bot(dara.fence(), ONE)


def test_a_killed_bot_goes_on_where_it_was(study, group):
    dara, mia, sok = group
    dara.say(ONE, "!quiz start 3")
    dara.expect(ONE, "Question 1 of 3:")
    mia.say(ONE, study.answer(ONE))
    mia.expect(ONE, "mia* is right:")
    mia.expect(ONE, "Question 2 of 3:")
    before = dict(study.row(ONE))
    assert study.bot.stop(signal.SIGKILL) == -signal.SIGKILL
    dara.expect(":tonle!", "QUIT")
    sok.say(ONE, before["answer"])  # nobody is there to hear it
    study.start()
    line = dara.expect(ONE, "The quiz continues. Question 2 of 3:")
    assert before["prompt"] in line
    after = dict(study.row(ONE))
    assert {**after, "until": 0} == {**before, "until": 0}
    mia.say(ONE, after["answer"])
    assert "(2 points, 2 in a row)" in mia.expect(ONE, "mia* is right:")
    mia.expect(ONE, "Question 3 of 3:")
    sok.say(ONE, study.answer(ONE))
    assert "mia* 2, sok* 1" in sok.expect(ONE, "The quiz is over:")


def test_cards_survive_too(study, group):
    dara = group[0]
    dara.say("tonle", "study monarchy")
    dara.expect("PRIVMSG dara :Card 1, new:")
    study.bot.stop(signal.SIGKILL)
    dara.expect(":tonle!", "QUIT")
    study.start()
    for channel in (ONE, TWO):
        dara.expect(":tonle!", f" JOIN :{channel}")
    dara.say("tonle", "xyzzy")
    dara.expect("PRIVMSG dara :No:")
    dara.expect("PRIVMSG dara :Card 2, new:")
    dara.say("tonle", "forget me")
    assert "1 flash card," in dara.expect("NOTICE dara :Deleted:")
