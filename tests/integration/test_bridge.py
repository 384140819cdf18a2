"""People on Discord, Matrix and Telegram behind bridges, each in its default form."""
import json
import subprocess

from conftest import CHANNEL, TONLE

QUESTION = "tonle: what was the elephant called?"
ANSWER = "Sambo"
FORMS = {  # nick of the bridge: (its form, how it says what alice said, how a reply calls her)
    "matter": ("matterbridge", "[discord] <alice> {}", "alice"),
    "dirc": ("discord-irc", "<\x0304ali\u200bce\x0f> {}", "alice"),
    "dis4": ("dis4irc", "<a\u200blice> {}", "alice"),
    "tele": ("teleirc", "<Alice Long> {}", "Alice Long"),
    "heisen": ("matrix", "<@alice:matrix.org> {}", "alice:matrix.org"),
    "own": ("({nick} on {place}) {text}", "(alice on a train) {}", "alice"),
}


def test_relayed_people_are_answered_by_their_names(server, person, tonle):
    bot = tonle(server="127.0.0.1", port=server.port, tls=False,
                relays=[{"nick": nick, "form": form} for nick, (form, _, _) in FORMS.items()])
    bot.logged("welcomed by")
    watcher = person("watcher")
    watcher.send(f"NAMES {CHANNEL}")
    while "tonle" not in watcher.expect(" 353 "):
        watcher.send(f"NAMES {CHANNEL}")
    for nick, (_, said, name) in FORMS.items():
        person(nick).say(CHANNEL, said.format(QUESTION))
        assert ANSWER in watcher.expect(":tonle!", f"PRIVMSG {CHANNEL} :{name}: ")
    assert not any(":tonle!" in line for line in watcher.heard_by())


def test_a_bridge_as_operator_is_warned_of(configuration):
    config = configuration(server="irc.test", tls=False, relays=[{"nick": "bridge"}],
                           channels=[{"name": CHANNEL, "operators": "moderator"}])
    run = subprocess.run([TONLE, "run", "--config", config, "--check"], capture_output=True,
                         text=True)
    assert "bridge" in run.stdout and CHANNEL in run.stdout, run.stdout + run.stderr
    whole = json.loads(config.read_text())
    whole["networks"][0]["relays"][0]["form"] = "<nick> text"
    config.write_text(json.dumps(whole))
    run = subprocess.run([TONLE, "run", "--config", config, "--check"], capture_output=True,
                         text=True)
    assert run.returncode == 2 and "form: expected matterbridge" in run.stderr
