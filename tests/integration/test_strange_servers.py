"""Servers that behave as the real ones here do not, played by the test."""
from conftest import CHANNEL

QUESTION, ANSWER = "what was the elephant called?", "Sambo"


def connect(fake, tonle, capabilities="", **settings):
    """A registered connection that is in the channel."""
    server = fake()
    bot = tonle(server="127.0.0.1", port=server.port, tls=False, **settings)
    one = server.accept()
    one.offers(capabilities, capabilities)
    one.expect("CAP END")
    one.welcome()
    return one, bot


def test_a_whois_that_never_ends(fake, tonle):
    """After ten seconds the command is answered with what is known, not silently dropped."""
    one, bot = connect(fake, tonle)
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :tonle: inbox")
    one.expect("WHOIS alice")
    one.send(":s 311 tonle alice a host * :Alice", ":s 330 tonle alice mona :is logged in as")
    assert one.line().startswith("NOTICE alice :`inbox` needs the role moderator; yours is everyone "
                                 "(the server does not say who you are)")
    bot.logged("no end of WHOIS for alice")


def test_put_into_channels_that_we_did_not_ask_for(fake, tonle):
    """The server keeps us in them: the bot says nothing there, and asks to leave now and then."""
    one, bot = connect(fake, tonle, pace={"burst": 100, "interval_ms": 0})
    question = "tonle: what was the elephant called?"
    for at in range(1000):
        one.send(f":tonle!tonle@host JOIN #forced{at}", f":eve!e@host PRIVMSG #forced{at} :{question}",
                 f":eve!e@host PRIVMSG #forced{at} :!help")
    one.send("PING :fence")
    lines = []
    while (line := one.line()) != "PONG :fence":
        lines.append(line)
    assert lines == [f"PART #forced{at} :not configured" for at in range(len(lines))] and 0 < len(lines) < 20
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :{question}")
    assert one.line().startswith(f"PRIVMSG {CHANNEL} :alice: ")


def test_one_attacker_starves_nobody(fake, tonle):
    """Sixty questions at once, each with its own nick and user: somebody else's answer comes after at most
    two more, and the one being sent."""
    one, bot = connect(fake, tonle, pace={"burst": 1, "interval_ms": 200})
    question = f"PRIVMSG {CHANNEL} :tonle: what was the elephant called?"
    for attack in range(3):
        one.send(*(f":eve{at}!e{at}@evil.example {question}" for at in range(attack * 60, attack * 60 + 60)),
                 f":bob!b@h.example {question}")
        lines = [one.line() for _ in range(3)]
        assert any(line.startswith(f"PRIVMSG {CHANNEL} :bob: ") for line in lines), lines


def told(one, nick, question="who repaired the piano?"):
    """Somebody asks an unknown question, and to be told; a moderator answers. Returns the message."""
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
    """By a label: 401 for another message to the same target must not count."""
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


ERGO = ("account-notify account-tag away-notify batch cap-notify chghost draft/multiline "
        "draft/relaymsg echo-message extended-join invite-notify labeled-response message-tags "
        "multi-prefix server-time setname standard-replies")


