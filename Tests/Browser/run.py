#!/usr/bin/env python3
"""Runs the reader in real browsers: every case in Chromium and in Firefox, and axe-core on every page.

    run.py SETTINGS.json [--only WORD] [--browser chromium|firefox|axe] [--keep DIR]

SETTINGS.json is {"root": the author's folder, "site": where it is built, "sealpress": the program}.
Needs what requirements.txt lists, and Debian's chromium and firefox-esr. Prints a line for each case.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import accessibility  # noqa: E402
from cases import CASES, Skipped, World  # noqa: E402
from drivers import Chromium, Firefox  # noqa: E402
from sites import prepare  # noqa: E402


class Results:
    def __init__(self):
        self._lock = threading.Lock()
        self.passed = self.failed = 0

    def add(self, name, trouble=None, seconds=0.0):
        with self._lock:
            if trouble:
                self.failed += 1
                print(f"FAIL  {name}\n      " + trouble.strip().replace("\n", "\n      "), flush=True)
            else:
                self.passed += 1
                print(f"ok    {name} ({seconds:.1f} s)", flush=True)

    def skip(self, name, why):
        with self._lock:
            print(f"skip  {name}: {why}", flush=True)


def run_case(function, browser, site, results):
    name = f"{browser.name}: {function.__doc__}"
    start = time.monotonic()
    world = World(browser, site)
    try:
        function(world)
        afterwards(world)
    except Skipped as why:
        results.skip(name, why)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)
        line = next(frame for frame in reversed(place) if frame.filename.endswith(("cases.py", "run.py")))
        results.add(name, f"{type(error).__name__} at line {line.lineno}: {error}")
    else:
        results.add(name, None, time.monotonic() - start)
    finally:
        world.close()


def afterwards(world):
    """What holds in every case: no policy violated, no error, no request to another host."""
    assert not world.server.violations, world.server.violations
    assert not world.page.problems(), world.page.problems()
    others = world.page.js(
        "performance.getEntriesByType('resource').map(({name}) => name)"
        ".filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:'))")
    assert not others, f"requests to other hosts: {others}"


def run_browser(kind, site, cases, results):
    try:
        browser = kind()
    except Exception as error:
        results.add(f"{kind.__name__} starts", f"{type(error).__name__}: {error}")
        return
    try:
        for function in cases:
            run_case(function, browser, site, results)
    finally:
        browser.close()


def run_accessibility(site, folders, results):
    browser = Chromium()
    try:
        for folder in folders:
            accessibility.check(
                browser.browser, site, folder,
                lambda name, found: results.add(f"axe: {name}", "\n".join(found) or None))
    finally:
        browser.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("settings", type=Path)
    parser.add_argument("--only", default="", help="cases whose sentence has this word")
    parser.add_argument("--browser", choices=["chromium", "firefox", "axe"])
    parser.add_argument("--keep", type=Path, help="build the sites here and leave them")
    options = parser.parse_args()
    settings = json.loads(options.settings.read_text())
    results = Results()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        if options.keep:
            options.keep.mkdir(parents=True)
        site = prepare(settings, options.keep or Path(scratch))
        cases = [function for function in CASES if options.only in function.__doc__]
        work = {
            "chromium": lambda: (
                run_browser(Chromium, site, cases, results)),
            "firefox": lambda: run_browser(Firefox, site, cases, results),
            "axe": lambda: run_accessibility(site, [site.folder], results),
        }
        chosen = [options.browser] if options.browser else ["firefox", "chromium", "axe"]
        if options.only:
            chosen = [name for name in chosen if name != "axe"] or chosen
        # Firefox beside Chromium; axe after Chromium, where the processor is free.
        beside = threading.Thread(target=work["firefox"]) if "firefox" in chosen else None
        if beside:
            beside.start()
        for name in ("chromium", "axe"):
            if name in chosen:
                work[name]()
        if beside:
            beside.join()
    print(f"{results.passed} passed, {results.failed} failed ({time.monotonic() - start:.0f} s)")
    return 1 if results.failed or not results.passed else 0


if __name__ == "__main__":
    sys.exit(main())
