#!/usr/bin/env python3
"""Measures the built program's time and memory, over IRC.

    bench.py [BUILD] [--like N,…] [--small N,…] [--seconds S] [--before RESULTS] [--keep] [--more]
    bench.py [BUILD] --all

Measures the facts in facts/*.yaml, similar bases of N facts (default 2670,10146; --all adds 100000)
and bases of N small facts (default none; --all 100000,1000000). S limits the time for each kind of
line (default 4). Writes BUILD/bench/results.json and table.md, and prints the table; with --before,
an earlier results.json, each cell also has the earlier value. --more adds to results.json and does
not measure the facts themselves again, for a run in parts. Bases of over 20 000 facts have no
vectors, and are measured without an encoder.
"""
import argparse
import datetime
import glob
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

import lines
import scale
import table
from ircd import NICK, Gone, Program, machine
from stalls import Stalls

QUIET, AMBIENT = "#quiet", "#ambient"
BATCH = 200  # files of one import, each of which first reads the whole base
LEAST = 20  # lines of a kind that are measured even where they are slow
CSV_FACTS = 20_000  # the largest base whose table is imported
STALLS_FACTS = 100_000  # the largest base with which the operations are carried out
CSV_LIMIT = 60  # seconds
PLAIN = {**os.environ, "TONLE_MODEL": "none"}  # a program that encodes nothing
ENCODED_FACTS = 20_000  # the largest base that is encoded; 10 146 facts take minutes


def summary(values):
    """Seconds as {n, mean, p50, p90, p99} in microseconds."""
    ordered = sorted(1e6 * value for value in values)

    def percentile(share):
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    return {"n": len(ordered), "mean": sum(ordered) / len(ordered), "p50": percentile(0.5),
            "p90": percentile(0.9), "p99": percentile(0.99)}


