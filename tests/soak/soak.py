#!/usr/bin/env python3
"""Runs the bot for a long time: a day of simulated time, then an hour of real time on two servers.

    soak.py [--minutes 60] [--program build/tonle] [--nicks 125000]

The day: people come, rename, ask and go, with netsplits, kicks, bans, restarts of the bot's connection
and nicks taken, on a scripted clock (`tonle talk`). The hour: the same with two ngIRCd on real
sockets, which are also stopped and started. Every question must be answered, memory must stay level,
and no descriptor may leak. Prints a line for each hour (minute) and for each failure. Exit status 0 if
there was none. Needs what the integration tests need.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from irc import Bot, Client, Server  # noqa: E402

CHANNEL = "#cambodia"
QUESTIONS = {"what was the elephant called?": "Sambo",
             "name of the elephant at wat phnom": "Sambo"}
PATIENCE = 1800  # seconds: who is killed again and again stays away for long
GROWTH = 1.15, 16384  # memory may grow by so much, and so many kB, after it has settled
# so that memory held back by the address sanitizer is not taken for the bot's
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=4:malloc_context_size=5"}


def memory(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def reports(log):
    text = log.read_text(errors="replace")
    return [f"{log} has a sanitizer's report"] if re.search("Sanitizer|runtime error", text) else []


class Level:
    """Memory and descriptors over time; the first samples are for settling."""

    def __init__(self, settle):
        self.samples, self.settle = [], settle

    def sample(self, pid, what):
        self.samples.append((memory(pid), descriptors(pid)))
        print(f"{what}: {self.samples[-1][0]} kB, {self.samples[-1][1]} descriptors", flush=True)

    def faults(self):
        if len(self.samples) <= self.settle:
            return []
        first, last = self.samples[self.settle - 1], self.samples[-1]
        most = first[0] * GROWTH[0] + GROWTH[1]
        return ([f"memory grew from {first[0]} to {last[0]} kB"] if last[0] > most else []) + \
               ([f"descriptors grew from {first[1]} to {last[1]}"] if last[1] > first[1] else [])


class Script:
    """`tonle talk`, with a server's lines as input."""

    def __init__(self, program, database, folder):
        self.log = folder / "talk.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "talk", "--db", database, "--channel", CHANNEL], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", env=ENVIRONMENT)
        self.asked = self.answered = 0

    def send(self, *lines):
        self.process.stdin.write("".join(f"{line}\n" for line in lines))

    def wait(self, *wanted, most=10000):
        """Reads until a line contains all that is wanted; answers the bot's JOINs."""
        self.process.stdin.flush()
        for _ in range(most):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(f"tonle talk ended, waiting for {wanted}")
            if line.startswith(f"JOIN {CHANNEL}"):
                self.send(f":tonle!tonle@host.test JOIN {CHANNEL}")
                self.process.stdin.flush()
            if all(part in line for part in wanted):
                return
        raise AssertionError(f"not said: {wanted}")

    def ask(self, nick):
        question, answer = random.choice(list(QUESTIONS.items()))
        self.asked += 1
        self.send(f":{nick}!u@h{nick}.test PRIVMSG {CHANNEL} :tonle: {question}")
        self.wait(f"PRIVMSG {CHANNEL} :{nick}: ", answer)
        self.answered += 1

    def hour(self, nicks):
        """An hour of events in sixty steps."""
        for minute in range(60):
            some = [next(nicks) for _ in range(self.per_minute)]
            for number, nick in enumerate(some):
                self.send(f":{nick}!u@h{nick}.test JOIN {CHANNEL}")
                if number % 7 == 0:
                    self.send(f":{nick}!u@h{nick}.test PRIVMSG {CHANNEL} :hello everybody")
                if number % 11 == 0:
                    self.send(f":{nick}!u@h{nick}.test NICK {nick}_away")
            self.ask(some[0] + "_away")
            if minute % 13 == 5:  # a netsplit, and everybody comes back
                for nick in some[1:]:
                    self.send(f":{nick}!u@h{nick}.test QUIT :irc.test leaf.test")
                for nick in some[1:]:
                    self.send(f":{nick}!u@h{nick}.test JOIN {CHANNEL}")
            if minute == 20:  # kicked, banned for a while, and back
                self.send(f":op!o@h.test KICK {CHANNEL} tonle :out")
                self.send("/clock +10000", f":irc.test 474 tonle {CHANNEL} :Cannot join (+b)")
                for _ in range(8):
                    self.send("/clock +60000")
                self.ask(some[1])
            if minute == 40:  # the server takes our nick
                self.send(":tonle!tonle@host.test NICK Guest123", ":irc.test 001 Guest123 :hi")
                self.send(":Guest123!tonle@host.test NICK tonle",
                          f":tonle!tonle@host.test JOIN {CHANNEL}")
                self.ask(some[2])
            for number, nick in enumerate(some):
                now = nick + "_away" if number % 11 == 0 else nick
                self.send(f":{now}!u@h{nick}.test " + ("QUIT :bye" if number % 3 else
                                                      f"PART {CHANNEL}"))
            self.send("/clock +52000" if minute != 20 else "/clock +1000")

    def run(self, nick_count):
        nicks = (f"n{number}" for number in range(10 ** 9))
        self.per_minute = max(3, nick_count // (24 * 60))
        level = Level(settle=3)
        for hour in range(24):
            self.hour(nicks)
            level.sample(self.process.pid, f"hour {hour + 1}, {self.answered} answers")
        self.process.stdin.close()
        self.process.stdout.read()
        faults = level.faults() + reports(self.log)
        if self.process.wait() not in (0, 1):
            faults.append(f"tonle talk ended with {self.process.returncode}")
        if self.asked != self.answered:
            faults.append(f"{self.asked - self.answered} questions were not answered")
        return faults


class Real:
    """`tonle run` on two ngIRCd, and the failures there."""

    def __init__(self, program, database, folder):
        self.servers = []
        for number in range(2):
            place = folder / f"server{number}"
            place.mkdir()
            self.servers.append(Server(place))
            self.servers[-1].start()
        networks = "".join(
            f'  - {{name: net{number}, server: 127.0.0.1, port: {server.port}, tls: false, '
            f'channels: ["{CHANNEL}"], pace: {{burst: 20, interval_ms: 0}}}}\n'
            for number, server in enumerate(self.servers))
        config = folder / "tonle.yaml"
        config.write_text(f"database: {database}\nnetworks:\n{networks}")
        self.bot = Bot([program, "run", "--config", config], folder / "tonle.log", ENVIRONMENT)
        self.asked = self.answered = self.born = 0
        self.events = {}

    def person(self, number):
        self.born += 1
        return Client(self.servers[number].port, f"p{self.born}", CHANNEL)

    def wait_for_bot(self, number):
        watcher = self.person(number)

        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            watcher.send(f"NAMES {CHANNEL}")
            if re.search(r"[ @:]tonle\b", watcher.expect(" 353 ")):
                return watcher
            time.sleep(0.2)
        raise AssertionError(f"tonle did not come back to {CHANNEL} of net{number}")

    def ask(self, number, somebody=None):
        somebody = somebody or self.wait_for_bot(number)
        question, answer = random.choice(list(QUESTIONS.items()))
        self.asked += 1
        somebody.say(CHANNEL, f"tonle: {question}")
        assert answer in somebody.expect(":tonle!", f"{somebody.nick}: ")
        self.answered += 1
        return somebody

    # what may happen to a network; each leaves it usable

    def talk(self, number):
        people = [self.person(number) for _ in range(5)]
        for one in people:
            one.say(CHANNEL, "hello")
            one.send(f"NICK {one.nick}x")
            one.expect(f" NICK :{one.nick}x")
            one.nick += "x"
        self.ask(number, people[0])
        for one in people:
            one.send("QUIT :bye")
            one.close()

    def operator(self, number):
        one = self.wait_for_bot(number)
        one.send("OPER root toor", f"MODE {CHANNEL} +o {one.nick}")
        one.fence()
        return one

    def kick(self, number):
        one = self.operator(number)
        one.send(f"KICK {CHANNEL} tonle :out")
        one.expect(" KICK ", "tonle")
        self.ask(number).close()
        one.close()

    def ban(self, number):
        one = self.operator(number)
        one.send(f"MODE {CHANNEL} +b tonle!*@*", f"KICK {CHANNEL} tonle :out")
        one.expect(" KICK ", "tonle")
        time.sleep(2)  # so that it tries while it is banned
        one.send(f"MODE {CHANNEL} -b tonle!*@*")
        self.ask(number).close()
        one.close()

    def kill(self, number):
        one = self.operator(number)
        one.send("KILL tonle :out")
        self.ask(number).close()
        one.close()

    def restart(self, number):
        self.servers[number].stop()
        self.ask(1 - number).close()  # the other network is not delayed
        self.servers[number].start()
        self.ask(number).close()

    def run(self, minutes):
        level, begun, minute = Level(settle=3), time.monotonic(), 0
        # who is killed or refused again and again stays away for minutes: seldom, then
        events = [self.talk] * 60 + [self.kick, self.ban] * 2 + [self.kill, self.restart]
        for number in range(2):
            self.ask(number).close()
        while minute < minutes:
            event, number = random.choice(events), random.randrange(2)
            self.events[event.__name__] = self.events.get(event.__name__, 0) + 1
            event(number)
            if time.monotonic() - begun >= 60 * (minute + 1):
                minute = int((time.monotonic() - begun) / 60)
                for other in range(2):
                    self.ask(other).close()
                level.sample(self.bot.process.pid, f"minute {minute}, {self.answered} answers")
        print("events:", self.events, flush=True)
        return level.faults()

    def close(self):
        """Stops it and returns what was wrong with that."""
        status = self.bot.stop()
        for server in self.servers:
            server.stop()
        return ([f"tonle run ended with {status}"] if status else []) + reports(self.bot.log)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/tonle")
    parser.add_argument("--nicks", type=int, default=125000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tonle-soak-"))
    folder.chmod(0o755)
    database = folder / "facts.db"
    subprocess.run([options.program, "import", "--db", database,
                    ROOT / "tests/integration/elephant.yaml"], check=True,
                   stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    faults = Script(options.program, database, folder).run(options.nicks) if options.nicks else []
    if options.minutes > 0:
        real = Real(options.program, database, folder)
        try:
            faults += real.run(options.minutes)
            print(f"{real.answered} of {real.asked} questions answered")
        except AssertionError as error:
            faults.append(str(error))
        faults += real.close()
    for fault in faults:
        print("fault:", fault)
    if not faults:
        shutil.rmtree(folder)
    print("soak: clean" if not faults else f"soak: {len(faults)} faults; see {folder}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
