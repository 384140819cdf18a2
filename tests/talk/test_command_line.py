"""The command line: one table gives parsing, usage, help and the man page."""

import csv
import json
import os
import pathlib
import re
import subprocess

import pytest
import yaml

from factbase import database, small, small_base  # noqa: F401 (fixtures)

ROOT = pathlib.Path(__file__).parent.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
COMMANDS = ["init", "run", "demo", "ask", "console", "talk", "import", "add-document", "drafts",
            "export", "cite", "check", "backup", "stats", "do", "status", "metrics", "say", "join",
            "part", "reload"]


def tonle(*words):
    return subprocess.run([BUILD / "tonle", *words], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("option", ["-h", "--help", "--hel", "help"])
def test_help_names_every_command(option):
    done = tonle(option)
    assert done.returncode == 0 and done.stderr == ""
    assert re.findall(r"^  tonle ([\w-]+)", done.stdout, re.M) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_the_options_of_the_usage_line(command):
    done = tonle(command, "-h")
    assert done.returncode == 0 and done.stdout == tonle(command, "--he").stdout
    usage, *rest = done.stdout.splitlines()
    places = "[--server HOST]" if command == "init" else "[--config FILE] [--db FILE]"
    assert usage.startswith(f"Usage: tonle {command} {places}")
    listed = re.findall(r"^  --([\w-]+)", "\n".join(rest), re.M)
    assert listed == re.findall(r"\[--([\w-]+)", usage) + ["help"]
    page = "\n" + tonle("manual", "commands").stdout
    part = re.split(r"\n(?=\*)", page[page.index(f"\n*{command}* ") + 1:])[0]
    assert re.findall(r"^\t\*--([\w-]+)", part, re.M) == listed[:-1]


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


@pytest.mark.parametrize("fact,complaint", [
    ('says: "no", cite: [{source: d, paragraph: 1}]', "expected a sentence, found \"no\""),
    ('says: "~", cite: [{source: d, paragraph: 1}]', "expected a sentence, found \"~\""),
    (f'says: "The {"x " * 173}", cite: [{{source: d, paragraph: 1}}]', "at most 300 bytes, found 350"),
    ('says: "The \\u202Ering is here.", cite: [{source: d, paragraph: 1}]', "bidirectional control character"),
    ('says: "The king is here.", cite: [{source: d, paragraph: 999}]', "has no paragraph 999"),
    ('says: "The king is here.", cite: [{source: d, paragraph: 1, quote: nowhere}]', "is not in paragraph 1"),
    ('says: "The king is in Siam.", cite: [{source: d, paragraph: 1}]', "says \"Siam\", which none of its citations contains"),
    ('says: "The king is 5 years old.", cite: [{source: d, paragraph: 1}]', "says \"5\", which none of its citations contains"),
])
def test_import_refuses_what_must_not_be_served(tmp_path, fact, complaint):
    (tmp_path / "d.txt").write_text("abc\n")
    sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "s.yaml").write_text(
        "sources:\n  - id: d\n    title: T\n    short: S\n    text: d.txt\n"
        f"    paragraphs: [{{n: 1, kind: fact, sha256: {sha}, gist: g}}]\n")
    (tmp_path / "f.yaml").write_text(f"facts:\n  - {{id: a, topic: t, {fact}}}\n")
    base = ["--db", tmp_path / "t.db"]
    assert tonle("import", *base, tmp_path / "s.yaml").returncode == 0
    done = tonle("import", *base, tmp_path / "f.yaml")
    assert done.returncode == 2 and f"f.yaml:2: a: " in done.stderr and complaint in done.stderr
    assert "nothing was imported: 1 complaints" in done.stderr
    assert re.search(r"^revisions +1$", tonle("stats", *base).stdout, re.M)


SEEN = """sources: [{id: d, title: T, short: S}]
facts:
  - {id: flood, topic: t, see: [rain, drought], says: The river rose., ask: [a], cite: [{source: d, locator: p. 1}]}
  - {id: rain, topic: t, says: It rained for a week., ask: [b], cite: [{source: d, locator: p. 2}]}
  - {id: drought, topic: t, says: It did not rain for a year., ask: [c], cite: [{source: d, locator: p. 3}]}
"""


