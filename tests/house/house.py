#!/usr/bin/env python3
"""Checks the rules of the source (see bot/README.md).

    house.py [ROOT]

Reports an include of a room above, a library's header outside the files that may include it, a file of
over 500 lines, a line of over 100 columns, a header that does not compile alone, an exported function
without its file's prefix, a static function's name used in three files, a room without a README, a
README of over 150 lines, and an SQL statement that takes columns by position. Prints a line for each
fault, and their number.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
BOT = ROOT / "bot"

# The rooms from the bottom up: a room may include itself and the rooms on earlier lines.
FLOORS = [
    {"base"},
    {"pattern", "fact", "encode"},
    {"language", "keep"},
    {"page", "ask", "document"},
    {"wire", "study", "talk"},
    {"config"},
    {"people", "net"},
    {"core"},                          # bot.c, loop.c: the bot put together; poll()
    {"control"},
    {"demo", "verbs"},
    {"browse"},
    {"learn", "moderate"},
    {"story"},                         # hear.c, respond.c: handling a line
    {"cli"},
    {"main"},
]
# Pairs on one floor of which the first may include the second.
NEIGHBOURS = {("net", "people"), ("keep", "language")}
ROOT_FLOOR = {"bot": "core", "loop": "core", "background": "core", "counters": "core",
              "bot_index": "core", "bot_database": "core",
              "encoding": "core", "hear": "story", "respond": "story", "remember": "story", "speaker": "story", "restraint": "story", "main": "main"}
DOORS = {
    "libircclient.h": r"wire/session\.c",
    "libirc_rfcnumeric.h": r"wire/session\.c",
    "openssl/": r"wire/(tls|sasl|scram|derive|base64)\.c|base/digest\.c",
    "pcre2.h": r"pattern/pattern\.c",
    "sqlite3.h": r"keep/(db|store\w*|anki)\.[ch]",
    "yaml.h": r"base/yaml\w*\.[ch]",
    "utf8proc.h": r"base/(text|saslprep)\.c",
    "libstemmer.h": r"language/stem\.c",
    "libxml/": r"document/document_html\.c",
}
LINES, COLUMNS, TAB = 500, 100, 8
README_LINES = 150

faults = []


def fault(path, text):
    faults.append(f"{path.relative_to(ROOT)}: {text}")


def room_of(path):
    parts = path.relative_to(BOT).parts
    return parts[0] if len(parts) > 1 else ROOT_FLOOR.get(path.stem, "")


def may_include(room, target):
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    if room not in floor or target not in floor:
        return False
    return room == target or floor[target] < floor[room] or (room, target) in NEIGHBOURS


def check_includes(path, lines):
    for number, line in enumerate(lines, 1):
        if m := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
            target = BOT / m[1]
            if not target.exists():
                if not (path.name in ("db.c", "site.c", "english.c", "trees.c") and m[1].endswith(".inc")):
                    fault(path, f"line {number}: includes {m[1]}, which is not under bot/")
            elif not may_include(room_of(path), room_of(target)):
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
MORE_PREFIXES = {"arena": {"must"}, "fact": {"factset", "source"},
                  "embedding": {"embeddings"},
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


# Words that nobody in the field uses for these things; the names that replaced them are in use.
UNWANTED = set("""tidings remark remarks farewell take_leave let_go canon conversation sure lean wording turns
concept concepts stranger twins trial gathering sitting paper held pending hush prove settle moment fault
unasked recollection beside behind otherwise bearing borne leaning wisher""".split())
NOT_CODE = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def check_names(path, text):
    for name in sorted(UNWANTED & set(re.findall(r"[A-Za-z_]\w*", NOT_CODE.sub(" ", text)))):
        fault(path, f"the name {name}: take the field's word")


def check_statics(path, text):
    """A function has no static variables: state has an owner."""
    for m in re.finditer(r"^[ \t]+static (?!const\b)[\w ]+[ *](\w+)(\[|;| =)", text, re.M):
        if not re.search(r"\bconst \**" + m[1] + r"\b|\*const " + m[1], m[0]):
            fault(path, f"static {m[1]} in a function: pass it, or give it an owner")


# A name that grep finds once: a static function's name may stand in two files, and few do.
STATIC = re.compile(r"^static\s[^;={}()#]*?\b(\w+)\([^{};]*\)\s*\{", re.M)
FILES_OF_A_NAME, NAMES_IN_TWO_FILES = 2, 40


def check_static_names(texts):
    """texts: path → text of every .c file."""
    files = {}
    for path, text in texts.items():
        for name in set(STATIC.findall(NOT_CODE.sub(" ", text))):
            files.setdefault(name, []).append(path)
    for name, paths in sorted(files.items()):
        if len(paths) > FILES_OF_A_NAME:
            fault(paths[0], f"{name}() is also defined in "
                  + ", ".join(str(p.relative_to(BOT)) for p in paths[1:]) + ": name what each acts on")
    twice = sorted(name for name, paths in files.items() if len(paths) > 1)
    if len(twice) > NAMES_IN_TWO_FILES:
        fault(BOT, f"{len(twice)} names of static functions stand in two files, "
              f"{NAMES_IN_TWO_FILES} may: {', '.join(twice)}")


# The subject of the facts belongs in facts/ and config/, not in the program.
SUBJECT = re.compile(r'"[^"\n]*(?:cambodia\b|phnom penh|hun sen)[^"\n]*"', re.I)


def check_subject(path, text):
    for m in SUBJECT.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        fault(path, f"{m[0][:40]} is about one subject: see fact/subject.h")


# A migration may put a column in the middle: statements name the columns they read and write.
BY_POSITION = re.compile(r"\bSELECT \*|\bINTO \w+ (?:VALUES|SELECT)\b")


def check_statements(path, text):
    for m in BY_POSITION.finditer(text):
        fault(path, f"{m[0]} …: name the columns")


def check_rooms():
    """Each room has a README: what is in it, what it may include, and where to start."""
    index = (BOT / "README.md").read_text()
    for room in sorted(p for p in BOT.iterdir() if p.is_dir()):
        readme = room / "README.md"
        lines = [l for l in readme.read_text().splitlines() if l.strip()] if readme.exists() else []
        if len(lines) < 4:
            fault(readme, "missing or too short: what lives here, what it may include, where to start")
        if room.name not in {name for names in FLOORS for name in names}:
            fault(room, "has no floor in tests/house/house.py")
        if f"`{room.name}/`" not in index:
            fault(BOT / "README.md", f"lacks {room.name}/")


def check_readme():
    """The first page of the project stays short; the manual is in the man pages."""
    readme = ROOT / "README.md"
    count = len(readme.read_text().splitlines()) if readme.exists() else 0
    if count > README_LINES:
        fault(readme, f"{count} lines, more than {README_LINES}")


def main():
    files = sorted(BOT.rglob("*.[ch]"))
    for path in files:
        text = path.read_text()
        lines = text.splitlines()
        check_includes(path, lines)
        check_size(path, lines)
        check_names(path, text)
        check_subject(path, text)
        check_statements(path, text)
        check_statics(path, text)
        if path.suffix == ".h":
            check_header_alone(path)
            check_prefix(path, text)
    check_static_names({path: path.read_text() for path in files if path.suffix == ".c"})
    check_rooms()
    check_readme()
    for line in faults:
        print(line)
    print(f"house: {len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
