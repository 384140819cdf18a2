"""The connection to a real ngIRCd: joining, staying, reconnecting, leaving."""
import signal
import time

from conftest import CHANNEL


def arrives(somebody, nick="tonle"):
    return somebody.expect(f":{nick}!", f" JOIN :{CHANNEL}")


def said_by(lines, nick):
    """The lines that nick said."""
    return [line.split(" :", 1)[1] for line in lines
            if line.startswith(f":{nick}!") and " PRIVMSG " in line]


def test_connects_and_answers_in_the_channel_and_in_private(person, bot):
    alice = person("alice")
    bot()
    arrives(alice)
    alice.say(CHANNEL, "tonle: how many provinces?")
    assert alice.expect("PRIVMSG").endswith(f" PRIVMSG {CHANNEL} :alice: how many provinces?")
    alice.say("tonle", "and in private?")
    assert alice.expect("PRIVMSG").endswith(" PRIVMSG alice :alice: and in private?")
    alice.say(CHANNEL, "nobody asked you")
    alice.send(f"NOTICE {CHANNEL} :tonle: a notice", "NOTICE tonle :another")
    assert said_by(alice.heard_by(), "tonle") == []


def test_taken_nick(person, bot):
    person("tonle", None)
    alice = person("alice")
    bot()
    arrives(alice, "tonle_")
    alice.say(CHANNEL, "tonle: not for the bot")
    alice.say(CHANNEL, "tonle_: for the bot")
    seen = []
    alice.expect("PRIVMSG", "alice: for the bot", seen=seen)
    assert said_by(seen, "tonle_") == []


def test_kicked_and_comes_back(person, bot):
    alice = person("alice")  # the first in the channel is its operator
    bot()
    arrives(alice)
    left = time.monotonic()  # before it can be: however slowly we hear of it
    alice.send(f"KICK {CHANNEL} tonle :out")
    alice.expect(f"KICK {CHANNEL} tonle")
    arrives(alice)
    assert time.monotonic() - left > 4, "back at once: it must wait a little"
    alice.say(CHANNEL, "tonle: still here?")
    alice.expect("PRIVMSG", "alice: still here?")


def test_shut_out_then_let_in(person, bot):
    alice = person("alice")
    alice.send(f"MODE {CHANNEL} +i")
    alice.expect(f"MODE {CHANNEL} +i")
    refused = bot()
    refused.logged("invite-only (+i)")
    alice.send(f"INVITE tonle {CHANNEL}")
    arrives(alice)


def test_server_stopped_and_started_again(server, person, bot):
    alice = person("alice")
    one = bot()
    arrives(alice)
    server.stop()
    one.logged("trying again")
    server.start()
    alice = person("alice")
    if not any("tonle" in line for line in alice.fence()):
        arrives(alice)
    alice.say(CHANNEL, "tonle: back?")
    alice.expect("PRIVMSG", "alice: back?")


def test_two_bots_do_not_loop(person, bot):
    alice = person("alice")
    bot("tonle")
    arrives(alice, "tonle")
    bot("other")
    arrives(alice, "other")
    # tonle says a line that begins with "other: ", which other would take for a question, whose
    # answer begins with "tonle: ": the paths that would loop are a NOTICE and a CTCP
    alice.send("NOTICE other :\x01VERSION\x01", f"NOTICE {CHANNEL} :other: tonle: other: hello")
    alice.say(CHANNEL, "nobody: tonle: other: hello")
    seen = alice.heard_by("tonle") + alice.heard_by("other")
    assert said_by(seen, "tonle") + said_by(seen, "other") == []


def test_flood_of_questions(person, bot):
    alice = person("alice")
    bot(burst=5, interval_ms=100)
    arrives(alice)
    asked = 200
    for number in range(asked):
        alice.say(CHANNEL, f"tonle: question {number}")
    answers = said_by(alice.heard_by(), "tonle")
    numbers = [int(answer.rsplit(" ", 1)[1]) for answer in answers]
    assert numbers == sorted(numbers), "answers out of order"
    assert 32 <= len(numbers) < asked, "bounded: what does not fit is dropped"
    alice.say("tonle", "still connected?")
    alice.expect("PRIVMSG alice :alice: still connected?")


def test_four_hundred_bytes_of_khmer(person, bot):
    alice = person("alice")
    bot()
    arrives(alice)
    question = "កម្ពុជា" * 19
    question = question.encode()[:399].decode(errors="ignore")
    alice.say(CHANNEL, "tonle: " + question)
    line = alice.expect("PRIVMSG")
    said = line.split(" :", 1)[1]
    assert len(line.encode()) <= 510
    assert "\ufffd" not in said
    assert said == "alice: " + question or (
        said.endswith("…") and ("alice: " + question).startswith(said[:-1]))


def test_long_answer_is_cut_to_what_others_see(person, bot):
    alice = person("alice")
    bot()
    arrives(alice)
    # in private alice's own prefix leaves room for 471 bytes, the bot's for six fewer
    question = ("ភ្នំពេញ" * 30).encode()[:470].decode(errors="ignore")
    alice.say("tonle", question)
    line = alice.expect("PRIVMSG")
    assert 490 <= len(line.encode()) <= 510
    assert line.endswith("…") and "\ufffd" not in line, "cut by the bot, not by the server"


def test_ctcp_is_answered_sparingly(person, bot):
    alice = person("alice")
    bot()
    arrives(alice)
    for _ in range(10):
        alice.say("tonle", "\x01VERSION\x01")
    alice.say(CHANNEL, "\x01VERSION\x01")
    alice.say("tonle", "\x01PING 12345\x01")
    seen = []
    for word in ("done", "and done"):  # what was said to all of the lines before goes out between
        alice.say("tonle", word)
        alice.expect(f"PRIVMSG alice :alice: {word}", seen=seen)
    notices = [line for line in seen if " NOTICE alice :" in line]
    assert len(notices) == 3
    assert all("\x01VERSION tonle " in line for line in notices)


def test_signals_end_it_with_quit(person, bot):
    alice = person("alice")
    for with_signal in (signal.SIGTERM, signal.SIGINT):
        one = bot()
        arrives(alice)
        assert one.stop(with_signal) == 0
        alice.expect(":tonle!", "QUIT", "shutting down")


def test_hangup_is_survived(person, bot):
    alice = person("alice")
    one = bot()
    arrives(alice)
    one.process.send_signal(signal.SIGHUP)
    one.logged("SIGHUP")
    alice.say("tonle", "there?")
    alice.expect("alice: there?")


def test_ends_while_the_server_is_away(server, bot):
    server.stop()
    one = bot()
    one.logged("trying again")
    assert one.stop() == 0
