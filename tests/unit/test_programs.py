"""Runs the tests that are programs as pytest tests, so that one runner runs and counts all of them:
the unit tests, the fuzz targets on their corpora, the rules of the source, and `tonle check` on the
facts. The programs are in the folder BUILD."""
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
UNITS = sorted(path.stem for path in (ROOT / "tests/unit").glob("*.c"))
FUZZERS = sorted(path.stem for path in (ROOT / "tests/fuzz").glob("fuzz_*.c"))


def passes(*command, patience=900):
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", timeout=patience)
    assert done.returncode == 0, f"{command[0]}: status {done.returncode}\n{done.stdout}"


@pytest.mark.parametrize("name", UNITS)
def test_unit(name):
    passes(BUILD / "tests/unit" / name)


@pytest.mark.parametrize("name", FUZZERS)
def test_fuzz(name):
    """The target, on its whole corpus."""
    corpus = ROOT / "tests/fuzz/corpus" / name.replace("fuzz_", "").replace("wire", "line")
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    assert files, f"{corpus} is empty"
    passes(BUILD / "tests/fuzz" / name, *files)


def test_fuzz_says_that_there_is_no_clang(tmp_path):
    for name in ("sh", "gcc", "pkg-config"):
        (tmp_path / name).symlink_to(shutil.which(name))
    done = subprocess.run([shutil.which("make"), "--no-print-directory", "fuzz"], cwd=ROOT, env={"PATH": str(tmp_path)},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "fuzz: skipped: there is no clang (apt-get install clang)\n"


def test_house():
    passes(sys.executable, "tests/house/house.py")


def test_the_mutants_are_about_this_code():
    passes(sys.executable, "tests/mutants/mutants.py", "--find")


def test_facts():
    passes(BUILD / "tonle", "check", *sorted((ROOT / "facts").glob("*.yaml")), patience=1800)


@pytest.mark.parametrize("name", ["reliability", "reply_length", "score"])
def test_an_evaluation_without_questions_says_its_usage(name):
    done = subprocess.run([sys.executable, ROOT / f"tests/eval/{name}.py", BUILD], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    assert done.returncode == 1 and f"{name}.py BUILD" in done.stderr and "Traceback" not in done.stderr, done
