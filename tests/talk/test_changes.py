"""`changes` and `search by` say when they show only the last changes."""
import os
import pathlib
import re
import sqlite3
import subprocess

from factbase import BUILD, small, small_base  # noqa: F401 (fixtures)

HERE = pathlib.Path(__file__).parent
MONA = "@account=mona :mona!m@m.example PRIVMSG #cambodia :"


def hear(base, lines, config=HERE / "people.yaml", seconds=10):
    """What the bot says to the lines, which mona writes some seconds apart."""
    done = subprocess.run([BUILD / "tonle", "talk", "--db", base, "--channel", "#cambodia", "--config",
                           config], text=True, capture_output=True, check=True,
                          input="".join(f"{MONA}{line}\n/clock +{1000 * seconds}\n" for line in lines),
                          env={**os.environ, "TONLE_MODEL": "none"})
    return done.stdout.replace("\nNOTICE mona :", " ")


def edits(count):
    return [f"!when sihanouk-death 2012-10{'' if at % 2 else '-15'}" for at in range(1, count + 1)]


def test_only_the_last_changes_are_listed(small):  # noqa: F811
    said = hear(small, [*edits(60), "!changes", *["!more"] * 12])
    assert len(re.findall(r"\d mona: sihanouk-death", said)) == 60
    assert "Older changes" not in said
    said = hear(small, [*edits(1), "!changes", *["!more"] * 12])
    assert len(re.findall(r"\d mona: sihanouk-death", said)) == 60
    assert said.count("Older changes are left out; history <id> shows all of a fact.") == 1


def test_a_search_by_author_says_how_far_back_it_looked(small):  # noqa: F811
    said = hear(small, [*edits(500), "tonle: search by mona"])
    assert re.search(r"mona: 2012-10-15: .*\(sihanouk-death\)$", said, re.M)
    said = hear(small, [*edits(1), "tonle: search by mona"])
    assert re.search(r"mona: Of the last 500 changes: 2012-10: .*\(sihanouk-death\)$", said, re.M)


def test_days_are_those_of_the_configured_zone(small, tmp_path):  # noqa: F811
    """The clock begins on 14 November, 22:13 UTC; it is the 15th in Phnom Penh."""
    config = tmp_path / "tonle.yaml"
    config.write_text("timezone: Asia/Phnom_Penh\n" + (HERE / "people.yaml").read_text())
    said = hear(small, [*edits(1), "!changes today", "!changes since 2023-11-15", "!changes since 2023-11-16"],
                config, seconds=4 * 60 * 60)
    assert said.count("2023-11-15 mona: sihanouk-death (when 2012-10)") == 2
    assert said.endswith(" Nobody has changed a fact since then.\n")


def test_what_somebody_else_decided_first_is_not_decided_again(small):  # noqa: F811
    """Another process decides after a command has read, and before it writes."""
    bob = ":bob!b@h.example PRIVMSG #cambodia :"
    subprocess.run([BUILD / "tonle", "talk", "--db", small, "--channel", "#cambodia"], text=True, check=True,
                   input=f"{bob}!suggest The Mekong is long.\n{bob}tonle: who built the bridge of Zubrov?\n"
                         f"{bob}tonle: tell me\n", stdout=subprocess.DEVNULL)
    with sqlite3.connect(small) as other:
        for table in ("suggestion", "asked"):
            other.execute(f"CREATE TRIGGER first_{table} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(IGNORE); END")
    said = hear(small, ["!amend 1 The Mekong is 4000 km long.", "!reject 1 it is not", "!asked 1 dismiss",
                        "!asked 1 answer sihanouk-death"])
    assert "saved sihanouk-death" in said and "waiting" not in said, said
    assert said.count("Somebody else has just decided suggestion 1.") == 2, said
    assert "Question 1 has already been decided by somebody else." in said, said
