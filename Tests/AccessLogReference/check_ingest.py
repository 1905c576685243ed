#!/usr/bin/env python3
"""Runs `ingest` on generated logs of every format, broken lines among them, and compares all facts with the reference's.

    check_ingest.py SEALPRESS

Each log is split over a plain and a .gz file. The formats are not named: `ingest` has to tell them. What became of the
lines is compared, too.
"""

import base64
import csv
import functools
import gzip
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks" / "logs"))

import generate  # noqa: E402

from compare import differences, read  # noqa: E402

LINES = int(os.environ.get("LINES", 4_000))
SEED = os.environ.get("SEED", "1")
NOW = 1_795_000_000  # 2026-11-18
AGENTS = ROOT / "Sources" / "AccessLogs" / "Bots" / "agents.txt"
OWN_FORMAT = (
    '$msec $host [$remote_user] $remote_addr "$request_method" "$request_uri" $status $upstream_time $bytes_sent "$http_referer" '
    '"$http_user_agent" [$proxy_name] $upstream_addr "$http_host"'
)
UPSTREAMS = [b"0.001", b"0.001, 0.002", b"0.1, - : 0.2", b"", b"-"]


@dataclass
class Case:
    """A log and a site."""

    form: str  # as the generator names it
    format: str | None = None  # as `--format` takes it; None: told by the first lines
    base: str = "/"
    zone: str = "Europe/Berlin"
    start: str = "2026-10-23"  # the clocks change on the 25th there
    hosts: tuple = ()

    @property
    def title(self):
        return f"{self.format and 'log_format' or self.form}, {self.base}, {self.zone}"


CASES = [
    Case("combined"),
    Case("combined", base="/learn/", zone="America/St_Johns", start="2026-10-30"),
    Case("common", zone="UTC"),
    Case("vhost", zone="Asia/Kathmandu", hosts=("Mirror.example",)),
    Case("main", zone="Africa/Cairo", start="2026-10-28"),
    Case("caddy"),
    Case("cloudflare", zone="Australia/Lord_Howe", start="2026-10-02"),
    Case("cloudfront", zone="America/Los_Angeles"),
    Case("w3c", zone="Pacific/Auckland"),
    Case("combined", OWN_FORMAT),
]

# What goes wrong in logs, and what someone may send on purpose.
PIECES = [
    b'"', b"\\", b'\\"', b"\t", b" ", b"  ", b"\r", b"\0", b"\x7f", b"\xff", b"\xc3\x28", "é春".encode(), b"\xef\xbf\xbd", b"\xe2\x80\xa8", b"\xed\xa0\x80",
    b"%", b"%zz", b"%00", b"%2F", b"%2f..%2f", b"%ff", b"%c3%a9", b"%ef%bf%bd", b"%25", b"+", b"//", b"?", b"#", b"&", b"=", b"..", b".html", b"/index.html",
    b"index.htm", b"?utm_source=A+%42%20&utm_source=c", b"&utm_medium=%e6%98", b"&utm_campaign=" + b"x" * 101, b"&v=5", b"&e=search", b"&p=//a",
    b"-", b"0", b"-5", b"1.0", b"1e3", b"999", b"099", b"9999999999999999", b"[", b"]", b"{", b"}", b"[]", b"{}", b"null", b"true", b":", b",", b'":"', b'","',
    b"\\u0000", b"\\u00e9", b"\\ud83d\\ude00", b"\\/", b"\\x41", b',"status":200', b',"size":1', b'"ts":1,', b"example.net", b"www.Example.org:443", b"MIRROR.example",
    b"HTTP/1.1", b"GET ", b"POST ", b"HEAD ", b"get ", b" 304 ", b" 206 ", b"robots.txt", b"bot", b"cubot", b"31/Feb", b"24:00", b":60", b"1999", b"2099", b"+0530", b"-1130",
    b"y" * 300, b"/a" * 600, b"z" * 9_000,
]

