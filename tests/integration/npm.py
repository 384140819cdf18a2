"""Third-party programs with which the tests read our files: packages from the npm registry, each at a
fixed version, in the build directory. They are not part of tonle."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / os.environ.get("BUILD", "build") / "npm"
PACKAGES = {"anki-reader": "0.3.0", "axe-core": "4.14.1", "gift-pegjs": "1.0.2"}


def package(name):
    """The folder with the package in node_modules; skips the test without npm or its registry."""
    folder = FOLDER / f"{name}-{PACKAGES[name]}"
    if (folder / "done").exists():
        return folder
    if not shutil.which("npm"):
        pytest.skip(f"npm is not installed, so {name} cannot be fetched")
    run = subprocess.run(["npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund",
                          "--legacy-peer-deps", "--fetch-retries=0", "--fetch-timeout=20000", f"{name}@{PACKAGES[name]}"],
                         capture_output=True, text=True, timeout=120)
    if run.returncode:
        pytest.skip(f"{name} cannot be fetched: {run.stderr.strip()[-200:]}")
    (folder / "done").touch()
    return folder
