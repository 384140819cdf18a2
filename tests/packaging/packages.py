#!/usr/bin/python3
"""Installs tonle in a fresh Debian 12, in each of the ways that the README lists.

    packages.py [--if-possible] [deb] [install] [container]

debootstrap makes a tree (kept in build/packaging/base for the next time), which is copied. In the
copy, as root and with chroot, it builds and installs the package, or runs `make install`, or the
steps of config/Containerfile. Then it runs `tonle init`, the check, and the commands of the systemd
unit by hand, and asks a question in a channel of an ngIRCd on loopback. At the end it removes tonle,
and checks that nothing is left that should not be. Needs root, debootstrap, ngircd and a Debian
mirror; writes nothing outside build/packaging. Exit status 1 if a check fails; with --if-possible,
status 0 and the reason if there is no root, no debootstrap or no mirror.
"""
import contextlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from irc import PATIENCE, Client, Server  # noqa: E402

PLACE = ROOT / "build/packaging"
BASE = PLACE / "base"
CHANNEL = "#cambodia"
QUESTION, ANSWER = "when did sihanouk abdicate?", "2004"
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
               "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive",
               **{name: value for name, value in os.environ.items() if name.endswith("_proxy")}}


class Failure(Exception):
    pass


def say(text):
    print(f"[{time.monotonic() - START:5.0f} s] {text}", flush=True)


