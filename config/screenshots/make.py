#!/usr/bin/python3
"""The README's two pictures, from the program itself: `make screenshots`.

    make.py BUILD     page.png, the page's search in Chromium; terminal.svg, lines said in `tonle console`
"""
import html
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
SAID = ["tonle: who got the throne when Sihanouk stepped down?",
        "lunch, anyone?",
        "tonle: did Cambodia join the WTO against US wishes?",
        "tonle: who was the first US president to visit Cambodia?",
        "tonle: and when?",
        "tonle: how many refugees fled to Vietnam?"]
COLUMNS, LINE, LEFT = 104, 19, 16


def converse(database):
    """The lines of both, in the order in which they were said."""
    process = subprocess.Popen([BUILD / "tonle", "console", "--db", database, "--nick", "dara", "--channel", "#cambodia"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    replies = process.communicate("".join(said + "\n" for said in SAID))[0].splitlines()
    replies = [line.removeprefix("<tonle> ") for line in replies if line.startswith("<tonle> ")]
    talk = []
    for said in SAID:
        talk.append(("dara", said))
        if said.startswith("tonle:"):
            talk.append(("tonle", replies.pop(0)))
    return talk


def draw_terminal(talk):
    rows = []
    for nick, said in talk:
        pieces = textwrap.wrap(said, COLUMNS - 8, break_long_words=False, break_on_hyphens=False)
        rows += [(nick if number == 0 else "", piece) for number, piece in enumerate(pieces)]
    height = LINE * len(rows) + 2 * LEFT
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" font-family="monospace" font-size="14">',
           "<title>tonle answers questions in a channel</title>",
           f'<rect width="900" height="{height}" rx="8" fill="#16181b"/>']
    for number, (nick, said) in enumerate(rows):
        y = LEFT + LINE * number + 14
        if nick:
            colour = "#7cc7d6" if nick == "tonle" else "#f09a6f"
            out.append(f'<text x="{LEFT + 44}" y="{y}" text-anchor="end" fill="{colour}">{nick}</text>')
        out.append(f'<text x="{LEFT + 56}" y="{y}" fill="#e9e6df" xml:space="preserve" textLength="{round(len(said) * 8.43)}">'
                   f"{html.escape(said)}</text>")
    (HERE / "terminal.svg").write_text("\n".join(out) + "\n</svg>\n")


def draw_page(database, folder):
    subprocess.run([BUILD / "tonle", "export", "--db", database, "--html", folder / "site"], check=True)
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/chromium"):
        options.add_argument(flag)
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": 1280, "height": 490, "deviceScaleFactor": 1, "mobile": False})
    browser.get((folder / "site/index.html").as_uri() + "?q=sihanok%20abdicated")
    browser.save_screenshot(str(HERE / "page.png"))
    browser.quit()


with tempfile.TemporaryDirectory() as temporary:
    base = shutil.copy(BUILD / "tests/facts.db", temporary)
    draw_terminal(converse(base))
    draw_page(base, pathlib.Path(temporary))
