#!/usr/bin/env python3
"""Access logs to facts, slowly and obviously: written from docs/content/insights/analytics.md alone, to compare engines with.

    reference.py OUT --format NAME --ids FILE --agents FILE --salts FILE [--base /] [--host HOST …] [--zone UTC]
                 [--clock SECONDS] LOG…

Writes one CSV a table into the folder OUT, sorted by key, and `outcomes.csv` with the counts of lines. IDS is JSON,
{"bundles": {ID: MEMBER}, "beacons": {ID: MEMBER}, "sealed": {ID: ROUTE}}. SALTS is CSV of day and hex, or, as
`secret:HEX`, makes the salt of a day SHA-256(those bytes ‖ day). Plain and .gz files are read.
"""

import argparse
import csv
import gzip
import hashlib
import json
import pathlib
import time

from classify import AgentList, Place, classify, plain_host
from facts import COLUMNS, Log
from lines import LineReader, Malformed, Skipped


def salt_source(text):
    if text.startswith("secret:"):
        secret = bytes.fromhex(text.removeprefix("secret:"))
        return lambda day: hashlib.sha256(secret + day.encode()).digest()
    with open(text, newline="") as file:
        salts = {row[0]: bytes.fromhex(row[1]) for row in csv.reader(file) if row and row[0] != "day"}
    return salts.__getitem__


def read_place(base, hosts, ids):
    ids = json.loads(pathlib.Path(ids).read_text("utf-8")) if ids else {"bundles": {}, "beacons": {}, "sealed": {}}
    return Place(base, {plain_host(h) for h in hosts}, ids["bundles"], ids["beacons"], ids["sealed"])


def read_file(path, name, log):
    reader = LineReader(name, log.clock)
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rb") as file:
        for data in file:
            try:
                line = reader.read(data.removesuffix(b"\n"))
            except Skipped:
                log.outcomes["skipped"] += 1
            except Malformed as fault:
                log.outcomes[str(fault)] += 1
            else:
                log.outcomes["out of range" if line is None else "kept"] += 1
                if line is not None:
                    log.add(classify(line, log.place))


def write(folder, tables, outcomes):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name])
            writer.writerows(rows)
    with open(folder / "outcomes.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["outcome", "lines"])
        writer.writerows(sorted(outcomes.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("logs", nargs="+")
    parser.add_argument("--format", required=True)
    parser.add_argument("--ids")
    parser.add_argument("--agents", required=True)
    parser.add_argument("--salts", required=True)
    parser.add_argument("--base", default="/")
    parser.add_argument("--host", action="append", default=[])
    parser.add_argument("--zone", default="UTC")
    parser.add_argument("--clock", type=int, default=int(time.time()))
    a = parser.parse_args()
    agents = AgentList(pathlib.Path(a.agents).read_text("utf-8"))
    log = Log(read_place(a.base, a.host, a.ids), salt_source(a.salts), a.zone, agents, a.clock)
    for path in a.logs:
        read_file(path, a.format, log)
    write(a.out, log.facts(), log.outcomes)


if __name__ == "__main__":
    main()
