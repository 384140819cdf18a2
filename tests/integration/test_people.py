"""Identifying people, and trouble with our connection, on a real InspIRCd with Atheme's services."""
import concurrent.futures
import json
import signal
import subprocess

import pytest

from conftest import BUILD, CHANNEL, ROOT
from irc import PATIENCE, Bot, Client, free_port, listens_on, until
from services import INSPIRCD, MODULES, TLS, Network, Operator, program

TONLE = ROOT / BUILD / "tonle"
QUESTION = "what was the elephant called?"
ANSWER = "Sambo"
REFUSED = "`inbox` needs the role moderator"


class Setting:
    """A configuration that can be rewritten while the bot runs."""

    def __init__(self, directory, database):
        self.path = directory / "tonle.yaml"
        self.whole = {"database": str(database), "state_dir": str(directory), "networks": [],
                      "roles": []}

    def network(self, name, port, **settings):
        one = {"name": name, "server": "127.0.0.1", "port": port, "tls": False, "nick": "tonle",
               "channels": [{"name": CHANNEL}], "pace": {"burst": 20, "interval_ms": 0}, **settings}
        self.whole["networks"] = [n for n in self.whole["networks"] if n["name"] != name] + [one]
        return self

    def role(self, role, network="test", **who):
        self.whole["roles"].append({"network": network, "role": role, **who})
        return self

    def write(self):
        self.path.write_text(json.dumps(self.whole, indent=1))
        return self


@pytest.fixture
def setting(tmp_path):
    database = tmp_path / "facts.db"
    subprocess.run([TONLE, "import", "--db", database, ROOT / "tests/integration/elephant.yaml"],
                   check=True, stdout=subprocess.DEVNULL)
    return Setting(tmp_path, database)


@pytest.fixture
def serve(tmp_path):
    """serve(setting) runs `tonle run` with it; it must exit with 0 after the test."""
    bots = []

    def start(setting):
        setting.write()
        bots.append(Bot([TONLE, "run", "--config", setting.path], tmp_path / f"run{len(bots)}.log"))
        return bots[-1]

    yield start
    for one in bots:
        assert one.stop() == 0, one.log.read_text(errors="replace")


@pytest.fixture
def connect():
    """connect(network, nick) is somebody in the channel; connect(…, None) is in no channel."""
    people = []

    def somebody(network, nick, channel=CHANNEL, kind=Client):
        one = (Operator(network, nick) if kind is Operator else Client(network.port, nick, None))
        people.append(one)
        if channel:
            one.send(f"JOIN {channel}")
            one.expect(" 366 ")
        return one

    yield somebody
    for one in people:
        one.send("QUIT")
    for one in people:
        while one.line():  # until the server has closed: the nick is free then
            pass
        one.close()


@pytest.fixture
def gather(connect):
    """gather(network, nick, …) connects several people at once, since InspIRCd takes a second for each."""
    def all_of_them(network, *nicks):
        with concurrent.futures.ThreadPoolExecutor(len(nicks)) as pool:
            return list(pool.map(lambda nick: connect(network, nick), nicks))

    return all_of_them


@pytest.fixture(scope="module")
def plain_network():
    """A network without tags or account notices: accounts are known only by WHOIS."""
    network = Network()
    try:
        network.start()
        network.register("alice", "wonderland")
        network.register("tonle", "sesame")
        oper = Operator(network)
        for module in ("ircv3_accounttag", "ircv3_ctctags", "ircv3"):
            oper.send(f"UNLOADMODULE {module}")
            oper.expect(" 973 ")
        oper.close()
        yield network
    finally:
        network.remove()


def identify(somebody, account="alice", password="wonderland"):
    somebody.send(f"PRIVMSG NickServ :IDENTIFY {account} {password}")
    somebody.expect(" 900 ")


def arrives(somebody, nick="tonle", channel=CHANNEL):
    return somebody.expect(f":{nick}!", f" JOIN :{channel}")


def inbox(somebody, where="tonle"):
    """The answer to a verb for moderators."""
    somebody.say(where, "!inbox")
    return somebody.expect(":tonle!", " NOTICE ")


