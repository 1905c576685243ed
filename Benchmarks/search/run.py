"""Measures the search of a site of 10,000 pages against Pagefind: what it costs the build, how large the index is,
and in Chromium how long the first result takes and what a query fetches.

    make bench                    10,000 pages
    make bench PAGES=1000 RUNS=1  something quicker; prints the table and leaves the document alone

Both index the same pages of the same site; Pagefind is told to pass over the notices of sealed sections. Each query runs in a browser without a
cache, from a server on this computer that sends files as they are; a server that compresses would send less of both.
Fails when a figure misses what is required.
"""

import functools
import gzip
import http.server
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import generate  # noqa: E402
import report  # noqa: E402

SEALPRESS = report.ROOT / ".build" / "release" / "sealpress"
DATE = "2026-11-01"
RUNS = int(os.environ.get("RUNS", 3))
MEMORY = pathlib.Path("/dev/shm")
MOST_MILLISECONDS = 150
MOST_BYTES = 300_000
PAGEFIND_PAGE = """<!doctype html><title>Pagefind</title><ol></ol><script type="module">
const pagefind = await import("/pagefind/pagefind.js");
const start = performance.now();
const { results } = await pagefind.search(new URLSearchParams(location.search).get("q"));
const shown = results.slice(0, 10).map((result) => result.data());
const show = (data) => {
  const item = document.createElement("li");
  item.textContent = data.meta.title + data.plain_excerpt;
  document.querySelector("ol").append(item);
  performance.mark("first");
};
if (shown.length) show(await shown[0]);
await Promise.all(shown);
document.body.dataset.done = results.length;
</script>"""
# Set before the page's own scripts run: when the first result is in the document, and when the search has answered.
WATCH = """
  new MutationObserver(() => {
    if (!window.first && document.querySelector(".finder li, body > ol > li")) window.first = performance.now();
  }).observe(document, {childList: true, subtree: true});
"""


def measure(command, cwd):
    """Wall and CPU seconds, and peak resident MiB."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {command[0]} failed:\n{errors.decode(errors='replace')}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Server:
    """Serves a folder and counts the bytes of what it sends."""

    def __init__(self, folder):
        self.sent = {}
        counter = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def copyfile(self, source, output):
                body = source.read()
                path = self.path.split("?")[0]
                counter.sent[path] = counter.sent.get(path, 0) + len(body)
                output.write(body)

            def end_headers(self):
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

        self._http = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/"

    def close(self):
        self._http.shutdown()
        self._http.server_close()


def size(files):
    """Bytes of files, and of each compressed as hosts do."""
    sizes = [(file.stat().st_size, len(gzip.compress(file.read_bytes(), 6))) for file in files]
    return len(sizes), sum(plain for plain, _ in sizes), sum(packed for _, packed in sizes)


def queries(count=12):
    words = generate.vocabulary(random.Random(1))
    dice = random.Random(7)
    long = [word for word in words if len(word) > 5]
    return [dice.choice(long) for _ in range(count // 3)] + [
        " ".join(dice.choices(long, k=2)) for _ in range(count // 3)] + [
        " ".join(dice.choices(long, k=3)) for _ in range(count // 3)]


def until(page, expression):
    """Asks again and again; the policy of our pages forbids what Playwright has for it."""
    for _ in range(1000):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(10)
    sys.exit(f"bench: {page.url}: {expression} does not come true")


def ours(browser, server, query):
    """Milliseconds and bytes of a first search, by address, and milliseconds of a second one, typed."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    server.sent.clear()
    page.goto(f"{server.url}search/?q={query.replace(' ', '+')}")
    until(page, "document.querySelector('.finder [role=status]').textContent")
    page.wait_for_load_state("networkidle")
    opened = page.evaluate("window.first")
    total = sum(server.sent.values())
    index = sum(count for path, count in server.sent.items() if path.startswith("/_sealpress/search/"))
    # What a reader waits for who is on the page: from the key to the first result, nothing in memory.
    page.goto(f"{server.url}search/")
    page.wait_for_load_state("networkidle")
    typed = page.evaluate("""(text) => new Promise((done) => {
      const field = document.querySelector(".finder input");
      const list = document.querySelector(".finder ol");
      const start = performance.now();
      new MutationObserver(() => list.firstChild && done(performance.now() - start)).observe(list, {childList: true});
      field.value = text;
      field.dispatchEvent(new InputEvent("input", {bubbles: true}));
    })""", query)
    context.close()
    return {"opened": opened, "typed": typed, "total": total, "index": index}


def theirs(browser, server, query):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    server.sent.clear()
    page.goto(f"{server.url}pagefind.html?q={query.replace(' ', '+')}")
    until(page, "document.body.dataset.done !== undefined")
    page.wait_for_load_state("networkidle")
    opened = page.evaluate("window.first")
    total = sum(server.sent.values())
    index = sum(count for path, count in server.sent.items()
                if path.startswith("/pagefind/") and not path.endswith(".js"))
    # On a page where Pagefind is loaded and another word was looked for.
    page.goto(f"{server.url}pagefind.html?q=zzzz")
    until(page, "document.body.dataset.done !== undefined")
    typed = page.evaluate("""async (text) => {
      const pagefind = await import("/pagefind/pagefind.js");
      const start = performance.now();
      const { results } = await pagefind.search(text);
      if (results.length) await results[0].data();
      return performance.now() - start;
    }""", query)
    context.close()
    return {"opened": opened, "typed": typed, "total": total, "index": index}


