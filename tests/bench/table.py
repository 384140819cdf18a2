#!/usr/bin/env python3
"""The benchmark's results as a table to read.

    table.py RESULTS [BEFORE]

Prints what bench.py wrote to RESULTS; with BEFORE, other results, each cell also has their value.
"""
import json
import sys

SIZE = "Size"
CPU = "A question: CPU in µs, mean / p50 / p90 / p99"
RATIO = "A question: time to the answer, p50 × echo / p99 × echo; CPU × echo"
ANSWERED = "A question: answered (known and pattern: with its fact)"
OVERHEARD = "A line that is not for the bot: CPU in µs, mean / p50 / p90 / p99"
BURSTS = "Lines that are not for the bot, in bursts: lines/s, CPU in µs a line (× echo)"
WAIT = "Longest wait for a PONG while it does this, ms (CPU of the bot in that time, ms)"
START = "start until it has joined / answers, s (CPU s)"
ASK = "`tonle ask`, one question, s (the first, which builds the index)"
RSS = "RSS at start / in use (of it anonymous), MiB"

# The goals.
WANTED = {
    (SIZE, START): "real 0.05, 10 146: 0.1, small 100 000: 0.5",
    (SIZE, RSS): "in use, 10 146: 20, 100 000: 60",
    (CPU, "reworded"): "real: 150 / 100 / – / 600",
    (CPU, "known"): "1 000 000: p99 5 000",
    (RATIO, "known"): "p50 2 ×",
    (RATIO, "pattern"): "p50 2 ×",
    (OVERHEARD, "named, ambient on"): "10 146: 100 / – / 300 / –",
    (BURSTS, "chatter, ambient off"): "500 000, 2",
    (WAIT, None): "20",
}


def number(value):
    """Three significant digits."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def several(values):
    return " / ".join(map(number, values))


def get(result, *keys):
    for key in keys:
        if not isinstance(result, dict) or key not in result:
            return None
        result = result[key]
    return result


def rows(results, base):
    """Yields (section, measure, text) for one base."""
    echo = base.get("echo", results["echo"])
    yield SIZE, "facts", number(base["facts"])
    yield SIZE, "echo beside it: answer p50 / p99, µs (CPU)", "{} ({})".format(
        several(echo["latency"][key] for key in ("p50", "p99")), number(echo["cpu"]["mean"]))
    yield SIZE, "import, s (CPU s; most memory, MiB)", "{} ({}; {})".format(
        *(number(get(base, "import", key)) for key in ("s", "cpu_s", "mib")))
    if encode := get(base, "encode"):
        yield SIZE, "encoding it, s (CPU s)", "{} ({})".format(
            *(number(encode[key]) for key in ("s", "cpu_s")))
    if csv := get(base, "csv"):
        text = f"{number(csv['s'])} ({number(csv['mib'])})"
        if csv["status"] != 0:
            text = f"failed after {number(csv['s'])} s"
        yield SIZE, "the same as a table (CSV), s (most memory, MiB)", (
            f"{text}, file {number(csv['file_mib'])} MiB")
    yield SIZE, START, "{} ({})".format(
        several([get(base, "start", "joined_s"), get(base, "start", "answers_s")]),
        number(get(base, "start", "cpu_s")))
    yield SIZE, ASK, "{} ({})".format(
        *(number(get(base, which, "s")) for which in ("ask", "first_ask")))
    yield SIZE, RSS, "{} ({})".format(
        several([get(base, "start", "memory", "VmRSS"), get(base, "in_use", "VmRSS")]),
        number(get(base, "in_use", "RssAnon")))
    yield SIZE, "database and what lies beside it, MiB", number(
        sum((get(base, "disk_mib") or {}).values()))
    for kind in ("known", "pattern", "reworded", "unknown"):
        if found := get(base, "asked", kind):
            cpu, latency = found["cpu"], found["latency"]
            yield CPU, kind, several(cpu[key] for key in ("mean", "p50", "p90", "p99"))
            yield RATIO, kind, "{}; {}".format(
                several(latency[key] / echo["latency"][key] for key in ("p50", "p99")),
                number(cpu["mean"] / echo["cpu"]["mean"]))
            silent = f", {len(found['silent'])} met with silence" if found["silent"] else ""
            yield ANSWERED, kind, f"{100 * found['answered']:.0f} %{silent}"
    for name, found in (get(base, "overheard") or {}).items():
        yield OVERHEARD, name, several(found["cpu"][key] for key in ("mean", "p50", "p90", "p99"))
        yield BURSTS, name, "{}, {} ({})".format(
            number(found["lines_s"]), number(found["burst_us"]),
            number(found["burst_us"] / echo["burst_us"]))
    for name, found in (get(base, "stalls") or {}).items():
        text = f"{number(found['ms'])} ({number(found.get('cpu_ms'))})"
        yield WAIT, name, text + ("" if found["expected"] else " refused!")


def columns(results):
    """{base: {(section, measure): text}}, and the rows in order."""
    cells, order = {}, []
    for base in results["bases"]:
        cells[base["name"]] = {}
        for section, measure, text in rows(results, base):
            cells[base["name"]][section, measure] = text
            if (section, measure) not in order:
                order.append((section, measure))
    sections = list(dict.fromkeys(section for section, _ in order))
    return cells, sorted(order, key=lambda row: sections.index(row[0]))


def heading(results):
    found, echo = results["machine"], results["echo"]
    return (f"{results['date']}, {results['commit']}, {found['cpu']}, {found['cores']} cores, load "
            f"{found['load']:.1f} at start, {found.get('load_after', 0):.1f} at the end. "
            "Echo (libircclient): answer p50 / p99 "
            f"{several(echo['latency'][key] for key in ('p50', 'p99'))} µs, "
            f"CPU {number(echo['cpu']['mean'])} µs, {number(echo['lines_s'])} lines/s, "
            f"{number(echo['burst_us'])} µs a line, {number(echo['rss_mib'])} MiB.")


def markdown(results, before=None):
    cells, order = columns(results)
    earlier = columns(before)[0] if before else {}
    text, section = [heading(results)], None
    if before:
        text.append(f"\nIn brackets […] what it was: {heading(before)}")
    for row in order:
        if row[0] != section:
            section = row[0]
            text += ["", f"| {section} | " + " | ".join(cells) + " | wanted |",
                     "|---" * (len(cells) + 2) + "|"]
        shown = []
        for name, column in cells.items():
            was = earlier.get(name, {}).get(row)
            shown.append(column.get(row, "–") + (f" [{was}]" if was else ""))
        text.append(f"| {row[1]} | " + " | ".join(shown) + " | "
                    + WANTED.get(row, WANTED.get((section, None), "")) + " |")
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    print(markdown(*(json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])), end="")