def run(command, quiet=True, **options):
    """Runs a command and returns its output, which is printed if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", stdin=subprocess.DEVNULL, **options)
    if done.returncode:
        raise Failure(f"{shlex.join(map(str, command))}: status {done.returncode}\n"
                      + done.stdout[-6000:])
    if not quiet:
        print(done.stdout, end="")
    return done.stdout


class Tree:
    """A Debian tree, removed at the end."""

    def __init__(self):
        PLACE.mkdir(parents=True, exist_ok=True)
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tree-", dir=PLACE))
        run(["cp", "-a", f"{BASE}/.", self.root])
        self.mounted = []
        try:
            self.mount("proc", "proc")
            (PLACE / "archives").mkdir(exist_ok=True)  # packages are fetched once
            self.mount("--bind", "var/cache/apt/archives", PLACE / "archives")
        except BaseException:
            self.remove()
            raise

    def mount(self, kind, place, source=None):
        target = self.root / place
        run(["mount", kind, source, target] if source else ["mount", "-t", kind, kind, target])
        self.mounted.append(target)

    def remove(self):
        for target in reversed(self.mounted):
            subprocess.run(["umount", target])
        if not any(line.split()[1].startswith(f"{self.root}/")
                   for line in open("/proc/mounts", encoding="utf-8")):
            shutil.rmtree(self.root)

    def command(self, words):
        return ["chroot", self.root, *words]

    def run(self, *words, status=0, **options):
        done = subprocess.run(self.command(words), env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", **options)
        if done.returncode != status:
            raise Failure(f"{shlex.join(words)}: status {done.returncode}, expected {status}\n"
                          + done.stdout[-6000:])
        return done.stdout

    def shell(self, script):
        return self.run("sh", "-e", "-c", script)

    def has(self, path):
        return os.path.lexists(self.root / path.lstrip("/"))

    def copy_source(self, to):
        """What `make dist` would archive."""
        files = run(["git", "-C", ROOT, "ls-files"]).splitlines() \
            if (ROOT / ".git").exists() else \
            [str(p.relative_to(ROOT)) for p in ROOT.rglob("*")
             if p.is_file() and p.relative_to(ROOT).parts[0] != "build"]
        for name in files:
            target = self.root / to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)


def make_base():
    if (BASE / "etc/debian_version").exists():
        return
    say("debootstrap")
    shutil.rmtree(BASE, ignore_errors=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    part = PLACE / "base.part"
    shutil.rmtree(part, ignore_errors=True)
    run(["debootstrap", "--variant=minbase", "--include=make,ca-certificates", "bookworm", part])
    for name in "resolv.conf", "hosts":
        shutil.copy(f"/etc/{name}", part / "etc" / name)
    (part / "etc/apt/apt.conf.d/keep").write_text("Binary::apt-get::APT::Keep-Downloaded-Packages 1;")
    part.rename(BASE)


def expect(true, what):
    if not true:
        raise Failure(what)


def unit_commands(tree):
    """The commands of the installed unit: those of ExecStartPre, and that of ExecStart."""
    places = ["lib/systemd/system/tonle.service", "usr/local/lib/systemd/system/tonle.service"]
    unit = next(tree.root / place for place in places if (tree.root / place).exists()).read_text()
    return ([shlex.split(line) for line in re.findall(r"^ExecStartPre=(.*)", unit, re.M)],
            shlex.split(re.search(r"^ExecStart=(.*)", unit, re.M)[1]))


@contextlib.contextmanager
def ircd():
    with tempfile.TemporaryDirectory(prefix="tonle-ircd-") as directory:
        server = Server(directory)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def serve_and_ask(tree, before, start, user=None):
    """tonle init, the check, then the unit's commands by hand; a question in the channel."""
    with ircd() as server:
        init = ["tonle", "init", "--server", "127.0.0.1", "--port", str(server.port), "--no-tls",
                "--channel", CHANNEL, "--owner", "alice"]
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
        say("tonle init …")
        said = tree.run(*as_user, *init)
        expect("Wrote /etc/tonle/tonle.yaml" in said, f"init said: {said}")
        said = tree.run(*as_user, "tonle", "run", "--check")
        expect("ok, 1 network" in said, f"the check said: {said}")
        again = tree.run(*as_user, *init, status=2)
        expect("nothing was changed" in again, f"init said, again: {again}")
        alice = Client(server.port, "alice", CHANNEL)
        for command in before:
            tree.run(*as_user, *command)
        process = subprocess.Popen(tree.command([*as_user, *start]), env=ENVIRONMENT,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        try:
            alice.expect(":tonle!", f" JOIN :{CHANNEL}")
            alice.say(CHANNEL, f"tonle: {QUESTION}")
            answer = alice.expect(":tonle!", f"PRIVMSG {CHANNEL} :alice: ")
            say(answer.split(" :", 1)[1])
            expect(ANSWER in answer and "[" in answer, f"answered: {answer}")
        finally:
            process.terminate()
            log = process.communicate(timeout=PATIENCE)[0]
            alice.close()
        expect(process.returncode == 0, f"it ended with {process.returncode}:\n{log}")
    expect("Sihanouk" in tree.run(*as_user, "tonle", "ask", QUESTION), "tonle ask does not answer")


def try_deb():
    """make deb && apt install ./tonle_*.deb && tonle init …; remove; purge."""
    tree = Tree()
    try:
        tree.copy_source("src")
        tree.run("apt-get", "-q", "update")
        say("make deb")
        tree.run("make", "-C", "/src", "deb")
        package = "/src/" + next(p.name for p in (tree.root / "src").glob("tonle_*.deb"))
        if shutil.which("lintian"):
            said = run(["lintian", "--fail-on", "error", "--suppress-tags",
                        "initial-upload-closes-no-bugs", tree.root / package.lstrip("/")])
            say("lintian: no error" + "".join(f"\n    {line}" for line in said.splitlines()))
        say(f"apt-get install {package}")
        tree.run("apt-get", "-q", "-y", "--no-install-recommends", "install", package)
        expect(tree.has("/etc/tonle/tonle.yaml") and tree.has("/usr/share/man/man1/tonle.1.gz"),
               "the package lacks files")
        before, start = unit_commands(tree)
        serve_and_ask(tree, before, start)
        say("apt-get remove, purge")
        tree.run("apt-get", "-q", "-y", "remove", "tonle")
        expect(not tree.has("/usr/bin/tonle"), "the program is still there")
        expect(tree.has("/etc/tonle/tonle.yaml") and tree.has("/var/lib/tonle/tonle.db"),
               "remove took the configuration or the fact base")
        tree.run("apt-get", "-q", "-y", "purge", "tonle")
        left = [path for path in ("/etc/tonle", "/var/lib/tonle", "/usr/share/tonle",
                                  "/usr/share/doc/tonle") if tree.has(path)]
        expect(not left, f"purge left {left}")
    finally:
        tree.remove()


def try_install():
    """make deps && make install; make uninstall."""
    tree = Tree()
    try:
        tree.copy_source("src")
        said = subprocess.run(tree.command(["make", "-C", "/src", "build/tonle"]), env=ENVIRONMENT,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        expect(said.returncode == 2 and "apt-get install gcc" in said.stderr,
               f"make without a compiler said: {said.stderr}")
        tree.run("apt-get", "-q", "update")
        say("make install")
        tree.shell("make -C /src deps && make -C /src -j$(nproc) install")
        before, start = unit_commands(tree)
        serve_and_ask(tree, before, start)
        say("make uninstall")
        tree.run("make", "-C", "/src", "uninstall")
        left = tree.shell("find /usr/local -name '*tonle*'")
        expect(left == "", f"uninstall left {left}")
        expect(tree.has("/var/lib/tonle/tonle.db"), "uninstall took the fact base")
    finally:
        tree.remove()


def container_steps():
    """The stages of the Containerfile: lists of (instruction, rest)."""
    text = (ROOT / "config/Containerfile").read_text().replace("\\\n", " ")
    stages = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, rest = line.split(None, 1)
        if word == "FROM":
            stages.append([])
        else:
            stages[-1].append((word, rest.strip()))
    return stages


def try_container():
    """The steps of config/Containerfile, and then its command as its user."""
    build, final = container_steps()
    first, second = Tree(), None
    try:
        second = Tree()
        for word, rest in build:
            say(f"{word} {rest[:60]}")
            if word == "COPY":
                first.copy_source(rest.split()[1].lstrip("/"))
            elif word == "RUN":
                first.shell(rest)
        user = None
        for word, rest in final:
            say(f"{word} {rest[:60]}")
            if word == "COPY":
                run(["cp", "-a", f"{first.root}/{rest.split()[1]}/.", second.root])
            elif word == "RUN":
                second.shell(rest)
            elif word == "USER":
                user = rest
            elif word == "ENV":
                ENVIRONMENT.update([rest.split("=", 1)])
        serve_and_ask(second, [], ["tonle", "run"], user)
    finally:
        ENVIRONMENT.pop("TONLE_CONFIG", None)
        first.remove()
        if second:
            second.remove()


WAYS = {"deb": try_deb, "install": try_install, "container": try_container}


def prepare(maybe):
    """Makes the tree to copy. False if that is impossible, with --if-possible."""
    try:
        if os.geteuid() != 0:
            raise Failure("needs root, for chroot")
        if not shutil.which("debootstrap"):
            raise Failure("needs debootstrap")
        make_base()
    except (Failure, OSError) as failure:
        print(f"packages.py: {failure}", file=sys.stderr)
        if not maybe:
            sys.exit(1)
        print("packages.py: not tried, for that reason")
        return False
    return True


def main():
    maybe = "--if-possible" in sys.argv
    ways = [word for word in sys.argv[1:] if word in WAYS] or list(WAYS)
    way = ""
    if not prepare(maybe):
        return
    try:
        for way in ways:
            say(f"--- {way}: {WAYS[way].__doc__.strip()}")
            WAYS[way]()
    except (Failure, AssertionError) as failure:
        print(failure, file=sys.stderr)
        sys.exit(f"packages.py: {way} failed")
    say("fine: " + ", ".join(ways))


if __name__ == "__main__":
    START = time.monotonic()
    main()
