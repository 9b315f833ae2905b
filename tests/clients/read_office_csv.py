"""Reads the facts of a workbook that LibreOffice wrote as CSV, and compares figures and texts: DATABASE FILE.csv"""

import csv
import sys

from facts import FIGURES, compare, current, shown

database, file = sys.argv[1:]
expected = current(database)
with open(file, encoding="utf-8", newline="") as lines:
    found = {row["fact_id"]: row for row in csv.DictReader(lines, strict=True)}
assert len(found) == len(expected), "LibreOffice reads other rows"
for fact_id, fact in expected.items():
    for column, value in fact.items():
        text = found[fact_id][column]
        if column in FIGURES:
            fact[column] = None if value is None else float(value)
            found[fact_id][column] = float(text.replace(",", "")) if text else None
        else:
            fact[column] = shown(value) or ""
compare(expected, {i: {c: row[c] for c in expected[i]} for i, row in found.items()}, "LibreOffice")
