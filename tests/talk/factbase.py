"""Fact bases for tests to write in. They are copies: the whole one (about half a second of work for
every program that opens it) for what is about the facts, a small one for everything else."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture
def database(tmp_path):
    """All facts. Not build/tonle.db: that may have been talked to."""
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
