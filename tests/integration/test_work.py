"""Suggestions and unanswered questions, and their outcome, on a real InspIRCd with Atheme's services."""
import signal

from conftest import CHANNEL
from irc import Client
from test_people import arrives, connect, identify, serve, setting  # noqa: F401

SOURCE = "@ tale p. 2"


def mona(network, connect):
    """A moderator."""
    somebody = connect(network, "mona")
    identify(somebody)
    return somebody


def says(somebody, text, *expected, where=CHANNEL):
    somebody.say(where, text)
    return somebody.expect(":tonle!", *expected)


def start(network, setting, serve, watch, **settings):
    one = serve(setting.network("test", network.port, **settings).role("owner", account="alice"))
    arrives(watch)
    return one


def test_a_suggestion_is_told_at_once_to_whoever_is_there(network, setting, serve, connect):
    bob, moderator = connect(network, "bob"), mona(network, connect)
    start(network, setting, serve, moderator)
    says(bob, f"!suggest The elephant at Wat Phnom liked bananas. {SOURCE}", "suggestion 1")
    says(bob, "!suggest The elephant at Wat Phnom was a painter.", "suggestion 2")
    says(moderator, "!reject 2 no source says so", "rejected")
    assert "no source says so" in bob.expect(":tonle!", "NOTICE bob")
    says(moderator, "!approve 1", "saved", "r1")
    assert "was accepted" in bob.expect(":tonle!", "NOTICE bob")
    moderator.say(CHANNEL, "!history elephant-wat-phnom-liked-bananas")
    moderator.expect(":tonle!", "approve 1")


def test_it_is_not_told_to_whoever_has_the_nick_meanwhile(network, setting, serve, connect):
    """People are known by account: somebody else with the nick, without or with another account, is not
    told; the person is, under any nick. All of this survives a kill -9."""
    moderator = mona(network, connect)
    bob = Client(network.port, "bob", CHANNEL)
    identify(bob, "tonle", "sesame")
    one = start(network, setting, serve, moderator)
    says(bob, "!suggest The elephant was green.", "suggestion 1")
    bob.send("QUIT")
    bob.close()
    moderator.expect(":bob!", "QUIT")
    thief = connect(network, "bob")
    says(moderator, "!reject 1 nobody saw it", "rejected")
    thief.say(CHANNEL, "hello")
    assert "nobody saw it" not in says(thief, "!help help", "NOTICE bob")
    one.process.send_signal(signal.SIGKILL)
    one.process.wait()
    one.process.returncode = 0
    moderator.expect(":tonle!", "QUIT")
    serve(setting)
    arrives(moderator)
    seen = []
    thief.say(CHANNEL, "!help help")
    thief.expect(":tonle!", "NOTICE bob", seen=seen)
    assert not [line for line in seen if "nobody saw it" in line]
    other = connect(network, "bob-again")
    identify(other, "tonle", "sesame")
    other.say(CHANNEL, "hello")
    assert "nobody saw it" in other.expect(":tonle!", "NOTICE bob-again")


def test_a_question_is_noted_answered_and_told(network, setting, serve, connect):
    bob, eve, moderator = connect(network, "bob"), connect(network, "eve"), mona(network, connect)
    start(network, setting, serve, moderator)
    says(bob, "tonle: where did the tiger sleep?", "I don't know", "question 1")
    says(eve, "tonle: where did the tiger sleep", "I don't know", "question 1")
    says(bob, "!tell me", "NOTICE bob")
    assert "1 (2× from 1 host)" in says(moderator, "!asked", "NOTICE mona")
    says(moderator, f"!asked 1 answer The tiger slept under a banyan tree. {SOURCE}", "saved")
    assert "You asked" in bob.expect(":tonle!", "NOTICE bob", "banyan")
    says(eve, "tonle: where did the tiger sleep?", "banyan")
    assert not [line for line in eve.heard_by() if "NOTICE eve" in line]


def test_roles_are_granted_from_irc_and_mutes_outlast_a_kill(network, setting, serve, connect):
    owner, bob = mona(network, connect), connect(network, "bob")
    one = start(network, setting, serve, owner)
    identify(bob, "tonle", "sesame")
    assert "needs the role" in says(bob, "!mute 5", "NOTICE bob")
    says(owner, "!role tonle moderator for 1d", "has the role moderator until")
    says(bob, "!mute 5", "Muted in")
    bob.send("PRIVMSG NickServ :LOGOUT")
    bob.expect(" 901 ")
    bob.say(CHANNEL, "!speak")
    bob.say(CHANNEL, "tonle: what was the elephant called?")
    assert not [line for line in bob.heard_by() if f"PRIVMSG {CHANNEL} :bob" in line]
    one.process.send_signal(signal.SIGKILL)
    one.process.wait()
    one.process.returncode = 0
    owner.expect(":tonle!", "QUIT")
    serve(setting)
    arrives(owner)
    bob.say(CHANNEL, "tonle: what was the elephant called?")
    says(bob, "what was the elephant called?", "PRIVMSG bob", "Sambo", where="tonle")
    seen = []
    says(owner, "!unmute", "NOTICE mona")
    bob.say(CHANNEL, "tonle: what was the elephant called?")
    bob.expect(":tonle!", f"PRIVMSG {CHANNEL}", "Sambo", seen=seen)
    assert not [line for line in seen if f":bob: " in line]
    says(owner, "!role tonle everyone", "has the role everyone")


def test_whoever_is_ignored_is_so_under_any_nick(network, setting, serve, connect):
    """A nick stands for its account or, without one, for its user and host."""
    moderator, bob, pest = mona(network, connect), connect(network, "bob"), connect(network, "pest")
    start(network, setting, serve, moderator)
    identify(bob, "tonle", "sesame")
    says(bob, "!help why", "NOTICE bob")
    says(moderator, "!ignore bob 5m", "The account tonle is ignored until")
    says(moderator, "!ignore pest 5m", "The mask *!pest@127.0.0.1 is ignored until")
    for somebody, nick in (bob, "bob2"), (pest, "pest2"):
        somebody.send(f"NICK {nick}")
        somebody.expect(f" NICK :{nick}")
        somebody.say(CHANNEL, "!help why")
        somebody.say("tonle", "what was the elephant called?")
    for somebody in bob, pest:
        somebody.fence()
    says(moderator, "!unignore bob2", "is no longer ignored")
    assert not [line for one in (bob, pest) for line in one.fence() if "NOTICE" in line]
    says(bob, "!help why", "NOTICE bob2")


def test_the_log_channel_hears_of_it(network, setting, serve, connect):
    reader, moderator = connect(network, "reader", "#log"), mona(network, connect)
    start(network, setting, serve, moderator,
          channels=[{"name": CHANNEL}, {"name": "#log", "log": True}])
    reader.expect(":tonle!", "JOIN :#log")
    says(moderator, "!suggest The elephant was quick.", "suggestion 1")
    reader.expect(":tonle!", "NOTICE #log", "suggestion 1")
    says(moderator, "!ignore pest 5m", "is ignored until")
    reader.expect(":tonle!", "NOTICE #log", "ignore")
    says(moderator, "!reload", "Reloading")
    reader.expect(":tonle!", "NOTICE #log", "Configuration reloaded")
