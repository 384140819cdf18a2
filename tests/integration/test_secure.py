"""TLS and the login on a real InspIRCd with Atheme's services."""
import pytest

from conftest import CHANNEL
from irc import Client

QUESTION, ANSWER = "what was the elephant called?", "The elephant at Wat Phnom was called Sambo."


@pytest.fixture
def alice(network):
    """Somebody in the channel who sees accounts (extended-join) and tags."""
    one = Client(network.port, "alice", None)
    one.send("CAP REQ :extended-join message-tags account-tag", f"JOIN {CHANNEL}")
    one.expect(" 366 ")
    yield one
    one.send("QUIT")
    one.close()


def secure(network, stem="good", **settings):
    return {"server": "127.0.0.1", "port": network.tls_ports[stem],
            "tls_ca": str(network.authority.file), **settings}


def arrives(somebody, account="*", nick="tonle"):
    return somebody.expect(f":{nick}!", f" JOIN {CHANNEL} {account} ")


def answers(somebody, nick="tonle"):
    somebody.say(CHANNEL, f"{nick}: {QUESTION}")
    return somebody.expect(f":{nick}!", f"PRIVMSG {CHANNEL} :alice: {ANSWER}")


def test_a_verified_server(network, alice, tonle):
    one = tonle(**secure(network))
    arrives(alice)
    answers(alice)
    one.logged("secured by TLSv1.3")
