#!/usr/bin/env python3
"""Compares facts row for row: a folder of CSV files, or an `insights/facts.sqlite`, on either side.

    compare.py LEFT RIGHT [--ignore-part]

Prints the first differing rows of each table. Exits with 0 when all are equal, 1 when not.
"""

import argparse
import csv
import pathlib
import sqlite3
import sys

from facts import COLUMNS


def read(place, ignore_part):
    path = pathlib.Path(place)
    tables = {}
    database = None if path.is_dir() else sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for name, columns in COLUMNS.items():
        if database:
            rows = database.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
        else:
            with open(path / f"{name}.csv", encoding="utf-8", newline="") as file:
                rows = [[row[c] for c in columns] for row in csv.DictReader(file)]
        rows = [tuple("" if v is None else str(v) for v in row) for row in rows]
        tables[name] = sorted((row[:1] + row[2:] for row in rows) if ignore_part else rows)
    return tables


def differences(left, right):
    """Lines that say what differs; none when all is equal."""
    for name in COLUMNS:
        if left[name] == right[name]:
            continue
        only_left, only_right = sorted(set(left[name]) - set(right[name])), sorted(set(right[name]) - set(left[name]))
        yield f"{name}: {len(left[name])} and {len(right[name])} rows, {len(only_left)} and {len(only_right)} of them alone"
        yield from (f"  < {'|'.join(row)}" for row in only_left[:5])
        yield from (f"  > {'|'.join(row)}" for row in only_right[:5])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("--ignore-part", action="store_true")
    a = parser.parse_args()
    left, right = read(a.left, a.ignore_part), read(a.right, a.ignore_part)
    found = list(differences(left, right))
    print("\n".join(found) if found else "equal: " + ", ".join(f"{len(rows)} {name}" for name, rows in left.items()))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
