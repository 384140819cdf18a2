"""Editing under hard conditions: killed at any moment, on a full disk, on a read-only one, and by
three editors at once."""
import hashlib
import json
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import time

import pytest

from conftest import BUILD, CHANNEL, ROOT
from irc import Bot, Client, Server, until

TONLE = ROOT / BUILD / "tonle"
FACTS = 6  # that are edited
FACT = """\
  - id: elephant-{n}
    topic: animals
    says: "Elephant {n} has 0 bananas."
    ask: ["how many bananas has elephant number {n}"]
    cite: [{{source: tale, locator: "page {n}"}}]
"""
SOURCES = """\
sources:
  - {id: tale, title: "A tale", publisher: nobody, url: "http://example.org/", short: "the tale"}
names:
  - {id: sambo, sort: term, forms: [Sambo]}
facts:
"""
CONFIG = """\
database: {database}
networks:
{networks}
roles:
{roles}
"""
NETWORK = """\
  - name: {name}
    server: 127.0.0.1
    port: {port}
    tls: false
    nick: tonle
    channels: [{{name: "{channel}"}}]
    pace: {{burst: 5, interval_ms: 0}}
"""


def make_database(directory):
    facts, database = directory / "facts.yaml", directory / "facts.db"
    facts.write_text(SOURCES + "".join(FACT.format(n=n) for n in range(FACTS)))
    subprocess.run([TONLE, "import", "--db", database, facts], check=True,
                   stdout=subprocess.DEVNULL)
    return database


def make_config(directory, database, networks=None):
    networks = networks or {"one": 1}
    config = directory / "tonle.yaml"
    config.write_text(CONFIG.format(
        database=database,
        networks="".join(NETWORK.format(name=name, port=port, channel=CHANNEL)
                         for name, port in networks.items()),
        roles="\n".join(f'  - {{network: {name}, hostmask: "*!*@127.0.0.1", role: moderator}}\n'
                        f'  - {{network: {name}, hostmask: "*!*@localhost", role: moderator}}'
                        for name in networks)))
    return config


class Talk:
    """`tonle talk`: reads a moderator's lines and writes the bot's."""

    def __init__(self, directory, database, **how):
        config = make_config(directory, database)
        self.process = subprocess.Popen(
            [TONLE, "talk", "--db", database, "--config", config, "--channel", CHANNEL],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            bufsize=1, **how)

    def tell(self, text, pause="/clock +4000\n"):
        """Lets time pass, for the rate limit, and says the line."""
        self.process.stdin.write(f"{pause}:mona!m@localhost PRIVMSG {CHANNEL} :{text}\n")
        self.process.stdin.flush()

    def say(self, text, **how):
        """The bot's answer to the line; "" if it is gone."""
        self.tell(text, **how)
        return self.process.stdout.readline().rstrip("\n")

    def kill(self):
        """Kills it, and returns what else it said."""
        self.process.kill()
        rest = self.process.stdout.read()
        self.process.wait()
        return rest

    def stop(self):
        self.process.stdin.close()
        assert self.process.wait(60) == 0


def do(database, *words):
    done = subprocess.run([TONLE, "do", "--db", database, *words], capture_output=True, text=True,
                          timeout=600)
    return done.returncode, done.stdout + done.stderr


def revisions(database):
    """{(id, ordinal): statement} of all revisions, read without the program; asserts that every fact
    matches its newest revision."""
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found, counts = {}, {}
        for name, content in connection.execute("SELECT name, content FROM revision "
                                                "WHERE fact IS NOT NULL ORDER BY number"):
            counts[name] = counts.get(name, 0) + 1
            found[name, counts[name]] = json.loads(content)["says"]
        for name, says, text in connection.execute(
                "SELECT id, says, (SELECT text FROM search WHERE rowid = number << 10) FROM fact"):
            assert found[name, counts[name]] == says
            assert text.split()[:2] == says.lower().split()[:2] or not says.startswith("Elephant")
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        connection.rollback()
    connection.close()
    return found


ACKNOWLEDGED = re.compile(r'saved (elephant-\d) r(\d+): "([^"]*)"')


