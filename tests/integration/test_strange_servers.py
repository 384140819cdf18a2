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


def told(one, nick, question="who painted the elephant?"):
    """Somebody asks what is not known, and to be told; a moderator answers. Gives the message."""
    asker = f":{nick}!a@host PRIVMSG {CHANNEL} :tonle: "
    one.send(asker + question)
    number = one.line().split("Noted as question ")[1].split(";")[0]
    one.send(asker + "tell me")
    assert f"NOTICE {nick} :When question {number}" in one.line()
    one.send(f":mona!m@staff.example.org PRIVMSG {CHANNEL} :tonle: asked {number} answer elephant-name")
    assert "saved" in one.line()
    one.send(f":{nick}!a@host PRIVMSG {CHANNEL} :hello")
    return one.line()


def test_a_refusal_is_tied_to_what_was_sent(fake, tonle):
    """By a label: 401 for somebody else's message with the same target would not do."""
    one, bot = connect(fake, tonle, "account-tag labeled-response", roles=[
        {"network": "test", "hostmask": "*!*@staff.example.org", "role": "moderator"}])
    line = told(one, "alice")
    tags, rest = line.split(" ", 1)
    assert tags.startswith("@label=told") and rest.startswith("NOTICE alice :You asked"), line
    one.send(f"{tags} :s 486 tonle alice :You must log in to message this user", "PING :fence")
    one.expect("PONG :fence")
    bot.logged("a message for alice waits, since the server refused it: 486")
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :hello again")
    tags, rest = one.line().split(" ", 1)
    assert rest.startswith(f"PRIVMSG {CHANNEL} :alice: You asked"), rest
    one.send(f"{tags} ACK")
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :and again", "PING :fence")
    one.expect("PONG :fence")
