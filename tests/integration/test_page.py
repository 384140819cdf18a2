"""`tonle export --html`: the pages, as files and in a real Chromium."""
import collections
import html.parser
import json
import re
import shutil
import sqlite3
import subprocess
import time
import xml.etree.ElementTree

import npm
import pytest
import yaml

from conftest import BUILD, ROOT
from irc import until

TONLE = ROOT / BUILD / "tonle"
FACTS = ROOT / BUILD / "tests/facts.db"
PAGES = ["index.html", "timeline.html", "sources.html", "figures.html", "changes.html"]
OTHERS = ["page.css", "page.js", "search.js", "feed.xml", "facts.json", "cards.apkg", "cards.txt", "cards.csv",
          "quiz.gift", "study"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page") / "site"
    written = None
    for _ in range(2):  # the second time over the first
        subprocess.run([TONLE, "export", "--db", FACTS, "--html", folder], check=True)
        written = written or {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert sorted(path.name for path in folder.iterdir()) == sorted(PAGES + OTHERS)
    (folder / "study" / "gone.apkg").touch()  # a topic that is no more
    subprocess.run([TONLE, "export", "--db", FACTS, "--html", folder], check=True)
    topics = {path.stem for path in (folder / "study").iterdir()}
    assert {"monarchy", "khmer-rouge"} <= topics and "gone" not in topics
    assert {path.name for path in (folder / "study").iterdir()} == {
        topic + ending for topic in topics for ending in (".apkg", ".gift")}
    assert all(path.stat().st_mtime_ns == time for path, time in written.items()), "written again without need"
    return folder


class Page(html.parser.HTMLParser):
    """A page's ids and links, and whether its tags are balanced."""
    VOID = {"meta", "link", "input"}  # and in SVG, what is written "<rect/>"

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.open, self.tags = [], [], [], collections.Counter()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags[tag] += 1
        if "id" in attrs:
            self.ids.append(attrs["id"])
        self.links += [attrs[key] for key in ("href", "src") if key in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_links_lead_somewhere(site):
    pages = {name: Page((site / name).read_text()) for name in PAGES}
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice"
        for link in page.links:
            target, _, part = link.partition("#")
            if link.startswith(("http://", "https://", "data:")):
                continue
            assert (site / (target or name)).exists(), link
            assert not part or part in pages[target or name].ids, link
    exported = subprocess.run([TONLE, "export", "--db", FACTS], check=True,
                              capture_output=True, text=True).stdout
    served = len(yaml.load(exported, yaml.CSafeLoader)["facts"])
    assert pages["index.html"].tags["article"] == served
    assert pages["timeline.html"].tags["li"] == len(re.findall(r"^    when:", exported, re.M))
    assert pages["index.html"].tags["q"] > served / 3


def test_nothing_is_fetched_from_elsewhere(site):
    for name in PAGES:
        text = (site / name).read_text()
        assert "default-src 'none'" in text
        assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", text)
    for name in ("page.css", "page.js"):
        assert not re.search(r"https?://|@import|url\(", (site / name).read_text())


ATOM = "{http://www.w3.org/2005/Atom}"


def test_feed(site):
    """RFC 4287: what a feed and an entry must have."""
    feed = xml.etree.ElementTree.parse(site / "feed.xml").getroot()
    assert feed.tag == ATOM + "feed"
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == 40
    for element in [feed, *entries]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.find(ATOM + "updated").text)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "tonle"
    ids = [entry.find(ATOM + "id").text for entry in entries]
    assert len(set(ids)) == 40
    for one in ids:
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", one)


def test_json(site):
    read = json.loads((site / "facts.json").read_text())
    sources = {source["id"] for source in read["sources"]}
    assert len(read["facts"]) > 200 and all("title" in source and "type" in source for source in read["sources"])
    for fact in read["facts"]:
        assert fact["says"] and fact["ask"] and fact["cite"] and "match" not in fact
        assert all(citation["source"] in sources for citation in fact["cite"])


def export(database, folder):
    subprocess.run([TONLE, "export", "--db", database, "--html", folder], check=True)
    return folder


def do(database, *words):
    subprocess.run([TONLE, "do", "--db", database, *words], check=True, stdout=subprocess.DEVNULL)


def test_what_is_not_served_is_on_no_page(tmp_path):
    """A forgotten fact and a draft; the forgotten one was asked for, and was the last to change."""
    database = shutil.copy(FACTS, tmp_path / "facts.db")
    with sqlite3.connect(database) as db:
        number, = db.execute("SELECT number FROM fact WHERE id = 'kr-death-toll'").fetchone()
        db.execute("INSERT INTO journal (at, network, channel, decision, reached, fact, score, question)"
                   " VALUES (?, '', '', 'answered', 'search', ?, 1, 'q')", (int(time.time()), number))
    assert "kr-death-toll" in (export(database, tmp_path / "site") / "figures.html").read_text()
    do(database, "add", "The zanzibar treaty was signed in Kampot.")
    do(database, "forget", "kr-death-toll")
    do(database, "hide", "sihanouk-death", "libel")
    folder = export(database, tmp_path / "site")
    for path in folder.rglob("*.*"):
        text = path.read_bytes().decode(errors="replace")  # a package's files are stored as they are
        assert "kr-death-toll" not in text and "2 million of 8 million" not in text, path
        assert "sihanouk-death" not in text, path
        assert "zanzibar" not in text.lower(), path


def test_changes(tmp_path):
    """The newest first, at most fifty, with the present statement and without the author."""
    database = shutil.copy(FACTS, tmp_path / "facts.db")
    page = (export(database, tmp_path / "site") / "changes.html").read_text()
    assert "Nobody has changed a fact yet." in page
    do(database, "replace", "sihanouk-death", "!", "Sihanouk lived for ever.")
    do(database, "replace", "sihanouk-death", "!", "Norodom Sihanouk died in Beijing in 2012.")
    do(database, "undo", "sihanouk-death")
    do(database, "lock", "sihanouk-death")
    do(database, "forget", "kr-death-toll", "!")
    do(database, "unforget", "kr-death-toll")
    page = (export(database, tmp_path / "site") / "changes.html").read_text()
    changes = re.findall(r"<li><time [^>]*>[0-9:]{5}</time> ([a-z ]+): <a href=\"index.html#([a-z0-9-]+)\">", page)
    assert changes == [("back", "kr-death-toll"), ("changed back", "sihanouk-death"), ("changed", "sihanouk-death"),
                       ("changed", "sihanouk-death")]
    assert page.count(">Sihanouk lived for ever.<") == 3 and "in Beijing in 2012" not in page
    with sqlite3.connect(database) as db:
        for _ in range(50):
            db.execute("INSERT INTO revision SELECT number + 1, name, fact, at, author, network, reason, content,"
                       " hash, hash, origin, action FROM revision ORDER BY number DESC LIMIT 1")
    page = (export(database, tmp_path / "site") / "changes.html").read_text()
    assert page.count("<li><time ") == 50


def test_figures(tmp_path):
    database = shutil.copy(FACTS, tmp_path / "facts.db")
    now = int(time.time())
    with sqlite3.connect(database) as db:
        for decision, times in (("answered", 6), ("quoted", 1), ("offered", 2), ("unknown", 1), ("silent", 9)):
            for _ in range(times):
                db.execute("INSERT INTO journal (at, network, channel, decision, reached, fact, score, question)"
                           " VALUES (?, 'n', '#c', ?, '', 1, 1, 'who is Mona Lisa?')", (now, decision))
        db.execute("INSERT INTO asked (gist, text, times, first, last) VALUES ('g', ?, 3, ?, ?)",
                   ("did Mona Lisa say when the peace corps built wells?", now - 5 * 86400 - 60, now))
    text = (export(database, tmp_path / "site") / "figures.html").read_text()
    shown = html.unescape(re.sub(r"<[^>]*>", "", text))
    for figure in ("10 questions in 13 weeks", "answered: 7 (70 %)", "offered: 2 (20 %)", "not known: 1 (10 %)",
                   "6× ", "1 question is waiting for an answer, the oldest for 5 days", "Peace Corps: 3"):
        assert figure in shown, figure
    assert "Mona" not in text


HOSTILE = """\
sources:
  - {id: tale, title: 'A <b>"tale"</b> & more', publisher: nobody, url: 'javascript:alert(1)', short: "<i>tale</i>"}
facts:
  - id: elephant
    topic: animals
    says: 'An elephant <script>alert("x")</script> & "another" stood here (ដំរី នៅ ទីនេះ; فيل).'
    ask: ["<img src=x onerror=alert(1)>", "where was the elephant", "elephant", "a b", "c d", "e f"]
    not: ["who", "when"]
    match: ['\\belephant\\b']
    cite: [{source: tale, locator: '<u>page</u>', for: "it's"}]
"""


def test_text_stays_text(tmp_path):
    (tmp_path / "facts.yaml").write_text(HOSTILE)
    subprocess.run([TONLE, "import", "--db", tmp_path / "a.db", tmp_path / "facts.yaml"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run([TONLE, "export", "--db", tmp_path / "a.db", "--html", tmp_path / "site"], check=True)
    for name in PAGES:
        text = (tmp_path / "site" / name).read_text()
        page = Page(text)
        assert page.tags["script"] == 1 + (name == "index.html") and not page.tags["img"] and not page.tags["i"] and not page.tags["b"]
        assert not any(link.startswith("javascript:") for link in page.links)
    index = (tmp_path / "site" / "index.html").read_text()
    assert '(<span lang="km">ដំរី នៅ ទីនេះ</span>; <bdi dir="auto">فيل</bdi>).' in index
    feed = xml.etree.ElementTree.parse(tmp_path / "site" / "feed.xml")
    assert '<script>alert("x")</script>' in feed.find(f".//{ATOM}content").text
    assert json.loads((tmp_path / "site" / "facts.json").read_text())["facts"][0]["id"] == "elephant"
    assert "No fact has a date yet." in (tmp_path / "site" / "timeline.html").read_text()


def test_where_it_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "none" / "site", tmp_path / "file"):
        run = subprocess.run([TONLE, "export", "--db", FACTS, "--html", place],
                             capture_output=True, text=True)
        assert run.returncode == 2 and str(place) in run.stderr
    assert (tmp_path / "file").read_text() == ""


# --- in the browser ---------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--disable-dev-shm-usage", f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    yield browser
    browser.quit()


@pytest.fixture
def look(browser):
    """look(width, dark) sets the screen, also for a page that is open."""
    def set_screen(width=1280, dark=False, reduced=True):
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if reduced else "no-preference"}]})
    return set_screen