def test_killed_at_any_moment(tmp_path):
    """A thousand edits and a kill -9 every few dozen: every acknowledged edit is there, in its place,
    and the chain of hashes is intact."""
    edits, kills, chance = 1000, 0, random.Random(7)
    database = make_database(tmp_path)
    talk, acknowledged = Talk(tmp_path, database), {}
    for i in range(edits):
        line = f"!replace elephant-{i % FACTS} Elephant {i % FACTS} has {i + 1} bananas."
        if chance.random() < 0.025:
            talk.tell(line)
            time.sleep(chance.random() * 0.006)
            said = talk.kill()
            kills += 1
            talk = Talk(tmp_path, database)
        else:
            said = talk.say(line)
            assert ACKNOWLEDGED.search(said), said
        for name, ordinal, says in ACKNOWLEDGED.findall(said):
            acknowledged[name, int(ordinal)] = says
    talk.stop()
    there = revisions(database)
    assert kills > 10 and len(acknowledged) > edits - 2 * kills
    assert acknowledged.items() <= there.items()
    status, text = do(database, "audit")
    assert status == 0 and "revisions are unaltered" in text, text


@pytest.fixture
def small_disk(tmp_path):
    """A file system of four megabytes, if one can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = os.getuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True,
        check=False).returncode == 0
    if not mounted:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(place):
    with open(place / "ballast", "wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"x" * 4096)
        except OSError:
            pass


def serves(talk):
    """The bot answers questions."""
    return "has 0 bananas" in talk.say("tonle: how many bananas has elephant number 3?")


def test_full_disk(small_disk, tmp_path):
    database = make_database(small_disk)
    talk = Talk(tmp_path, database)
    assert ACKNOWLEDGED.search(talk.say("!replace elephant-1 Elephant 1 has 11 bananas."))
    fill(small_disk)
    refused = [talk.say(f"!replace elephant-1 Elephant 1 has {n} bananas.") for n in (12, 13)]
    assert all("nothing has changed" in line and "disk is full" in line for line in refused)
    source = "!source add new-tale \"A tale\" http://example.org/new"
    assert "disk is full" in talk.say(source)
    assert serves(talk)
    assert "11 bananas" in talk.say("!show elephant-1")
    (small_disk / "ballast").unlink()
    assert "r3" in talk.say("!replace elephant-1 Elephant 1 has 14 bananas.")
    talk.stop()
    assert max(n for name, n in revisions(database) if name == "elephant-1") == 3
    assert do(database, "audit")[0] == 0


def test_write_error(tmp_path):
    """The file may not grow (RLIMIT_FSIZE): writing fails in the middle."""
    database = make_database(tmp_path)

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    talk = Talk(tmp_path, database, preexec_fn=limited)
    said = []
    while len(said) < 200 and not (said and "nothing has changed" in said[-1]):
        said.append(talk.say(f"!replace elephant-2 Elephant 2 has {len(said) + 1} bananas."))
    assert "nothing has changed" in said[-1], said[-1]
    assert serves(talk)
    talk.stop()
    newest = max(n for name, n in revisions(database) if name == "elephant-2")
    assert newest == len(said)  # the import, and all but the last one
    assert do(database, "audit")[0] == 0


def test_read_only_file_system(small_disk, tmp_path):
    database = make_database(small_disk)
    Talk(tmp_path, database).stop()  # which puts the roles in
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    talk = Talk(tmp_path, database)
    assert "Nothing can be saved" in talk.say("!replace elephant-1 Elephant 1 has 12 bananas.")
    assert serves(talk)
    assert '"Elephant 1 has 0 bananas."' in talk.say("!show elephant-1")
    talk.stop()
    assert do(database, "audit")[0] == 0


@pytest.fixture
def two_networks(tmp_path):
    """The bot on two servers, and a moderator on each."""
    servers, people = [], []
    for name in ("one", "two"):
        directory = tmp_path / name
        directory.mkdir()
        servers.append(Server(directory))
        servers[-1].start()
    database = make_database(tmp_path)
    config = make_config(tmp_path, database,
                         {name: server.port for name, server in zip(("one", "two"), servers)})
    for nick, server in zip(("mona", "nora"), servers):
        people.append(Client(server.port, nick, CHANNEL))
    bot = Bot([TONLE, "run", "--config", config], tmp_path / "tonle.log")
    for somebody in people:
        somebody.expect(":tonle", "JOIN")
    yield database, people
    assert bot.stop() == 0, bot.log.read_text()
    for somebody in people:
        somebody.close()
    for server in servers:
        server.stop()


def test_three_hands_at_once(two_networks):
    """Two moderators on two networks and the owner at the terminal: nobody overwrites an edit that they
    have not seen, and a refusal shows the present statement."""
    database, (mona, nora) = two_networks
    edit = "!edit elephant-4 s/0 bananas/{} bananas/"
    mona.say(CHANNEL, edit.format("forty"))
    nora.say(CHANNEL, edit.format("fifty"))
    first, second = mona.expect("elephant-4"), nora.expect("elephant-4")
    won, lost = (first, second) if "saved elephant-4 r2" in first else (second, first)
    loser = nora if won is first else mona
    assert "saved elephant-4 r2" in won
    assert "NOTICE" in lost and "has changed" in lost and "r2" in lost

    # they look, and mean it
    loser.say(CHANNEL, "!edit elephant-4 r2 s/[a-z]+ bananas/sixty bananas/")
    loser.expect("saved elephant-4 r3", "sixty bananas")

    # the terminal, in a third process; the bot answers from it within a second or so
    status, text = do(database, "replace", "elephant-4", "r3", "Elephant 4 has seventy bananas.")
    assert status == 0 and "saved elephant-4 r4" in text, text
    nora.say(CHANNEL, "!edit elephant-4 s/bananas/mangos/")
    assert "has changed: terminal made r4" in nora.expect("elephant-4")

    def answered():
        mona.say(CHANNEL, "tonle: how many bananas has elephant number 4")
        return "seventy" in mona.expect("tale")
    until(answered, "the terminal's edit is served")
    assert do(database, "audit")[0] == 0
    assert [revisions(database)["elephant-4", n].split()[3] for n in (1, 3, 4)] == \
        ["0", "sixty", "seventy"]


def test_locked_by_another_process(tmp_path):
    """The bot waits a moment for another process's transaction, then refuses the edit."""
    database = make_database(tmp_path)
    talk = Talk(tmp_path, database)
    assert serves(talk)
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        said = talk.say("!replace elephant-1 Elephant 1 has 12 bananas.")
        assert "nothing has changed" in said and "locked by another process" in said
        other.execute("ROLLBACK")
    other.close()
    assert "saved elephant-1 r2" in talk.say("!replace elephant-1 Elephant 1 has 12 bananas.")
    talk.stop()


