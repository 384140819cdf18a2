#!/usr/bin/env python3
"""The rules of the house, checked (see README, "How it works").

    house.py [ROOT]

Refuses an include of a floor above, a foreign header at the wrong door, a file of over 500 lines,
a line of over 100 columns, a header that does not compile alone, an exported function without its
file's prefix, and a README file list that differs from bot/. A line for each fault; ends with a count.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
BOT = ROOT / "bot"

# What each room may include from; files directly in bot/ stand above all rooms but cli.
ROOMS = {
    "base": {"base"},
    "encode": {"base", "encode"},
    "keep": {"base", "keep"},
    "ask": {"base", "keep", "ask"},
    "page": {"base", "keep", "page"},
    "study": {"base", "keep", "ask", "study"},
    "wire": {"base", "wire"},
    "people": {"base", "keep", "ask", "wire", "people"},
    "": {"base", "keep", "ask", "wire", "study", "people", "", "verbs"},
    "verbs": {"base", "keep", "ask", "wire", "study", "people", "", "verbs"},
    "cli": {"base", "keep", "ask", "wire", "study", "people", "", "verbs", "page", "cli"},
}
DOORS = {
    "libircclient.h": r"wire/session\.c",
    "libirc_rfcnumeric.h": r"wire/session\.c",
    "openssl/": r"wire/(tls|sasl|scram|base64)\.c|base/digest\.c",
    "pcre2.h": r"ask/pattern\.c",
    "sqlite3.h": r"keep/(db|store\w*)\.[ch]",
    "yaml.h": r"base/yaml\.c",
    "utf8proc.h": r"base/text\.c",
    "libstemmer.h": r"ask/lexicon\.c",
}
LINES, COLUMNS, TAB = 500, 100, 8

faults = []


def fault(path, text):
    faults.append(f"{path.relative_to(ROOT)}: {text}")


def room_of(path):
    parts = path.relative_to(BOT).parts
    return parts[0] if len(parts) > 1 else ""


def check_includes(path, lines):
    for number, line in enumerate(lines, 1):
        if m := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
            target = BOT / m[1]
            if not target.exists():
                if not (path.name in ("db.c", "site.c", "english.c") and m[1].endswith(".inc")):
                    fault(path, f"line {number}: includes {m[1]}, which is not under bot/")
            elif room_of(target) not in ROOMS[room_of(path)] and path.name != "main.c":
                fault(path, f"line {number}: {room_of(path) or 'bot'} must not include {m[1]}")
        if m := re.match(r"\s*#\s*include\s+<([^>]+)>", line):
            for header, door in DOORS.items():
                mine = m[1].startswith(header) if header.endswith("/") else m[1] == header
                if mine and not re.fullmatch(door, str(path.relative_to(BOT))):
                    fault(path, f"line {number}: <{m[1]}> belongs only in {door}")


def check_size(path, lines):
    if len(lines) > LINES:
        fault(path, f"{len(lines)} lines; over {LINES} it holds two ideas")
    for number, line in enumerate(lines, 1):
        if len(line.expandtabs(TAB)) > COLUMNS:
            fault(path, f"line {number}: {len(line.expandtabs(TAB))} columns, {COLUMNS} at most")


def check_header_alone(path):
    with tempfile.TemporaryDirectory() as folder:
        alone = pathlib.Path(folder) / "alone.c"
        alone.write_text(f'#include "{path.relative_to(BOT)}"\nextern int nothing;\n')
        run = subprocess.run(["gcc", "-std=c11", "-D_GNU_SOURCE", "-fsyntax-only", f"-I{BOT}", alone],
                             capture_output=True, text=True)
        if run.returncode:
            fault(path, "does not compile alone: " + run.stderr.splitlines()[0])


# Headers of two small types that belong together export a prefix for each.
MORE_PREFIXES = {"arena": {"must"}, "pattern": {"patterns"}, "fact": {"factset", "source"},
                 "line": {"framer"}}


def prefixes(path):
    """store_inner.h may declare store_…: a family of files shares its first word."""
    stem = path.stem
    return {stem, stem.split("_")[0]} | MORE_PREFIXES.get(stem, set())


def check_prefix(path, text):
    """Functions that a header declares carry its prefix."""
    for m in re.finditer(r"^(?!static|typedef|#|\s|/|\*|extern|enum|struct [a-z_]+ \{|\})[\w\s\*]*?\b"
                         r"([a-z][a-z0-9_]*)\(", text, re.M):
        name = m[1]
        if name == "__attribute__":
            continue
        if not any(name == p or name.startswith(p + "_") for p in prefixes(path)):
            fault(path, f"{name}() lacks the file's prefix")


def check_readme(files):
    readme = ROOT / "README.md"
    if not readme.exists():
        fault(readme, "missing")
        return
    listed = set(re.findall(r"`(bot/[\w/]+\.[ch])`", readme.read_text()))
    listed = {re.sub(r"\.[ch]$", "", name) for name in listed}
    there = {re.sub(r"\.[ch]$", "", str(f.relative_to(ROOT))) for f in files}
    for name in sorted(there - listed):
        fault(readme, f"its file list lacks {name}")
    for name in sorted(listed - there):
        fault(readme, f"its file list has {name}, which is not there")


def main():
    files = sorted(BOT.rglob("*.[ch]"))
    for path in files:
        text = path.read_text()
        lines = text.splitlines()
        check_includes(path, lines)
        check_size(path, lines)
        if path.suffix == ".h":
            check_header_alone(path)
            check_prefix(path, text)
    check_readme(files)
    for line in faults:
        print(line)
    print(f"house: {len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
