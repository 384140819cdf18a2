"""Servers that do what real ones here do not: played by the test."""
from conftest import CHANNEL

QUESTION, ANSWER = "what was the elephant called?", "Sambo"


def connect(fake, tonle, capabilities="", **settings):
    """A connection that is welcomed and in the channel."""
    server = fake()
    bot = tonle(server="127.0.0.1", port=server.port, tls=False, **settings)
    one = server.accept()
    one.offers(capabilities, capabilities)
    one.expect("CAP END")
    one.welcome()
    return one, bot


def test_a_whois_that_never_ends(fake, tonle):
    """After ten seconds the command is answered with what is known, and not dropped without a word."""
    one, bot = connect(fake, tonle)
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :tonle: inbox")
    one.expect("WHOIS alice")
    one.send(":s 311 tonle alice a host * :Alice", ":s 330 tonle alice mona :is logged in as")
    assert one.line().startswith("NOTICE alice :`inbox` needs the role moderator; yours is everyone "
                                 "(the server does not answer who you are)")
    bot.logged("no end of WHOIS for alice")
