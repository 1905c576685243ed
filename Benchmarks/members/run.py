"""Measures a roster of 100,000 members: read, checked and turned into bundles by a build, and sealed for a repository.

    make bench                    25,000, 50,000 and 100,000 members
    make bench MEMBERS=20000      something quicker; prints the table and leaves the document alone

Times are of the whole process (wall clock, CPU, peak resident memory). The site itself is five pages, so that nearly all is
the members'. All files are in memory: ext4 passes over files removed in the last minutes, one by one, and would be
what is measured. Fails when a figure misses what is required.
"""

import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import report  # noqa: E402

SEALPRESS = report.ROOT / ".build" / "release" / "sealpress"
DATE = "2026-11-20"
NEXT_EPOCH = "2026-12-01"
RUNS = 3
MEMORY = pathlib.Path("/dev/shm")
MOST_SECONDS = 10
MOST_BYTES = 3000

CONFIGURATION = """\
site: {title: Bench, baseURL: "https://example.org/", timeZone: Europe/Berlin}
tiers: [{id: basic}, {id: premium}, {id: vip}]
keys: {rotation: monthly, lapse: lock, grace: 7d}
packages: [{id: all, courses: [swift, crypto]}]
"""
PAGES = {
    "articles/a.md": "Open.\n\n::: basic\nFor basic members and above.\n:::\n",
    "courses/swift/index.md": "---\ntier: premium\nprice: 49\ndrip: every 7d\n---\nAbout.\n",
    "courses/swift/01-one.md": "Teaser.\n\nThe first lesson.\n",
    "courses/swift/02-two.md": "Teaser.\n\nThe second lesson.\n",
    "courses/crypto/index.md": "---\ntier: vip\n---\nAbout.\n",
    "courses/crypto/01-one.md": "Teaser.\n\nAnother lesson.\n",
}
COLUMNS = "id,name,email,tier,courses,from,until,status,generation,source,note"


def roster(count):
    """Rows as they are: some lapsed, some with courses, some revoked, of all tiers."""
    dice = random.Random(1)
    rows = []
    for number in range(count):
        tier = dice.choice(["basic", "premium", "vip"])
        start = f"202{dice.randint(4, 6)}-{dice.randint(1, 10):02}-{dice.randint(1, 28):02}"
        courses = "swift@2026-10-20" if dice.random() < 0.2 else "crypto swift" if dice.random() < 0.1 else ""
        until = "" if dice.random() < 0.2 else f"2027-{dice.randint(1, 12):02}-28" if dice.random() < 0.7 else "2026-10-31"
        status = "revoked" if dice.random() < 0.01 else "active"
        rows.append(
            f"m{number:07},Member Number {number},member.{number}@mail.example.org,{tier},{courses},{start},{until},"
            f"{status},1,shop,"
        )
    return "\n".join([COLUMNS] + rows) + "\n"


