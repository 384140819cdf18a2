"""Compares references with pandoc's citeproc on the exported CSL-JSON, and with the style guides where
the style files differ from them."""
import json
import os
import re
import resource
import shutil
import signal
import subprocess

import pytest

from factbase import BUILD, database  # noqa: F401 (a fixture)

STYLES = {"apa": "apa", "mla": "modern-language-association", "chicago": "chicago-author-date"}
FOLDER = "/usr/share/citation-style-language/styles"

# By the guides: APA 11.5, 11.6 and Chicago 14.281 for hearings and bills, which the style files have no form for;
# MLA and Chicago say of an inferred date that it is one.
GUIDES = {
    ("apa", "crs-r44037-2018-12-14"):
        "Lum, T. (2018). Cambodia: Background and U.S. Relations (CRS Report No. R44037). Congressional Research "
        "Service. https://www.everycrsreport.com/",
    ("apa", "ap-2022-eccc"):
        "Cheang, S., & Peck, G. (2022, September 22). Khmer Rouge tribunal ends work after 16 years, 3 judgments. "
        "Associated Press. https://",
    ("apa", "ppp-debt"):
        "$278m Lon Nol-era debt still hangs over Cambodia. (n.d.). The Phnom Penh Post. Retrieved November 30, 2026, "
        "from https://",
    ("apa", "hr5754"): "Cambodia Democracy Act of 2018, H.R. 5754, 115th Cong. (2018). https://www.govinfo.gov/",
    ("apa", "crec-2018-07-25"): "Cambodia Democracy Act of 2018, 164 Cong. Rec. H7668 (2018). https://",
    ("apa", "factbook"):
        "Central Intelligence Agency. (2023). The World Factbook: Cambodia (Version 15d4c06b) [Data set]. GitHub. ",
    ("apa", "wiki-menu"):
        "Wikipedia contributors. (n.d.). Operation Menu. In Wikipedia. Retrieved November 30, 2026, from https://en.",
    ("mla", "ap-2022-eccc"):
        "Cheang, Sopheng, and Grant Peck. “Khmer Rouge Tribunal Ends Work After 16 Years, 3 Judgments.” Associated "
        "Press, 22 Sept. 2022, https://",
    ("mla", "cd-2007-aid"):
        "“US Lifts Prohibition on Direct Funding of Gov't.” The Cambodia Daily, circa Feb. 2007, https://",
    ("chicago", "hr5754"): "Cambodia Democracy Act of 2018, H.R. 5754, 115th Cong. (2018). https://www.govinfo.gov/",
    ("apa", "hearing-2010-debt"):
        "Cambodia's Small Debt: When Will the U.S. Forgive? Hearing before the Subcommittee on Asia, the Pacific and "
        "the Global Environment of the House Committee on Foreign Affairs, 111th Cong. (2010). https://www.govinfo.gov/",
    ("chicago", "hearing-2010-debt"):
        "Cambodia's Small Debt: When Will the U.S. Forgive? Hearing before the Subcommittee on Asia, the Pacific and "
        "the Global Environment of the House Committee on Foreign Affairs, 111th Cong. (2010). https://www.govinfo.gov/",
    ("chicago", "crs-r44037-2018-12-14"):
        "Lum, Thomas. 2018. “Cambodia: Background and U.S. Relations.” CRS Report R44037. Congressional Research "
        "Service. https://",
    ("chicago", "cd-2007-aid"):
        "The Cambodia Daily. ca. 2007. “US Lifts Prohibition on Direct Funding of Gov't,” February 2007. https://",
}


EXPORTS = ["--bib", "--ris", "--csl", "--anki", "--gift", "--csv-cards", "--csv-sources", "--csv-aliases", None]


@pytest.mark.parametrize("option", EXPORTS)
def test_an_export_is_whole_or_not_there(database, tmp_path, option):  # noqa: F811
    """A failed write leaves the file as it was; "-" is standard output."""
    path = tmp_path / "there" / "out.yaml"
    path.parent.mkdir()
    export = [BUILD / "tonle", "export", "--db", database, *filter(None, [option])]

    def cut():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (32768, 32768))  # SQLite needs as much beside the database

    done = subprocess.run([*export, shutil.copy(database, path)], capture_output=True, text=True)
    assert done.returncode == 2 and f"{path}: is a database; refusing to overwrite it" in done.stderr
    path.write_text("as it was")
    done = subprocess.run([*export, path], preexec_fn=cut, capture_output=True, text=True)
    assert done.returncode == 2 and re.search(f"{path}: .*cannot be written: ", done.stderr)
    assert path.read_text() == "as it was" and [file.name for file in path.parent.iterdir()] == [path.name]
    subprocess.run([*export, path], check=True)
    done = subprocess.run([*export, "-"], check=True, capture_output=True, text=True)
    assert done.stdout == path.read_text() and len(done.stdout) > 32768