def test_facts_to_read_with_a_fact(tmp_path):
    base = ["--db", tmp_path / "t.db"]
    (tmp_path / "f.yaml").write_text(SEEN)
    (tmp_path / "bad.yaml").write_text(SEEN.replace("[rain,", "[rains, nothing-at-all,"))
    done = tonle("import", *base, tmp_path / "bad.yaml")
    assert done.returncode == 2 and "nothing was imported: 2 complaints" in done.stderr
    assert 'bad.yaml:3: flood: see: there is no fact "rains"; similar ids: rain\n' in done.stderr
    assert 'bad.yaml:3: flood: see: there is no fact "nothing-at-all"\n' in done.stderr
    checked = tonle("check", tmp_path / "bad.yaml").stdout
    assert 'bad.yaml:3: flood: see: there is no fact "rains"\n' in checked and "nothing-at-all" in checked
    (tmp_path / "bad.yaml").write_text(SEEN.replace("topic: t,", "topic: aid, topics: [war, aid],").replace(
        "[rain,", "[drought,"))
    done = tonle("import", *base, tmp_path / "bad.yaml")
    assert done.returncode == 2 and "nothing was imported: 4 complaints" in done.stderr
    for line in ("3: flood: topics: aid", "3: flood: see: drought", "4: rain: topics: aid"):
        assert f"bad.yaml:{line} occurs twice\n" in done.stderr
    assert tonle("import", *base, tmp_path / "f.yaml").returncode == 0

    assert "    see: [rain, drought]\n" in tonle("export", *base).stdout
    for name in ("again.yaml", "again.csv"):
        path = tmp_path / name
        assert tonle("export", *base, *(["--csv"] if name.endswith("csv") else []), path).returncode == 0
        assert "3 unchanged" in tonle("import", *base, path).stdout
    # the page has both ways, and nothing that was forgotten; nor does an export, which can be imported
    assert tonle("do", *base, "forget", "drought").returncode == 0
    assert "see:" not in tonle("check", *base).stdout
    assert tonle("export", *base, "--html", tmp_path / "site").returncode == 0
    facts = json.loads((tmp_path / "site/facts.json").read_text())["facts"]
    assert {fact["id"]: fact.get("see") for fact in facts} == {"flood": ["rain"], "rain": ["flood"]}
    page = (tmp_path / "site/index.html").read_text()
    assert page.count("<p>See also:</p>") == 2 and '<li><a href="#flood">The river rose.</a></li>' in page
    assert "drought" not in page
    assert tonle("export", *base, tmp_path / "left.yaml").returncode == 0
    assert "    see: [rain]\n" in (tmp_path / "left.yaml").read_text()
    assert tonle("import", "--db", tmp_path / "u.db", tmp_path / "left.yaml").returncode == 0
    # a file may go on naming what was forgotten
    (tmp_path / "f.yaml").write_text(SEEN.split("  - {id: drought")[0])
    assert tonle("import", *base, tmp_path / "f.yaml").returncode == 0


def test_import_takes_what_it_refuses_when_told_to(tmp_path):
    """And existing facts are not checked again; nor does a file that lists the source without its text
    delete the text."""
    (tmp_path / "d.txt").write_text("abc\n")
    sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "s.yaml").write_text(
        "sources:\n  - id: d\n    title: T\n    short: S\n    text: d.txt\n"
        f"    paragraphs: [{{n: 1, kind: fact, sha256: {sha}, gist: g}}]\n")
    fact = 'facts:\n  - {id: a, topic: t, says: "The king is in Siam.", cite: [{source: d, paragraph: 1}]}\n'
    (tmp_path / "f.yaml").write_text(fact)
    (tmp_path / "g.yaml").write_text((tmp_path / "s.yaml").read_text().replace("    text: d.txt\n", "") + fact)
    base = ["--db", tmp_path / "t.db"]
    assert tonle("import", *base, tmp_path / "s.yaml").returncode == 0
    assert tonle("import", *base, tmp_path / "g.yaml").returncode == 2
    assert tonle("import", *base, tmp_path / "f.yaml").returncode == 2
    assert "1 facts added" in tonle("import", *base, "--insist", tmp_path / "f.yaml").stdout
    assert "1 unchanged" in tonle("import", *base, tmp_path / "f.yaml").stdout


