#!/usr/bin/env python3
"""No acknowledged edit is lost, whatever happens to the program and its database.

    torture.py [BUILD [KILLS]]

Two programs edit one fact base, and one of them is killed during an edit, KILLS times (200); then the
disk is full at each of an edit's writes; then the database is locked, deleted, replaced and truncated
during edits, and the wall clock is set. Prints a line for each part; the exit status is 1 if an
acknowledged edit is missing. Takes some minutes; not part of `make test`.
"""
import json
import os
import pathlib
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
CONFIG = """networks:
  - name: one
    server: irc.test
    tls: false
    nick: tonle
    channels: [{name: "#x"}]
roles:
  - {network: one, hostmask: "*!*@127.0.0.1", role: moderator}
limits: {burst: 0, interval: 0}
"""
FACTS = 8
ACKNOWLEDGED = re.compile(r'saved (thing-\d) r(\d+): "([^"]*)"')


class Writer:
    """A moderator at `tonle talk`."""

    def __init__(self, place):
        self.process = subprocess.Popen(
            [BUILD / "tonle", "talk", "--transcript", "--channel", "#x", "--db", place / "t.db", "--config",
             place / "tonle.yaml"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, "TONLE_MODEL": "none"})
        self.mark = 0

    def tell(self, *lines):
        self.mark += 1
        try:
            print(*lines, f"# {self.mark}", sep="\n", file=self.process.stdin, flush=True)
        except BrokenPipeError:
            pass

    def edit(self, number, says):
        self.tell("/clock +11000", f"< :mona!m@127.0.0.1 PRIVMSG #x :!replace thing-{number} {says}")

    def heard(self):
        """Everything that it says up to the mark, or to its end."""
        said = []
        for line in self.process.stdout:
            if line == f"# {self.mark}\n":
                break
            said.append(line)
        return "".join(line for line in said if line.startswith("> "))

    def kill(self):
        self.process.kill()
        said = self.process.stdout.read()
        self.process.wait()
        return "".join(line for line in said.splitlines(True) if line.startswith("> "))


def make_base(place):
    (place / "tonle.yaml").write_text(CONFIG)
    (place / "f.yaml").write_text("sources: [{id: s, title: S, short: S}]\nfacts:\n" + "".join(
        f"  - {{id: thing-{i}, topic: t, says: Thing number {i} is here., ask: [what is thing {i}],"
        f" cite: [{{source: s, locator: p}}]}}\n" for i in range(FACTS)))
    subprocess.run([BUILD / "tonle", "import", "--db", place / "t.db", place / "f.yaml"], check=True,
                   stdout=subprocess.DEVNULL, env={**os.environ, "TONLE_MODEL": "none"})


def note(said, acknowledged):
    for name, ordinal, says in ACKNOWLEDGED.findall(said):
        acknowledged[name, int(ordinal)] = says


def missing(place, acknowledged):
    """The acknowledged edits that are missing; all of them if the base is damaged."""
    done = subprocess.run([BUILD / "tonle", "do", "--db", place / "t.db", "audit"], capture_output=True, text=True)
    if done.returncode != 0:
        return [done.stdout + done.stderr]
    db, found, counts = sqlite3.connect(place / "t.db"), {}, {}
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for name, content in db.execute("SELECT name, content FROM revision WHERE fact IS NOT NULL ORDER BY number"):
        counts[name] = counts.get(name, 0) + 1
        found[name, counts[name]] = json.loads(content)["says"]
    db.close()
    return [item for item in acknowledged.items() if item not in found.items()]


def killed(place, chance):
    """Two writers, one of which is killed a moment after it was told to edit."""
    acknowledged, writers = {}, [Writer(place), Writer(place)]
    for kill in range(KILLS):
        for i, writer in enumerate(writers):
            writer.edit(chance.randrange(FACTS), f"Thing has {kill} parts and {i} more.")
        time.sleep(chance.random() * 0.02)  # where in the edit it is hit: that is what is drawn
        victim = kill % 2
        note(writers[victim].kill(), acknowledged)
        note(writers[1 - victim].heard(), acknowledged)
        writers[victim] = Writer(place)
    for writer in writers:
        note(writer.kill(), acknowledged)
    return acknowledged, 0


