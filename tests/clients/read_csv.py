"""Reads an export with Python's csv module, which follows RFC 4180: DATABASE FILE.csv"""

import csv
import sys

from facts import FIGURES, compare, current, safe

database, file = sys.argv[1:]
expected = current(database)
with open(file, encoding="utf-8", newline="") as lines:
    rows = list(csv.DictReader(lines, strict=True))
found = {}
for row in rows:
    if None in row or None in row.values():
        raise SystemExit(f"a row is ragged: {row}")
    figures = {name: float(row[name]) if row[name] else None for name in FIGURES}
    found[row["fact_id"]] = row | figures
for fact in expected.values():
    for column, value in fact.items():
        if column in FIGURES:
            fact[column] = None if value is None else float(value)
        else:
            fact[column] = safe(value or "")
compare(expected, {i: {c: row[c] for c in expected[i]} for i, row in found.items() if i in expected}, "csv")
assert len(rows) == len(expected), "rows were made up, or stand twice"
