"""add-document: a file becomes paragraphs, texts and drafts; added again, only its changes do."""

import os
import pathlib
import pty
import re
import shutil
import sqlite3
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
LARKMOOR = ROOT / "tests/documents/larkmoor.txt"


@pytest.fixture
def base(tmp_path):
    return tmp_path / "new.db"


def tonle(base, command, *words, **more):
    return subprocess.run([BUILD / "tonle", command, "--db", base, *words], capture_output=True, text=True,
                          timeout=120, **more)


def add(base, *words, **more):
    return tonle(base, "add-document", *words, **more)


def rows(base, sql):
    with sqlite3.connect(base) as db:
        return db.execute(sql).fetchall()


def test_the_plan_changes_nothing(base):
    done = add(base, LARKMOOR)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith('larkmoor: "The Larkmoor Canal, a short history" (plain text, ')
    assert "21 paragraphs, 35 sentences" in done.stdout and "30 drafts" in done.stdout
    assert done.stdout.endswith("Nothing is stored yet: add --yes to do it.\n")
    assert rows(base, "SELECT count(*) FROM source, paragraph, draft") == [(0,)]


def test_a_document_is_stored_with_its_text(base):
    done = add(base, LARKMOOR, "--id", "canal", "--short", "Canal history", "--date", "1960", "--yes")
    assert done.returncode == 0, done.stderr
    assert "stored: 1 documents, 21 paragraphs, 30 new drafts" in done.stdout
    assert rows(base, "SELECT id, brief, date FROM source") == [("canal", "Canal history", "1960")]
    (kind, sha, text), = rows(base, "SELECT kind, sha256, text FROM paragraph JOIN paragraph_text"
                                    " USING (source, number) WHERE number = 15")
    assert kind == "fact" and len(sha) == 64
    assert text == "It cost 132,000 pounds, nearly half as much again as had been planned."
    assert rows(base, "SELECT says, happened, questions, quote FROM draft WHERE number = 7") == [
        ("Parliament passed the Larkmoor Canal Act on 11 June 1801.", "1801-06-11",
         "When did Parliament pass the Larkmoor Canal Act?",
         "Parliament passed the Larkmoor Canal Act on 11 June 1801.")]


def test_a_document_is_cited_as_it_is_described(base):
    words = "--id", "canal", "--author", "Ek, Nils; {Office of Canals, Eskdale}", "--type", "report"
    assert add(base, LARKMOOR, *words, "--accessed", "2026-11-30", "--yes").returncode == 0
    assert tonle(base, "cite", "apa", "canal").stdout.startswith(
        "Ek, N., & Office of Canals, Eskdale. (n.d.). The Larkmoor Canal, a short history. Retrieved November 30, 2026")
    assert add(base, LARKMOOR, "--id", "canal", "--yes").returncode == 0  # read again, it keeps them
    assert tonle(base, "cite", "mla", "canal").stdout.startswith("Ek, Nils, and Office of Canals, Eskdale.")


def test_a_heading_takes_part_in_the_search(base, tmp_path):
    text = tmp_path / "users.md"
    text.write_text("# Users\n\n## messagebus\n\nThe dbus daemon runs as this user and group.\n\n"
                    "## games\n\nSome programs run as this user to write their scores.\n")
    assert add(base, text, "--quote", "--yes").returncode == 0
    for user, sentence in ("messagebus", "The dbus daemon runs"), ("games", "Some programs run"):
        said = tonle(base, "ask", f"what runs as {user}?").stdout  # quoted, or offered first
        assert said.startswith((f'"{sentence}', f"I am not sure. Did you mean: 1) {sentence}"))