def main():
    from playwright.sync_api import sync_playwright

    pages = int(os.environ.get("PAGES", 10_000))
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="sealpress-search-") as scratch:
        folder = pathlib.Path(scratch)
        generate.generate(folder, pages)
        shutil.rmtree(folder / "hugo")
        root = folder / "sealpress"
        subprocess.run([SEALPRESS, "keys", "init", "--quiet", "--root", root], check=True)
        configuration = (root / "sealpress.yml").read_text()
        runs = {"off": [], "on": [], "pagefind": []}
        for turn in range(RUNS + 1):
            for name in ("off", "on"):
                site = folder / name
                shutil.rmtree(site, ignore_errors=True)
                (root / ".sealpress" / "ledger.json").unlink(missing_ok=True)
                (root / "sealpress.yml").write_text(configuration + ("search: true\n" if name == "on" else ""))
                run = measure([SEALPRESS, "build", "--quiet", "--date", DATE, "--output", site], root)
                runs[name] += [run] if turn else []
            shutil.rmtree(folder / "off" / "pagefind", ignore_errors=True)
            run = measure(
                [sys.executable, "-m", "pagefind", "--site", folder / "off", "--glob", "articles/page-*/index.html",
                 "--root-selector", "main", "--exclude-selectors", "sealpress-section"], folder)
            runs["pagefind"] += [run] if turn else []
        (folder / "off" / "pagefind.html").write_text(PAGEFIND_PAGE)
        search = folder / "on" / "_sealpress" / "search"
        everything = [file for file in search.rglob("*") if file.is_file()]
        public = size([file for file in everything if "sealed" not in file.relative_to(search).parts[0]])
        sealed = size([file for file in everything if "sealed" in file.relative_to(search).parts[0]])
        peer = size([file for file in (folder / "off" / "pagefind").rglob("*") if file.is_file()])
        figures = {"ours": [], "theirs": []}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            mine, other = Server(folder / "on"), Server(folder / "off")
            for query in ["zzzz"] + queries():
                if query == "zzzz":  # uncounted: the browser's first page
                    browser.new_page().goto(mine.url)
                    continue
                figures["ours"].append(ours(browser, mine, query))
                figures["theirs"].append(theirs(browser, other, query))
            browser.close()
            mine.close()
            other.close()
    text, missed = table(pages, runs, public, sealed, peer, figures)
    print("\n" + text)
    if report.kept():
        report.write("search", text)
    if missed:
        sys.exit("bench: " + "; ".join(missed))


def table(pages, runs, public, sealed, peer, figures):
    def middle(name, figure):
        return statistics.median(run[figure] for run in runs[name])

    def row(label, mine, other):
        return f"| {label} | {mine} | {other} |"

    def spread(who, figure, unit, scale=1.0):
        # Pagefind finds nothing where no page has all the words.
        values = [each[figure] / scale for each in figures[who] if each[figure] is not None]
        return f"{statistics.median(values):,.0f} (at most {max(values):,.0f}) {unit}"

    def mebibytes(count):
        return f"{count / 2**20:.1f} MiB"

    lines = [
        f"## Searching {pages:,} pages, against Pagefind", "",
        f"On {report.machine()}. The pages of the first section, without what is sealed; {len(figures['ours'])} queries of one to "
        f"three words in Chromium without a cache, from a server on the same computer that does not compress. Build times are {'of one run' if RUNS == 1 else f'medians of {RUNS} runs in turns'}, "
        "ours the difference between a build with and one without search.", "",
        "| | Sealpress | Pagefind 1.5 |", "| --- | ---: | ---: |",
        row("making the index", f"{middle('on', 0) - middle('off', 0):.2f} s", f"{middle('pagefind', 0):.2f} s"),
        row("the same, CPU time", f"{middle('on', 1) - middle('off', 1):.2f} s", f"{middle('pagefind', 1):.2f} s"),
        row("peak memory", f"{middle('on', 2) - middle('off', 2):.0f} MiB more than the build's {middle('off', 2):.0f}",
            f"{middle('pagefind', 2):.0f} MiB"),
        row("index as it lies there", f"{mebibytes(public[1])} in {public[0]:,} files", f"{mebibytes(peer[1])} in {peer[0]:,} files"),
        row("each file compressed", mebibytes(public[2]), mebibytes(peer[2])),
        row("fetched for a first query, with the page", spread("ours", "total", "kB", 1000), spread("theirs", "total", "kB", 1000)),
        row("of it the index", spread("ours", "index", "kB", 1000), spread("theirs", "index", "kB", 1000)),
        row("first result, from opening the page", spread("ours", "opened", "ms"), spread("theirs", "opened", "ms")),
        row("first result, from typing on it", spread("ours", "typed", "ms"), spread("theirs", "typed", "ms")),
        "", f"Pagefind's files are compressed already. The index of what is sealed has {mebibytes(sealed[1])} in {sealed[0]:,} files; Pagefind has none. "
        f"Required: at most {MOST_MILLISECONDS} ms to the first result once the page is there, at most {MOST_BYTES // 1000} kB for a query.",
    ]
    missed = []
    if max(each["typed"] for each in figures["ours"]) > MOST_MILLISECONDS:
        missed.append("a first result took longer than required")
    if max(each["total"] for each in figures["ours"]) > MOST_BYTES:
        missed.append("a query fetched more than required")
    return "\n".join(lines), missed


if __name__ == "__main__":
    main()
