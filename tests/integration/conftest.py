"""Fixtures: a server, people on it, bots."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from fake import Fake  # noqa: E402
from irc import Bot, Client, Server  # noqa: E402
from services import Network  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = os.environ.get("BUILD", "build")
TONLE = ROOT / BUILD / "tonle"
CHANNEL = "#cambodia"


@pytest.fixture(scope="session")
def echo_bot():
    """The path of the bot that echoes what it is asked."""
    path = ROOT / BUILD / "tests/integration/echo_bot"
    assert path.exists(), f"{path} is not built (make test builds it)"
    return str(path)


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def person(server):
    """person(nick) is somebody in the channel; person(nick, None) is in no channel."""
    people = []

    def connect(nick, channel=CHANNEL):
        people.append(Client(server.port, nick, channel))
        return people[-1]

    yield connect
    for somebody in people:
        somebody.close()


@pytest.fixture
def bot(echo_bot, server, tmp_path):
    """bot(nick) is a running echo_bot; it is stopped after the test, and must exit with 0."""
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
    """InspIRCd with services, shared by the tests that do not change it. Its accounts are tonle
    (password sesame, with the client certificate) and alice (password wonderland)."""
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


@pytest.fixture
def configuration(tmp_path):
    """configuration(settings) is a file with one network of these settings (in JSON, which is
    YAML), and a fact base of one fact."""
    database = tmp_path / "facts.db"
    subprocess.run([TONLE, "import", "--db", database, ROOT / "tests/integration/elephant.yaml"],
                   check=True, stdout=subprocess.DEVNULL)
    written = []

    def write(state_dir=None, roles=(), **settings):
        written.append(tmp_path / f"tonle{len(written)}.yaml")
        network = {"name": "test", "channels": [{"name": CHANNEL}],
                   "pace": {"burst": 20, "interval_ms": 0}, **settings}
        whole = {"database": str(database), "state_dir": str(state_dir or tmp_path / "state"),
                 "networks": [network],
                 "roles": [{"network": "test", "account": "alice", "role": "owner"}, *roles]}
        written[-1].write_text(json.dumps(whole))
        written[-1].chmod(0o600)
        return written[-1]

    return write


@pytest.fixture
def tonle(configuration):
    """tonle(settings) runs `tonle run`; it is stopped after the test, and must exit with 0."""
    bots = []

    def start(expected=0, environment=None, **settings):
        config = configuration(**settings)
        one = Bot([TONLE, "run", "--config", config], config.with_suffix(".log"), environment)
        bots.append((one, expected))
        return one

    yield start
    for one, expected in bots:
        assert one.stop() == expected, one.log.read_text(errors="replace")


@pytest.fixture
def fake(tonle):
    """fake(certificate) is a server that the test plays itself; it is closed before the bot is stopped,
    so that the bot need not wait for an answer to QUIT."""
    servers = []

    def make(certificate=None):
        servers.append(Fake(certificate))
        return servers[-1]

    yield make
    for one in servers:
        one.close()


@pytest.fixture
def secret(tmp_path):
    """secret(text) is a file with that text that only its owner can read."""
    def write(text, mode=0o600):
        path = tmp_path / f"secret{len(list(tmp_path.glob('secret*')))}"
        path.write_text(text + "\n")
        path.chmod(mode)
        return str(path)

    return write
