"""A private ngIRCd on a free loopback port, and a small IRC client."""
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 60  # seconds that anything may take before a test gives up, however busy the machine

CONFIGURATION = """\
[Global]
Name = irc.test
Info = a server for tests
AdminInfo1 = nobody
AdminEMail = nobody@irc.test
Listen = 127.0.0.1
Ports = {port}
MotdPhrase = hello
{more}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 20
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
OperCanUseMode = yes
[Operator]
Name = root
Password = toor
"""


def until(condition, what):
    """Waits until condition() is true and returns its value."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"not within {PATIENCE} s: {what}")


HELD = []  # sockets that reserve the ports of free_port()


def free_port():
    """A port of 127.0.0.1 that is reserved until this process ends: a socket stays bound to it, so
    that nobody else gets it, not even as the local port of a connection. It does not listen and
    has SO_REUSEADDR, which lets a server with the same option (ngIRCd, InspIRCd) listen there."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))  # without the option: never a port that another test holds
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    HELD.append(held)
    return held.getsockname()[1]


def listens_on(port, process):
    """Whether somebody listens there; fails if the process has ended."""
    assert process.poll() is None, f"{process.args[0]} has ended"
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """ngIRCd, in the foreground, with everything it writes in one directory."""

    def __init__(self, directory, password=None):
        self.directory = pathlib.Path(directory)
        self.port = free_port()
        self.process = None
        # as root ngIRCd changes to nobody by itself; the configuration must stay readable
        self.directory.chmod(0o755)
        more = ["ServerUID = nobody"] if os.getuid() == 0 else []
        more += [f"Password = {password}"] if password else []
        config = CONFIGURATION.format(port=self.port, more="\n".join(more))
        (self.directory / "ngircd.conf").write_text(config)

    def start(self):
        program = shutil.which("ngircd", path="/usr/sbin:/usr/bin:" + os.environ["PATH"])
        assert program, "ngircd is not installed (apt-get install ngircd)"
        with open(self.directory / "ngircd.log", "ab") as log:
            self.process = subprocess.Popen(
                [program, "--nodaemon", "--config", str(self.directory / "ngircd.conf")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(self.listens, f"ngircd listens on {self.port}; see {self.directory}/ngircd.log")

    def listens(self):
        assert self.process.poll() is None, (self.directory / "ngircd.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process = None


class Client:
    """Somebody on the server."""

    def __init__(self, port, nick, channel=None):
        self.nick = nick
        self.rest = b""
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.expect(" 001 ")
        if channel:
            self.send(f"JOIN {channel}")
            self.expect(" 366 ")

    def send(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def say(self, target, text):
        self.send(f"PRIVMSG {target} :{text}")

    def line(self, patience=PATIENCE):
        """The next line, PING answered; None when none comes in time, '' at the end."""
        deadline = time.monotonic() + patience
        while b"\n" not in self.rest:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            self.socket.settimeout(left)
            try:
                got = self.socket.recv(65536)
            except TimeoutError:
                return None
            if not got:
                return ""
            self.rest += got
        raw, self.rest = self.rest.split(b"\n", 1)
        line = raw.rstrip(b"\r").decode(errors="replace")
        if line.startswith("PING"):
            self.send("PONG" + line[4:])
            return self.line(max(0.0, deadline - time.monotonic()))
        return line

    def expect(self, *wanted, seen=None):
        """Reads until a line contains all that is wanted, and returns it; the lines before it are
        appended to seen."""
        while True:
            line = self.line()
            assert line, f"{self.nick} waited in vain for {wanted}"
            if all(part in line for part in wanted):
                return line
            if seen is not None:
                seen.append(line)

    def fence(self):
        """All lines that the server has sent us up to now, since it answers a PING in order."""
        token = f"fence{random.random()}"
        lines = []
        self.send(f"PING {token}")
        self.expect("PONG", token, seen=lines)
        return lines

    def heard_by(self, bot="tonle"):
        """Waits until the bot has read everything that the server has sent it up to now, and returns
        the lines that we got meanwhile, which include the bot's replies. fence() proves that only for
        the server. Lines of other people must have reached the server, so they call fence() first. A
        CTCP PING changes nothing in the bot, which answers it after all other replies, three times at
        once and then every 20 s: call this at most three times in a test."""
        token = f"heard{random.random()}"
        lines = []
        self.say(bot, f"\x01PING {token}\x01")
        self.expect(f":{bot}!", " NOTICE ", token, seen=lines)
        return lines

    def close(self):
        self.socket.close()


class Bot:
    """A program under test, which logs to a file."""

    def __init__(self, command, log, environment=None):
        self.log = pathlib.Path(log)
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=output,
                                            env={**os.environ, **(environment or {})})

    def logged(self, text, times=1):
        until(lambda: self.log.read_text(errors="replace").count(text) >= times
              or self.process.poll() is not None, f"{text!r} in the log:\n{self.log}")
        assert self.log.read_text(errors="replace").count(text) >= times, self.log.read_text()

    def stop(self, with_signal=signal.SIGTERM):
        """Stops it and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)
