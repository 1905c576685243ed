#!/usr/bin/env python3
"""Drives `ingest --engine spark` against a real Spark: its facts must be those of the embedded engine, row for row.

    run.py SEALPRESS [FORMAT …]

200,000 lines, half plain and half .gz, of each of three formats are counted by both; broken ones are among them. The
first format is counted on a standalone master with two workers on loopback, of which one is killed in the middle, the
others in one process. Needs pyspark and Java.
"""

import base64
import gzip
import json
import os
import pathlib
import random
import shutil
import stat
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "Tests" / "AccessLogReference")]

from check_ingest import broken, generate  # noqa: E402
from compare import differences, read  # noqa: E402

LINES = int(os.environ.get("LINES", 200_000))
BROKEN = 0.02
NOW = 1_795_000_000  # 2026-11-18
MEMBERS = 12
PAGES = 12
CLUSTER_MEMORY = "1g"
# Short work on few cores: threads and compilers for long work on many would only cost time.
QUICK_JAVA = "-XX:TieredStopAtLevel=1"
SETTINGS = ["spark.sql.shuffle.partitions=4", f"spark.driver.extraJavaOptions={QUICK_JAVA}"]


def spark_home():
    try:
        import pyspark
    except ImportError:
        fail("pyspark is not installed; run Scripts/setup test")
    return pathlib.Path(pyspark.__path__[0])


