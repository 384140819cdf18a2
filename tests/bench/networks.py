#!/usr/bin/env python3
"""How long a bot on fifty networks takes to answer if some of them hang.

    networks.py [--networks 50] [--program build/tonle] [--rounds 5]

Prints the times without and with the holes: a port where nobody accepts, a TLS handshake that hangs,
silence after the connection, a line that dribbles in byte by byte, a flood of lines, an address that
nobody routes, and names: one that is not there and one whose name server never answers. Uses ngIRCd, as
the integration tests do.
"""
import argparse
import json
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from irc import Bot, Client, Server  # noqa: E402

MUTE_DNS = "tests/integration/mute_dns.so"
QUESTION, ANSWER = "what was the elephant called?", "Sambo"


class Hole:
    """A listener that mistreats its clients in one way."""

    def __init__(self, behave, backlog=5):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(backlog)
        self.port = self.listener.getsockname()[1]
        self.ends, self.open = threading.Event(), []
        if behave:
            threading.Thread(target=self.serve, args=(behave,), daemon=True).start()

    def serve(self, behave):
        while not self.ends.is_set():
            try:
                peer, _ = self.listener.accept()
                self.open.append(peer)
                threading.Thread(target=behave, args=(self, peer), daemon=True).start()
            except OSError:
                return

    def close(self):
        self.ends.set()
        for one in (self.listener, *self.open):
            one.close()


def silent(hole, peer):
    hole.ends.wait()


def dribbling(hole, peer):
    text = b":s CAP * LS :server-time batch message-tags\r\n" * 1000
    for at in range(len(text)):
        if hole.ends.wait(0.02):
            return
        try:
            peer.send(text[at:at + 1])
        except OSError:
            return


def flooding(hole, peer):
    try:
        peer.sendall(b":s CAP * LS :\r\n:s 001 tonle :hi\r\n:tonle!t@h JOIN #c\r\n")
        while not hole.ends.is_set():
            peer.sendall(b":a!b@c PRIVMSG #c :talk of others, for ever and ever\r\n" * 50)
    except OSError:
        pass


def holes():
    """[(name, its settings)], and what to close."""
    full = Hole(None, backlog=0)
    clogs = []
    for _ in range(4):  # fill the queue of those who wait to be accepted
        clog = socket.socket()
        clog.setblocking(False)
        clog.connect_ex(("127.0.0.1", full.port))
        clogs.append(clog)
    quiet, slow, loud = Hole(silent), Hole(dribbling), Hole(flooding)
    here = "127.0.0.1"
    made = [("unaccepted", {"server": here, "port": full.port, "tls": False}),
            ("handshake", {"server": here, "port": quiet.port, "tls": True}),
            ("silent", {"server": here, "port": quiet.port, "tls": False}),
            ("dribbling", {"server": here, "port": slow.port, "tls": False}),
            ("flooding", {"server": here, "port": loud.port, "tls": False}),
            ("unrouted", {"server": "192.0.2.1", "port": 6667, "tls": False}),
            ("unnamed", {"server": "nobody.invalid", "port": 6667, "tls": False}),
            ("unanswered", {"server": "never.test", "port": 6667, "tls": False})]
    return made, [full, quiet, slow, loud, *clogs]


class Many:
    """A bot on so many networks, all of one ngIRCd, and on the given others."""

    def __init__(self, program, folder, count, others=()):
        folder = pathlib.Path(folder)
        self.server = Server(folder)
        self.server.start()
        database = folder / "facts.db"
        subprocess.run([program, "import", "--db", database,
                        ROOT / "tests/integration/elephant.yaml"], check=True,
                       stdout=subprocess.DEVNULL)
        networks = [{"name": f"net{i}", "server": "127.0.0.1", "port": self.server.port,
                     "tls": False, "nick": f"tonle{i}", "channels": [f"#net{i}"],
                     "pace": {"burst": 100, "interval_ms": 0}} for i in range(count)]
        networks += [{"name": name, **settings} for name, settings in others]
        config = folder / "tonle.yaml"
        config.write_text(json.dumps({"database": str(database), "networks": networks}))
        self.bot = Bot([program, "run", "--config", config], folder / "tonle.log",
                       {"LD_PRELOAD": str(pathlib.Path(program).parent / MUTE_DNS),
                        "ASAN_OPTIONS": "verify_asan_link_order=0"})
        self.askers, self.rounds = [], 0
        for i in range(count):
            asker = Client(self.server.port, f"asker{i}", f"#net{i}")
            while f"tonle{i}" not in (asker.send(f"NAMES #net{i}") or asker.expect(" 353 ")):
                time.sleep(0.01)
            asker.fence()
            self.askers.append(asker)

    def ask_all(self):
        """Seconds until each is answered. Each question comes from a new nick, so that none counts as repeated."""
        times, self.rounds = [], self.rounds + 1
        for i, asker in enumerate(self.askers):
            nick = f"a{i}r{self.rounds}"
            asker.send(f"NICK {nick}")
            asker.fence()
            begun = time.perf_counter()
            asker.say(f"#net{i}", f"tonle{i}: {QUESTION}")
            assert ANSWER in asker.expect(f":tonle{i}!", f"{nick}: ")
            times.append(time.perf_counter() - begun)
        return times

    def close(self):
        for asker in self.askers:
            asker.close()
        status = self.bot.stop()
        self.server.stop()
        return status


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--networks", type=int, default=50)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/tonle")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for name, others, closes in (("no holes", [], []), ("with holes", *holes())):
        with tempfile.TemporaryDirectory() as folder:
            many = Many(options.program, folder, options.networks - len(others), others)
            times = sorted(t for _ in range(options.rounds) for t in many.ask_all())
            many.close()
            print(f"{name}: {len(many.askers)} networks answer; median "
                  f"{1000 * statistics.median(times):.1f} ms, longest {1000 * times[-1]:.1f} ms")
        for one in closes:
            one.close()


if __name__ == "__main__":
    main()