PARAGRAPHS = ["It had a  long trunk.", "It ate \"forty\" bananas – 100% of them."]
REGISTER = """\
sources:
  - id: book
    title: "A book"
    short: "the book"
    paragraphs:
{rows}
"""


def test_quotes_stand_in_their_paragraph(tmp_path):
    """If the database has a source's text, a quote must occur in it."""
    database, copy, register = make_database(tmp_path), tmp_path / "book.txt", tmp_path / "book.yaml"
    copy.write_text("\n\n".join(PARAGRAPHS))
    hashes = [hashlib.sha256(" ".join(text.split()).encode()).hexdigest() for text in PARAGRAPHS]
    register.write_text(REGISTER.format(rows="\n".join(
        f"      - {{n: {n}, kind: fact, gist: it, sha256: {text}}}"
        for n, text in enumerate(hashes, 1))))
    cite = ("cite", "elephant-1", "@", "book")
    subprocess.run([TONLE, "import", "--db", database, register], check=True, capture_output=True)
    assert do(database, *cite, "¶1", '"anything"')[0] == 0  # no text to look at yet
    subprocess.run([TONLE, "import", "--db", database, "--source-text", f"book={copy}"], check=True,
                   capture_output=True)
    assert "does not occur in ¶1 of book" in do(database, *cite, "¶1", '"forty"')[1]
    assert "does not occur in ¶2 of book" in do(database, *cite, "¶2", "“Forty”")[1]
    assert do(database, *cite, "¶1", '"a long trunk"')[0] == 0
    assert do(database, *cite, "¶2", "“100% of them”")[0] == 0
    assert "give the paragraph of book" in do(database, *cite, "page", "3", '"a long trunk"')[1]
    assert "has no ¶3" in do(database, *cite, "¶3")[1]
    assert do(database, *cite, "§1")[0] == 0