def test_a_day_on_ergo(fake, tonle):
    """What Ergo does that the servers here do not, after its manual and irctest's specifications:
    every line tagged, history on join from HistServ, UTF8ONLY, RELAYMSG, multiline, one nick held
    by several of our sessions."""
    server = fake()
    bot = tonle(server="127.0.0.1", port=server.port, tls=False)
    one = server.accept()
    one.expect("CAP LS 302")
    offered = ERGO.replace("draft/multiline", "draft/multiline=max-bytes=4096,max-lines=100")
    offered = offered.replace("draft/relaymsg", "draft/relaymsg=/").replace("message-tags",
                              "draft/chathistory draft/event-playback draft/read-marker message-tags")
    one.send(f":ergo.test CAP * LS :{offered} ergo.chat/nope")
    line = one.line()
    assert line.startswith("CAP REQ :") and sorted(line[9:].split()) == ERGO.split(), line
    one.send(":ergo.test NOTE * INFO :welcome", f":ergo.test CAP * ACK :{ERGO}")
    one.expect("CAP END")

    tag, moment = 0, "time=2026-01-01T00:00:00.000Z"

    def tagged(line, more=""):
        nonlocal tag
        tag += 1
        return f"@{more}msgid=m{tag};{moment} {line}"

    one.send(tagged(":ergo.test 001 tonle :Welcome"),
             tagged(":ergo.test 005 tonle AWAYLEN=390 BOT=B CASEMAPPING=ascii CHANTYPES=# EXTBAN=,m "
                    "MONITOR=100 NICKLEN=32 UTF8ONLY WHOX :are supported"),
             tagged(":ergo.test 422 tonle :no MOTD"))
    seen = {one.line().split(" ")[0] for _ in range(2)}
    assert seen == {"JOIN", "MODE"}, seen
    one.send(tagged(f":tonle!tonle@host JOIN {CHANNEL} * :tonle"),
             tagged(f":ergo.test 353 tonle = {CHANNEL} :@tonle alice discobot"),
             tagged(f":ergo.test 366 tonle {CHANNEL} :End"))
    assert one.line().startswith(f"WHO {CHANNEL} %")
    asked = f"PRIVMSG {CHANNEL} :tonle: {QUESTION}"
    one.send(f":ergo.test BATCH +h chathistory {CHANNEL}",
             tagged(f":alice!~u@alice.host {asked}", "batch=h;account=alice;"),
             tagged(f":HistServ!HistServ@localhost PRIVMSG {CHANNEL} :alice joined the channel",
                    "batch=h;"),
             ":ergo.test BATCH -h",
             tagged(f":HistServ!HistServ@localhost PRIVMSG {CHANNEL} :tonle: {QUESTION}"),
             tagged(f":tonle!tonle@host {asked}"),  # another session of ours
             "@+typing=active :alice!~u@alice.host TAGMSG " + CHANNEL,
             f":ergo.test MARKREAD {CHANNEL} timestamp=*", "PING :fence")
    one.expect("PONG :fence")

    def answered(line, name):
        one.send(line)
        got = one.line()
        assert f"PRIVMSG {CHANNEL} :{name}: " in got and ANSWER in got, got
        return got

    got = answered(tagged(f":alice!~u@alice.host {asked}", "account=alice;"), "alice")
    assert f"+draft/reply=m{tag}" in got
    answered(tagged(f":bob/discord!~u@relay.host {asked}", "draft/relaymsg=discobot;"),
             "bob/discord")
    one.send(tagged(f":cleo!~u@cleo.host BATCH +m draft/multiline {CHANNEL}", "account=cleo;"),
             f"@batch=m :cleo!~u@cleo.host PRIVMSG {CHANNEL} :tonle: what was the",
             f"@batch=m :cleo!~u@cleo.host PRIVMSG {CHANNEL} :elephant called?")
    got = answered(":ergo.test BATCH -m", "cleo")
    assert f"+draft/reply=m{tag}" in got
    one.send(":ergo.test FAIL PRIVMSG INVALID_UTF8 :Message rejected for invalid UTF-8", "PING :x")
    one.expect("PONG :x")
    bot.logged("the server said FAIL PRIVMSG INVALID_UTF8")


def test_one_person_on_two_networks_is_two(fake, tonle, configuration):
    """The limits and answers of one network do not affect the other, whatever nick and account."""
    import json
    from conftest import TONLE
    from irc import Bot
    servers = [fake(), fake()]
    config = configuration(server="127.0.0.1", port=servers[0].port, tls=False)
    whole = json.loads(config.read_text())
    whole["networks"].append({**whole["networks"][0], "name": "other", "port": servers[1].port})
    config.write_text(json.dumps(whole))
    bot = Bot([TONLE, "run", "--config", config], config.with_suffix(".log"))
    lines = []
    for server in servers:
        one = server.accept()
        one.offers("account-tag", "account-tag")
        one.expect("CAP END")
        one.welcome()
        lines.append(one)
    alice = f"@account=alice :alice!a@host PRIVMSG {CHANNEL} :tonle: "
    for _ in range(20):  # until the limit is reached
        lines[0].send(alice + QUESTION)
    lines[0].send("PING :fence")
    got = []
    while (line := lines[0].line()) != "PONG :fence":
        got.append(line)
    assert any("faster than I can answer" in line for line in got), got
    lines[1].send(alice + QUESTION)
    assert ANSWER in lines[1].line()
    lines[1].send(alice + "inbox")  # alice owns the bot on the first network only
    assert "`inbox` needs the role moderator; yours is everyone" in lines[1].line()
    assert bot.stop() == 0
