#!/usr/bin/env python3
"""Runs each fuzz target for some seconds, two at a time, on its corpus and earlier findings.

    fuzz.py BUILD [SECONDS [TARGET…]]

Prints a line for each target; the exit status is 1 if one of them failed. The input that caused it is
in BUILD/found.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
CORPORA = {"wire": "line"}  # the rest have one of their own name
# Its bot lives on: leaks are looked for at the end, and what was said before a failure is in /tmp.
# Choosing inputs by entropy would take a fifth of its time.
OPTIONS = {"verbs": ["-detect_leaks=0", "-max_len=160", "-entropic=0"]}
REPORT = re.compile(r"(ERROR|SUMMARY|runtime error|not so)[^\n]*")


def run(build, name, seconds):
    found = build / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [build / f"tests/fuzz/fuzz_{name}", f"-max_total_time={seconds}", "-print_final_stats=1", "-timeout=20",
         "-rss_limit_mb=4096", "-max_len=4096", "-reload=0", f"-artifact_prefix={build}/found/{name}-",
         *OPTIONS.get(name, []), found,
         HERE / "corpus" / CORPORA.get(name, name)],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    runs = int(runs[1]) if runs else 0
    print(f"{name:10} {runs:9,} runs, {runs // seconds:6,} a second{'' if done.returncode == 0 else ': FOUND'}", flush=True)
    if done.returncode != 0:
        (build / "found" / f"{name}.log").write_text(done.stderr)
        print("\n".join(f"  {m[0]}" for m in REPORT.finditer(done.stderr)), f"  see {build}/found/{name}.log", sep="\n")
    return done.returncode == 0


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    names = sys.argv[3:] or sorted(path.stem[5:] for path in HERE.glob("fuzz_*.c"))
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("ASAN_OPTIONS", "quarantine_size_mb=16:malloc_context_size=8")  # half the time
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        good = list(pool.map(lambda name: run(build, name, seconds), names))
    print(f"fuzz: {sum(good)} of {len(good)} targets found nothing")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