def full(place):
    """The writer's files may not grow beyond a size that a later one of an edit's writes reaches each time."""
    acknowledged, refused, writer, row = {}, 0, Writer(place), 0
    one_edit(writer, 0, "There was room enough at first.", acknowledged)
    pid, unlimited = writer.process.pid, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    for step in range(200):
        size = max(path.stat().st_size for path in place.glob("t.db*") if path.name != "t.db-index")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size + 1030 * step, resource.RLIM_INFINITY))
        said = one_edit(writer, step % FACTS, f"It has grown by {step} steps.", acknowledged)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
        saved = bool(ACKNOWLEDGED.search(said))
        if saved == ("Not saved" in said):  # neither, or both
            raise SystemExit(f"full: it says {said!r}")
        refused += not saved
        row = row + 1 if saved else 0
        if not ACKNOWLEDGED.search(one_edit(writer, step % FACTS, f"There is room after {step}.", acknowledged)):
            raise SystemExit(f"full: it does not recover: {said!r}")
        if row == 8:  # none of its writes reaches the size any more
            break
    note(writer.kill(), acknowledged)
    return acknowledged, refused


def one_edit(writer, number, says, acknowledged):
    writer.edit(number, says)
    said = writer.heard()
    note(said, acknowledged)
    return said


def misused(place):
    """The file is locked, deleted, restored and truncated, and the clock set, during edits."""
    acknowledged, refused, writer, base = {}, 0, Writer(place), place / "t.db"
    one_edit(writer, 0, "It was one thing first.", acknowledged)
    locker = sqlite3.connect(base, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    refused += "locked by another process" in one_edit(writer, 1, "It is locked just now.", acknowledged)
    locker.execute("ROLLBACK")
    locker.close()
    writer.tell("/wall +31536000")
    writer.heard()
    one_edit(writer, 1, "It was set a year ahead.", acknowledged)
    writer.tell("/wall -63072000")
    writer.heard()
    one_edit(writer, 1, "It was set two years back.", acknowledged)
    kept = place / "kept.db"
    subprocess.run([BUILD / "tonle", "backup", "--db", base, kept], check=True)
    for left in place.glob("t.db*"):
        left.unlink()
    refused += "was deleted or replaced" in one_edit(writer, 2, "It goes to nowhere at all.", acknowledged)
    base.write_bytes(kept.read_bytes()[:20000])
    refused += "was deleted or replaced" in one_edit(writer, 2, "It goes to a cut file.", acknowledged)
    os.replace(shutil.copy(kept, place / "copy.db"), base)
    writer.tell("/clock +11000", "/clock +11000")
    writer.heard()
    one_edit(writer, 3, "It goes to the new file.", acknowledged)
    kept.unlink()
    subprocess.run([BUILD / "tonle", "backup", "--db", base, kept], check=True)
    os.truncate(base, 8192)  # the file that is open
    refused += "Not saved" in one_edit(writer, 4, "It goes to what was cut off.", acknowledged)
    for left in place.glob("t.db*"):
        left.unlink()
    os.replace(shutil.copy(kept, place / "copy.db"), base)
    writer.tell("/clock +11000", "/clock +11000")
    writer.heard()
    one_edit(writer, 5, "It goes to the restored file.", acknowledged)
    note(writer.kill(), acknowledged)
    return acknowledged, refused


def in_new_base(part, *arguments):
    """Runs the part on a new base: the acknowledged edits, what else it returns, and the lost edits."""
    with tempfile.TemporaryDirectory(prefix="tonle-torture-") as directory:
        place = pathlib.Path(directory)
        make_base(place)
        acknowledged, refused = part(place, *arguments)
        return len(acknowledged), refused, missing(place, acknowledged)


def main():
    count, _, lost = in_new_base(killed, random.Random(1))
    print(f"killed: {KILLS} times, {count} edits acknowledged, {len(lost)} lost")
    all_lost, bad = lost, 0
    count, refused, lost = in_new_base(full)
    print(f"full: {count} edits acknowledged, {refused} refused, {len(lost)} lost")
    all_lost += lost
    bad += refused == 0
    count, refused, lost = in_new_base(misused)
    print(f"locked, deleted, replaced, cut, clock set: {count} edits acknowledged, {refused} refused, "
          f"{len(lost)} lost")
    all_lost += lost
    bad += (refused != 4) + (count != 5)
    for item in all_lost:
        print("lost:", item)
    sys.exit(1 if bad or all_lost else 0)


if __name__ == "__main__":
    main()