# What may stand where another value should.
VALUES = [
    b"-", b"", b'""', b'"-"', b"null", b"true", b"[]", b"{}", b"[null]", b'[5]', b'["a",null]', b'["a"', b"0", b"-0", b"-1", b"00", b"000", b"7", b"99", b"304", b"600",
    b"1e3", b"2e2", b"1E+2", b"1.", b".5", b"1.0", b"01", b"999999999999999", b"1000000000000000", b"1792900000", b"1792900000.75", b"1.7929e9", b"-1792900000.5", b"1e400",
    b"1792900000000000000", b"9223372036854775807", b"9223372036854775808", b"99999999999999", b"100000000000001", b'"2026-10-24T10:00:00Z"', b'"2026-10-24T23:59:59.999+02:00"',
    b'"2026-10-24T10:00:00.Z"', b'"2026-10-24t10:00:00z"', b'"2026-10-24 10:00:00Z"', b'"0000-01-01T00:00:00Z"', b'"2024-02-29T24:00:00Z"', b"2026-02-29", b"2024-02-29", b"10:00:00.25",
    b"10:00:60", b'"HTTP/3"', b'"HTTP/3."', b'"GET"', b'"get"', b'"/a"', b'"/a b"', b'"::1"', b'"1.2.3.4"', b"::1", b'"\\ud83d"', b'"\\ude00\\ud83d"', b'"\\ud83d\\ude00"', b'"\\\\ud83d"', b'"a\tb"',
]
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[^\s",:{}\[\]]+')


def broken(rng, line):
    """The line with one to three things changed."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at, kind = rng.randrange(len(line) + 1), rng.randrange(7)
        end = min(len(line), at + rng.choice((1, 1, 2, 5, 30)))
        if kind == 0:
            line = line[:at] + rng.choice(PIECES) + line[at:]
        elif kind == 1:
            line = line[:at] + rng.choice(PIECES) + line[end:]
        elif kind == 2:
            line = line[:at] + line[end:]
        elif kind == 3:
            digits = [i for i, byte in enumerate(line) if 48 <= byte <= 57]
            if digits:
                at = rng.choice(digits)
                line = line[:at] + b"%d" % rng.randrange(10) + line[at + 1 :]
        elif kind == 4:
            tokens = list(TOKEN.finditer(line))
            if tokens:
                token = rng.choice(tokens)
                line = line[: token.start()] + rng.choice(VALUES) + line[token.end() :]
        elif kind == 5:
            # A field or a key that stands twice, or comes too early.
            tokens = re.split(rb"([ \t,])", line)
            place = rng.randrange(len(tokens))
            tokens[place:place] = tokens[rng.randrange(len(tokens)) :][:2]
            line = b"".join(tokens)
        else:
            line = line[:at] + bytes([rng.randrange(256)]) + line[at + 1 :]
    return line.replace(b"\n", b"")


def lines_of(case, rng, place, folder):
    """The log's lines, and its headers apart."""
    file = folder / "whole.log"
    generate.generate(file, LINES, place, days=4, form=case.form, seed=f"{SEED}/{case.title}", bad=0.003, start=case.start)
    lines = file.read_bytes().splitlines(keepends=True)
    headers = [line for line in lines if line.startswith(b"#")]
    lines = [line.rstrip(b"\n") for line in lines if not line.startswith(b"#")]
    if case.base != "/":
        lines = [line if rng.random() < 0.05 else line.replace(b'"GET /', b'"GET ' + case.base.encode()) for line in lines]
    if case.format:
        lines = [own_format(line) for line in lines]
    if case.form == "cloudflare":
        lines = [other_stamp(rng, line) for line in lines]
    lines = [broken(rng, line) if rng.random() < 0.15 else line for line in lines]
    lines += [b"a" * 70_000, b"", b"\r", lines[-1] + b"\r"]
    return headers, [line + b"\n" for line in lines]


def other_stamp(rng, line):
    """Cloudflare's times may also be seconds or nanoseconds."""
    match = re.search(rb'"EdgeStartTimestamp":("[^"]*Z")', line)
    if not match or rng.random() < 0.4:
        return line
    second = generate.calendar.timegm(time.strptime(match[1].decode(), '"%Y-%m-%dT%H:%M:%SZ"'))
    stamp = b"%d" % (second if rng.random() < 0.5 else second * 10**9 + rng.randrange(10**9))
    return line[: match.start(1)] + stamp + line[match.end(1) :]


def own_format(line):
    """A combined line in the fields of OWN_FORMAT."""
    parts = line.split(b'"')
    head, asked, answer = (parts + [b""] * 3)[0].split(), (parts + [b""] * 3)[1].split(b" "), (parts + [b""] * 3)[2].split()
    if len(parts) != 7 or len(head) != 5 or len(asked) != 3 or len(answer) != 2:
        return line
    second = time.strptime(head[3].decode(), "[%d/%b/%Y:%H:%M:%S")
    stamp = b"%d.%03d" % (generate.calendar.timegm(second), len(line) % 1_000)
    times = UPSTREAMS[len(line) % len(UPSTREAMS)]
    servers = b"".join(bytes([letter]) if letter in b",:- " else b"a" for letter in times)
    fields = (stamp, head[0], asked[0], asked[1], answer[0], times, answer[1], parts[3], parts[5], servers)
    return b'%s example.org [-] %s "%s" "%s" %s %s %s "%s" "%s" [] %s "example.net"' % fields


def write_salts(insights, file):
    """The salts that `ingest` drew, as the reference reads them."""
    book = json.loads((insights / "salts.json").read_text())["salts"]
    days = {time.strftime("%Y-%m-%d", time.gmtime(salt["day"] * 86_400)): base64.b64decode(salt["salt"]).hex() for salt in book}
    file.write_text("".join(f"{day},{salt}\n" for day, salt in days.items()))


def outcomes(folder):
    with open(folder / "outcomes.csv", newline="") as file:
        return {row["outcome"]: int(row["lines"]) for row in csv.DictReader(file)}


def counted(report):
    """The outcomes that `ingest --json` tells."""
    found = {"kept": report["kept"], "skipped": report["skipped"], "out of range": report["outOfRange"], **report["faults"]}
    return {name: count for name, count in found.items() if count}


def check(case, sealpress, folder):
    """Lines that say what differs."""
    rng = random.Random(f"{SEED}/{case.title}")
    place = generate.Place(rng)
    headers, lines = lines_of(case, rng, place, folder)
    half = len(lines) // 2
    logs = [folder / "access.log", folder / "access.log.1.gz"]
    logs[0].write_bytes(b"".join(headers + lines[:half]))
    logs[1].write_bytes(gzip.compress(b"".join(headers + lines[half:]), 1))
    ids = folder / "ids.json"
    ids.write_text(json.dumps(place.ids()))
    (folder / "sealpress.yml").write_text(f"site: {{title: Logs, baseURL: 'https://example.org{case.base}', timeZone: {case.zone}}}\n")
    form = ["--format", case.format] if case.format else []
    hosts = [part for host in case.hosts for part in ("--host", host)]
    insights = folder / "insights"
    done = subprocess.run(
        [sealpress, "ingest", *logs, *form, *hosts, "--root", folder, "--insights", insights, "--ids", ids, "--now", str(NOW),
         "--max-bad", "100%", "--json"],
        capture_output=True, text=True,
    )
    if done.returncode != 0:
        return [f"ingest ended with {done.returncode}: {done.stderr}"]
    report = json.loads(done.stdout)
    write_salts(insights, folder / "salts.csv")
    subprocess.run(
        [sys.executable, HERE / "reference.py", folder / "reference", *logs, "--format", case.format or case.form, "--ids", ids,
         "--agents", AGENTS, "--salts", folder / "salts.csv", "--base", case.base, "--host", "example.org", *hosts, "--zone", case.zone,
         "--clock", str(NOW)],
        check=True,
    )
    expected, found = outcomes(folder / "reference"), counted(report)
    faults = [f"lines: {expected} and {found}"] if expected != found else []
    tables = read(folder / "reference", False)
    faults += differences(tables, read(insights / "facts.sqlite", False))
    empty = [name for name, rows in tables.items() if not rows and not (case.form == "common" and name == "never")]
    if empty:
        faults.append(f"nothing was compared of {', '.join(empty)}")
    return faults


def main():
    sealpress = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    for case in CASES:
        with tempfile.TemporaryDirectory(prefix="sealpress-logs-") as folder:
            faults = check(case, sealpress, pathlib.Path(folder))
        print(f"{case.title}: {'; '.join(faults) and 'DIFFERENT' or 'equal'}")
        print("\n".join(f"  {fault}" for fault in faults), end="\n" if faults else "")
        failed |= bool(faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