# --- who somebody is ---------------------------------------------------------------------------


def test_a_nick_gives_nothing_an_account_does(network, setting, serve, gather):
    # alice by that nick, but not logged in
    watch, alice, mallory = gather(network, "watch", "alice", "mallory")
    serve(setting.network("test", network.port).role("moderator", account="alice"))
    arrives(watch)
    assert REFUSED in inbox(alice)
    assert REFUSED in inbox(mallory)
    identify(mallory)  # the same person with another nick: the account counts, and at once
    assert REFUSED not in inbox(mallory)
    assert REFUSED not in inbox(mallory, CHANNEL)
    assert REFUSED in inbox(alice)
    mallory.send("PRIVMSG NickServ :LOGOUT")
    mallory.expect(" 901 ")
    assert REFUSED in inbox(mallory)
    identify(mallory, "tonle", "sesame")  # another account
    assert REFUSED in inbox(mallory)
    identify(mallory)
    assert REFUSED not in inbox(mallory)


def test_ignored_by_account_after_a_log_out(network, setting, serve, gather):
    """A person ignored by account stays ignored by user and host: a question and CTCP."""
    mona, alice = gather(network, "mona", "alice")
    serve(setting.role("moderator", hostmask="mona!mona@127.0.0.1").network("test", network.port))
    arrives(mona)
    identify(alice)
    alice.fence()
    mona.say("tonle", "ignore alice")
    mona.expect(":tonle!", "The account alice is ignored")
    alice.send("PRIVMSG NickServ :LOGOUT")
    alice.expect(" 901 ")
    alice.say("tonle", "\x01PING 1\x01")
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    alice.fence()
    mona.heard_by()
    assert not [line for line in alice.fence() if line.startswith(":tonle!")]
    mona.say("tonle", "unignore alice")
    mona.expect(":tonle!", "The account alice is no longer ignored")
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    alice.expect(":tonle!", ANSWER)


def test_in_private_from_outside(network, setting, serve, connect):
    watch = connect(network, "watch")
    outside = connect(network, "outside", None)
    serve(setting.network("test", network.port).role("moderator", account="alice"))
    arrives(watch)
    assert REFUSED in inbox(outside)
    identify(outside)
    assert REFUSED not in inbox(outside)


@pytest.mark.parametrize("channel", [CHANNEL, None], ids=["inside", "outside"])
def test_where_only_whois_knows(plain_network, setting, serve, connect, channel):
    watch = connect(plain_network, "watch")
    somebody = connect(plain_network, "somebody", channel)
    serve(setting.network("test", plain_network.port).role("moderator", account="alice"))
    arrives(watch)
    assert REFUSED in inbox(somebody)
    identify(somebody)
    assert REFUSED not in inbox(somebody)
    somebody.send("PRIVMSG NickServ :LOGOUT")
    somebody.expect(" 901 ")
    assert REFUSED in inbox(somebody)
    somebody.say("tonle", QUESTION)  # what everybody may does not wait for anything
    assert ANSWER in somebody.expect(":tonle!", "PRIVMSG")


def test_by_hostmask_where_there_are_no_services(server, person, setting, serve):
    watch = person("watch")
    somebody, other = person("somebody", None), person("other", None)
    serve(setting.network("test", server.port).role("moderator", hostmask="some*!*@127.0.0.1"))
    arrives(watch)
    assert REFUSED not in inbox(somebody)
    assert REFUSED in inbox(other)


def test_operators_have_the_role_that_the_channel_gives_them(network, setting, serve, connect):
    watch = connect(network, "watch")  # the first one in: operator
    other = connect(network, "other")
    channels = [{"name": CHANNEL, "operators": "moderator"}]
    serve(setting.network("test", network.port, channels=channels))
    arrives(watch)
    assert REFUSED not in inbox(watch, CHANNEL)
    assert REFUSED in inbox(watch)  # in private there is no channel to be an operator of
    assert REFUSED in inbox(other, CHANNEL)
    watch.send(f"MODE {CHANNEL} +o-o other watch")
    watch.expect("MODE", "+o-o")
    assert REFUSED in inbox(watch, CHANNEL)
    assert REFUSED not in inbox(other, CHANNEL)


