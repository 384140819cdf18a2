"""The index that is saved beside the database: the same each time, and built again only if it must be."""
import os
import pathlib
import subprocess

from factbase import database  # noqa: F401 (fixtures)

BUILD = pathlib.Path(__file__).parent.parent.parent / os.environ.get("BUILD", "build")


def ask(database):
    done = subprocess.run([BUILD / "tonle", "ask", "--db", database, "why did Sihanouk abdicate?"],
                          capture_output=True, text=True)
    assert "Norodom" in done.stdout, done.stderr


def saved(database):
    return pathlib.Path(f"{database}-index")


def test_two_processes_save_the_same(database):  # noqa: F811
    """The addresses of the stack, the heap and the program differ, and must not be in it."""
    files = []
    for _ in range(2):
        saved(database).unlink(missing_ok=True)
        ask(database)
        files.append(saved(database).read_bytes())
    assert len(files[0]) == len(files[1])
    assert [i for i, (one, other) in enumerate(zip(*files)) if one != other] == []
