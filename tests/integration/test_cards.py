"""`tonle export --anki|--csv-cards|--gift`, read back by third-party readers or by the formats'
descriptions."""
import csv
import html
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile

import npm
import pytest

from conftest import BUILD, ROOT

TONLE = ROOT / BUILD / "tonle"
FACTS = ROOT / BUILD / "tests/facts.db"
HOSTILE = r"""
sources:
  - {id: tale, title: 'A "tale"', publisher: nobody, url: "https://example.org/", short: "the <i>tale</i>: #1"}
facts:
  - id: elephant
    topic: animals
    topics: [kings]
    says: 'The elephant {Sambo} & "co" cost 1,500 riel = a <b>lot</b> ~ in 1950; a -> b: c\d #e.'
    ask: ["What did the elephant cost in 1950?", "elephant", "a b", "c d", "e f", "g h"]
    not: ["who", "when"]
    match: ['\belephant\b']
    cite: [{source: tale, locator: "p. 3"}]
"""


def export(database, *words):
    return subprocess.run([TONLE, "export", "--db", database, *words], check=True, capture_output=True).stdout


@pytest.fixture
def hostile(tmp_path):
    (tmp_path / "facts.yaml").write_text(HOSTILE)
    subprocess.run([TONLE, "import", "--db", tmp_path / "a.db", tmp_path / "facts.yaml"], check=True,
                   stdout=subprocess.DEVNULL)
    return tmp_path / "a.db"


def read_anki(text):
    """Reads what the Anki manual describes (importing text files): headers, then records of quoted or bare fields."""
    headers, lines = {}, text.split("\n")
    while lines and lines[0].startswith("#"):
        key, _, value = lines.pop(0)[1:].partition(":")
        headers[key] = value
    assert headers["separator"] == "tab" and headers["html"] == "true" and headers["tags column"] == "3"
    assert headers["columns"].split("\t") == ["Front", "Back", "Tags"] and headers["notetype"] == "Basic"
    notes = list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))
    assert all(len(note) == 3 for note in notes)
    return headers, notes


def test_anki(hostile):
    headers, notes = read_anki(export(FACTS, "--anki", "-").decode())
    assert headers["deck"] == "US–Cambodia relations"
    fronts = [front for front, _, _ in notes]
    assert len(notes) > 200 and len(set(fronts)) > 0.98 * len(fronts)  # Anki knows a note by its front
    assert all(tags.split()[0] == "tonle" and len(tags.split()) > 1 for _, _, tags in notes)
    [(front, back, tags)] = read_anki(export(hostile, "--anki", "-").decode())[1]
    assert front == "What did the elephant cost in 1950?" and tags == "tonle animals kings"
    assert re.findall(r"<[^>]*>", back) == ["<br>", "<small>", "</small>"]
    shown = html.unescape(re.sub(r"<[^>]*>", " ", back))
    assert shown.startswith('The elephant {Sambo} & "co" cost 1,500 riel = a <b>lot</b> ~ in 1950; a -> b: c\\d #e. ')
    assert "[the <i>tale</i>: #1, p. 3] (elephant)" in shown


def package(tmp_path, database, *words):
    """Reads an .apkg with zipfile and SQLite: rows of guid, deck, tags, front and back; and its path."""
    path = tmp_path / "cards.apkg"
    export(database, "--anki", path, *words)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None and json.loads(archive.read("media")) == {}
        (tmp_path / "collection.anki2").write_bytes(archive.read("collection.anki2"))
    with sqlite3.connect(tmp_path / "collection.anki2") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version, *texts) = db.execute("SELECT ver, decks, models, conf, dconf, tags FROM col").fetchone()
        decks, models = [json.loads(text) for text in texts][:2]
        rows = db.execute("SELECT guid, did, tags, flds, mid, notes.mod FROM cards JOIN notes ON notes.id = nid").fetchall()
        assert len(rows) == db.execute("SELECT count(*) FROM notes").fetchone()[0]
    db.close()
    assert version == 11 and {str(row[4]) for row in rows} == set(models) and len({row[5] for row in rows}) == 1
    return path, [(guid, decks[str(did)]["name"], tags, *fields.split("\x1f")) for guid, did, tags, fields, *_ in rows]