def test_a_new_version_keeps_what_stands(base, tmp_path):
    new = tmp_path / "larkmoor.txt"
    text = LARKMOOR.read_text()
    new.write_text(text)
    add(base, new, "--yes")
    facts = tmp_path / "facts.yaml"
    facts.write_text("""
facts:
  - {id: cost, topic: canal, says: "It cost 132,000 pounds to build.", cite: [{source: larkmoor, paragraph: 15, quote: "It cost 132,000 pounds"}]}
  - {id: locks, topic: canal, says: "There are 23 locks on the canal.", cite: [{source: larkmoor, paragraph: 9, quote: "has 23 locks"}]}
""")
    assert tonle(base, "import", facts).returncode == 0
    new.write_text(text.replace("Planning\n", "A new paragraph stands here now.\n\nPlanning\n").replace(
        "23 locks", "24 locks"))
    plan = add(base, new)
    assert ("compared with the last time: 20 paragraphs unchanged" not in plan.stdout
            and "drafts: 29 kept, 2 new, 1 gone" in plan.stdout), plan.stdout
    assert rows(base, "SELECT paragraph FROM citation ORDER BY fact") == [(15,), (9,)]
    done = add(base, new, "--yes")
    assert "citations have moved with their paragraphs: 1 facts" in done.stdout, done.stdout
    assert 'check locks: what it cites is gone: ¶9 "has 23 locks"' in done.stdout
    assert rows(base, "SELECT paragraph FROM citation ORDER BY fact") == [(16,), (9,)]
    assert rows(base, "SELECT reason FROM revision WHERE name = 'cost' ORDER BY number DESC LIMIT 1") == [
        ("add-document",)]
    assert tonle(base, "do", "audit").returncode == 0
    again = add(base, new, "--yes")
    assert "22 paragraphs unchanged, 0 moved, 0 new, 0 gone; drafts: 31 kept, 0 new, 0 gone" in again.stdout


def test_the_same_text_is_not_stored_twice(base, tmp_path):
    add(base, LARKMOOR, "--yes")
    done = add(base, LARKMOOR, "--id", "other", "--yes")
    assert done.returncode == 1
    assert "has the same text as the source larkmoor (17 of 17 paragraphs)" in done.stderr
    assert rows(base, "SELECT id FROM source") == [("larkmoor",)]


def test_a_folder_and_standard_input(base, tmp_path):
    folder = tmp_path / "docs" / "deep"
    folder.mkdir(parents=True)
    (folder / "one.md").write_text("# One\n\nThe first document has a sentence.\n")
    (folder / "two.html").write_text("<p>The second document has one, too.</p>")
    (folder / "three.bin").write_text("Not read at all, I hope.")
    (folder / "empty.txt").write_text("")
    done = add(base, tmp_path / "docs", "--yes")
    assert done.returncode == 1 and "empty.txt: is empty: it has no text" in done.stderr
    assert "stored: 2 documents, 3 paragraphs, 2 new drafts" in done.stdout
    assert rows(base, "SELECT id FROM source") == [("one",), ("two",)]
    done = add(base, "-", "--id", "typed", "--yes", input="It was typed into the terminal here.")
    assert done.returncode == 0 and rows(base, "SELECT file FROM document WHERE source = 'typed'") == [("-",)]


