"""Measures `sealpress insights` on communities of 5,000 and 100,000 members after 24 months.

    make bench                    both; writes the section of docs/content/internals/benchmarks.md
    make bench MEMBERS=2000       something quicker; prints the table and leaves the document alone
    make bench KEEP=DIR           the communities are kept there, and used again by the next run

A first run makes slates, which a third of the members are then shown; what is measured is the run two weeks later, which also
judges them. Times are of the whole process. Fails when one takes longer, or more memory, than is required.
"""

import json
import os
import pathlib
import shutil
import statistics
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
SUBJECTS = (
    "activation retention activity segments churn survival revenue strategy recommending behaviour pricing value growth "
    "channels sentiment content points"
).split()
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


def make(folder, members):
    """The project with its facts, and slates that were shown; how much it holds."""
    folder.mkdir(parents=True, exist_ok=True)
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
    return {"rows": rows, "payments": payments, "size": database.stat().st_size}


def measure(members, keep):
    folder = pathlib.Path(keep or tempfile.mkdtemp(prefix="sealpress-bench-")) / str(members)
    print(f"bench: {members:,} members …", flush=True)
    try:
        made = folder / "made.json"
        if not made.exists():
            holds = make(folder, members)
            made.write_text(json.dumps(holds))
        holds = json.loads(made.read_text())
        runs = [insights(folder, DATE) for _ in range(RUNS)]
        ran = sum("result" in json.loads((folder / "insights" / f"{subject}.json").read_text()) for subject in SUBJECTS)
    finally:
        if keep is None:
            shutil.rmtree(folder.parent, ignore_errors=True)
    best = {figure: statistics.median(run[figure] for run in runs) for figure in ("wall", "cpu")}
    return {"members": members, "ran": ran, **holds, **best, "memory": max(run["memory"] for run in runs)}


def main():
    whole = "MEMBERS" not in os.environ
    cases = REQUIRED if whole else [(int(os.environ["MEMBERS"]), 180, 2 << 30)]
    lines = [
        "## Running the models",
        "",
        f"On {report.machine()}: `sealpress insights` on made-up communities of 24 months (`Benchmarks/insights/generate.py`, from a seed) with "
        f"{generate.COURSES * generate.LESSONS + generate.ARTICLES} pages, payments, costs, comments, price arms, and slates shown. Medians of "
        f"{RUNS} runs of the whole process, the largest memory of any.",
        "",
        "| members | rows of facts | payments | facts.sqlite | models run | wall time | CPU time | peak memory | required |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    failed = False
    for members, seconds, memory in cases:
        got = measure(members, os.environ.get("KEEP"))
        failed = failed or got["wall"] > seconds or got["memory"] > memory
        lines.append(
            f"| {members:,} | {got['rows']:,} | {got['payments']:,} | {got['size'] / 2**20:,.0f} MiB | {got['ran']} | {got['wall']:.1f} s | {got['cpu']:.1f} s | "
            f"{got['memory'] / 2**20:,.0f} MiB | {seconds} s, {memory / 2**30:.0f} GiB |")
    text = "\n".join(lines)
    print("\n" + text)
    if whole and report.kept():
        report.write("insights", text)
    if failed:
        sys.exit("bench: insights: slower, or larger, than required")


if __name__ == "__main__":
    main()
