"""How the tests are shared out among pytest's workers (make test)."""
import pytest

# What is dear to set up is set up once: the tests of these files go to so many workers, the others
# one by one to whoever is idle.
WORKERS = {"test_people.py": 2, "test_secure.py": 1, "test_work.py": 1, "test_page.py": 1}
# The longest first, so that nobody works alone at the end.
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