@pytest.mark.parametrize("which", ["network", "plain_network"], ids=["tag", "WHO"])
def test_bots_are_not_answered(request, which, setting, serve, gather):
    """Bots are recognised by the bot tag if lines have tags, otherwise by the flag in WHO."""
    where = request.getfixturevalue(which)
    watch, robot = gather(where, "watch", "robot")

    def become_a_bot():
        robot.send("MODE robot +B")
        robot.expect("MODE robot")

    if which == "plain_network":
        become_a_bot()
    serve(setting.network("test", where.port))
    arrives(watch)
    # when this is answered, so is the WHO that was asked before it
    watch.say("tonle", QUESTION)
    watch.expect(":tonle!", ANSWER)
    if which == "network":
        become_a_bot()  # which WHO has not told
    robot.say(CHANNEL, f"tonle: {QUESTION}")
    robot.say("tonle", QUESTION)
    robot.fence()
    seen = watch.heard_by() + robot.fence()
    assert not [line for line in seen if line.startswith(":tonle!")]


# --- our nick ----------------------------------------------------------------------------------


def test_the_nick_is_regained_when_it_is_free(network, setting, serve, connect):
    watch = connect(network, "watch")
    holder = Client(network.port, "tonle")
    serve(setting.network("test", network.port))
    arrives(watch, "tonle_")
    holder.send("QUIT")
    watch.expect(":tonle_!", " NICK :tonle")  # MONITOR tells: nobody has waited for a minute
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    watch.expect(":tonle!", ANSWER)
    holder.close()


def test_a_holder_is_ghosted_where_nickserv_knows_us(network, setting, serve, connect, tmp_path):
    watch = connect(network, "watch")
    holder = Client(network.port, "tonle")
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    secret.chmod(0o600)
    one = serve(setting.network("test", network.port,
                                nickserv={"account": "tonle", "password_file": str(secret)}))
    arrives(watch, "tonle_")
    one.logged("logged in to services")
    watch.expect(":tonle_!", " NICK :tonle")
    one.logged("we are tonle again")
    assert "sesame" not in one.log.read_text()
    holder.close()


def test_nickserv_before_the_channels(network, setting, serve, connect, tmp_path):
    watch = connect(network, "watch")
    watch.send(f"MODE {CHANNEL} +R")  # for those with an account only
    watch.expect(f"MODE {CHANNEL} :+R")
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    secret.chmod(0o600)
    nickserv = {"account": "tonle", "password_file": str(secret)}
    one = serve(setting.network("test", network.port, nickserv=nickserv))
    arrives(watch)
    assert "cannot join" not in one.log.read_text()


