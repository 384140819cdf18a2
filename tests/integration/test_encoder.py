"""The encoder's model and the vectors that an import stores."""
import json
import os
import pty
import signal
import sqlite3
import subprocess

import pytest

from conftest import BUILD, ROOT

TONLE = ROOT / BUILD / "tonle"
MODEL = ROOT / "bot/encode/minilm-l6-v2.q8"
OWNER = [{"network": "test", "account": "alice", "role": "owner"}]
ELEPHANT = ROOT / "tests/integration/elephant.yaml"
FACTS = sorted((ROOT / "facts").glob("*.yaml"))


def run(*arguments, model=None, status=0):
    environment = {**os.environ, **({"TONLE_MODEL": str(model)} if model else {})}
    done = subprocess.run([TONLE, *arguments], capture_output=True, text=True, env=environment)
    assert done.returncode == status, done.stderr
    return done.stdout, done.stderr


def rows(database, what="count(*)"):
    with sqlite3.connect(database) as db:
        return db.execute(f"SELECT {what} FROM vector").fetchone()[0]


@pytest.fixture
def damaged(tmp_path):
    """The model with one weight changed."""
    path = tmp_path / "damaged.q8"
    content = bytearray(MODEL.read_bytes())
    content[-5000] ^= 64
    path.write_bytes(content)
    return path


def test_an_import_stores_vectors_once(tmp_path):
    database = tmp_path / "t.db"
    _, said = run("import", "--db", database, ELEPHANT)
    assert said == ""
    count = rows(database)
    assert count > 1 and rows(database, "count(tokens)") == 1
    # one that is there is not made again: here, one that is another's
    with sqlite3.connect(database) as db:
        db.execute("UPDATE vector SET sentence = (SELECT min(sentence) FROM vector)")
    run("import", "--db", database, ELEPHANT)
    assert rows(database) == count and rows(database, "count(DISTINCT sentence)") == 1


def test_vectors_of_what_is_gone_are_dropped(tmp_path):
    database, file = tmp_path / "t.db", tmp_path / "facts.yaml"
    file.write_text(ELEPHANT.read_text())
    run("import", "--db", database, file)
    before = rows(database)
    with sqlite3.connect(database) as db:
        db.execute("INSERT INTO vector VALUES (1, x'00', NULL)")
    run("import", "--db", database, file)
    assert rows(database) == before


def test_without_an_encoder(tmp_path):
    database = tmp_path / "t.db"
    _, said = run("import", "--db", database, ELEPHANT, model="none")
    assert said == "" and rows(database) == 0
    _, said = run("import", "--db", database, ELEPHANT, model=tmp_path / "none.q8")
    assert f"warning import: no encoder: {tmp_path}/none.q8: No such file" in said
    assert rows(database) == 0
    out, said = run("ask", "--db", database, "what was the elephant called?",
                    model=tmp_path / "none.q8")
    assert "Sambo" in out and said.count("no encoder") == 1 and "none.q8" in said


def test_a_question_encodes_a_few_facts_only(tmp_path):
    """A question at the terminal takes seconds; it does not wait for the whole base to be encoded."""
    few, many = tmp_path / "few.db", tmp_path / "many.db"
    run("import", "--db", few, ELEPHANT, model="none")
    run("ask", "--db", few, "what was the elephant called?")
    assert rows(few) > 1
    base = ELEPHANT.read_text()
    head, fact = base.split("facts:\n")
    file = tmp_path / "many.yaml"
    file.write_text(head + "facts:\n" + "".join(
        fact.replace("elephant-name", f"elephant-{n}").replace("Sambo", f"Sambo {n}")
            .replace("called", f"called{n}") for n in range(501)))
    run("import", "--db", many, file, model="none")
    said, warned = run("ask", "--db", many, "what was the elephant called7?")
    assert "Sambo 7." in said and "more than 500 facts have no vectors" in warned
    assert rows(many) == 0


