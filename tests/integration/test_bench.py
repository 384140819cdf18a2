"""The benchmark's tools: generated facts, waits, and the comparison of answers."""
import glob
import itertools
import json
import re
import socket
import subprocess
import sys
import threading
import time

import pytest

from conftest import ROOT, TONLE

sys.path[:0] = [str(ROOT / "tests/bench"), str(ROOT / "tests/eval")]
import ircd  # noqa: E402
import same  # noqa: E402
import scale  # noqa: E402

COPIES = 3


@pytest.fixture(scope="module")
def base():
    return scale.Base(scale.read(sorted(glob.glob(str(ROOT / "facts/*.yaml")))))


@pytest.fixture(scope="module")
def facts(base):
    return list(scale.facts_like(base, COPIES * len(base.facts)))


def test_the_same_seed_gives_the_same_facts(base, facts):
    again = list(scale.facts_like(base, len(facts)))
    assert again == facts
    other = [fact for _, fact in scale.facts_like(base, len(facts), seed=13)]
    assert other != [fact for _, fact in facts]
    assert other[:len(base.facts)] == base.facts


def test_so_many_facts_each_with_an_id_of_its_own(base, facts):
    assert len(facts) == COPIES * len(base.facts)
    assert len({fact["id"] for _, fact in facts}) == len(facts)
    assert len(list(scale.facts_like(base, 10))) == 10


def test_half_of_the_content_words_are_replaced_and_the_common_ones_stay(base, facts):
    kept = replaced = 0
    for (_, fact), old in zip(facts[len(base.facts):], itertools.cycle(base.facts)):
        assert len(fact["says"].encode()) == len(old["says"].encode())
        before, after = scale.WORD.findall(old["says"]), scale.WORD.findall(fact["says"])
        for a, b in zip(before, after, strict=True):
            if a.lower() in base.common or a.lower() in scale.FUNCTION_WORDS:
                assert a == b
            elif len(a) > 2 and a.isascii():
                kept, replaced = kept + (a == b), replaced + (a != b)
    assert 0.4 < replaced / (kept + replaced) < 0.6
    assert {"cambodia", "sen"} < base.common and len(base.common) == scale.KEPT


def test_patterns_still_match_the_questions_that_they_matched(base):
    copy, together, held = base.copy(1), 0, 0
    for fact in base.facts:
        for pattern, question in itertools.product(fact.get("match", ()), fact["ask"]):
            try:
                regex, new = re.compile(pattern, re.I), re.compile(copy.pattern(pattern), re.I)
            except re.error:
                continue
            if regex.search(question.lower()):
                together += 1
                held += bool(new.search(copy.text(question).lower()))
    assert together > 1000
    assert held / together > 0.95


def test_a_family_of_words_stays_one():
    copy = next(copy for copy in (scale.Copy(n, frozenset(), set()) for n in range(1, 99))
                if copy.word("strain") != "strain")
    root = copy.word("strain")[:-2]
    assert copy.word("strained") == root + "ined" and copy.word("Strains") == root.title() + "ins"
    assert copy.pattern(r"\bstrain\w*(?:ed|ing)") == rf"\b{root}in\w*(?:ed|ing)"


def test_the_program_takes_the_facts_in_and_answers_from_a_copy(base, tmp_path):
    paths, sample = scale.write_like(base, len(base.facts) + 40, tmp_path)
    database = tmp_path / "facts.db"
    subprocess.run([TONLE, "import", "--db", database, *paths], check=True, capture_output=True)
    copied = [fact for number, fact in sample if number == 1 and fact.get("ask")]
    asked = "".join(fact["ask"][0] + "\n" for fact in copied)
    run = subprocess.run([TONLE, "ask", "--db", database, "--json", "--batch"], input=asked,
                         capture_output=True, text=True)
    found = [json.loads(line)["fact"] for line in run.stdout.splitlines()]
    right = sum(a == b["id"] for a, b in zip(found, copied, strict=True))
    assert right >= 0.9 * len(copied) > 30


def test_names_are_copied_where_their_first_form_changes(base):
    made = scale.copied_aliases(base, range(1, 5))
    ids = {name["id"] for name in made["names"]}
    assert len(ids) == len(made["names"]) > 50
    assert not ids & {f"{name}-{number}" for name in ("cambodia", "hun-sen", "phnom-penh")
                      for number in range(1, 5)}
    firsts = {form.split()[0].lower() for group in made["words"] for form in group}
    assert len(firsts) > 100 and not firsts & scale.FUNCTION_WORDS


def test_small_facts_have_subjects_of_their_own():
    facts = [scale.small_fact(number) for number in range(2000)]
    assert len({fact["says"].split()[4] for fact in facts}) == len(facts)
    assert facts[7] == scale.small_fact(7)
    for fact in facts:
        assert all(re.search(fact["match"][0], question) for question in fact["ask"])


def test_the_longest_wait_is_the_bots():
    stall = 0.3
    listener = socket.create_server(("127.0.0.1", 0))
    bot = socket.create_connection(listener.getsockname())

    def serve():
        with bot, bot.makefile("r", newline="\n") as lines:
            for line in lines:
                if "PRIVMSG" in line:
                    time.sleep(stall)
                    bot.sendall(b"PRIVMSG #quiet :mona: done\r\n")
                elif line.startswith("PING "):
                    bot.sendall(b"PONG " + line[5:].encode())
    thread = threading.Thread(target=serve)
    thread.start()
    peer = ircd.Peer(listener.accept()[0])
    started = time.monotonic()
    longest, line = peer.longest_wait(lambda: peer.say("mona", "#quiet", "work"),
                                      lambda line: line is not None and "done" in line)
    took = time.monotonic() - started
    peer.socket.shutdown(socket.SHUT_WR)
    thread.join()
    peer.socket.close()
    listener.close()
    assert line == "PRIVMSG #quiet :mona: done"
    assert stall <= longest < took


def reply(question, decision="answered", fact="a-b", text="It is so."):
    return {"question": question, "answered": decision == "answered", "decision": decision,
            "fact": fact, "score": 0.9, "by": "search", "reply": [text]}


def test_same_tells_decision_fact_and_polarity_apart():
    old = [reply("a"), reply("b"), reply("c", text="Yes: it is so."), reply("d")]
    new = [reply("a"), reply("b", fact="c-d"), reply("c", text="No: it is so."),
           reply("d", "unknown", None)]
    assert [pair[0]["question"] for pair in same.compare(old, new)] == ["b", "c", "d"]
    assert same.compare(old, [dict(one, score=0.8, by="question") for one in old]) == []
    with pytest.raises(SystemExit):
        same.compare(old, new[:3])