def run(command, limit=None, patience=None, environment=None):
    """Runs it: seconds, processor seconds, peak memory, exit status and last output."""
    def limited():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    before, started, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    with subprocess.Popen([str(word) for word in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, preexec_fn=limited,
                          env=environment) as process:
        while process.poll() is None:
            try:
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                most = max([most, *(int(line.split()[1]) / 1024 for line in status.splitlines()
                                    if line.startswith("VmHWM"))])
            except OSError:
                pass
            if patience and time.monotonic() - started > patience:
                process.kill()
            time.sleep(0.002)
        seconds = time.monotonic() - started
        said = process.stdout.read().strip().splitlines()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"s": seconds, "mib": most, "status": process.returncode, "said": (said or [""])[-1],
            "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


class Bench:
    """One base: its directory, its lines, and what was measured."""

    def __init__(self, build, name, seconds, encoded):
        self.build, self.tonle, self.seconds = build, (build / "tonle").resolve(), seconds
        self.environment = None if encoded else PLAIN
        self.directory = (build / "bench" / name).resolve()
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)
        self.database = self.directory / "facts.db"
        self.program, self.result = None, {"name": name}

    def import_files(self, paths, plain):
        done = run([self.tonle, "import", "--db", self.database, *paths],
                   environment=PLAIN if plain else None)
        if done["status"] != 0:
            sys.exit(f"bench: {self.directory}: import: {done['said']}")
        return done

    def load(self, paths):
        """Imports the files in batches, and then encodes the facts unless the base is too large."""
        total = {"s": 0.0, "cpu_s": 0.0, "mib": 0.0}
        for at in range(0, len(paths), BATCH):
            done = self.import_files(paths[at:at + BATCH], True)
            total = {"s": total["s"] + done["s"], "cpu_s": total["cpu_s"] + done["cpu_s"],
                     "mib": max(total["mib"], done["mib"])}
        self.result["import"] = total
        if not self.environment:
            self.result["encode"] = self.import_files(paths[:1], False)
        for path in paths:
            if path.parent == self.directory:
                path.unlink()

    def command(self, port):
        channels = [{"name": QUIET}, {"name": AMBIENT, "ambient": True}]
        network = {"name": "bench", "server": "127.0.0.1", "port": port, "tls": False,
                   "nick": NICK, "channels": channels, "pace": {"burst": 100, "interval_ms": 0}}
        config = self.directory / "tonle.yaml"
        config.write_text(json.dumps({
            "database": str(self.database), "state_dir": str(self.directory / "state"),
            "networks": [network],
            "roles": [{"network": "bench", "hostmask": "*!*@owner.bench", "role": "owner"}]}))
        return [str(self.tonle), "run", "--config", str(config)]

    def start(self):
        """Starts it, up to three times if that is quick, and takes the shortest time."""
        best, question = None, self.lines["known"][0][0]
        for attempt in range(3):
            program = Program(self.command, [QUIET, AMBIENT], self.directory / "log",
                              environment=self.environment).start()
            tries = 0
            while "still reading" in program.ask(f"newcomer{tries}", QUIET, question)[2]:
                tries += 1
                time.sleep(0.01)
            took = time.monotonic() - program.born
            found = {"joined_s": program.joined, "answers_s": took, "cpu_s": program.cpu(),
                     "memory": program.memory()}
            best = min([best or found, found], key=lambda one: one["answers_s"])
            if took > 1 or attempt == 2:
                break
            program.stop()
        self.result["start"] = best
        self.program = program

    def ask_once(self):
        """`tonle ask` from its start to its answer."""
        question = self.lines["known"][0][0]
        for name in ("first_ask", "ask"):  # the first builds the index
            self.result[name] = run([self.tonle, "ask", "--db", self.database, question],
                                    environment=self.environment)

    def asked(self, kind):
        """Addressed questions: processor time and time to the answer."""
        cpu, latency, right, silent = [], [], [], []
        fence, at = self.program.fence_cpu(), time.monotonic()
        for number, (text, fact) in enumerate(self.lines[kind]):
            if number >= LEAST and time.monotonic() - at > self.seconds:
                break
            took, used, answer = self.program.ask(f"a{number}{kind}", QUIET, text)
            if not answer:
                silent.append(text)
                continue
            cpu.append(max(0.0, used - fence))
            latency.append(took)
            right.append(f"({fact})" in answer if fact else "I don't know" not in answer)
        if cpu:
            self.result["asked"][kind] = {"cpu": summary(cpu), "latency": summary(latency),
                                          "answered": sum(right) / len(right),
                                          "silent": silent}

    def overheard(self, kind, channel, name):
        """Lines that are not for the bot, one by one, and in bursts of 500."""
        cpu, texts = [], [text for text, _ in self.lines[kind]]
        fence, at = self.program.fence_cpu(), time.monotonic()
        for number, text in enumerate(texts):
            if number >= LEAST and time.monotonic() - at > self.seconds / 2:
                break
            used = self.program.overhear(f"o{number}", channel, [text])[1]
            cpu.append(max(0.0, used - fence))
        burst = (texts * 500)[:500]
        if summary(cpu)["p50"] * 500 > 1e6 * self.seconds:
            burst = burst[:LEAST]
        took, used, count, at = 0.0, 0.0, 0, time.monotonic()
        while count < 20_000 and (not count or time.monotonic() - at < self.seconds / 2):
            seconds, spent = self.program.overhear("burst", channel, burst)
            took, used, count = took + seconds, used + spent - fence, count + len(burst)
        self.result["overheard"][name] = {"cpu": summary(cpu), "lines_s": count / took,
                                          "burst_us": 1e6 * used / count}

    def csv(self):
        """Exports the base as a table, and imports that."""
        path, again = self.directory / "facts.csv", self.directory / "again.db"
        if run([self.tonle, "export", "--db", self.database, path])["status"] != 0:
            return
        size = path.stat().st_size
        # the sources and aliases first: a table has none
        done = run([self.tonle, "import", "--db", again, *self.registers], environment=PLAIN)
        if done["status"] == 0:
            done = run([self.tonle, "import", "--insist", "--db", again, path], limit=(2 << 30) + 20 * size,
                       patience=CSV_LIMIT, environment=PLAIN)
        self.result["csv"] = {**done, "file_mib": size / (1 << 20)}
        path.unlink()

    def measure(self, plan):
        self.ask_once()
        try:
            self.start()
            self.program.settle()
            self.result.update(echo=bench_echo(self.build, self.seconds), asked={}, overheard={})
            for text, _ in self.lines["reworded"][-10:]:
                self.program.ask("earlybird", QUIET, text)
            for kind in lines.KINDS[:4]:
                self.asked(kind)
            for kind in lines.KINDS[4:]:
                self.overheard(kind, QUIET, f"{kind}, ambient off")
                self.overheard(kind, AMBIENT, f"{kind}, ambient on")
            self.result["in_use"] = self.program.memory()
            self.result["disk_mib"] = {path.name: path.stat().st_size / (1 << 20)
                                       for path in sorted(self.directory.iterdir())
                                       if path.name not in ("log", "tonle.yaml", "state")}
            if self.result["facts"] <= STALLS_FACTS:
                stalls = Stalls(self.program, str(self.tonle), str(self.database),
                                self.environment)
                self.result["stalls"] = stalls.rows
                stalls.run(self.lines, plan)
        except (Gone, OSError) as trouble:
            self.result["trouble"] = f"{trouble} (see {self.directory}/log)"
            print(f"bench: {self.result['trouble']}", file=sys.stderr)
        finally:
            if self.program:
                self.program.stop()


def editable(facts):
    """Two facts whose statements have room for one more word."""
    return [fact["id"] for fact in facts if len(fact["says"]) < 180 and fact["says"].endswith(".")][:2]


