#!/usr/bin/env python3
"""Runs the reader in real browsers: every case in Chromium and in Firefox, and axe-core on every page.
Chromium and axe-core see the site at its own address, Firefox one folder further down.

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
                print(f"ok    {name}" + (f" ({seconds:.1f} s)" if seconds else ""), flush=True)

    def skip(self, name, why):
        with self._lock:
            print(f"skip  {name}: {why}", flush=True)


def run_case(function, browser, site, results):
    """Whether it passed or was skipped."""
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
        return False
    else:
        results.add(name, None, time.monotonic() - start)
    finally:
        world.close()
    return True


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
        in_a_row = 0
        for function in cases:
            in_a_row = 0 if run_case(function, browser, site, results) else in_a_row + 1
            if in_a_row == 5:
                results.add(browser.name, "five failures in a row: the rest is not tried")
                break
    finally:
        browser.close()


def run_accessibility(site, results):
    browser = Chromium()
    try:
        accessibility.check(
            browser.browser, site,
            lambda name, found: results.add(f"axe: {name}", "\n".join(found)))
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
    cases = [function for function in CASES if options.only in function.__doc__]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        at_root = prepare(settings, folder / "at-root")
        below = prepare(settings, folder / "below", "library/")
        work = {
            "chromium": lambda: run_browser(Chromium, at_root, cases, results),
            "firefox": lambda: run_browser(Firefox, below, cases, results),
            "axe": lambda: run_accessibility(at_root, results),
        }
        chosen = [options.browser] if options.browser else ["chromium", "firefox"]
        if not options.browser and not options.only:
            chosen.append("axe")
        threads = [threading.Thread(target=work[name]) for name in chosen]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    print(f"{results.passed} passed, {results.failed} failed ({time.monotonic() - start:.0f} s)")
    return 1 if results.failed or not results.passed else 0


if __name__ == "__main__":
    sys.exit(main())