@pytest.mark.parametrize("key", ["%", "_", "*", "elephant%", "elephant_1", "'", '"', "[a]", "elephant-1;",
                                 "🙂", "e\u0301le\u0301phant-1", "ខ្មែរ", "\u200belephant-1", "elephant\r\n-1",
                                 "\x02elephant-1", "elephant-1\u200f", "ELEPHANT-1", "e" * 600,
                                 "' OR 1=1 --", "-", "r1", "", " "],
                         ids=range(23))
def test_keys_are_taken_literally(tmp_path, key):
    """No verb accepts anything but a fact's complete id."""
    database = make_database(tmp_path)
    before = revisions(database)
    for words in (["forget", key], ["lock", key], ["undo", key], ["edit", key, "s/0/1/"],
                  ["replace", key, "It is so."], ["ask", key, "+", "is it so"],
                  ["merge", key, "into", "elephant-1"], ["merge", "elephant-1", "into", key],
                  ["topic", key, "war"], ["cite", key, "@", "tale", "p. 1"], ["show", key]):
        status, text = do(database, *words)
        assert status == 1 or (words[0] == "undo" and not key.strip()), (words, text)
        assert re.search("There is no (fact|topic)|Usage:|no recent change", text), text
    assert revisions(database) == before


@pytest.mark.parametrize("says", ["100% sure_ly * 'quoted' \"double\" [b] <c> {d} \\ $1 & #",
                                  "e\u0301 NFD and é NFC", "ខ្មែរ 🙂 \u200b \u200f right", "x y " + "x" * 296],
                         ids=range(4))
def test_statements_come_back_as_they_were(tmp_path, says):
    database = make_database(tmp_path)
    status, text = do(database, "replace", "elephant-1", says)
    assert status == 0, text
    assert revisions(database)["elephant-1", 2] == says
    assert do(database, "undo", "elephant-1")[0] == do(database, "redo", "elephant-1")[0] == 0
    assert revisions(database)["elephant-1", 4] == says
    exported = subprocess.run([TONLE, "export", "--db", database], capture_output=True, check=True)
    again = tmp_path / "again.yaml"
    again.write_bytes(exported.stdout)
    copy = tmp_path / "again.db"
    subprocess.run([TONLE, "import", "--db", copy, again], check=True, capture_output=True)
    assert revisions(copy)["elephant-1", 1] == says


@pytest.mark.parametrize("says, why", [("x" * 301, "at most 300 bytes"), ("x" * 600, "at most"),
                                       ("a\nb", "U+000A"), ("a\x07b", "U+0007"),
                                       ("a\x7fb", "U+007F"), ("a\u0085b", "U+0085"),
                                       ("\ufeffa", "U+FEFF"), (b"a\xff\xfeb", "UTF-8")],
                         ids=range(8))
def test_what_cannot_be_kept_is_refused(tmp_path, says, why):
    database = make_database(tmp_path)
    for words in (["replace", "elephant-1", says], ["add", says, "and", "more"],
                  ["ask", "elephant-1", "+", says if len(says) < 200 else says * 2]):
        status, text = do(database, *words)
        assert status == 1 and (why in text or "at most 300" in text), (words, text)
    assert len(revisions(database)) == FACTS


