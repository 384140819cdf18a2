"""A fact base of the test's own, made of the facts: that of the build may have been talked to."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    database = tmp_path_factory.mktemp("facts") / "tonle.db"
    subprocess.run([BUILD / "tonle", "import", "--db", database,
                    *sorted((ROOT / "facts").glob("*.yaml"))], check=True, timeout=300,
                   stdout=subprocess.DEVNULL)
    return database


@pytest.fixture
def database(fresh, tmp_path):
    """A copy, which may be written."""
    return shutil.copy(fresh, tmp_path / "tonle.db")
