"""Times `sealpress ingest` against GoAccess, ClickHouse's engine (chdb) and DuckDB on the same access log, and on ten times the lines.

    make bench                    2,000,000 and 20,000,000 lines; writes the section of docs/content/internals/benchmarks.md
    make bench LINES=100000       something quicker; prints the table and leaves the document alone

All take turns, and the table has the medians. Fails when `ingest` takes more than a tenth of GoAccess's time, more than
chdb's, more than 300 MB, or more than eleven times as long for ten times the lines.
"""

import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import generate

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import report  # noqa: E402

SEALPRESS = report.ROOT / ".build" / "release" / "sealpress"
NOW = "1830000000"  # after the last line
MONTHS = ["2026-10-01"] + [f"2027-{month:02}-01" for month in range(1, 10)]
TIMES = 10
MEMORY = 300e6


def write_log(file, lines, number):
    """The log's part of that number, a month from a seed of its own. The site is the same in all."""
    generate.generate(file, lines, generate.Place(random.Random(1)), days=28, seed=number, start=MONTHS[number])


def write_long_log(file, lines):
    """Ten months in one file, made in parallel; what is in it is removed at once."""
    with concurrent.futures.ProcessPoolExecutor() as pool, open(file, "wb") as whole:
        parts = [file.with_name(f"part-{number}") for number in range(TIMES)]
        for part, made in zip(parts, [pool.submit(write_log, part, lines, number) for number, part in enumerate(parts)]):
            made.result()
            with open(part, "rb") as source:
                shutil.copyfileobj(source, whole, 1 << 20)
            part.unlink()


def measured(command):
    """Wall seconds and the peak of resident bytes."""
    # What was written before would go on being written meanwhile.
    os.sync()
    with tempfile.NamedTemporaryFile("r") as memory:
        # As a child of this process it would begin with the memory of Python.
        command = ["time", "-f", "%M", "-o", memory.name, *map(str, command)]
        start = time.perf_counter()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            sys.exit(f"bench: {command[5]} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
        return seconds, int(memory.read()) * 1024


class Contest:
    def __init__(self, folder):
        self.folder = folder
        (folder / "sealpress.yml").write_text("site: {title: Logs, baseURL: 'https://example.org/', timeZone: Europe/Berlin}\n")
        (folder / "ids.json").write_text(json.dumps(generate.Place(random.Random(1)).ids()))

    def ingest(self, log):
        insights = self.folder / "insights"
        shutil.rmtree(insights, ignore_errors=True)
        return measured(
            [SEALPRESS, "ingest", log, "--root", self.folder, "--insights", insights, "--ids", self.folder / "ids.json", "--now", NOW, "--quiet"]
        )

    def goaccess(self, log):
        return measured(["goaccess", log, "--log-format=COMBINED", "--no-global-config", "--no-progress", "-o", self.folder / "goaccess.json"])

    def chdb(self, log):
        return measured([sys.executable, HERE / "peer_chdb.py", log])

    def duckdb(self, log):
        return measured([sys.executable, HERE / "peer_duckdb.py", log])

    def wc(self, log):
        return measured(["wc", "-l", log])


def main():
    lines = int(os.environ.get("LINES", 2_000_000))
    repeats = int(os.environ.get("REPEATS", 3))
    # Beside the build, where there is room: ten times the lines are 5 GB for a while.
    (report.ROOT / ".build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="logs-benchmark-", dir=report.ROOT / ".build") as folder:
        contest = Contest(pathlib.Path(folder))
        log = contest.folder / "access.log"
        print(f"bench: writing {lines:,} lines …", flush=True)
        write_log(log, lines, 0)
        size = log.stat().st_size
        rows = [
            ("Sealpress, `ingest` into SQLite with all facts", contest.ingest), ("GoAccess 1.7, JSON", contest.goaccess),
            ("ClickHouse's engine (chdb), parsed once, three aggregates", contest.chdb),
            ("DuckDB, the same", contest.duckdb), ("`wc -l`", contest.wc),
        ]
        figures = {name: [] for name, _ in rows}
        for number in range(repeats):
            for name, run in rows:
                print(f"bench: {name} ({number + 1} of {repeats}) …", flush=True)
                figures[name].append(run(log))
        log.unlink()
        print(f"bench: writing {TIMES * lines:,} lines …", flush=True)
        write_long_log(log, lines)
        print("bench: ingest of these …", flush=True)
        long_seconds, long_memory = contest.ingest(log)
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in figures.items()}
    memory = {name: max(m for _, m in runs) for name, runs in figures.items()}
    ours, goaccess, chdb = (seconds[rows[i][0]] for i in range(3))
    text = "\n".join([
        "## Counting access logs",
        "",
        f"On {report.machine()}: {lines:,} lines in the combined format, {size / 1e6:,.0f} MB, from a seed by `Benchmarks/logs/generate.py`; "
        f"medians of {repeats} runs in turns, the largest memory of any.",
        "",
        "| | time | peak memory | time, ours to theirs |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {seconds[name]:.2f} s | {memory[name] / 1e6:,.0f} MB | {ours / seconds[name]:.2f} |" for name, _ in rows),
        "",
        f"Ten times the lines, {TIMES * lines:,} in one file, took {long_seconds:.1f} s, {long_seconds / ours:.1f} times as long, and "
        f"{long_memory / 1e6:,.0f} MB. Required: a tenth of GoAccess's time, no more than chdb's (aimed at: half), at most 300 MB however "
        "long the log, ten times the lines in at most eleven times the time.",
    ])
    print("\n" + text)
    if report.kept():
        report.write("logs", text)
    failed = [
        what for what, holds in [
            ("a tenth of GoAccess's time", ours <= goaccess / 10), ("chdb's time", ours <= chdb),
            ("300 MB", max(memory[rows[0][0]], long_memory) <= MEMORY), ("eleven times as long", long_seconds <= 11 * ours),
        ] if not holds
    ]
    if failed:
        sys.exit("bench: not as required: " + ", ".join(failed))


if __name__ == "__main__":
    main()