@pytest.fixture
def at(browser, site, look):
    """at(page, width, dark) opens the page on such a screen."""
    def open_page(name, width=1280, dark=False, reduced=True, folder=site):
        look(width, dark, reduced)
        browser.get((folder / name.partition("?")[0]).as_uri() + "".join(name.partition("?")[1:]))
        return browser
    return open_page


def shown(browser):
    return browser.execute_script(
        "return [...document.querySelectorAll('article')].filter(a => a.offsetParent).map(a => a.id)")


def said(browser):
    from selenium.webdriver.common.by import By
    return browser.find_element(By.TAG_NAME, "output").text


def type_in(browser, words):
    browser.execute_script("const box = document.getElementById('words'); box.value = arguments[0];"
                           "box.dispatchEvent(new Event('input'))", words)


def test_search(at):
    from selenium.webdriver.common.by import By
    browser = at("index.html")
    everything = shown(browser)
    box = browser.find_element(By.ID, "words")
    box.send_keys("SIHANOUK ab")
    type_in(browser, "SIHANOUK abdicated")
    found = shown(browser)
    assert found[0] == "sihanouk-abdication" and len(found) < 12
    assert said(browser) == f"{len(found)} of {len(everything)} facts"
    assert browser.current_url.endswith("?q=SIHANOUK%20abdicated")
    marked = browser.execute_script("return [...document.querySelectorAll('.says mark')].map(m => m.textContent)")
    assert marked[:2] == ["Norodom Sihanouk", "abdicated"]
    type_in(browser, "SIHANOUK abdicated zzz")
    assert shown(browser) == found and "no fact has “zzz”" in said(browser)
    type_in(browser, "zzz")
    assert shown(browser) == []
    assert not browser.execute_script("return [...document.querySelectorAll('h2')].some(h => h.offsetParent)")
    box.clear()
    box.send_keys("x\b")
    assert shown(browser) == everything and not browser.execute_script("return document.querySelector('mark')")
    assert shown(at("index.html?q=s%C3%ADhanouk%20abdicated")) == found  # accents folded, from the address