def test_a_table_without_a_column_leaves_the_field_alone(database, tmp_path):
    """It used to empty the field in every fact, so that all became drafts."""
    base, table = ["--db", database], tmp_path / "f.csv"
    assert tonle("export", *base, table).returncode == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig")))
    with table.open("w") as file:
        names = [name for name in rows[0] if name not in ("cite", "ask", "not", "when", "match")]
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    done = tonle("import", *base, table)
    assert done.returncode == 0 and " 0 facts added, 0 changed," in done.stdout


def test_tables_of_sources_and_aliases_come_back(database, tmp_path):
    """A table without a column leaves the field alone, and paragraphs, which have none."""
    base, sources, aliases = ["--db", database], tmp_path / "s.csv", tmp_path / "a.csv"
    before = tonle("export", *base).stdout
    done = tonle("export", *base, "--csv-sources", sources, "--csv-aliases", aliases)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(sources.open(encoding="utf-8-sig")))
    part = tmp_path / "part.csv"
    with part.open("w") as file:
        writer = csv.DictWriter(file, ["short", "id", "url"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    for table in sources, aliases, part:
        done = tonle("import", *base, table)
        assert "; 0 sources and 0 aliases added or changed" in done.stdout, done.stderr
        assert done.stdout.startswith("imported: ")
    assert tonle("export", *base).stdout == before
    part.write_text("id,title,type\nu,U,webpage\nv,V,poem\n")
    done = tonle("import", *base, part)
    assert done.returncode == 2 and f"{part}:2: " in done.stderr and "short" in done.stderr


def test_what_moderators_edited_is_kept_and_said(database, tmp_path):
    table, base = tmp_path / "s.csv", tmp_path / "copy.db"
    assert tonle("backup", "--db", database, base).returncode == 0
    added = tonle("do", "--db", base, "source", "add", "locks", '"Locks"', "https://locks.example/")
    assert added.returncode == 0, added.stdout + added.stderr
    table.write_text("id,title\nlocks,Gates\n")
    done = tonle("import", "--db", base, table)
    assert "kept: 1 sources and aliases that moderators have edited" in done.stdout, done.stderr
    assert 'title: "Locks"' in tonle("export", "--db", base).stdout
    done = tonle("import", "--db", base, "--over", table)
    assert "1 sources and 0 aliases added or changed" in done.stdout and "kept:" not in done.stdout
    assert 'title: "Gates"' in tonle("export", "--db", base).stdout


def test_a_table_cites_as_moderators_do(database, tmp_path):
    """¶2 is a paragraph if the source has numbered paragraphs, otherwise a place."""
    table = tmp_path / "f.csv"
    table.write_text("id,topic,says,ask,cite\n"
                     "kingdom-is-one,state,Cambodia is a kingdom.,is it a kingdom,"
                     '"us-cambodia-relationship-help ¶2 for the kind of state\nvoa-timeline ¶3"\n')
    done = tonle("import", "--db", database, "--insist", table)
    assert "1 facts added" in done.stdout, done.stderr
    shown = tonle("do", "--db", database, "show", "kingdom-is-one").stdout
    assert 'cite 1: us-cambodia-relationship-help ¶2 for the kind of state' in shown
    assert 'cite 2: voa-timeline, ¶3' in shown or 'cite 2: voa-timeline ¶3' in shown


def test_every_list_is_named(database):
    """In the refusal and in the help: wrong and thanked were in neither."""
    refused = tonle("stats", "--db", database, "zzz")
    assert refused.returncode == 2
    lists = refused.stderr.strip().split("the lists are ")[1].split(", ")
    assert len(lists) == len(set(lists)) > 10 and {"most", "wrong", "thanked", "duplicates"} <= set(lists)
    told = re.sub(r"\s+", " ", tonle("stats", "--help").stdout)
    for name in lists:
        assert tonle("stats", "--db", database, name).returncode == 0
        assert re.search(rf"\b{name}\b", told.split("LIST: ")[1]), name


def test_json_says_what_was_checked(database):
    done = tonle("ask", "--json", "--db", database, "how old is Hun Sen?")
    citations = json.loads(done.stdout)["citations"]
    assert {"source": "us-cambodia-relationship-help", "paragraph": 11, "quote": "Hun Sen, age 65",
            "checked": True} in citations
    assert all(not c["checked"] for c in citations if c["source"] != "us-cambodia-relationship-help")


def test_lists_are_objects_with_json(database, small):
    """The whole list, not only what fits into a reply's lines."""
    def do(base, *words, status=0):
        done = tonle("do", "--json", "--db", base, *words)
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout)

    found = do(database, "search", "Cambodia")
    assert len(found) > 100 and all(fact.keys() <= {"id", "date", "says"} for fact in found)
    abdication = do(small, "search", "Sihanouk illness")[0]
    assert abdication["id"] == "sihanouk-abdication" and abdication["date"] == "2004-10"
    assert "the throne of Cambodia" in abdication["says"]
    assert do(small, "search", "zzz", status=1) == [] == do(small, "asked", status=1)
    lines = "".join(f":alice!a@h PRIVMSG #tonle :tonle: who built the {thing} of Angkor?\n/clock +600000\n"
                    for thing in ("bridge", "bridge", "canal"))
    subprocess.run([BUILD / "tonle", "talk", "--db", small], input=lines, text=True, capture_output=True)
    asked = do(small, "asked")
    assert [(one["question"], one["asked"]) for one in asked] == [
        ("who built the bridge of Angkor?", 2), ("who built the canal of Angkor?", 1)]
    assert asked[0].keys() == {"number", "question", "asked", "people", "first", "last", "waiting"}
    assert [one["people"] for one in asked] == [1, 1]
    assert do(small, "stats")["backlog"] == 2 and "id" in do(small, "stats", "never")[0]
    assert do(small, "stats", "never", "from", "x", status=1)["done"] is False


def test_a_question_that_is_too_long_is_refused(database):
    """The words beyond the limit used to be dropped."""
    done = tonle("ask", "--db", database, "very " * 300 + "old", "who is Hun Sen?")
    assert done.returncode == 2 and "ask: the question is too long; at most 1023 bytes" in done.stderr


def test_batch_prints_a_line_for_each_line_read(database):
    """An overview used to print everything that `more` would have shown."""
    questions = "who is Hun Sen?\n\nwhen did Sihanouk abdicate and when did he die?\nlist the sanctions\nzzz\n"
    done = subprocess.run([BUILD / "tonle", "ask", "--batch", "--db", database], input=questions,
                          capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 5 and "Hun Sen" in lines[0] and lines[1]
    assert "2004" in lines[2] and "2012" in lines[2]


def test_the_program_is_hardened():
    """It has the hardening of Debian's network programs."""
    program = BUILD / "tonle"
    if b"__asan_init" in program.read_bytes():
        pytest.skip("built with sanitizers")

    def readelf(option):
        return subprocess.run(["readelf", option, "-W", program], capture_output=True, text=True).stdout

    assert re.search(r"FLAGS_1.*NOW.*PIE", readelf("-d")) and "GNU_RELRO" in readelf("-l")
    assert re.search(r"GNU_STACK .* RW ", readelf("-l"))
    symbols = readelf("--dyn-syms")
    assert "__stack_chk_fail" in symbols and re.search(r"__\w+_chk\b(?<!stack_chk)", symbols)
    if "X86-64" in readelf("-h"):
        assert program.read_bytes().count(b"\xf3\x0f\x1e\xfa") > 500  # endbr64


def test_fact_files_put_together_elsewhere_are_imported(tmp_path):
    """All files in one, without the sources' texts, as scripts may make it."""
    parts = {}
    for path in sorted((ROOT / "facts").glob("*.yaml")):
        for key, value in yaml.load(path.read_text(), yaml.CSafeLoader).items():
            parts.setdefault(key, []).extend(value if isinstance(value, list) else [value])
    parts["facts"] = parts["facts"][:3]
    (tmp_path / "all.yaml").write_text(yaml.dump(parts, Dumper=yaml.CSafeDumper, allow_unicode=True))
    done = tonle("import", "--db", tmp_path / "t.db", tmp_path / "all.yaml")
    assert done.returncode == 0 and "3 facts added" in done.stdout
    assert "is not next to" in done.stderr and "quotes from it are not checked" in done.stderr
    done = tonle("check", tmp_path / "all.yaml")
    assert done.returncode == 1 and "text: texts/" in done.stdout + done.stderr
