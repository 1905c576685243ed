"""axe-core on every page of a built site: light and dark, as a visitor and as a member."""

from pathlib import Path

import axe_playwright_python
import vectors
from server import Server
from sites import pages

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """async (only) => (await axe.run(document, only ? {runOnly: only} : {resultTypes: ["violations"]}))
  .violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(" ")).join(", ")}`)"""


def check(browser, site, report):
    """Reports one line for each page and reader: the violations found."""
    server = Server(site.folder, site.base)
    try:
        for member in (None, "high"):
            context = browser.new_context()
            page = context.new_page()
            if member:
                page.goto(server.url(site.unlock) + "#" + site.codes[member])
                page.locator(".unlock-member h2").wait_for()
            for path in [path for path, _ in pages(site.folder)] + [f"{site.search}?q=reader+check"]:
                page.emulate_media(color_scheme="light")
                page.goto(server.url(path))
                if path == site.member:
                    page.locator(".home.is-known").wait_for()
                if "?q=" in path:
                    page.locator(".finder li").first.wait_for()
                if member:
                    page.locator("[data-session] summary").wait_for()
                    _settle(page)
                    page.locator("[data-session] summary").click()
                page.evaluate(SOURCE)
                found = [f"light: {text}" for text in page.evaluate(RUN, None)]
                # Only colours differ in the dark.
                page.emulate_media(color_scheme="dark")
                found += [f"dark: {text}" for text in page.evaluate(RUN, ["color-contrast"])]
                report(f"{'member' if member else 'visitor'} on {path or 'the home page'}", found)
            if member:
                _advised(page, server, site, report)
            context.close()
    finally:
        server.close()


def _advised(page, server, site, report):
    """What is there only with advice, and where the author wants to know what members say."""
    server.folder = site.counted
    server.extra = vectors.advised(site.counted, site.base, site.codes["high"], site.advice())
    for path, sign in ((site.member, ".offer"), (site.lesson["route"][1:], ".rating")):
        page.emulate_media(color_scheme="light")
        page.goto(server.url(path))
        page.locator(sign).wait_for()
        page.evaluate(SOURCE)
        found = [f"light: {text}" for text in page.evaluate(RUN, None)]
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {text}" for text in page.evaluate(RUN, ["color-contrast"])]
        report(f"advised member on {path}", found)


def _settle(page):
    """Waits until no section is waiting; not by wait_for_function, which the policy forbids."""
    for _ in range(100):
        if page.evaluate("[...document.querySelectorAll('sealpress-section')]"
                         ".every(({className}) => className && className !== 'is-opening')"):
            return
        page.wait_for_timeout(30)