def test_first_schema_is_brought_up_to_date(tmp_path):
    """A database of the first version keeps its chain of revisions, and continues it."""
    database, before = tmp_path / "old.db", ""
    schema = (ROOT / "facts" / "schema.sql").read_text()
    with sqlite3.connect(database) as old:
        old.executescript(re.search(r"-- migration 1\n(.*?)-- migration 2", schema, re.S)[1])
        old.execute("INSERT INTO source VALUES ('tale', 'A tale', '', '', '', '', '', 'tale')")
        for n in (1, 2, 3):
            name = f"fact-{n}"
            content = json.dumps({"id": name, "topic": "t", "says": f"It is {n}.",
                                  "cite": [{"source": "tale", "locator": "p"}]},
                                 separators=(",", ":"))
            fields = [before, str(n), name, "1700000000", "import", "", "", content]
            digest = hashlib.sha256("\n".join(fields).encode()).hexdigest()
            old.execute("INSERT INTO fact VALUES (?, ?, 't', ?, '', 0, ?)",
                        (n, name, f"It is {n}.", n))
            old.execute("INSERT INTO revision VALUES (?, ?, 1700000000, 'import', '', '', ?, ?, ?)",
                        (n, n, content, before, digest))
            old.execute("INSERT INTO citation VALUES (?, 1, 'tale', 0, '', 'p', '')", (n,))
            before = digest
        old.execute(f"PRAGMA application_id = {0x746f6e6c}")
        old.execute("PRAGMA user_version = 1")
    old.close()
    status, text = do(database, "replace", "fact-2", "It is two.")
    assert status == 0 and "saved fact-2 r2" in text, text
    status, text = do(database, "audit")
    assert status == 0 and "All 5 revisions" in text  # and one of the source


REVISIONS = [  # author, network, reason; and what migration 5 makes of them
    ("import", "", "", "import", "add"),
    ("import", "school", "edit s/1/2/", "person", "edit"),
    ("terminal", "", "undo r2", "terminal", "undo"),
    ("undo", "school", "locksmiths", "person", "edit"),
    ("mona", "school", "forget: it is wrong", "person", "forget"),
    ("mona", "school", "unforget", "person", "unforget"),
    ("mona", "school", "lock", "person", "lock"),
    ("import", "", "", "import", "edit"),
]


def test_what_made_a_revision_is_read_once_from_its_words(tmp_path):
    """Migration 5 derives origin and action; the chain of old revisions still verifies."""
    database, before = tmp_path / "old.db", ""
    schema = (ROOT / "facts" / "schema.sql").read_text()
    content = '{"id":"one","topic":"t","says":"It is."}'
    with sqlite3.connect(database) as old:
        old.executescript(schema[:schema.index("-- migration 5")])
        old.execute("INSERT INTO fact VALUES (1, 'one', 't', 'It is.', '', 0, 8, 0)")
        for n, (author, network, reason, _, _) in enumerate(REVISIONS, 1):
            fields = [before, str(n), "one", "1700000000", author, network, reason, content]
            digest = hashlib.sha256("\n".join(fields).encode()).hexdigest()
            old.execute("INSERT INTO revision VALUES (?, 'one', 1, 1700000000, ?, ?, ?, ?, ?, ?)",
                        (n, author, network, reason, content, before, digest))
            before = digest
        old.execute(f"PRAGMA application_id = {0x746f6e6c}")
        old.execute("PRAGMA user_version = 4")
    old.close()
    rc, said = do(database, "replace", "one", "!", "It is one.")
    assert rc == 0, said
    status, text = do(database, "audit")
    assert status == 0 and "All 9 revisions" in text, text
    with sqlite3.connect(database) as new:
        made = new.execute("SELECT origin, action FROM revision ORDER BY number").fetchall()
    new.close()
    assert made == [row[3:] for row in REVISIONS] + [("terminal", "edit")]


def test_names_from_two_processes(tmp_path):
    """A name is written as a whole, but an alias that another process has just added stays."""
    database = make_database(tmp_path)
    talk = Talk(tmp_path, database)
    assert serves(talk)
    assert do(database, "alias", "sambo", "=", "Samboo")[0] == 0
    assert "had 2 aliases" in talk.say("!alias sambo = Sambu", pause="")
    talk.stop()
    for form in ("Samboo", "Sambu"):
        assert "already an alias of it" in do(database, "alias", "sambo", "=", form)[1]