class Project:
    """A small site with sealed sections and members, and logs of its readers."""

    def __init__(self, folder, sealpress):
        self.folder = folder
        self.sealpress = sealpress
        site = folder / "project"
        (site / "content" / "articles").mkdir(parents=True)
        (site / "sealpress.yml").write_text(
            "site: {title: Logs, description: Of readers, baseURL: 'https://example.org/', language: en, timeZone: Europe/Berlin}\n"
            "tiers: [{id: premium, name: Premium}]\n"
        )
        (site / "content" / "index.md").write_text("---\ntitle: Home\n---\nHello.\n")
        for number in range(PAGES):
            (site / "content" / "articles" / f"page-{number}.md").write_text(
                f"---\ntitle: Page {number}\ndate: 2026-01-0{number % 9 + 1}\n---\nOpen.\n\n::: premium\nSealed {number}.\n:::\n"
            )
        (site / "members.csv").write_text(
            "id,name,email,tier,courses,from,until,status,generation,source,note\n"
            + "".join(f"m-{n},M {n},m{n}@example.org,premium,,2025-01-01,,active,1,,\n" for n in range(MEMBERS))
        )
        self.site = site
        self.run("keys", "init", "--quiet")
        self.run("build", "--quiet", "--date", "2026-10-20")
        self.codes = folder / "codes"
        self.codes.write_text("\n".join(self.run("members", "code", f"m-{n}", "--quiet").strip() for n in range(MEMBERS)))

    def run(self, *arguments, root=True):
        command = [self.sealpress, *map(str, arguments)] + (["--root", self.site] if root else [])
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        if done.returncode != 0:
            fail(f"{' '.join(map(str, command))} failed:\n{done.stderr}{done.stdout}")
        return done.stdout

    def logs(self, form):
        """A plain file, and a .gz of the days after it."""
        files = []
        for seed, (start, zipped) in enumerate([("2026-10-22", False), ("2026-10-26", True)]):
            file = self.folder / f"{form}-{seed}.log{'.gz' if zipped else ''}"
            files.append(file)
            if file.exists():
                continue
            rng = random.Random(f"{seed}/{form}")
            place = generate.Place(rng, self.site / "site", self.codes)
            plain = self.folder / "plain.log"
            generate.generate(plain, LINES // 2, place, days=4, form=form, seed=seed, bad=0.001, start=start)
            lines = plain.read_bytes().splitlines(keepends=True)
            for number, line in enumerate(lines):
                if rng.random() < BROKEN and not line.startswith(b"#"):
                    lines[number] = broken(rng, line[:-1]) + b"\n"
            data = b"".join(lines)
            file.write_bytes(gzip.compress(data, 1, mtime=0) if zipped else data)
        return files

    def count(self, form):
        """The report and the folder of the embedded engine's facts."""
        insights = self.folder / f"embedded-{form}"
        report = self.run(
            "ingest", *self.logs(form), "--format", form, "--insights", insights, "--now", NOW, "--max-bad", "5%", "--json"
        )
        return json.loads(report), insights

    def on_spark(self, form, embedded):
        """The folder for the facts of Spark, which has the same salts, and the arguments that count them."""
        insights = self.folder / f"spark-{form}"
        insights.mkdir(mode=0o700)
        shutil.copy2(embedded / "salts.json", insights)
        logs = [part for file in self.logs(form) for part in ("--logs", f"file:{file}")]
        settings = [part for setting in SETTINGS for part in ("--spark-conf", setting)]
        return insights, [
            "ingest", "--engine", "spark", *logs, "--format", form, "--insights", insights, "--now", NOW, "--max-bad", "5%", "--json",
            *settings,
        ]

    def secrets(self, insights):
        """What may stand in no script: salts, and the ids of members."""
        book = json.loads((insights / "salts.json").read_text())["salts"]
        bundles = [file.stem for file in (self.site / "site").glob("_sealpress/bundles/*/*.bin")]
        return [base64.b64decode(salt["salt"]).hex() for salt in book] + bundles


def check(form, expected, embedded, output, insights):
    """That Spark counted what the embedded engine did."""
    report = json.loads(output)
    outcomes = {}
    for file in report["files"]:
        for name, lines in file["outcomes"].items():
            outcomes[name] = outcomes.get(name, 0) + lines
    faults = {name: lines for name, lines in outcomes.items() if name not in ("kept", "skipped", "out of range")}
    if faults != expected["faults"]:
        fail(f"{form}: malformed are {faults}, not {expected['faults']}")
    for name in ("lines", "kept", "malformed", "outOfRange", "skipped", "visits"):
        if report[name] != expected[name]:
            fail(f"{form}: {name} is {report[name]}, not {expected[name]}")
    left, right = read(embedded / "facts.sqlite", False), read(insights / "facts.sqlite", False)
    found = list(differences(left, right))
    if found:
        fail(f"{form}: the facts differ\n" + "\n".join(found))
    empty = [name for name, rows in left.items() if not rows]
    if empty or len(faults) < 3:
        fail(f"{form}: nothing was tested of {', '.join(empty) or 'malformed lines'}")
    if [entry.name for entry in insights.iterdir() if entry.name.startswith("spark-")]:
        fail(f"{form}: the run's folder was left")


def fail(what):
    sys.exit(f"spark: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A standalone master and two workers on loopback."""

    def __init__(self, home, folder):
        self.home, self.folder = home, folder
        self.port = free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        base = "org.apache.spark.deploy"
        self.processes = [self.start(f"{base}.master.Master", "--host", "127.0.0.1", "--port", self.port, "--webui-port", 0)]
        self.wait_for(0, "I have been elected leader")
        for number in (1, 2):
            work = folder / f"worker-{number}"
            self.processes.append(
                self.start(f"{base}.worker.Worker", "--host", "127.0.0.1", "--webui-port", 0, "--cores", 1, "--memory", CLUSTER_MEMORY,
                           "--work-dir", work, self.url)
            )
        for number in (1, 2):
            self.wait_for(number, "Successfully registered with master")

    def log(self, number):
        return self.folder / f"cluster-{number}.log"

    def start(self, *command):
        number = len(getattr(self, "processes", []))
        environment = os.environ | {"SPARK_DAEMON_MEMORY": "256m"}
        configuration = self.folder / "log4j2.properties"
        configuration.write_text(
            "rootLogger.level = info\nrootLogger.appenderRef.stderr.ref = console\nappender.console.type = Console\n"
            "appender.console.name = console\nappender.console.target = SYSTEM_ERR\nappender.console.layout.type = PatternLayout\n"
            "appender.console.layout.pattern = %m%n\n"
        )
        environment["SPARK_DAEMON_JAVA_OPTS"] = f"-Dlog4j2.configurationFile=file:{configuration} -XX:TieredStopAtLevel=1"
        with open(self.log(number), "wb") as log:
            # A group of its own: a worker is killed together with its executors.
            return subprocess.Popen(
                [self.home / "bin" / "spark-class", *map(str, command)], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=environment, start_new_session=True,
            )

    def wait_for(self, number, text):
        for _ in range(600):
            if text in self.log(number).read_text(errors="replace"):
                return
            if self.processes[number].poll() is not None:
                break
            time.sleep(0.1)
        fail(f"the cluster did not start:\n{self.log(number).read_text(errors='replace')[-3000:]}")

    def kill(self, number):
        if self.processes[number].poll() is None:
            os.killpg(self.processes[number].pid, signal.SIGKILL)
            self.processes[number].wait()

    def stop(self):
        for number in range(len(self.processes)):
            self.kill(number)


def on_a_cluster(project, home, insights, arguments):
    """What `ingest` prints when one of two workers dies in the middle."""
    cluster = Cluster(home, project.folder)
    try:
        run_folder = project.folder / "run"
        command = [
            project.sealpress, *arguments, "--master", cluster.url, "--run-folder", run_folder, "--spark-conf", "spark.executor.memory=700m",
            "--spark-conf", "spark.executor.cores=1", "--spark-conf", f"spark.executor.extraJavaOptions={QUICK_JAVA}", "--root", project.site,
        ]
        command = list(map(str, command))
        script = subprocess.run([*command, "--print-sql"], capture_output=True, text=True, check=True).stdout
        if any(secret in script for secret in project.secrets(insights)):
            fail("the printed script holds a secret")
        side = run_folder / "side.sql"
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            wait_until(process, side.exists)
            if stat.S_IMODE(side.stat().st_mode) != 0o600:
                fail("others can read the side file")
            # In the middle: tables are cached on both workers, and the first have been written.
            wait_until(process, (run_folder / "facts" / "visitors" / "_SUCCESS").exists)
            if (run_folder / "facts.sql").read_text().strip() != script.strip():
                fail("the script that runs is not the one that is printed")
            still_runs = process.poll() is None
            cluster.kill(1)
            output, errors = process.communicate()
        if process.returncode != 0:
            fail(f"on the cluster: {errors}")
        if not still_runs:
            fail("the worker was killed too late to tell anything")
        master = cluster.log(0).read_text(errors="replace")
        if "Removing worker" not in master and "got disassociated, removing it" not in master:
            fail("the master did not lose a worker")
        if run_folder.exists():
            fail("the run's folder was left")
        return output
    finally:
        cluster.stop()


def wait_until(process, condition):
    while process.poll() is None and not condition():
        time.sleep(0.02)


def main():
    sealpress = pathlib.Path(sys.argv[1]).resolve()
    forms = sys.argv[2:] or ["combined", "caddy", "cloudfront"]
    home = spark_home()
    os.environ["SPARK_HOME"] = str(home)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with tempfile.TemporaryDirectory(prefix="sealpress-spark-") as folder:
        project = Project(pathlib.Path(folder), sealpress)
        for number, form in enumerate(forms):
            expected, embedded = project.count(form)
            insights, arguments = project.on_spark(form, embedded)
            begun = time.monotonic()
            if number == 0:
                output = on_a_cluster(project, home, insights, arguments)
            else:
                output = project.run(*arguments, "--master", "local[2]")
            took = time.monotonic() - begun
            check(form, expected, embedded, output, insights)
            where = "two workers, one killed" if number == 0 else "one process"
            print(f"{form}: equal, {expected['lines']:,} lines, {expected['visits']:,} visits; Spark took {took:.0f} s in {where}", flush=True)


if __name__ == "__main__":
    main()
