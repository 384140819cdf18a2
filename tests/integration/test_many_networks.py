"""Several networks in one bot: none delays another, and people are kept apart by network."""
import json
import sqlite3
import subprocess
import sys
import types

import pytest

from conftest import CHANNEL, ROOT, TONLE
from irc import Bot, Client, Server

sys.path.insert(0, str(ROOT / "tests/bench"))
from networks import Many, holes  # noqa: E402


def test_black_holes_delay_nobody(tmp_path):
    """Nobody accepts, a handshake hangs, silence, a dribble, a flood, no route, no name, no DNS."""
    others, closes = holes()
    many = Many(TONLE, tmp_path, 12, others)
    try:
        many.ask_all()
    finally:
        status = many.close()
        for one in closes:
            one.close()
    assert status == 0, many.bot.log.read_text()


@pytest.fixture
def two(tmp_path):
    """One bot on two networks with channels of the same name, and alice, bob and mona on each."""
    database, servers, people = tmp_path / "study.db", {}, {}
    subprocess.run([TONLE, "import", "--db", database, ROOT / "tests/talk/study.yaml",
                    ROOT / "facts/aliases.yaml"], check=True, stdout=subprocess.DEVNULL)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        servers[name] = Server(tmp_path / name)
        servers[name].start()
        people[name] = {nick: Client(servers[name].port, nick, CHANNEL)
                        for nick in ("alice", "bob", "mona")}
    config = tmp_path / "tonle.yaml"
    config.write_text(json.dumps({
        "database": str(database), "limits": {"burst": 2, "interval": 600},
        "networks": [{"name": name, "server": "127.0.0.1", "port": server.port, "tls": False,
                      "nick": "tonle", "channels": [CHANNEL],
                      "pace": {"burst": 100, "interval_ms": 0}} for name, server in servers.items()],
        "roles": [{"network": name, "hostmask": f"mona!*@{host}", "role": "moderator"}
                  for name in servers for host in ("localhost", "127.0.0.1")]}))
    bot = Bot([TONLE, "run", "--config", config], tmp_path / "tonle.log")
    for group in people.values():
        group["mona"].expect(":tonle!", f" JOIN :{CHANNEL}")
    yield types.SimpleNamespace(**people, database=database)
    status = bot.stop()
    for name, server in servers.items():
        for one in people[name].values():
            one.close()
        server.stop()
    assert status == 0, bot.log.read_text()


QUESTION, ANSWER = "when did Sihanouk abdicate?", "October 2004"


def test_who_is_ignored_on_one_is_heard_on_the_other(two):
    two.one["mona"].say(CHANNEL, "tonle: ignore alice")
    two.one["mona"].expect(":tonle!", "is ignored until")
    two.one["alice"].say(CHANNEL, f"tonle: {QUESTION}")
    two.one["alice"].fence()
    assert not [line for line in two.one["mona"].heard_by() if ":tonle!" in line and ANSWER in line]
    two.two["alice"].say(CHANNEL, f"tonle: {QUESTION}")
    two.two["alice"].expect(":tonle!", "alice: ", ANSWER)


def test_limits_are_of_one_network(two):
    """On each network, one person may ask two questions in ten minutes."""
    for _ in range(4):
        two.one["alice"].say(CHANNEL, f"tonle: {QUESTION}")
    two.one["alice"].expect(":tonle!", " NOTICE alice :")
    for name in ("one", "two"):
        bob = getattr(two, name)["bob"]
        bob.say(CHANNEL, f"tonle: {QUESTION}")
        bob.expect(":tonle!", "bob: ", ANSWER)
    two.two["alice"].say(CHANNEL, f"tonle: {QUESTION}")
    two.two["alice"].expect(":tonle!", "alice: ", ANSWER)


def test_scores_are_of_one_network(two):
    alice = two.one["alice"]
    alice.say(CHANNEL, "tonle: quiz start 1")
    alice.expect(":tonle!", "Question 1 of 1")
    with sqlite3.connect(two.database) as database:
        (answer,), = database.execute("SELECT answer FROM quiz")
    database.close()
    alice.say(CHANNEL, answer)
    alice.expect(":tonle!", "alice* is right")
    alice.say(CHANNEL, "!scores")
    alice.expect(":tonle!", "alice: ", "alice* 1")
    two.two["alice"].say(CHANNEL, "!scores")
    assert "alice* 1" not in two.two["alice"].expect(":tonle!", "alice")
