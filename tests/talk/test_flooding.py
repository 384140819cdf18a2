"""What one attacker can do to others, whatever nicks and users they take."""
import os
import re
import subprocess

from factbase import database, small, small_base  # noqa: F401 (fixtures)
from test_talk import BUILD, HERE

MONA = "@account=mona :mona!m@h.example PRIVMSG #cambodia :!"


def converse(base, lines):
    """The bot's replies to the lines, three seconds apart."""
    run = subprocess.run([BUILD / "tonle", "talk", "--db", base, "--channel", "#cambodia", "--config",
                          HERE / "people.yaml"], input="\n/clock +3000\n".join(lines), text=True,
                         capture_output=True, check=True, env={**os.environ, "TONLE_MODEL": "none"})
    return run.stdout.splitlines()


def test_junk_cannot_bury_the_list(small):
    """130 questions from one host, each with its own nick and user."""
    junk = [f":eve{at}!e{at}@evil.example PRIVMSG #cambodia :tonle: who is zorblax number {at} of alpha"
            for at in range(130)]
    real = ["who built angkor wat?", "how deep is the tonle sap?"]
    ask = [f":{nick}!u@{nick}.example PRIVMSG #cambodia :tonle: {question}"
           for nick in ("bob", "carl") for question in real]
    said = converse(small, junk[:60] + ask + junk[60:] + [
        MONA + "asked", MONA + "asked 1-5000 dismiss junk", MONA + "asked"])
    assert len([line for line in said if "Noted as question" in line]) <= 100 + len(ask)
    before, dismissed, after = said[-3:]
    top = [text.strip() for text in re.findall(r"\d+ \(.*?\): (.*?)(?= · |$)", before)]
    assert sorted(top[:2]) == sorted(real), before
    assert "Dismissed: 100 of 1-5000 (left open: 2 asked by several people)." in dismissed
    assert all(question in after for question in real) and "zorblax" not in after