def test_package(hostile, tmp_path):
    path, rows = package(tmp_path, FACTS)
    once = path.read_bytes()
    assert package(tmp_path, FACTS)[0].read_bytes() == once, "the same facts give another file"
    assert len(rows) > 200 and len({row[0] for row in rows}) == len(rows)
    assert {"US–Cambodia relations::Monarchy", "US–Cambodia relations::Trade"} <= {row[1] for row in rows}
    text = read_anki(export(FACTS, "--anki", "-").decode())[1]
    assert sorted(row[3:] for row in rows) == sorted((front, back) for front, back, _ in text)
    one = package(tmp_path, FACTS, "--topic", "monarchy")[1]
    assert one and set(one) < set(rows) and all(" monarchy " in row[2] for row in one)
    [(guid, deck, tags, front, back)] = package(tmp_path, hostile)[1]
    assert (guid, deck, tags) == ("tonle:elephant", "tonle::Animals", " tonle animals kings ")
    subprocess.run([TONLE, "do", "--db", hostile, "edit", "elephant", "s/lot/little/"], check=True)
    assert [row[0] for row in package(tmp_path, hostile)[1]] == [guid], "Anki would add the note again"


READ_PACKAGE = """
import {readAnkiPackage} from 'anki-reader';
import fs from 'fs';
const {collection} = await readAnkiPackage(new Blob([fs.readFileSync(process.argv[2])]));
const rows = [];
for (const deck of Object.values(collection.getDecks()))
    for (const card of Object.values(deck.getCards()))
        rows.push([deck.getName(), card.getFront(), card.getBack(), card.getQuestions()[0].answerString]);
process.stdout.write(JSON.stringify(rows));
"""