def test_the_configuration_names_the_model(tmp_path):
    database, path = tmp_path / "t.db", tmp_path / "tonle.yaml"
    network = {"name": "test", "server": "irc.invalid", "channels": ["#x"]}
    path.write_text(json.dumps({"database": "t.db", "encoder": "m.q8", "networks": [network],
                                "roles": OWNER}))
    _, said = run("import", "--config", path, ELEPHANT)
    assert f"{tmp_path}/m.q8: No such file" in said
    out, _ = run("run", "--config", path, "--check", status=1)
    assert ": ok, 1 network\n" in out and f"{tmp_path}/m.q8: No such file" in out
    (tmp_path / "m.q8").symlink_to(MODEL)
    out, _ = run("run", "--config", path, "--check")
    assert out.count("\n") == 1
    path.write_text(json.dumps({"database": "t.db", "encoder": "none", "networks": [network],
                                "roles": OWNER}))
    run("import", "--config", path, ELEPHANT)
    assert rows(database) == 0
    run("run", "--config", path, "--check")
    run("import", "--config", path, ELEPHANT, model=MODEL)  # the environment decides
    assert rows(database) > 0


def test_check_reads_all_of_the_model(tmp_path, damaged):
    path = tmp_path / "tonle.yaml"
    path.write_text(json.dumps({"networks": [{"name": "test", "server": "irc.invalid"}]}))
    out, _ = run("run", "--config", path, "--check", model=damaged, status=1)
    assert f"{damaged}: damaged: its checksum is" in out


def test_an_installed_program_finds_its_model(tmp_path, damaged):
    path = tmp_path / "tonle.yaml"
    path.write_text(json.dumps({"networks": [{"name": "test", "server": "irc.invalid"}]}))
    (tmp_path / "bin").mkdir()
    (tmp_path / "share/tonle").mkdir(parents=True)
    program = tmp_path / "bin/tonle"
    program.write_bytes(TONLE.read_bytes())
    program.chmod(0o755)
    damaged.rename(tmp_path / "share/tonle" / MODEL.name)
    check = subprocess.run([program, "run", "--config", path, "--check"], capture_output=True,
                           text=True)
    assert f"{tmp_path}/bin/../share/tonle/{MODEL.name}: damaged" in check.stdout


def interrupt_encoding(*arguments):
    """Runs the command in a terminal and presses Ctrl-C while it encodes. What it said to standard
    output and to the terminal."""
    terminal, end = pty.openpty()
    process = subprocess.Popen([TONLE, *arguments], stderr=end, stdout=subprocess.PIPE, text=True)
    os.close(end)
    seen = b""
    while b"encoding: " not in seen or b" s left" not in seen:
        seen += os.read(terminal, 1000)
    process.send_signal(signal.SIGINT)
    try:
        while part := os.read(terminal, 1000):
            seen += part
    except OSError:  # the end of a terminal on Linux
        pass
    os.close(terminal)
    assert process.wait() == 2
    return process.stdout.read(), seen.decode()


def test_an_import_can_be_interrupted(tmp_path):
    """The facts are imported, and the vectors made so far are kept."""
    database = tmp_path / "t.db"
    out, seen = interrupt_encoding("import", "--db", database, *FACTS)
    assert "imported: " in out and "import: interrupted; the facts are imported" in seen
    some = rows(database)
    run("export", "--db", database, tmp_path / "facts.yaml")
    run("import", "--db", database, *FACTS)
    assert 0 < some < rows(database)
    assert rows(database, "(SELECT count(*) FROM fact)") == rows(database, "count(tokens)") > 100


def test_adding_a_document_can_be_interrupted(tmp_path):
    """Its drafts are stored, although texts that the database lacked are not encoded."""
    database, ring = tmp_path / "t.db", tmp_path / "ring.txt"
    ring.write_text("The ring was made of gold in 1950 by the smith.\n")
    run("import", "--db", database, *FACTS, model="none")
    out, seen = interrupt_encoding("add-document", "--db", database, "--yes", ring)
    assert "stored: " in out and "add-document: interrupted; the drafts are stored" in seen
    assert "ring" in run("drafts", "--db", database)[0]


def test_a_check_can_be_interrupted(tmp_path):
    """Ctrl-C while it checks: it reports that and the complaints so far; no progress in a pipe."""
    terminal, end = pty.openpty()
    process = subprocess.Popen([TONLE, "check", *FACTS], stderr=end, stdout=subprocess.PIPE)
    os.close(end)
    seen = b""
    while b"checking: " not in seen:
        seen += os.read(terminal, 1000)
    process.send_signal(signal.SIGINT)
    try:
        while part := os.read(terminal, 1000):
            seen += part
    except OSError:
        pass
    os.close(terminal)
    assert process.wait() == 2 and b"interrupted; " in seen
    assert b"checked:" not in process.stdout.read()
