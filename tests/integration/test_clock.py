"""Clocks that are wrong, or are set while people talk, with a server that the test plays."""
import time

from conftest import CHANNEL
from irc import PATIENCE

QUESTION, ANSWER = "what was the elephant called?", "Sambo"


class Clock:
    """The server's; it can be set."""

    def __init__(self):
        self.ahead = 0

    def tag(self, ago=0):
        said = time.time() + self.ahead - ago
        return time.strftime("@time=%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(said))


def connect(fake, tonle, **settings):
    """A connection whose lines carry the time, and its clock."""
    server, clock = fake(), Clock()
    bot = tonle(server="127.0.0.1", port=server.port, tls=False, **settings)
    one = server.accept()
    one.offers("server-time", "server-time")
    one.expect("CAP END")
    one.send(f"{clock.tag()} :s 001 tonle :Welcome")
    assert one.line().startswith("JOIN ")
    one.send(f"{clock.tag()} :tonle!tonle@host JOIN {CHANNEL}")
    return one, clock, bot


def ask(one, clock, nick, ago=0):
    one.send(f"{clock.tag(ago)} :{nick}!u@host PRIVMSG {CHANNEL} :tonle: {QUESTION}")


def next_ping(one, clock):
    """Talks without a pause until the bot asks for the time, and tells it."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        one.send("PING :fence")
        if (line := one.line()) != "PONG :fence":
            assert line.startswith("PING "), line
            one.send(f"{clock.tag()} :s PONG s {line[5:]}")
            one.expect("PONG :fence")
            return
    raise AssertionError("no PING")


def test_the_servers_clock_is_set_while_people_talk(fake, tonle):
    """People never pause; the bot logs what it ignored, asks for the time, and then answers."""
    one, clock, bot = connect(fake, tonle, silence={"ping_ms": 1000, "gone_ms": 20000})
    ask(one, clock, "ann")
    assert ANSWER in one.line()
    clock.ahead -= 3600
    for number in range(4):
        ask(one, clock, f"bob{number}")
    bot.logged("a message is not answered")
    next_ping(one, clock)
    ask(one, clock, "cleo")
    line = one.line()
    assert ":cleo: " in line and ANSWER in line


def test_the_time_is_asked_for_on_schedule(fake, tonle):
    """Also while people talk."""
    one, clock, _ = connect(fake, tonle, silence={"ping_ms": 200, "gone_ms": 20000})
    for _ in range(3):
        next_ping(one, clock)
