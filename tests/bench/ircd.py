"""A server for one bot, which measures the bot's processor time, memory and waits."""
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import time

PATIENCE = 900  # seconds for what a large base makes slow
NICK = "tonle"


class Gone(Exception):
    """The bot closed the connection, or sent nothing for PATIENCE."""


class Peer:
    """The bot's connection, seen from the server."""

    def __init__(self, connected):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = connected
        self.rest = b""
        self.waiting = []  # lines that came and were not yet asked for
        self.tokens = 0

    def send(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def say(self, nick, channel, text, host="host.bench"):
        self.send(f":{nick}!{nick}@{host} PRIVMSG {channel} :{text}")

    def receive(self, seconds):
        """Lines that come within that time, those answered that a server answers by itself."""
        if not select.select([self.socket], [], [], seconds)[0]:
            return []
        got = self.socket.recv(1 << 18)
        if not got:
            raise Gone("the bot hung up")
        *whole, self.rest = (self.rest + got).split(b"\n")
        lines = [line.rstrip(b"\r").decode(errors="replace") for line in whole]
        return [line for line in lines if not self.serve(line)]

    def serve(self, line):
        command, _, rest = line.partition(" ")
        if command == "CAP" and rest.startswith("LS"):
            self.send(":s CAP * LS :")
        elif command == "PING":
            self.send(f":s PONG s {rest}")
        elif command == "USER":
            self.send(f":s 001 {NICK} :Welcome", f":s 422 {NICK} :No MOTD")
        elif command == "JOIN":
            for channel in rest.lstrip(":").split(","):
                self.send(f":{NICK}!b@bot.bench JOIN {channel}",
                          f":s 353 {NICK} = {channel} :{NICK}",
                          f":s 366 {NICK} {channel} :End")
        elif command == "WHO":
            self.send(f":s 315 {NICK} {rest.split(' ')[0]} :End")
            return True
        return command in ("CAP", "PING", "USER", "NICK", "MODE")

    def first(self, test, patience=PATIENCE):
        """The first line for which test(line) is true; skips the lines before it."""
        deadline = time.monotonic() + patience
        while True:
            while self.waiting:
                line = self.waiting.pop(0)
                if test(line):
                    return line
            if time.monotonic() > deadline:
                raise Gone("nothing comes any more")
            self.waiting += self.receive(min(1, patience))

    def expect(self, *wanted):
        """The first line that contains all of these."""
        return self.first(lambda line: all(part in line for part in wanted))

    def answer(self, nick):
        """The bot's reply to this nick; "" if it has read everything and not replied."""
        try:
            return self.first(lambda line: nick in line, 0.5)
        except Gone:
            self.tokens += 1
            token = f":slow{self.tokens}"
            self.send(f"PING {token}")
        try:
            line = self.first(lambda line: nick in line or token in line)
            return line if nick in line else self.first(lambda line: nick in line, 1)
        except Gone:
            return ""

    def fence(self):
        """Returns when the bot has read everything that it was sent."""
        self.tokens += 1
        self.send(f"PING :fence{self.tokens}")
        self.expect("PONG", f"fence{self.tokens}")

    def longest_wait(self, act, done, settle=0.1, every=0.005):
        """
        Does act() and sends a PING every 5 ms until done(line) was true for a line, or done() for
        None, and for `settle` seconds more. Returns the longest time to a PONG, and the line.
        """
        sent, longest, end, found = {}, 0.0, None, None
        start = now = time.monotonic()
        due, acted = now, False
        while end is None or now < end or sent:
            if now >= due and (end is None or now < end):
                self.tokens += 1
                sent[str(self.tokens)] = now
                self.send(f"PING :p{self.tokens}")
                due = max(due + every, now)
            if not acted and now - start > 0.05:
                acted = True
                act()
                due = now  # one right behind it
            lines = self.receive(max(0.0, due - time.monotonic()))
            now = time.monotonic()
            for line in lines:
                if "PONG" in line:
                    longest = max(longest, now - sent.pop(line.rsplit(":p", 1)[-1], now))
                elif end is None and done(line):
                    end, found = now + settle, line
            if end is None and acted and done(None):
                end = now + settle
            if now - start > PATIENCE:
                raise Gone("the operation does not end")
        return longest, found


class Program:
    """A bot, started and connected. Times are in seconds from its start."""

    def __init__(self, command, channels, log, port=None, environment=None):
        self.listener = socket.create_server(("127.0.0.1", port or 0))
        self.command, self.channels, self.log = command, channels, log
        self.environment = environment
        self.port = self.listener.getsockname()[1]

    def start(self):
        """command(port) is what to run."""
        self.born = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command(self.port), stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env=self.environment)
        # clock_getcpuclockid(3): all threads of the process, those that ended too
        self.clock = (~self.process.pid << 3) | 2
        self.peer = Peer(self.accept())
        self.connected = time.monotonic() - self.born
        for channel in self.channels:
            self.peer.expect("JOIN", channel)
        self.joined = time.monotonic() - self.born
        return self

    def accept(self):
        self.listener.settimeout(0.5)
        while self.process.poll() is None and time.monotonic() - self.born < PATIENCE:
            try:
                return self.listener.accept()[0]
            except TimeoutError:
                pass
        self.process.kill()
        raise Gone(f"{self.process.args[0]} does not connect: see {self.log}")

    def cpu(self):
        """Seconds of processor time since its start."""
        return time.clock_gettime(self.clock)

    def settle(self, patience=120):
        """Waits until it is idle: after its start it makes a backup and checks it in a thread."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            before = self.cpu()
            time.sleep(0.2)
            if self.cpu() - before < 0.002:
                return

    def memory(self):
        """{name: MiB}; anonymous memory is what a mapped file does not account for."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.findall(r"(VmHWM|VmRSS|RssAnon|RssFile):\s+(\d+) kB", text)
        return {name: int(kib) / 1024 for name, kib in found}

    def ask(self, nick, channel, text):
        """
        (seconds until the answer, processor seconds until it is idle again, the answer, or "").
        """
        peer, before = self.peer, self.cpu()
        asked = time.perf_counter()
        peer.say(nick, channel, f"{NICK}: {text}")
        answer = peer.answer(nick)
        took = time.perf_counter() - asked
        peer.fence()
        return took, self.cpu() - before, answer

    def overhear(self, nick, channel, texts):
        """(seconds, processor seconds) for lines that nobody needs to answer."""
        before, started = self.cpu(), time.perf_counter()
        self.peer.send(*(f":{nick}!{nick}@host.bench PRIVMSG {channel} :{text}" for text in texts))
        self.peer.fence()
        return time.perf_counter() - started, self.cpu() - before

    def fence_cpu(self):
        """Processor seconds of one fence, to be taken off what was measured with one."""
        costs = []
        for _ in range(200):
            before = self.cpu()
            self.peer.fence()
            costs.append(self.cpu() - before)
        return sorted(costs)[100]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.peer.socket.close()
        self.listener.close()


def machine():
    """The processor, its cores, and how busy they are."""
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    return {"cpu": model[1].strip() if model else os.uname().machine, "cores": os.cpu_count(),
            "load": os.getloadavg()[0], "kernel": os.uname().release}
