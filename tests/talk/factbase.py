"""Fact bases for tests to write to. They are copies: the whole base, which takes every program about
half a second to open, for tests about the facts, and a small one for all others."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture
def database(tmp_path):
    """All facts. Not build/tonle.db, which may have been used."""
    return shutil.copy(BUILD / "tests/facts.db", tmp_path / "tonle.db")


@pytest.fixture(scope="session")
def small_base(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "small.db"
    subprocess.run([BUILD / "tonle", "import", "--db", path, ROOT / "tests/talk/study.yaml",
                    ROOT / "facts/aliases.yaml"], check=True, stdout=subprocess.DEVNULL)
    return path


@pytest.fixture
def small(small_base, tmp_path):
    """The facts of study.yaml."""
    return shutil.copy(small_base, tmp_path / "small.db")
