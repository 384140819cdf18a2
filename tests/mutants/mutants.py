#!/usr/bin/python3
"""Mutation tests: puts the one-line mistakes of mutants.txt into a copy of the tree, one at a time,
builds it, and runs the tests that must notice. Prints those that they do not; exit status 1 if there
is one, or if a text is no longer found.

    mutants.py [WORD …]     only those whose file, text or tests contain one of the words
    mutants.py --find       only looks for the texts in the tree, and builds nothing

BUILD is copied, too, so that only what changes is compiled."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = os.environ.get("BUILD", "build")
PATIENCE = 300  # seconds for a test; a mutant may make it wait for ever


class Mutant:
    def __init__(self, number, block):
        """block: lines of mutants.txt; number: of the first one."""
        self.place = f"mutants.txt:{number}"
        self.file, _, self.about = (part.strip() for part in block[0].partition(" # "))
        rest = {line[0]: line[1:].strip() for line in block[1:]}
        if len(block) != 4 or set(rest) != set("-+!") or not rest["-"] or not rest["!"]:
            sys.exit(f"{self.place}: expected FILE # WHAT and then lines with -, + and !")
        self.before, self.after, self.tests = rest["-"], rest["+"], rest["!"].split()

    def __str__(self):
        return f"{self.file}: {self.before}  →  {self.after}   ({self.about})"

    def find(self, root):
        """Its file below root; None, after printing the reason, if the file or the text is not there."""
        files = sorted(root.glob(f"bot/**/{self.file}"))
        if len(files) != 1:
            print(f"{self.place}: {len(files)} files of the name {self.file} in bot/")
            return None
        count = files[0].read_text().count(self.before)
        if count != 1:
            print(f"{self.place}: expected once, found {count} times in "
                  f"{files[0].relative_to(root)}: {self.before}")
            return None
        return files[0]


def read_mutants(path):
    blocks, block = [], []
    for number, line in enumerate([*path.read_text().splitlines(), ""], 1):
        if line.strip() and not line.startswith("#"):
            block.append(line)
        elif block:
            blocks.append((number - len(block), block))
            block = []
    return [Mutant(number, block) for number, block in blocks]


def run(tree, *command):
    """(whether it succeeded, its output). It gets its own process group, so that nothing is left of it
    after a timeout."""
    process = subprocess.Popen(command, cwd=tree, stdin=subprocess.DEVNULL, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
                               env={**os.environ, "BUILD": BUILD}, start_new_session=True)
    try:
        said = process.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        return False, "it took too long\n" + process.communicate()[0]
    return process.returncode == 0, said


def make(tree, tests):
    """Builds what the tests need."""
    units = [f"{BUILD}/tests/unit/{test}" for test in tests if "::" not in test]
    others = ["all", f"{BUILD}/tests/facts.db", f"{BUILD}/tests/integration/echo_bot",
              f"{BUILD}/tests/integration/mute_dns.so"]
    targets = units + (others if len(units) < len(tests) else [])
    return run(tree, "make", f"-j{os.cpu_count()}", f"BUILD={BUILD}", *targets)


def passes(tree, test):
    if "::" not in test:
        return run(tree, f"{BUILD}/tests/unit/{test}")
    return run(tree, sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test)


def control(tree, mutants):
    """The tests must pass before anything is changed, or a failure would prove nothing."""
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    good, said = make(tree, tests)
    if not good:
        sys.exit(said + "the tree does not build")
    for test in tests:
        good, said = passes(tree, test)
        if not good:
            sys.exit(f"{said}{test} fails without any mutant")


def try_mutant(tree, mutant):
    """Why the tests do not notice this mutant; "" if they do."""
    path = mutant.find(tree)
    text = path.read_text()
    path.write_text(text.replace(mutant.before, mutant.after))
    try:
        good, said = make(tree, mutant.tests)
        if not good:
            return "does not compile: " + "; ".join(re.findall(r"error: .*", said)[:3])
        blind = [test for test in mutant.tests if passes(tree, test)[0]]
        return "SURVIVES " + " ".join(blind) if blind else ""
    finally:
        path.write_text(text)


def left_out(folder, names):
    """What is not copied: among others the Debian trees of the package tests, and special files, since
    reading their /dev/full never ends."""
    folder = pathlib.Path(folder)
    return {name for name in names
            if name in (".git", "__pycache__", ".cache") or folder / name == ROOT / "build/packaging"
            or not (folder / name).is_file() and not (folder / name).is_dir()}


def main(words):
    if words == ["--find"]:
        return 0 if all([mutant.find(ROOT) for mutant in read_mutants(HERE / "mutants.txt")]) else 1
    mutants = [mutant for mutant in read_mutants(HERE / "mutants.txt")
               if not words or any(word in f"{mutant} {mutant.tests}" for word in words)]
    stale = [mutant for mutant in mutants if not mutant.find(ROOT)]
    mutants = [mutant for mutant in mutants if mutant not in stale]
    bad = 0
    with tempfile.TemporaryDirectory(prefix="tonle-mutants-") as directory:
        tree = pathlib.Path(directory) / "tree"
        shutil.copytree(ROOT, tree, ignore=left_out)
        tree.parent.chmod(0o755)  # the servers of the tests run as nobody
        control(tree, mutants)
        for mutant in mutants:
            wrong = try_mutant(tree, mutant)
            bad += bool(wrong)
            print(f"{mutant.place}: {wrong or 'noticed'}: {mutant}", flush=True)
    print(f"mutants: {len(mutants)} tried, {len(mutants) - bad} noticed, {bad} not; "
          f"{len(stale)} not found any more")
    return 1 if bad or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
