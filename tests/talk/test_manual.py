"""The man pages and the completion for shells, which are made from the program's tables."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
PAGES = ["tonle.1", "tonle.yaml.5", "tonle-facts.5", "tonle-verbs.7"]


def part(name):
    return subprocess.run([BUILD / "tonle", "manual", name], check=True, capture_output=True,
                          text=True).stdout


def shown(page):
    return subprocess.run(["mandoc", "-Tascii", BUILD / "man" / page], check=True,
                          capture_output=True, text=True).stdout


@pytest.mark.parametrize("page", PAGES)
def test_page_renders_without_warnings(page):
    done = subprocess.run(["mandoc", "-Tlint", "-W", "warning", BUILD / "man" / page],
                          capture_output=True, text=True)
    assert done.stdout + done.stderr == "" and done.returncode == 0
    assert not re.search("@(commands|keys|verbs)@", shown(page))


def test_sections_of_the_first_page():
    text = re.sub(".\b", "", shown("tonle.1"))
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS",
                    "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"):
        assert f"\n{section}\n" in text


def test_every_key_of_the_configuration_is_explained():
    source = (ROOT / "bot/config/config_keys.c").read_text()
    keys = re.findall(r'^\t\{"(\w+)", YAML_\w+', source, re.M)
    text, sample = part("keys"), (ROOT / "config/tonle.yaml").read_text()
    assert len(keys) > 50
    for key in keys:
        assert re.search(rf"^\t*\*{key}\*[^\n]*\n\t+\S", text, re.M), f"{key} has no help"
        assert re.search(rf"\b{key}:", sample), f"{key} is not in config/tonle.yaml"


def test_every_key_of_a_fact_file_is_explained():
    source = (ROOT / "bot/fact/factfile.c").read_text()
    keys = set(re.findall(r'(?:^\t\{|QUESTIONS\()"(\w+)"', source, re.M))
    page = (ROOT / "config/man/tonle-facts.5.scd").read_text()
    assert {"says", "ask_yes", "sha256", "forms"} <= keys
    assert [key for key in sorted(keys) if f"*{key}*" not in page] == []


def complete(*words):
    script = part("bash") + """
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tonle; echo "${COMPREPLY[@]}" """
    return subprocess.run(["bash", "-c", script, "bash", *words], check=True, capture_output=True,
                          text=True, cwd=ROOT).stdout.split()


def test_bash_completes():
    assert complete("tonle", "im") == ["import"]
    assert complete("tonle", "ask", "--j") == ["--json"]
    assert complete("tonle", "ask", "--config", "READ") == ["README.md"]
    assert complete("tonle", "do", "--over") == []
    assert "manual" not in complete("tonle", "")


def test_zsh_and_fish_have_every_option():
    bash, zsh, fish = part("bash"), part("zsh"), part("fish")
    options = set(re.findall(r"--([\w-]+)", bash)) - {"help", "version"}
    for option in options:
        assert re.search(rf"'--{option}=?\[", zsh) and f" -l {option} " in fish