def bench_like(build, paths, base, count, options):
    """The base itself, or a similar one of so many facts."""
    name = "real" if count == len(base.facts) else f"like-{count}"
    bench = Bench(build, name, options.seconds, count <= ENCODED_FACTS)
    every = max(1, count // 2000)
    if name == "real":
        files, sample = [pathlib.Path(path) for path in paths], [(0, fact) for fact in base.facts]
    else:
        files, sample = scale.write_like(base, count, bench.directory, every=every)
    bench.result.update(facts=count)
    bench.lines = lines.like(base, sample)
    bench.load(files)
    bench.registers = [path for path in paths
                       if pathlib.Path(path).name in ("sources.yaml", "aliases.yaml")]
    source = base.parts["sources"][1]["id"]
    bench.measure({
        "edit": editable(base.facts), "alias": "cambodia", "compare": "Hun Sen | Sihanouk",
        "add": f"The river festival of Zubrov lasts nine nights. @ {source} p. 1 "
               "? how long is the river festival of Zubrov",
        "add again": f"A lantern of Plovka weighs eleven grams. @ {source} p. 1 "
                     "? what does a lantern of Plovka weigh"})
    if count <= CSV_FACTS:
        bench.csv()
    return bench


def bench_small(build, count, options):
    bench = Bench(build, f"small-{count}", options.seconds, False)
    bench.result.update(facts=count)
    bench.lines = lines.small(count)
    bench.load(scale.write_small(count, bench.directory))
    bench.measure({
        "edit": ["fact-1", "fact-2"], "alias": None,
        "compare": f"{scale.plain_word(65536)} | {scale.plain_word(65537)}",
        "add": "The river festival of Zubrov lasts nine nights. @ made p. 1 "
               "? how long is the river festival of Zubrov",
        "add again": "A lantern of Plovka weighs eleven grams. @ made p. 1 "
                     "? what does a lantern of Plovka weigh"})
    return bench


def bench_echo(build, seconds):
    """The unit of measurement: tests/bench/echo.c on the same server."""
    log = build / "bench" / "echo.log"
    program = Program(lambda port: [str(build / "tests/bench/echo"), str(port), NICK, QUIET],
                      [QUIET], log).start()
    try:
        fence, latency, cpu, at = program.fence_cpu(), [], [], time.monotonic()
        while len(cpu) < 5000 and time.monotonic() - at < seconds:
            took, used, _ = program.ask("somebody", QUIET, "who was the first president to visit?")
            latency.append(took)
            cpu.append(max(0.0, used - fence))
        took, used, count, at = 0.0, 0.0, 0, time.monotonic()
        while time.monotonic() - at < seconds / 2:
            one = program.overhear("burst", QUIET, ["lunch, anyone? i am off to the library"] * 500)
            took, used, count = took + one[0], used + one[1] - fence, count + 500
        return {"latency": summary(latency), "cpu": summary(cpu), "lines_s": count / took,
                "burst_us": 1e6 * used / count, "rss_mib": program.memory()["VmRSS"],
                "fence_us": 1e6 * fence}
    finally:
        program.stop()


def commit():
    done = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True)
    return done.stdout.strip() or "no commit"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    numbers = lambda text: [int(part) for part in text.split(",") if part]  # noqa: E731
    parser.add_argument("build", nargs="?", default="build", type=pathlib.Path)
    parser.add_argument("--like", type=numbers, default=[2670, 10146])
    parser.add_argument("--small", type=numbers, default=[])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--before", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--more", action="store_true")
    options = parser.parse_args()
    if options.all:
        options.like, options.small = [*options.like, 100_000], [100_000, 1_000_000]
    before = json.loads(options.before.read_text()) if options.before else None
    paths = sorted(glob.glob("facts/*.yaml"))
    base = scale.Base(scale.read(paths))
    (options.build / "bench").mkdir(parents=True, exist_ok=True)
    earlier = options.build / "bench/results.json"
    if options.more and not earlier.exists():
        parser.error(f"--more adds to {earlier}, which is not there: run the benchmark without it first")
    if options.more:
        results = json.loads(earlier.read_text())
        likes = options.like
    else:
        results = {"date": datetime.date.today().isoformat(), "commit": commit(),
                   "machine": machine(), "echo": bench_echo(options.build, options.seconds),
                   "bases": []}
        likes = [len(base.facts), *options.like]
    started = time.monotonic()
    jobs = [(bench_like, (options.build, paths, base, count, options)) for count in likes]
    jobs += [(bench_small, (options.build, count, options)) for count in options.small]
    for work, arguments in jobs:
        bench = work(*arguments)
        results["bases"] = [one for one in results["bases"]
                            if one["name"] != bench.result["name"]] + [bench.result]
        print(f"{bench.result['name']}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        if not options.keep:
            shutil.rmtree(bench.directory)
        results["machine"]["load_after"] = os.getloadavg()[0]
        earlier.write_text(json.dumps(results, indent=1))
    text = table.markdown(results, before)
    (options.build / "bench/table.md").write_text(text)
    print(text)
    return 1 if any("trouble" in base for base in results["bases"]) else 0


if __name__ == "__main__":
    sys.exit(main())
