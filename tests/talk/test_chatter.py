"""Ambient mode in a long invented conversation: the bot answers the questions that a pattern
recognises, and says nothing else."""

import json
import os
import pathlib
import subprocess

from chatter import chatter_lines

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
QUESTIONS = ["who became king after Sihanouk?", "what sentence did Kem Sokha receive in 2023?", "why did sihanouk abdicate?"]


def answered(lines):
    run = subprocess.run([BUILD / "tonle", "ask", "--db", BUILD / "tonle.db", "--json", "--batch", "--ambient"],
                         input="".join(line + "\n" for line in lines), capture_output=True, text=True, timeout=600)
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(replies) == len(lines), run.stderr
    return [line for line, reply in zip(lines, replies) if reply["answered"]]


def test_not_one_word_into_talk():
    assert answered(list(chatter_lines(5000))) == []


def test_questions_among_it_are_answered():
    lines = list(chatter_lines(300))
    for number, question in enumerate(QUESTIONS):
        lines.insert(100 * number, question)
    assert answered(lines) == QUESTIONS