def cite(base, style, *ids):
    run = subprocess.run([BUILD / "tonle", "cite", "--db", base, style, *ids], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def plain(text):
    """Without quotation marks, capitals and what says that a date is inferred: citeproc makes double
    marks of single ones, takes "U.S." for a sentence's end, and drops "circa"."""
    text = re.sub(r"[“”‘’'\"]|\bca\. |\bcirca ", "", text)
    return re.sub(r"\s+", " ", re.sub(r"\.([^\w\s])", r"\1", text)).casefold().strip()


def pandoc(items, style, folder):
    """The entries by id, each formatted by itself: without dashes and letters for repeated authors."""
    csl = open(f"{FOLDER}/{STYLES[style]}.csl", encoding="utf-8").read()
    csl = re.sub(r' (?:subsequent-author-substitute|disambiguate-add-\w[\w-]*)="[^"]*"', "", csl)
    (folder / "style.csl").write_text(csl)
    (folder / "all.json").write_text(json.dumps(items))
    html = subprocess.run(["pandoc", "--citeproc", "--csl", folder / "style.csl", "--bibliography",
                           folder / "all.json", "-t", "json"], input='---\nnocite: "@*"\n---\n',
                          capture_output=True, text=True, check=True).stdout
    entries = {}

    def text(node):
        """The text of a node of pandoc's tree, or of a list of them."""
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return "".join(text(part) for part in node if isinstance(part, (list, dict)))
        if node["t"] in ("Space", "SoftBreak"):
            return " "
        return text(node["c"])

    for block in json.loads(html)["blocks"][0]["c"][1]:
        (name, _, _), body = block["c"]
        entries[name.removeprefix("ref-")] = text([block["c"] for block in body])
    return entries


def write_table(style, items, ours, want):
    """Up to 20 sources of each type, ours beside the style file's, to read."""
    with open(BUILD / "tests" / f"references-{style}.tsv", "w", encoding="utf-8") as out:
        for kind in sorted({item["type"] for item in items}):
            for item in [item for item in items if item["type"] == kind][:20]:
                print(kind, item["id"], ours[item["id"]], want[item["id"]], sep="\t", file=out)


@pytest.mark.skipif(not shutil.which("pandoc") or not os.path.isdir(FOLDER), reason="no pandoc or no styles")
@pytest.mark.parametrize("style", STYLES)
def test_same_as_citeproc(database, tmp_path, style):  # noqa: F811
    subprocess.run([BUILD / "tonle", "export", "--db", database, "--csl", tmp_path / "sources.json"], check=True)
    items = json.loads((tmp_path / "sources.json").read_text())
    want = pandoc(items, style, tmp_path)
    ours = dict(zip((item["id"] for item in items), cite(database, style, *(item["id"] for item in items))))
    write_table(style, items, ours, want)
    for item in items:
        if item["type"] in {"apa": ("hearing",), "chicago": ("bill", "hearing")}.get(style, ()):
            continue  # see GUIDES
        own = re.sub(r"(?<=[( ])(\d{4}|n\.d\.)-?[a-z](?=[),.])", r"\1", ours[item["id"]], count=1)
        assert plain(own) == plain(want[item["id"]]), item["id"]


@pytest.mark.parametrize("style, source", GUIDES)
def test_guides_forms(database, style, source):  # noqa: F811
    assert cite(database, style, source)[0].startswith(GUIDES[style, source])


def test_letters_of_one_year(database):  # noqa: F811
    both = cite(database, "apa", "crs-r44037-2018-12-14", "crs-r44037-2018-04-24")
    assert [entry[:15] for entry in both] == ["Lum, T. (2018b)", "Lum, T. (2018a)"]


def test_other_programs(database, tmp_path):  # noqa: F811
    run = subprocess.run([BUILD / "tonle", "export", "--db", database, "--bib", tmp_path / "s.bib",
                          "--ris", tmp_path / "s.ris"], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    ris = (tmp_path / "s.ris").read_text()
    records = ris.split("ER  - \n")
    assert len(records) > 100 and records[-1] == ""
    assert all(re.fullmatch(r"\n?(?:[A-Z][A-Z0-9]  - .+\n)+", record) for record in records[:-1])
    if shutil.which("pandoc"):
        back = subprocess.run(["pandoc", "-f", "bibtex", "-t", "csljson", tmp_path / "s.bib"], capture_output=True,
                              text=True, check=True)
        items = {item["id"]: item for item in json.loads(back.stdout)}
        assert items["ap-2022-eccc"]["author"] == [{"family": "Cheang", "given": "Sopheng"},
                                                   {"family": "Peck", "given": "Grant"}]
        assert items["crs-r44037-2018-12-14"]["title"].endswith("Background and U.S. Relations")


def test_bad_requests(database):  # noqa: F811
    for words, said in ((["harvard"], 'expected apa, mla, chicago, bibtex, ris or csl, found "harvard"'),
                        (["apa", "nothing"], 'there is no source "nothing"')):
        run = subprocess.run([BUILD / "tonle", "cite", "--db", database, *words], capture_output=True, text=True)
        assert run.returncode == 2 and said in run.stderr