def test_a_password_that_others_can_read_is_refused(network, setting, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    secret.chmod(0o644)
    setting.network("test", network.port, nickserv={"password_file": str(secret)}).write()
    done = subprocess.run([TONLE, "run", "--check", "--config", setting.path], capture_output=True,
                          text=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert str(secret) in done.stderr and "sesame" not in done.stderr


def test_services_are_down(own_network, setting, serve, tmp_path):
    network = own_network()
    network.start_server()
    watch = Client(network.port, "watch", CHANNEL)
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    secret.chmod(0o600)
    one = serve(setting.network("test", network.port, nickserv={"password_file": str(secret)})
                .role("moderator", account="alice"))
    arrives(watch)
    one.logged("NickServ is not available")
    assert REFUSED in inbox(watch)
    watch.say("tonle", QUESTION)
    watch.expect(":tonle!", ANSWER)
    watch.close()


def test_a_storm_of_nicks(network, setting, serve, gather):
    watch, storm = gather(network, "watch", "tonle0")
    serve(setting.network("test", network.port))
    arrives(watch)
    looks = ["tonle_", "tonle^", "Tonl", "tonlee", "tonle[x]", "tonle|away"]
    for number in range(3000):
        storm.send(f"NICK {looks[number % len(looks)]}")
        if number % 100 == 99:
            storm.fence()
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    watch.expect(":tonle!", ANSWER)
    storm.say("tonle", QUESTION)
    storm.expect(":tonle!", ANSWER)


# --- trouble -----------------------------------------------------------------------------------


def test_the_channels_troubles_are_named(network, setting, serve, connect):
    watch = connect(network, "watch")
    names = ["#invited", "#banned", "#keyed", "#full", "#registered"]
    for name, mode in zip(names, ["+i", "+b *!*@*", "+k sesame", "+l 1", "+R"]):
        watch.send(f"JOIN {name}", f"MODE {name} {mode}")
        watch.expect("MODE", name)
    channels = [{"name": name} for name in [CHANNEL, *names]]
    one = serve(setting.network("test", network.port, channels=channels))
    arrives(watch)
    for name, words in zip(names, ["invite-only", "banned", "right key", "full",
                                   "services account"]):
        one.logged(f"cannot join {name}: ")
        assert words in next(line for line in one.log.read_text().splitlines()
                             if f"cannot join {name}: " in line)
    watch.send("INVITE tonle #elsewhere", "MODE #keyed -k sesame")
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    watch.expect(":tonle!", ANSWER)
    arrives(watch, channel="#keyed")  # asked again after five seconds


def test_muted_answers_go_to_the_asker(network, setting, serve, connect):
    watch = connect(network, "watch")
    one = serve(setting.network("test", network.port))
    arrives(watch)
    watch.send(f"MODE {CHANNEL} +m")
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    one.logged(f"cannot speak in {CHANNEL}")
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    assert " NOTICE watch :" in watch.expect(":tonle!", ANSWER)
    watch.send(f"MODE {CHANNEL} -m")
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    assert f" PRIVMSG {CHANNEL} :" in watch.expect(":tonle!", ANSWER)
    assert one.log.read_text().count("cannot speak") == 1


def test_kicked_and_back(network, setting, serve, connect):
    watch = connect(network, "watch")
    one = serve(setting.network("test", network.port))
    arrives(watch)
    watch.send(f"KICK {CHANNEL} tonle :shoo")
    one.logged(f"kicked from {CHANNEL} by watch (shoo); joining again in ")
    arrives(watch)


@pytest.mark.parametrize("command, said, least", [
    ("KILL tonle :too loud", "too loud", 60),
    ("KLINE tonle@* 3600 :no bots", "no bots", 1800),
], ids=["kill", "k-line"])
def test_thrown_out(network, setting, serve, connect, command, said, least):
    watch = connect(network, "watch")
    oper = connect(network, "boss", None, Operator)
    one = serve(setting.network("test", network.port))
    arrives(watch)
    try:
        oper.send(command)
        watch.expect(":tonle!", " QUIT ")
        one.logged("trying again in ")
    finally:
        oper.send("KLINE tonle@*")
    line = next(line for line in one.log.read_text().splitlines() if "trying again in " in line)
    assert said in line
    assert int(line.rsplit(" ", 2)[1]) >= least


@pytest.fixture
def more_modules(network):
    """Modules that are loaded for one test only."""
    oper = Operator(network, "loader")
    for module in ("sajoin", "redirect"):
        oper.send(f"LOADMODULE {module}")
        oper.expect(" 975 ", module)
    yield
    for module in ("sajoin", "redirect"):
        oper.send(f"UNLOADMODULE {module}")
        oper.expect(" 973 ", module)
    oper.close()


def test_put_into_another_channel(network, more_modules, setting, serve, connect):
    """Moved by an operator, and by a channel that forwards."""
    near = connect(network, "near")
    watch = connect(network, "watch", "#elsewhere")
    oper = connect(network, "boss", None, Operator)
    watch.send("JOIN #small", "MODE #small +lL 1 #elsewhere")
    watch.expect("MODE #small +lL")
    channels = [{"name": "#small"}, {"name": CHANNEL}]
    one = serve(setting.network("test", network.port, channels=channels))
    arrives(near)
    one.logged("cannot join #small: it forwards to another channel")
    watch.expect(":tonle!", "PART #elsewhere")
    oper.send("SAJOIN tonle #elsewhere")
    watch.expect(":tonle!", "JOIN")
    watch.say("#elsewhere", f"tonle: {QUESTION}")
    watch.expect(":tonle!", "PART #elsewhere")
    one.logged("put into #elsewhere, which is not configured", times=2)
    watch.say("tonle", QUESTION)
    seen = []
    watch.expect(":tonle!", ANSWER, seen=seen)
    assert not any("PRIVMSG #elsewhere" in line and ":tonle!" in line for line in seen), seen


def test_the_host_that_others_see(network, echo_bot, connect, tmp_path):
    """Whatever host we are given, the server cuts nothing from the next line on."""
    watch = connect(network, "watch")
    oper = connect(network, "boss", None, Operator)
    one = Bot([echo_bot, str(network.port), "tonle", CHANNEL, "5", "0"], tmp_path / "echo.log")
    arrives(watch)
    host = "a.host.of.sixty-three.bytes" + ".and-some-more" * 2 + ".test.net"
    host = host[:62].rstrip(".-") + "x" * (63 - len(host[:62].rstrip(".-")))
    assert len(host) == 63
    try:
        for number in range(12):
            if number == 4:
                oper.send(f"CHGHOST tonle {host}")
                oper.fence()
                # the bot must have heard of it before the next question
                watch.say("tonle", "heard?")
                watch.expect("watch: heard?")
            watch.say(CHANNEL, "tonle: " + "x" * number + "ភ្នំពេញ" * 20)
            line = watch.expect(":tonle!", "PRIVMSG", "watch: x" if number else "watch: ភ")
            assert len(line.encode()) <= 510
            if number >= 4:
                assert f"@{host} " in line
                assert line.endswith("…") and "\ufffd" not in line
                assert len(line.encode()) > 510 - 24
    finally:
        assert one.stop() == 0


def test_ten_people_and_two_hundred_lines(network, setting, serve, gather):
    watch, *people = gather(network, "watch", *(f"student{number}" for number in range(10)))
    one = serve(setting.network("test", network.port, pace={"burst": 5, "interval_ms": 20}))
    arrives(watch)
    for _ in range(20):
        for somebody in people:
            somebody.say(CHANNEL, f"tonle: {QUESTION}")
    for somebody in people:
        somebody.fence()
    seen = watch.heard_by()  # while its queue is full, a question is dropped
    watch.say("tonle", QUESTION)  # whoever has not flooded
    watch.expect(":tonle!", "PRIVMSG watch ", ANSWER, seen=seen)
    answers = [line for line in seen if line.startswith(":tonle!") and f"PRIVMSG {CHANNEL}" in line]
    assert 10 <= len(answers) <= 80  # eight a person at most, and what the queue holds
    assert "trying again" not in one.log.read_text()


@pytest.fixture
def leaf(network):
    """A second server, linked to the network."""
    port, own = free_port(), free_port()
    certificate = network.certificates["good"]
    tls = TLS.format(stem="good", port=free_port(), certificate=certificate.file,
                     key=certificate.key)
    text = INSPIRCD.format(port=port, link_port=own, directory=network.directory, tls=tls, sts="",
                           timeout=15,
                           modules="\n".join(f'<module name="{name}">' for name in MODULES))
    for old, new in (('<server name="irc.test"', '<server name="leaf.test"'), ('"0AA"', '"0AB"'),
                     ("inspircd.log", "leaf.log"),
                     (f'<link name="leaf.test" ipaddr="127.0.0.1" port="{own}"',
                      f'<link name="irc.test" ipaddr="127.0.0.1" port="{network.link_port}"')):
        assert old in text
        text = text.replace(old, new)
    path = network.directory / "leaf.conf"
    path.write_text(text)
    process = network.launch("leaf", [program("inspircd"), "--nofork", "--nopid", "--config",
                                      str(path)])
    until(lambda: listens_on(port, process), "the leaf listens")
    yield type("Leaf", (), {"port": port})
    process.terminate()
    process.wait(PATIENCE)


def test_a_netsplit(network, leaf, setting, serve, connect):
    watch = connect(network, "watch")
    oper = connect(network, "boss", None, Operator)

    def is_linked():
        oper.send("LINKS")
        return any("leaf.test" in line for line in oper.fence())

    far_oper = connect(leaf, "farboss", None, Operator)
    far_oper.send("CONNECT irc.test")
    until(is_linked, "leaf.test is linked")
    far = connect(leaf, "far")
    identify(far)
    one = serve(setting.network("test", network.port).role("moderator", account="alice"))
    arrives(watch)
    assert REFUSED not in inbox(far)
    oper.send("SQUIT leaf.test")
    watch.expect(":far!", "QUIT :")
    # while they are gone somebody else takes the nick, and nothing of what was known of them
    near = connect(network, "near")
    near.send("NICK far")
    near.expect("NICK :far")
    assert REFUSED in inbox(near)
    near.send("NICK near")
    far_oper.send("CONNECT irc.test")
    until(is_linked, "leaf.test is back")
    watch.fence()
    assert REFUSED not in inbox(far)
    assert "trying again" not in one.log.read_text()


# --- another configuration ---------------------------------------------------------------------


def reload(one, setting, said="reloaded", times=1):
    setting.write()
    one.process.send_signal(signal.SIGHUP)
    one.logged(said, times)


def test_reload(network, server, person, setting, serve, connect):
    watch, local = connect(network, "watch"), person("local")
    one = serve(setting.network("test", network.port))
    arrives(watch)
    identify(watch)
    assert REFUSED in inbox(watch)
    watch.say(CHANNEL, QUESTION)  # nobody was addressed
    assert not [line for line in watch.heard_by() if line.startswith(":tonle!")]
    watch.send("JOIN #more")
    watch.expect(" 366 ")

    # a role, a channel, a setting of a channel, a network
    setting.role("moderator", account="alice")
    setting.network("test", network.port,
                    channels=[{"name": CHANNEL, "ambient": True}, {"name": "#more"}])
    reload(one, setting.network("school", server.port))
    arrives(watch, channel="#more")
    arrives(local)
    assert REFUSED not in inbox(watch)
    watch.say(CHANNEL, QUESTION)
    assert " PRIVMSG #cambodia :watch: " in watch.expect(":tonle!", ANSWER)

    # and back: the one stays connected, the other is left
    setting.whole["networks"].pop()
    setting.whole["roles"].clear()
    reload(one, setting.network("test", network.port, channels=[{"name": "#more"}]), times=2)
    local.expect(":tonle!", " QUIT ")
    watch.expect(":tonle!", f" PART {CHANNEL}")
    assert REFUSED in inbox(watch)
    assert one.log.read_text().count("welcomed by irc.test") == 2  # once each


def test_reload_of_another_connection(network, setting, serve, connect):
    watch = connect(network, "watch")
    one = serve(setting.network("test", network.port))
    arrives(watch)
    reload(one, setting.network("test", network.port, nick="mekong"))
    watch.expect(":tonle!", " QUIT ")
    arrives(watch, "mekong")
    watch.say(CHANNEL, f"mekong: {QUESTION}")
    watch.expect(":mekong!", ANSWER)
    for _ in range(20):  # again and again, faster than it can be followed
        one.process.send_signal(signal.SIGHUP)
    reload(one, setting.network("test", network.port, nick="tonle"))
    arrives(watch)
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    watch.expect(":tonle!", ANSWER)


def test_a_bad_configuration_changes_nothing(network, setting, serve, connect):
    watch = connect(network, "watch")
    one = serve(setting.network("test", network.port))
    arrives(watch)
    for number, text in enumerate(["networks: [", "networks:\n  - {name: test, sever: x}",
                                   "networks: []", "database: [other.db]\nnetworks: "
                                   "[{name: a, server: a}]"]):
        setting.path.write_text(text)
        one.process.send_signal(signal.SIGHUP)
        one.logged("the configuration is unchanged: ", number + 1)
    told = [line for line in one.log.read_text().splitlines() if "is unchanged" in line]
    assert f"{setting.path}:2: unknown key \"sever\"" in told[1], told
    watch.say(CHANNEL, f"tonle: {QUESTION}")
    watch.expect(":tonle!", ANSWER)