# What people type, and a fact that must be among the first three.
SOUGHT = {
    "war crimes": "chea-samphan-genocide-2018", "sihanok": "sihanouk-death", "hun sen’s age": "hun-sen-age",
    "“guile and force”": "hun-sen-power-methods", "US–Cambodia trade": "trade-9281m-2022", "W.T.O.": "wto-joined-2004",
    "ហ៊ុន សែន": "hun-sen-who", "តើហ៊ុនសែនជានរណា": "hun-sen-who", "bombs": "explosives-500000-tonnes",
    "peacecorps": "peace-corps-since-year", "refugees": "refugees-to-thailand-1997", "rainsi exile": "sam-rainsy-exile",
    "what is the wto": "wto-joined-2004", "garment ex": "exports-garments-footwear", "kr-death-toll": "kr-death-toll",
}


def test_search_as_the_bot_does(at):
    browser = at("index.html")
    for words, fact in SOUGHT.items():
        type_in(browser, words)
        assert fact in shown(browser)[:3], f"{words}: {shown(browser)[:3]}; {said(browser)}"
    type_in(browser, "reem")
    assert not any("agreement" in mark for mark in browser.execute_script(
        "return [...document.querySelectorAll('mark')].map(m => m.textContent)"))


def test_copies(at):
    """What the buttons copy to the clipboard."""
    from selenium.webdriver.common.by import By
    browser = at("index.html?q=sihanouk-abdication")
    browser.execute_script("window.copied = []; navigator.clipboard ||= {}; "
                           "navigator.clipboard.writeText = async (text) => { copied.push(text) }")
    browser.find_element(By.CSS_SELECTOR, "details.use summary").click()
    # the buttons are added when the browser tells of the opening, which is after the click
    buttons = until(lambda: browser.find_elements(By.CSS_SELECTOR, "details.use button"), "buttons")
    for button in buttons:
        button.click()
    fact, citation, question = browser.execute_script("return copied")
    assert re.fullmatch(r".*King Norodom Sihanouk abdicated.*\[Help page ¶25; .*\] \(sihanouk-abdication\) "
                        r"file://.*/index.html#sihanouk-abdication", fact)
    assert "Rhein-Main-Verzeichnis" in citation and citation.count("\n") == 1
    assert question.startswith("tonle: ") and question.endswith("?")