def test_a_pdf_needs_pdftotext(base, tmp_path):
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(b"%PDF-1.4\n...")
    done = add(base, pdf, env={**os.environ, "PATH": "/nonexistent"})
    assert done.returncode == 1 and "is a PDF, and pdftotext cannot be started" in done.stderr
    fake = tmp_path / "pdftotext"
    fake.write_text("#!/bin/sh\nprintf 'Locks\\n\\nThe first page ends in the mid-\\n\\n1\\n\\f"
                    "dle of a word. The second page is here.\\n\\n2\\n'\n")
    fake.chmod(0o755)
    done = add(base, pdf, "--yes", env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert done.returncode == 0, done.stderr
    assert rows(base, "SELECT sentence, locator FROM draft ORDER BY number") == [
        ("The first page ends in the middle of a word.", "p. 1"), ("The second page is here.", "p. 2")]
    fake.write_text("#!/bin/sh\nexit 3\n")
    done = add(base, pdf, "--yes", env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert "pdftotext cannot read this PDF" in done.stderr


def write_pdf(path, pages):
    """A PDF 1.4 with lines of Helvetica; a page is a list of (distance to the line above, text)."""
    parts = ["<</Type/Catalog/Pages 2 0 R>>",
             f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{4 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i, lines in enumerate(pages):
        text = "BT /F 11 Tf 60 800 Td " + " ".join(f"0 {-gap} Td ({line}) Tj" for gap, line in lines) + " ET"
        parts += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * i} 0 R"
                  "/Resources<</Font<</F 3 0 R>>>>>>",
                  f"<</Length {len(text)}>>stream\n{text}\nendstream"]
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    path.write_text(f"{out}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
                    f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there (poppler-utils)")
def test_a_pdf_keeps_its_page_numbers(base, tmp_path):
    """Running heads and page numbers are left out, and a paragraph or heading ends at a short line, since
    pdftotext writes no empty line after it."""
    def page(number, *lines):
        return [(0, "Tarn Valley Locks - A Short History"), (40, lines[0]),
                *[(14, line) for line in lines[1:]], (60, str(number))]

    write_pdf(tmp_path / "tarn.pdf", [
        page(1, "The beginning",
             "The Tarn Valley Lock Company was founded on 4 March 1871 by Edwin",
             "Marle, a lockkeeper. The quarry had two barges.",
             "The first lock was built at Hexley in 1873. It was paid for by the county",
             "and cost 4,100 pounds, which was thought to be far too much."),
        page(2, "The railway reached Hexley in 1903. Most of the trade in stone had gone",
             "to it within ten years.",
             "Clara Marle sold the last of the barges in 1921. The sentence at the end",
             "of this page about the quarry was carried"),
        page(3, "over to the next page by the printer. The lock was filled in 1931.",
             "The archive of the company is kept in the county library at Dunmouth. It",
             "has the letters of three of its engineers, and the plans of the barges as",
             "they were built.")])
    done = add(base, tmp_path / "tarn.pdf", "--yes")
    assert done.returncode == 0, done.stderr
    drafts = dict(rows(base, "SELECT sentence, locator FROM draft ORDER BY number"))
    assert drafts["The Tarn Valley Lock Company was founded on 4 March 1871 by Edwin Marle, a "
                  "lockkeeper."] == "p. 1"
    assert drafts["The railway reached Hexley in 1903."] == "p. 2"
    assert drafts["The sentence at the end of this page about the quarry was carried over to the "
                  "next page by the printer."] == "p. 2"
    assert drafts["The archive of the company is kept in the county library at Dunmouth."] == "p. 3"
    assert not [sentence for sentence in drafts if "Short History" in sentence or "beginning" in sentence]
    paragraphs = rows(base, "SELECT number FROM paragraph WHERE source = 'tarn' AND kind = 'fact'")
    assert len(paragraphs) >= 4
    # the first of the running heads is the title
    assert rows(base, "SELECT title FROM source") == [("Tarn Valley Locks - A Short History",)]
    assert rows(base, "SELECT text FROM paragraph JOIN paragraph_text USING (source, number) WHERE kind = 'heading'") == [
        ("Tarn Valley Locks - A Short History",), ("The beginning",)]


@pytest.mark.parametrize("words,error", [
    (["/nonexistent/x.txt"], "cannot be read: No such file"),
    ([LARKMOOR, "--id", "Not A Slug"], "--id: expected a-z"),
    ([LARKMOOR, "--topic", "Ä"], "--topic: expected a-z"),
    ([LARKMOOR, "--type", "book"], '--type: expected one of report, article-newspaper, webpage, '),
    ([LARKMOOR, "--accessed", "today"], '--accessed: expected a date YYYY-MM-DD, found "today"'),
    ([LARKMOOR, LARKMOOR, "--id", "x"], "are for one document alone"),
    ([ROOT / "tests/unit"], "has no documents")])
def test_wrong_words(base, words, error):
    done = add(base, *words)
    assert done.returncode and error in done.stderr and not done.stdout


# --- drafts in the terminal ---------------------------------------------------------------------

@pytest.fixture
def drafted(base):
    add(base, LARKMOOR, "--yes")
    return base


def test_drafts_are_printed_and_applied(drafted, tmp_path):
    done = tonle(drafted, "drafts", "larkmoor")
    assert done.returncode == 0, done.stderr
    text = done.stdout
    assert text.count("  - draft: ") == 30 and text.count("do: leave") == 30
    text = text.replace("do: leave", "do: approve", 1)  # 1
    text = re.sub(r'(draft: 2 .*\n    )do: leave\n    says: .*', r'\1do: approve\n    says: "The Larkmoor Canal is 41 miles'
                  r' long."', text)
    text = re.sub(r"(draft: 3 .*\n    )do: leave", r"\1do: approve", text)  # leans: refused
    text = re.sub(r"(draft: 4 .*\n    )do: leave", r"\1do: reject", text)
    file = tmp_path / "drafts.yaml"
    file.write_text(text)
    done = tonle(drafted, "drafts", "--apply", file)
    assert done.returncode == 1 and "drafts: 3 decided, 1 refused, 26 left" in done.stdout
    assert re.search(r"drafts.yaml:\d+: draft 3: Not saved: in draft 3, \"it\" points", done.stderr)
    assert rows(drafted, "SELECT state FROM draft WHERE number < 6 ORDER BY number") == [
        ("approved",), ("approved",), ("open",), ("rejected",), ("open",)]
    assert rows(drafted, "SELECT says, citation.quote FROM fact JOIN citation ON fact.number = fact ORDER BY number")[1] == (
        "The Larkmoor Canal is 41 miles long.", "It is 41 miles long and links the town of Harrow Bridge")
    assert tonle(drafted, "drafts", "nowhere").returncode == 2


def test_no_question_of_a_draft_is_cut(drafted, tmp_path):
    """However many and long they are, they are kept, even if the draft is refused, and printed in full."""
    asked = [f"what of {n} {'is so ' * 120}long" for n in range(30)]
    text = re.sub(r"(draft: 3 .*\n    )do: leave\n((?:    (?!ask)[a-z]+: .*\n)*)(?:    ask:\n)?(?:      - .*\n)*",  # leans: refused
                  lambda found: f"{found[1]}do: approve\n{found[2]}    ask:\n"
                  + "".join(f'      - "{one}"\n' for one in asked), tonle(drafted, "drafts", "larkmoor").stdout)
    assert asked[0] in text
    file = tmp_path / "drafts.yaml"
    file.write_text(text)
    assert "0 decided, 1 refused" in tonle(drafted, "drafts", "--apply", file).stdout
    assert rows(drafted, "SELECT questions FROM draft WHERE number = 3") == [("\n".join(asked),)]
    again = tonle(drafted, "drafts", "larkmoor").stdout
    assert all(f'      - "{one}"\n' in again for one in asked)


def test_the_fact_of_a_list_cites_its_own_items(base, tmp_path):
    text = tmp_path / "tools.txt"
    text.write_text("Three tools are shown to visitors:\n\n- the lens,\n- the tube, and\n- the dome of the U.S. Navy.\n\n"
                    "A visitor may use the lens only if:\n\n- the sky is clear, and\n- the tube is open.\n")
    assert add(base, text, "--yes").returncode == 0
    for number in 1, 2:
        done = tonle(base, "do", "approve", str(number))
        assert done.returncode == 0, done.stdout + done.stderr
    assert rows(base, "SELECT fact, paragraph, quote FROM citation ORDER BY fact, place") == [
        (1, 1, "Three tools are shown to visitors:"), (1, 2, "the lens,"), (1, 3, "the tube, and"),
        (1, 4, "the dome of the U.S. Navy."), (2, 5, "A visitor may use the lens only if:"),
        (2, 6, "the sky is clear, and"), (2, 7, "the tube is open.")]


def test_the_editor_opens_in_a_terminal(drafted, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i '0,/do: leave/s//do: reject/' \"$1\"\n")
    editor.chmod(0o755)
    ours, theirs = pty.openpty()
    done = subprocess.run([BUILD / "tonle", "drafts", "--db", drafted], stdin=theirs, stdout=theirs, timeout=60,
                          env={**os.environ, "EDITOR": str(editor), "VISUAL": ""})
    os.close(theirs)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    assert done.returncode == 0 and "drafts: 1 decided, 0 refused, 29 left" in said
    assert rows(drafted, "SELECT count(*) FROM draft WHERE state = 'rejected'") == [(1,)]
