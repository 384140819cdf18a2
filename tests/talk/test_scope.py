"""Facts that belong to channels, from the terminal: in exports, on pages and in `ask`."""
import csv
import io
import json
import os
import pathlib
import sqlite3
import subprocess

import pytest

from factbase import small, small_base  # noqa: F401 (fixtures)

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
KINGS = {"sihanouk-abdication", "sihamoni-succession", "sihanouk-death"}


def tonle(*args, status=0):
    run = subprocess.run([BUILD / "tonle", *args], capture_output=True, text=True, timeout=60)
    assert run.returncode == status, run
    return run


@pytest.fixture
def base(small):
    tonle("do", "--db", small, "scope", "monarchy", "#kings")
    tonle("do", "--db", small, "scope", "obama-first-visit-2012", "libera/#law", "&local")
    return ["--db", small]


def ids(text):
    return {row["id"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}


def test_exports(base, tmp_path):
    whole = ids(tonle("export", *base, "--csv", "--channel", "all").stdout)
    assert whole > KINGS | {"obama-first-visit-2012"}
    left = tonle("export", *base, "--csv")
    assert ids(left.stdout) == whole - KINGS - {"obama-first-visit-2012"}
    assert "4 facts that belong to channels are left out" in left.stderr
    kings = tonle("export", *base, "--csv", "--channel", "#Kings")
    assert ids(kings.stdout) == whole - {"obama-first-visit-2012"} and not kings.stderr
    assert ids(tonle("export", *base, "--csv", "--channel", "libera/#law").stdout) == whole - KINGS
    assert "obama-first-visit-2012" not in tonle("export", *base, "--channel", "oftc/#law").stdout
    for form in ["--anki", "--gift", "--csv-cards"]:
        cards, all_cards = tmp_path / "cards", tmp_path / "all"
        tonle("export", *base, form, cards)
        tonle("export", *base, form, all_cards, "--channel", "all")
        assert "sihanouk-death" not in cards.read_text() and "sihanouk-death" in all_cards.read_text()
    # the sources that only those cite
    tonle("export", *base, "--bib", tmp_path / "left.bib")
    tonle("export", *base, "--bib", tmp_path / "all.bib", "--channel", "all")
    assert "wiki-kh-us" not in (tmp_path / "left.bib").read_text()
    assert "wiki-kh-us" in (tmp_path / "all.bib").read_text()
    bad = tonle("export", *base, "--channel", "kings", status=2)
    assert '--channel: expected #channel, network/#channel or all, found "kings"' in bad.stderr


def test_files_carry_channels(base, tmp_path):
    """As YAML and as a table, into another fact base and back."""
    for name in ["f.yaml", "f.csv"]:
        path, other = tmp_path / name, tmp_path / (name + ".db")
        tonle("export", *base, "--channel", "all", path)
        text = path.read_text()
        assert "#kings" in text and "libera/#law" in text
        sources = tmp_path / "all.yaml"
        tonle("export", *base, "--channel", "all", sources)
        tonle("import", "--db", other, sources)
        tonle("import", "--db", other, path)
        assert tonle("export", "--db", other, "--channel", "all").stdout == sources.read_text()
        assert "belongs to libera/#law &local" in tonle(
            "do", "--db", other, "scope", "obama-first-visit-2012").stdout


def test_pages(base, tmp_path):
    tonle("export", *base, "--html", tmp_path / "all")
    tonle("export", *base, "--html", tmp_path / "kings", "--channel", "#kings")
    for folder, there in [("all", False), ("kings", True)]:
        facts = {fact["id"] for fact in json.loads((tmp_path / folder / "facts.json").read_text())["facts"]}
        assert facts >= {"kr-took-phnom-penh-1975"} and (KINGS <= facts) == there and bool(KINGS & facts) == there
        for page in (tmp_path / folder).rglob("*.*"):
            assert b"obama-first-visit-2012" not in page.read_bytes(), page
            if not there:
                assert b"sihanouk-abdication" not in page.read_bytes(), page


def test_links_to_cards(base, tmp_path):
    """The pages do not have a topic that belongs to one channel, so nothing links to it."""
    config = tmp_path / "pages.yaml"
    config.write_text((ROOT / "tests/talk/pages.yaml").read_text().replace("#cambodia", "#kings"))
    for topic, said in [("monarchy", 'no topic "monarchy"'), ("khmer rouge", "/study/khmer-rouge.apkg")]:
        talk = subprocess.run([BUILD / "tonle", "talk", *base, "--config", config, "--transcript",
                               "--channel", "#kings"],
                              input=f"< :dara!d@host.example PRIVMSG #kings :!export {topic}\n",
                              capture_output=True, text=True, timeout=60)
        assert said in talk.stdout, talk


def test_asked(base):
    question = "why did Sihanouk abdicate?"
    assert "(sihanouk-abdication)" in tonle("ask", *base, "--channel", "#kings", question).stdout
    assert "sihanouk-abdication" not in subprocess.run(
        [BUILD / "tonle", "ask", *base, question], capture_output=True, text=True).stdout
    assert "(sihanouk-abdication)" in tonle("ask", *base, "--channel", "all", question).stdout
    bad = tonle("ask", *base, "--channel", "#", question, status=2)
    assert "--channel: expected" in bad.stderr


def test_scope_is_bad(base):
    bad = tonle("do", *base, "scope", "sihanouk-death", "kings", status=1)
    assert 'expected all, #channel or network/#channel, found "kings"' in bad.stdout
    many = tonle("do", *base, "scope", "sihanouk-death", *[f"#c{i}" for i in range(16)], status=1)
    assert "Usage: scope" in many.stdout


EXAMS = """
sources:
  - {id: web, title: Web, publisher: W, date: "2020", url: "https://example.org/", short: Web, licence: free}
facts:
"""
EXAM = """
  - id: exam-{id}
    topic: exams
    channels: [{channels}]
    says: "The {id} exam of {place} takes place on {day} {place} time, in the {id} library."
    ask: ["When is the exam?", "What date has the exam?", "When do we write the exam?", "Which day is the exam?",
          "Where is the exam?", "Is the exam on {day}?"]
    not: ["Who passed the exam?", "Who failed the exam?"]
    cite: [{{source: web, locator: "p. 1"}}]
"""


def test_two_subjects(tmp_path):
    """The same questions, answered by each channel's own fact; `check` finds nothing wrong with that."""
    facts, base = tmp_path / "exams.yaml", tmp_path / "exams.db"
    facts.write_text(EXAMS + EXAM.format(id="written", place="Phnom Penh", day="3 May", channels='"#school"')
                     + EXAM.format(id="law", place="Battambang", day="7 June", channels='"#law"'))
    assert "0 complaints" in tonle("check", facts).stdout
    tonle("import", "--db", base, facts)
    for channel, fact in [("#school", "exam-written"), ("#LAW", "exam-law")]:
        said = tonle("ask", "--db", base, "--channel", channel, "When is the exam?").stdout
        assert f"({fact})" in said
    assert tonle("ask", "--db", base, "When is the exam?", status=1).stdout.startswith("I don't know")
    # in one place one question has one fact
    both = facts.read_text().replace('"#law"', '"#law", "#school"').replace('"#school"]', '"#SCHOOL"]')
    facts.write_text(both)
    bad = tonle("check", facts, status=1).stdout
    assert 'question "When is the exam?" is answered with exam-' in bad
    facts.write_text(both.replace('"#law"', '"law"'))
    assert 'channels: expected "#channel" or "network/#channel", found "law"' in tonle("check", facts, status=2).stderr


def test_unreadable_channels_hide(base, small):
    """A fact whose scope cannot be read is visible nowhere, and `check` and `audit` report it."""
    with sqlite3.connect(small) as db:
        db.execute("UPDATE fact SET channels = 'kings' WHERE id = 'sihanouk-death'")
    for channel in ["#kings", "kings/#kings"]:
        assert "sihanouk-death" not in tonle("export", *base, "--csv", "--channel", channel).stdout
    assert 'sihanouk-death: channels: "kings" names no channel' in tonle("check", *base, status=1).stdout
    assert "sihanouk-death is not what revision" in tonle("do", *base, "audit", status=1).stdout