def test_order(at):
    """Topics are sorted by name; in each, the latest facts come first and undated ones last."""
    browser = at("index.html")
    topics = browser.execute_script("return [...document.querySelectorAll('section h2')].map(h => h.textContent)")
    assert topics == sorted(topics, key=str.lower) and len(topics) > 20
    for times in browser.execute_script(
            "return [...document.querySelectorAll('section')].map(s => [...s.querySelectorAll('article')].map("
            "a => a.querySelector('time[datetime]')?.dateTime || (a.querySelector('time') ? '-' : '')))"):
        years = [time[:4] for time in times if time != "-"]
        assert years == sorted(years, reverse=True)


def test_timeline(at):
    """All years at any width; the filter; touch targets."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.select import Select
    for width in (390, 1280):
        browser = at("timeline.html", width)
        right = browser.execute_script(
            "return Math.max(...[...document.querySelectorAll('.overview rect, .overview use')].map("
            "e => e.getBoundingClientRect().right))")
        assert right <= width
        small = browser.execute_script(
            "return [...document.querySelectorAll('.overview a, .years a')].map(a => a.getBoundingClientRect()).filter("
            "r => r.width < 24 || r.height < 24).length")
        assert small == 0
    longest = browser.execute_script("return [...document.querySelectorAll('#pol-pot-who .span rect')].map("
                                     "r => r.getBoundingClientRect().width)")
    assert longest and longest[0] > 300
    Select(browser.find_element(By.ID, "topic")).select_by_value("aid")
    topics = browser.execute_script("return [...new Set([...document.querySelectorAll('.years li')].filter("
                                    "e => e.offsetParent).map(e => e.dataset.topics))]")
    assert topics and all("aid" in each.split() for each in topics) and browser.current_url.endswith("?topic=aid")
    assert browser.execute_script("return [...document.querySelectorAll('.overview g:not(.dim)')].every("
                                  "g => g.dataset.topics.split(' ').includes('aid'))")


def test_a_link_to_a_fact_shows_it(at):
    browser = at("index.html?q=zzz")
    assert shown(browser) == []
    browser.execute_script("location.hash = '#sihanouk-abdication'; window.dispatchEvent(new Event('hashchange'))")
    assert "sihanouk-abdication" in shown(browser)


@pytest.mark.parametrize("page", PAGES)
def test_fits_the_screen(at, look, page):
    browser = at(page)
    for width in (1280, 390, 320):
        look(width)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} wide"
        assert browser.execute_script("return document.querySelector('h1').offsetParent !== null")


CONTRAST = """
const light = (c) => { const v = c.map((x) => { x /= 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
	return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
let worst = [99, ""];
for (const e of document.querySelectorAll("body *")) {
	if (!e.offsetParent || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
	const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e).slice(0, 3));
	const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	if (ratio < worst[0]) worst = [ratio, e.outerHTML.slice(0, 90)];
}
return worst;
"""


@pytest.mark.parametrize("page", PAGES)
def test_contrast(at, look, small_site, page):
    """WCAG 2.2, 1.4.3: text has a contrast of 4.5 : 1 at least."""
    browser = at(page, folder=small_site)
    for dark in (False, True):
        look(dark=dark)
        paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == dark
        ratio, where = browser.execute_script(CONTRAST)
        assert ratio >= 4.5, where


@pytest.mark.parametrize("page", PAGES)
def test_accessible(at, small_site, page):
    """With the keyboard, and for screen readers."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    browser = at(page, folder=small_site)
    assert browser.execute_script("return document.documentElement.lang") == "en"
    nameless = browser.execute_script(
        "return [...document.querySelectorAll('a, input, summary, [role=region]')].filter(e =>"
        " !(e.textContent.trim() || e.ariaLabel || (e.labels && e.labels.length))).length")
    assert nameless == 0
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    focused = browser.switch_to.active_element
    assert focused.text == "Skip to the content"
    assert browser.execute_script("return arguments[0].getBoundingClientRect().left >= 0", focused)
    focused.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "content"
    levels = browser.execute_script("return [...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")
    assert levels[0] == "H1" and levels.count("H1") == 1
    assert browser.execute_script("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """Every element that pages can have, in few facts, since axe-core checks each element."""
    folder = tmp_path_factory.mktemp("small")
    subprocess.run([TONLE, "import", "--db", folder / "small.db", ROOT / "tests/talk/study.yaml",
                    ROOT / "facts/aliases.yaml"], check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(folder / "small.db") as db:
        for number, decision in enumerate(["answered", "offered", "unknown", "answered"]):
            db.execute("INSERT INTO journal (at, network, channel, decision, reached, fact, score, question)"
                       " VALUES (?, '', '', ?, '', 1, 1, '')", (int(time.time()) - number * 500000, decision))
        db.execute("INSERT INTO asked (gist, text, times, first, last) VALUES ('g', 'who built wells?', 3, 1, 1)")
    return export(folder / "small.db", folder / "site")


@pytest.mark.parametrize("page", [*PAGES, "index.html?q=sihanouk"])
def test_axe_finds_nothing_serious(at, look, small_site, page):
    """At both widths, light and dark, with everything expanded."""
    axe = npm.package("axe-core") / "node_modules/axe-core/axe.min.js"
    browser = at(page, folder=small_site)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true);" + axe.read_text())
    for width, dark in ((1280, False), (1280, True), (390, True), (390, False)):
        look(width, dark)
        found = browser.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(r => done(r.violations.filter("
            "v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes[0].html)),"
            " e => done(['axe: ' + e]))")
        assert found == [], (width, dark)


def test_by_keyboard_alone(at, small_site):
    from selenium.webdriver.common.keys import Keys
    browser = at("index.html", folder=small_site)

    def press(*keys):
        browser.switch_to.active_element.send_keys(*keys)

    def tab_to(selector):
        for _ in range(60):
            press(Keys.TAB)
            if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    browser.execute_script("window.copied = []; navigator.clipboard.writeText = async (text) => { copied.push(text) }")
    tab_to("#words")
    press("sihanouk abdicated")
    first = shown(browser)[0]
    assert first == "sihanouk-abdication"
    tab_to(f"#{first} details.use summary")
    press(Keys.ENTER)
    tab_to(f"#{first} button")
    press(Keys.ENTER)
    assert first in browser.execute_script("return copied")[0]
    browser = at("timeline.html", folder=small_site)
    tab_to("#topic")
    press(Keys.ARROW_DOWN)
    count = browser.execute_script("return document.querySelectorAll('.years li').length")
    assert 0 < browser.execute_script("return document.querySelectorAll('.years li:not([hidden])').length") < count
    tab_to(".overview a")
    press(Keys.ENTER)
    assert re.search(r"#y\d{4}$", browser.current_url)


@pytest.mark.parametrize("page", PAGES)
def test_quiet_and_printable(at, small_site, page):
    browser = at(page, folder=small_site)
    fetched = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert all(name.startswith(("file:", "data:")) for name in fetched)
    assert not browser.execute_script("return window.fault || null")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.3, "paperHeight": 11.7})
    assert len(printed["data"]) > 10000
