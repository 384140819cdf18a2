"""`tonle export --anki|--csv-cards|--gift`: read back by the readers of others, or as their formats are
described."""
import csv
import html
import io
import json
import re
import shutil
import subprocess

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
    """As the Anki manual says (importing text files): headers, then records with fields in quotes or bare."""
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


def test_table():
    rows = list(csv.DictReader(io.StringIO(export(FACTS, "--csv-cards", "-", "--topic", "monarchy").decode())))
    assert rows and all("monarchy" in row["topics"].split() for row in rows)
    assert all(row["front"] and row["back"] and row["sources"] and row["id"] for row in rows)


def parse_gift(text):
    """By gift-pegjs, which reads GIFT for editors and Google Forms."""
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
    categories = {one["title"] for one in read if one["type"] == "Category"}
    assert len(questions) > 200 and {"tonle/khmer-rouge", "tonle/trade"} <= categories
    assert len(questions) + len([one for one in read if one["type"] == "Category"]) == len(read)
    for one in questions:
        right = [choice["text"]["text"] for choice in one["choices"]]
        assert right and all(choice["isCorrect"] for choice in one["choices"]) and one["stem"]["format"] == "plain"
        assert right[0] in one["globalFeedback"]["text"], one["title"]
    joined = next(one for one in questions if one["title"].startswith("wto-joined-2004") and "13 October 2004" in
                  one["choices"][0]["text"]["text"])
    assert {"13 October 2004", "October 13, 2004", "2004-10-13", "2004"} <= {
        choice["text"]["text"] for choice in joined["choices"]}


def test_gift_escapes(hostile):
    questions = [one for one in parse_gift(export(hostile, "--gift", "-")) if one["type"] == "Short"]
    assert questions
    for one in questions:
        assert one["globalFeedback"]["text"].startswith(
            'The elephant {Sambo} & "co" cost 1,500 riel = a <b>lot</b> ~ in 1950; a → b: c\\d #e. [the <i>tale</i>: #1')
    assert {"1,500", "1500"} <= {choice["text"]["text"] for one in questions for choice in one["choices"]}


def test_refusals(tmp_path):
    for words, message in ((["--anki", tmp_path / "none" / "a.txt"], "cannot be written"),
                           (["--gift", "-", "--topic", "zzz"], 'no fact is on the topic "zzz"')):
        done = subprocess.run([TONLE, "export", "--db", FACTS, *words], capture_output=True, text=True)
        assert done.returncode == 2 and message in done.stderr and not done.stdout
    full = subprocess.run(f"'{TONLE}' export --db '{FACTS}' --gift - > /dev/full", shell=True, capture_output=True)
    assert full.returncode == 2
