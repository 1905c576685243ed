"""Measures `sealpress insights` on communities of 5,000 and 100,000 members after 24 months.

    make bench                    both; writes the section of docs/benchmarks.md
    make bench MEMBERS=2000       something quicker; prints the table and leaves the document alone

A first run makes slates, which a third of the members are then shown; what is measured is the run two weeks later, which also
judges them. Times are of the whole process. Fails when one takes longer, or more memory, than is required.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import generate

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import report  # noqa: E402

SEALPRESS = pathlib.Path(os.environ.get("SEALPRESS", report.ROOT / ".build" / "release" / "sealpress"))
RUNS = 3
EARLIER, DATE = "2026-10-10", "2026-10-31"
# Members, seconds, bytes.
REQUIRED = [(5_000, 20, 2 << 30), (100_000, 180, 2 << 30)]


def insights(folder, day):
    """Wall seconds, CPU seconds and the peak of resident bytes of one run."""
    os.sync()
    with tempfile.NamedTemporaryFile("r") as figures:
        # As a child of this process it would begin with the memory of Python.
        command = ["time", "-f", "%e %U %S %M", "-o", figures.name, str(SEALPRESS), "insights", "--quiet", "--date", day]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"bench: sealpress insights failed:\n{done.stderr}")
        wall, user, system, memory = map(float, figures.read().split())
    return {"wall": wall, "cpu": user + system, "memory": memory * 1024}


def measure(members, keep=None):
    folder = pathlib.Path(keep or tempfile.mkdtemp(prefix="sealpress-bench-"))
    try:
        folder.mkdir(exist_ok=True)
        print(f"bench: {members:,} members …", flush=True)
        (folder / "sealpress.yml").write_text(generate.CONFIGURATION)
        routes = generate.content(folder)
        insights(folder, EARLIER)
        community = generate.Community(members)
        payments = community.tables(folder)
        database = folder / "insights" / "facts.sqlite"
        rows = generate.facts(community, database, routes)
        insights(folder, EARLIER)
        rows += generate.exposures(
            database, folder / "insights" / "slates" / f"slate-{EARLIER}.jsonl", generate.number(generate.LAST) - 18)
        runs = [insights(folder, DATE) for _ in range(RUNS)]
        size = database.stat().st_size
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    best = {figure: sorted(run[figure] for run in runs)[RUNS // 2] for figure in ("wall", "cpu")}
    return {"members": members, "rows": rows, "payments": payments, "size": size, **best, "memory": max(run["memory"] for run in runs)}


def main():
    whole = "MEMBERS" not in os.environ
    cases = REQUIRED if whole else [(int(os.environ["MEMBERS"]), 180, 2 << 30)]
    lines = [
        "## Running the models",
        "",
        f"On {report.machine()}: `sealpress insights` on made-up communities of 24 months (`Benchmarks/insights/generate.py`, from a seed) with "
        f"{generate.COURSES * generate.LESSONS + generate.ARTICLES} pages, payments, costs, comments, price arms, and slates shown. All 17 models run. Medians of "
        f"{RUNS} runs of the whole process, the largest memory of any.",
        "",
        "| members | rows of facts | payments | facts.sqlite | wall time | CPU time | peak memory | required |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    failed = False
    for members, seconds, memory in cases:
        got = measure(members, os.environ.get("KEEP"))
        failed = failed or got["wall"] > seconds or got["memory"] > memory
        lines.append(
            f"| {members:,} | {got['rows']:,} | {got['payments']:,} | {got['size'] / 2**20:,.0f} MiB | {got['wall']:.1f} s | {got['cpu']:.1f} s | "
            f"{got['memory'] / 2**20:,.0f} MiB | {seconds} s, {memory / 2**30:.0f} GiB |")
    text = "\n".join(lines)
    print("\n" + text)
    if whole and report.kept():
        report.write("insights", text)
    if failed:
        sys.exit("bench: insights: slower, or larger, than required")


if __name__ == "__main__":
    main()
