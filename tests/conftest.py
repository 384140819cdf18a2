"""Distributes the tests among pytest's workers (make test)."""
import pytest

# The tests of these files, whose set-up is expensive, go to so many workers; all others go one by one to
# any idle worker.
WORKERS = {"test_people.py": 2, "test_secure.py": 1, "test_work.py": 1, "test_page.py": 1}
# The longest first, so that no worker is left alone with one at the end.
FIRST = ["test_facts", "test_people.py", "test_unit[test_maker]", "test_secure.py", "test_work.py"]


def rank(item):
    return next((at for at, name in enumerate(FIRST) if name in (item.name, item.path.name)),
                len(FIRST))


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items):
    for number, item in enumerate(items):
        name = item.path.name
        if name in WORKERS:
            item.add_marker(pytest.mark.xdist_group(f"{name}-{number % WORKERS[name]}"))
    items.sort(key=rank)
