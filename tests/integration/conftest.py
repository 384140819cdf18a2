"""Fixtures: a server, people on it, bots."""
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from irc import Bot, Client, Server  # noqa: E402
from services import Network  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = os.environ.get("BUILD", "build")
CHANNEL = "#cambodia"


@pytest.fixture(scope="session")
def echo_bot():
    """The path of the bot that says back what it is asked; ECHO_BOT names one already built."""
    if "ECHO_BOT" in os.environ:
        return os.environ["ECHO_BOT"]
    target = f"{BUILD}/tests/integration/echo_bot"
    subprocess.run(["make", "-s", f"BUILD={BUILD}", target], cwd=ROOT, check=True)
    return str(ROOT / target)


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def person(server):
    """person(nick) is somebody in the channel; person(nick, None) in none."""
    people = []

    def connect(nick, channel=CHANNEL):
        people.append(Client(server.port, nick, channel))
        return people[-1]

    yield connect
    for somebody in people:
        somebody.close()


@pytest.fixture
def bot(echo_bot, server, tmp_path):
    """bot(nick) is a running echo_bot; it is ended after the test, and must end well."""
    bots = []

    def start(nick="tonle", burst=5, interval_ms=0):
        command = [echo_bot, str(server.port), nick, CHANNEL, str(burst), str(interval_ms)]
        bots.append(Bot(command, tmp_path / f"bot{len(bots)}.log"))
        return bots[-1]

    yield start
    for one in bots:
        assert one.stop() == 0, one.log.read_text(errors="replace")


@pytest.fixture(scope="session")
def network():
    """InspIRCd with services, shared by all tests that leave it as it was: the accounts are tonle
    (password sesame; the client certificate belongs to it) and alice (password wonderland)."""
    network = Network()
    try:
        network.start()
        network.register("tonle", "sesame", certificate=network.client)
        network.register("alice", "wonderland")
        yield network
    finally:
        network.remove()


@pytest.fixture
def own_network():
    """own_network(...) is a Network of the test's own, not yet started, removed at the end."""
    networks = []

    def make(**options):
        networks.append(Network(**options))
        return networks[-1]

    yield make
    for one in networks:
        one.remove()
