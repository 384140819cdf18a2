"""The command line: one table gives parsing, usage, help and the man page."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
COMMANDS = ["run", "ask", "console", "talk", "import", "export", "check", "backup", "stats", "do"]


def tonle(*words):
    return subprocess.run([BUILD / "tonle", *words], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("option", ["-h", "--help", "--hel", "help"])
def test_help_names_every_command(option):
    done = tonle(option)
    assert done.returncode == 0 and done.stderr == ""
    assert re.findall(r"^  tonle (\w+)", done.stdout, re.M) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_the_options_of_the_usage_line(command):
    done = tonle(command, "-h")
    assert done.returncode == 0 and done.stdout == tonle(command, "--he").stdout
    usage, *rest = done.stdout.splitlines()
    assert usage.startswith(f"Usage: tonle {command} [--config FILE] [--db FILE]")
    listed = re.findall(r"^  --([\w-]+)", "\n".join(rest), re.M)
    assert listed == re.findall(r"\[--([\w-]+)", usage) + ["help"]
    page = (BUILD / "tonle.1").read_text().replace("\\-", "-")
    part = page[page.index(f"\n.B {command} "):].split("\n.RE\n")[0]
    assert re.findall(r"^\.B --([\w-]+)", part, re.M) == listed[:-1]


def test_talk_shows_all_its_options():
    assert tonle("talk", "--nope").stderr.splitlines()[-1].rstrip() == (
        "Usage: tonle talk [--config FILE] [--db FILE] [--channel NAME] [--ambient] [--transcript]")


@pytest.mark.parametrize("words", [
    [], ["nonsense"], ["--nonsense"], ["ask", "--csv", "x"], ["ask", "--db"], ["ask"], ["backup"],
    ["backup", "a", "b"], ["do"], ["run", "now"], ["ask", "--json=1", "x"]])
def test_wrong_usage(words):
    done = tonle(*words)
    assert done.returncode == 2 and done.stdout == "" and done.stderr


def test_abbreviations():
    assert tonle("run", "--che", "--conf", "/nonexistent").stderr.startswith("tonle: /nonexistent")
