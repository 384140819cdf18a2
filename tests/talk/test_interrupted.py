"""Ctrl-C in a long export: a terminal shows the progress, and nothing half-written is left.

The file being written is a pipe, so that the program waits there as long as the test wants."""
import os
import pty
import select
import signal
import subprocess

import pytest

from factbase import BUILD, database  # noqa: F401 (a fixture)


@pytest.mark.parametrize("words,name", [
    (["facts.yaml"], "facts.yaml.part"), (["facts.csv"], "facts.csv.part"),
    (["--html", "."], "index.html.new")])
def test_an_export_can_be_interrupted(database, tmp_path, words, name):
    part = tmp_path / name
    whole = part.with_suffix("")
    whole.write_text("as before")
    os.mkfifo(part)
    reader = os.open(part, os.O_RDONLY | os.O_NONBLOCK)
    terminal, end = pty.openpty()
    process = subprocess.Popen([(BUILD / "tonle").absolute(), "export", "--db", database, *words],
                               cwd=tmp_path, stderr=end, stdout=subprocess.DEVNULL)
    os.close(end)
    seen, begun = b"", False  # the pages have other files before this one
    while not begun or b"exporting: " not in seen or b" s left" not in seen:
        assert process.poll() is None, seen
        if select.select([terminal], [], [], 0.02)[0]:
            seen += os.read(terminal, 1000)
        elif select.select([reader], [], [], 0)[0]:
            begun = bool(os.read(reader, 2000)) or begun
    process.send_signal(signal.SIGINT)
    while process.poll() is None:  # what is in its buffer goes out
        if select.select([reader], [], [], 0.02)[0]:
            os.read(reader, 100000)
    while True:  # one read need not return all that was written
        try:
            seen += os.read(terminal, 1000)
        except OSError:  # EIO: the program has closed its end, and nothing is left
            break
    os.close(terminal)
    os.close(reader)
    assert process.wait() == 2 and b"export: interrupted" in seen
    assert whole.read_text() == "as before" and not part.exists()


def test_nothing_of_it_shows_in_a_pipe(database, tmp_path):
    done = subprocess.run([BUILD / "tonle", "export", "--db", database, "--html", tmp_path / "pages"],
                          capture_output=True)
    assert done.returncode == 0 and done.stdout == done.stderr == b""
    assert (tmp_path / "pages/sources.html").exists()


def test_documents_can_be_interrupted(tmp_path):
    """It ends after the current document; those before it are stored."""
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text("The ring was made of gold in 1950 by the smith.\n")
    os.mkfifo(tmp_path / "b.txt")
    process = subprocess.Popen([(BUILD / "tonle").absolute(), "add-document", "--db", "t.db", "--yes",
                                "a.txt", "b.txt", "c.txt"], cwd=tmp_path, text=True,
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                               env={**os.environ, "TONLE_MODEL": "none"})
    with open(tmp_path / "b.txt", "w"):  # from here on it waits for b.txt
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2 and "add-document: interrupted after 2 of 3 documents" in err, err
    assert "stored: " in out


def test_one_document_is_stored_whole_or_not_at_all(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    process = subprocess.Popen([(BUILD / "tonle").absolute(), "add-document", "--db", "t.db", "--yes",
                                "a.txt"], cwd=tmp_path, text=True, stderr=subprocess.PIPE,
                               stdout=subprocess.PIPE, env={**os.environ, "TONLE_MODEL": "none"})
    with open(tmp_path / "a.txt", "w") as text:
        process.send_signal(signal.SIGINT)
        text.write("The ring was made of gold in 1950 by the smith.\n")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "a.txt: interrupted; nothing was stored" in err, err
    listed = subprocess.run([(BUILD / "tonle").absolute(), "drafts", "--db", "t.db"], cwd=tmp_path,
                            text=True, capture_output=True)
    assert "ring" not in listed.stdout, listed.stdout
