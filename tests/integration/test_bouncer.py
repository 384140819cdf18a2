"""Behind a real bouncer, ZNC, whose *status and playback must not be answered."""
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess

import pytest

from conftest import CHANNEL
from irc import PATIENCE, Client, free_port, listens_on, until

QUESTION = "what was the elephant called?"
ANSWER = "Sambo"
CONFIGURATION = """\
Version = 1.8.2
ConnectDelay = 0
ServerThrottle = 0
<Listener all>
    AllowIRC = true
    AllowWeb = false
    Host = 127.0.0.1
    IPv4 = true
    IPv6 = false
    Port = {port}
    SSL = false
</Listener>
<User tonle>
    Pass = plain#sesame
    Nick = tonle
    Ident = tonle
    RealName = a bot behind a bouncer
    AutoClearChanBuffer = false
    Buffer = 50
    <Network test>
        Server = 127.0.0.1 {server}
        FloodBurst = 100
        FloodRate = 0.01
        <Chan {channel}>
        </Chan>
    </Network>
</User>
"""


class Bouncer:
    """ZNC in the foreground, in its own directory. It refuses to run as root."""

    def __init__(self, directory, server_port):
        program = shutil.which("znc")
        assert program, "znc is not installed (apt-get install znc)"
        self.port = free_port()
        self.log = pathlib.Path(directory) / "znc.log"
        place = pathlib.Path(directory) / "znc"
        (place / "configs").mkdir(parents=True)
        (place / "configs/znc.conf").write_text(
            CONFIGURATION.format(port=self.port, server=server_port, channel=CHANNEL))
        options = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            for path in (place, *place.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            for above in (place, *place.parents):
                if above.stat().st_uid == 0 and str(above).startswith("/tmp/"):
                    above.chmod(above.stat().st_mode | 0o111)
            options = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "--foreground", "--datadir", place], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env={**os.environ, "HOME": str(place)}, **options)
        until(lambda: listens_on(self.port, self.process), f"znc listens; see {self.log}")

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


@pytest.fixture
def bouncer(tmp_path, server):
    one = Bouncer(tmp_path, server.port)
    yield one
    one.stop()


def ask(alice):
    alice.say(CHANNEL, f"tonle: {QUESTION}")
    return alice.expect("PRIVMSG", "alice: ", seen=[])


def enter(server, nick):
    """Somebody in the channel, once tonle is there too."""
    somebody = Client(server.port, nick, CHANNEL)

    def there():
        somebody.send(f"NAMES {CHANNEL}")
        return "tonle" in somebody.expect(" 353 ")
    until(there, "tonle in the channel")
    return somebody


def test_a_bouncer_is_not_answered(server, bouncer, tonle, secret, tmp_path):
    """The server goes down and comes back; *status tells tonle all about it, by PRIVMSG."""
    bot = tonle(server="127.0.0.1", port=bouncer.port, tls=False,
                server_password_file=secret("tonle/test:sesame"))
    bot.logged("welcomed by")
    alice = enter(server, "alice")
    assert ANSWER in ask(alice)
    alice.close()
    server.stop()
    bot.logged("*status is not a person (a bouncer)")
    server.start()
    alice = enter(server, "alice")  # it was told a moment ago
    assert "I just said that" in ask(alice)
    alice.heard_by()
    alice.close()
    assert bot.stop() == 0  # which writes the journal
    with sqlite3.connect(tmp_path / "facts.db") as database:
        assert database.execute("SELECT count(*) FROM asked").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    assert bot.log.read_text().count("*status is not a person") == 1
    assert "Unknown command" not in bouncer.log.read_text()


def test_playback_is_not_answered_again(server, bouncer, tonle, secret, tmp_path):
    """ZNC plays its buffer whenever tonle comes back to it."""
    settings = {"server": "127.0.0.1", "port": bouncer.port, "tls": False,
                "server_password_file": secret("tonle/test:sesame")}
    bot = tonle(**settings)
    bot.logged("welcomed by")
    alice = enter(server, "alice")
    assert ANSWER in ask(alice)
    assert bot.stop() == 0
    bot = tonle(**settings)
    bot.logged("welcomed by")
    before = alice.heard_by()
    assert not any(ANSWER in line for line in before)
    assert ANSWER in ask(alice)
    alice.close()