def test_package_for_others(tmp_path):
    """Read by anki-reader, which makes cards from a package's note types, like Anki."""
    folder = npm.package("anki-reader")
    if not shutil.which("node"):
        pytest.skip("node is not installed, so anki-reader cannot be run")
    path, rows = package(tmp_path, FACTS)
    (folder / "read.mjs").write_text(READ_PACKAGE)
    done = subprocess.run(["node", folder / "read.mjs", path], capture_output=True, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()[-600:]
    read = json.loads(done.stdout)
    assert sorted(row[:3] for row in read) == sorted([deck, front, back] for _, deck, _, front, back in rows)
    assert all(shown == f"{front}<hr id=answer>{back}" for _, front, back, shown in read)


def test_table():
    rows = list(csv.DictReader(io.StringIO(export(FACTS, "--csv-cards", "-", "--topic", "monarchy").decode())))
    assert rows and all("monarchy" in row["topics"].split() for row in rows)
    assert all(row["front"] and row["back"] and row["sources"] and row["id"] for row in rows)


def parse_gift(text):
    """Parsed by gift-pegjs, a GIFT parser for editors and Google Forms."""
    folder = npm.package("gift-pegjs")
    if not shutil.which("node"):
        pytest.skip("node is not installed, so gift-pegjs cannot be run")
    done = subprocess.run(["node", "-e", "const parse = require('gift-pegjs').parse; process.stdout.write(JSON.stringify("
                           "parse(require('fs').readFileSync(0, 'utf8'))))"], input=text, capture_output=True,
                          cwd=folder)
    assert done.returncode == 0, done.stderr.decode()[-600:]
    return json.loads(done.stdout)


def test_gift(hostile):
    read = parse_gift(export(FACTS, "--gift", "-"))
    questions = [one for one in read if one["type"] == "Short"]
    choices = [one for one in read if one["type"] == "MC"]
    categories = {one["title"] for one in read if one["type"] == "Category"}
    assert len(questions) > 200 and {"tonle/khmer-rouge", "tonle/trade"} <= categories
    assert len(questions) + len(choices) + len([one for one in read if one["type"] == "Category"]) == len(read)
    for one in questions:
        right = [choice["text"]["text"] for choice in one["choices"]]
        assert right and all(choice["isCorrect"] for choice in one["choices"]) and one["stem"]["format"] == "plain"
        assert right[0] in one["globalFeedback"]["text"], one["title"]
    joined = next(one for one in questions if one["title"].startswith("wto-joined-2004") and "13 October 2004" in
                  one["choices"][0]["text"]["text"])
    assert {"13 October 2004", "October 13, 2004", "2004-10-13", "2004"} <= {
        choice["text"]["text"] for choice in joined["choices"]}


    assert len(choices) > 150
    for one in choices:
        texts = [choice["text"]["text"] for choice in one["choices"]]
        assert [choice["isCorrect"] for choice in one["choices"]] == [True, False, False, False]
        assert len(set(texts)) == 4 and texts[0] in one["globalFeedback"]["text"], one["title"]
        assert one["title"].removesuffix(", choice") in {other["title"] for other in questions}


def test_gift_escapes(hostile):
    read = [one for one in parse_gift(export(hostile, "--gift", "-")) if one["type"] != "Category"]
    questions = [one for one in read if one["type"] == "Short"]
    assert questions
    for one in read:
        assert one["globalFeedback"]["text"].startswith(
            'The elephant {Sambo} & "co" cost 1,500 riel = a <b>lot</b> ~ in 1950; a → b: c\\d #e. [the <i>tale</i>: #1')
    assert {"1,500", "1500"} <= {choice["text"]["text"] for one in questions for choice in one["choices"]}


SESSION = """
< :dara!d@host.example PRIVMSG #cambodia :!session start monarchy
< :dara!d@host.example PRIVMSG #cambodia :tonle: who became king after Sihanouk?
< :dara!d@host.example PRIVMSG #cambodia :tonle: when did Sihanouk abdicate?
< :dara!d@host.example PRIVMSG #cambodia :!session stop
"""


def test_session(tmp_path):
    """The facts of a session, as a page and as cards."""
    shutil.copy(FACTS, tmp_path / "a.db")
    subprocess.run([TONLE, "talk", "--transcript", "--channel", "#cambodia", "--db", tmp_path / "a.db"], input=SESSION, text=True, check=True,
                   stdout=subprocess.DEVNULL)
    about = ["sihamoni-succession", "sihanouk-abdication"]
    for words in (["--session", "#Cambodia"], ["--session", "memory/#cambodia"]):
        assert sorted(row[0] for row in package(tmp_path, tmp_path / "a.db", *words)[1]) == [f"tonle:{one}" for one in about]
    questions = parse_gift(export(tmp_path / "a.db", "--gift", "-", "--session", "#cambodia"))
    assert {one["title"].split()[0] for one in questions if one["type"] != "Category"} == set(about)
    page = export(tmp_path / "a.db", "--html", tmp_path / "site", "--session", "#cambodia").decode().strip()
    assert re.findall(r'<article id="([^"]*)"', open(page).read()) == about and "cambodia" not in page
    for link in re.findall(r'href="(study/[^"]*)"', open(page).read()):
        assert (tmp_path / "site" / link).stat().st_size > 500
    done = subprocess.run([TONLE, "export", "--db", tmp_path / "a.db", "--anki", "-", "--session", "#school"],
                          capture_output=True, text=True)
    assert done.returncode == 2 and 'no session of "#school" has ended; ended sessions: memory/#cambodia' in done.stderr


def test_refusals(tmp_path):
    for words, message in ((["--anki", tmp_path / "none" / "a.txt"], "cannot be written"),
                           (["--gift", "-", "--topic", "zzz"], 'no fact is on the topic "zzz"')):
        done = subprocess.run([TONLE, "export", "--db", FACTS, *words], capture_output=True, text=True)
        assert done.returncode == 2 and message in done.stderr and not done.stdout
    full = subprocess.run(f"'{TONLE}' export --db '{FACTS}' --gift - > /dev/full", shell=True, capture_output=True)
    assert full.returncode == 2