def measure(*arguments, cwd):
    """Wall seconds, CPU seconds and peak resident bytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(SEALPRESS), *map(str, arguments)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: sealpress {arguments[0]} failed:\n{errors.decode(errors='replace')}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024}


def median(runs, figure):
    return statistics.median(run[figure] for run in runs)


class Project:
    def __init__(self, folder, count):
        self.count = count
        self.folder = pathlib.Path(folder) / str(count)
        print(f"bench: {count:,} members …", flush=True)
        for path, text in PAGES.items():
            file = self.folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (self.folder / "sealpress.yml").write_text(CONFIGURATION, encoding="utf-8")
        self.roster = self.folder / "members.csv"
        self.roster.write_text(roster(count), encoding="utf-8")
        subprocess.run([SEALPRESS, "keys", "init", "--quiet", "--root", self.folder], check=True)
        self.outputs = 0

    def run(self, *arguments):
        return measure(*arguments, cwd=self.folder)

    def build(self, date=DATE):
        """As the first build on this machine: no ledger, an empty folder."""
        (self.folder / ".sealpress" / "ledger.json").unlink(missing_ok=True)
        shutil.rmtree(self.folder / f"output-{self.outputs}", ignore_errors=True)
        self.outputs += 1
        return self.again(date)

    def again(self, date=DATE):
        return self.run("build", "--quiet", "--date", date, "--output", f"output-{self.outputs}")

    def files(self):
        return sum(1 for _ in (self.folder / f"output-{self.outputs}" / "_sealpress" / "bundles").rglob("*.bin"))

    def clean(self):
        shutil.rmtree(self.folder)


def steps(project):
    """What a roster of this size goes through, each step with its figures."""
    rows = []

    def add(name, *runs):
        rows.append((name, median(runs, "wall"), median(runs, "cpu"), median(runs, "memory")))

    project.build()
    if project.files() != project.count:
        sys.exit(f"bench: {project.files():,} bundles for {project.count:,} members")
    add("a first build: read, checked, and a bundle for each", *[project.build() for _ in range(RUNS)])
    add("a build that changes nothing", *[project.again() for _ in range(RUNS)])
    add("the first build of the next month: every bundle anew", project.again(NEXT_EPOCH))
    add("`members list --lapsing 30`", *[project.run("members", "list", "--lapsing", "30", "--date", DATE) for _ in range(RUNS)])
    add(
        "`members revoke`",
        *[project.run("members", "revoke", f"m{number:07}", "--date", NEXT_EPOCH, "--quiet") for number in range(RUNS)],
    )
    plain = project.roster.read_bytes()
    sealed = project.folder / "members.csv.sealed"
    seals, unseals = [], []
    for _ in range(RUNS):
        sealed.unlink(missing_ok=True)
        seals.append(project.run("members", "seal", "--quiet"))
        project.roster.unlink()
        unseals.append(project.run("members", "unseal", "--quiet"))
        if project.roster.read_bytes() != plain:
            sys.exit("bench: unseal did not give back what was sealed")
    add("`members seal`", *seals)
    add("`members unseal`", *unseals)
    project.roster.unlink()
    add("a first build from the sealed roster alone", *[project.build(NEXT_EPOCH) for _ in range(RUNS)])
    return rows


def main():
    whole = "MEMBERS" not in os.environ
    most = 100_000 if whole else int(os.environ["MEMBERS"])
    sizes = [most // 4, most // 2, most]
    memory = {}
    with tempfile.TemporaryDirectory(prefix="sealpress-bench-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        for size in sizes:
            project = Project(folder, size)
            if size == most:
                rows = steps(project)
                memory[size] = rows[0][3]
            else:
                memory[size] = median([project.build() for _ in range(RUNS)], "memory")
            project.clean()
    growth = (memory[most] - memory[sizes[0]]) / (most - sizes[0])
    seconds = rows[0][1]
    lines = [
        f"## {most:,} members",
        "",
        f"On {report.machine()}. Three tiers, two courses, one of them dripped, members who hold courses, have lapsed or were revoked among them, "
        f"and a site of {len(PAGES)} sources. Medians of {RUNS} runs of the whole process, with files in memory; the memory is the "
        "process's own.",
        "",
        "| | wall time | CPU time | peak memory |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, wall, cpu, peak in rows:
        lines.append(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {peak / 2**20:.0f} MiB |")
    lines += [
        "",
        f"The first build takes {seconds:.1f} s (required: at most {MOST_SECONDS}). Its peak memory grows by {growth:,.0f} bytes a member "
        f"between {sizes[0]:,} and {most:,} members (required: less than {MOST_BYTES:,}).",
    ]
    text = "\n".join(lines)
    print("\n" + text)
    if whole and report.kept():
        report.write("members", text)
    if whole and (seconds > MOST_SECONDS or growth >= MOST_BYTES):
        sys.exit("bench: members: slower, or larger, than required")


if __name__ == "__main__":
    main()
