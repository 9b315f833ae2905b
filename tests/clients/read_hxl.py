"""Reads an export with libhxl, as a program of the field would: DATABASE FILE.csv"""

import sys

import hxl

from facts import compare, current, safe

database, file = sys.argv[1:]
expected = current(database)
options = hxl.input.InputOptions(allow_local=True)
PATTERNS = {
    "fact_id": "#meta+id",
    "value_low": "#indicator+low",
    "value_best": "#indicator+value+num",
    "value_high": "#indicator+high",
    "start_earliest": "#date+start",
    "end_latest": "#date+end",
    "place_name": "#loc+name",
    "report_url": "#meta+url",
}
found = {}
with hxl.data(file, options) as rows:
    for row in rows:
        cells = {column: row.get(pattern) or "" for column, pattern in PATTERNS.items()}
        for column in ("value_low", "value_best", "value_high"):
            cells[column] = float(cells[column]) if cells[column] else None
        found[cells["fact_id"]] = cells
wanted = {}
for fact_id, fact in expected.items():
    cells = {column: fact[column] for column in PATTERNS}
    for column, value in cells.items():
        is_figure = column.startswith("value_")
        cells[column] = (None if value is None else float(value)) if is_figure else safe(value or "")
    wanted[fact_id] = cells
compare(wanted, found, "hxl")
with hxl.data(file, options) as rows:
    counted = rows.count("#loc+name").values
    assert sum(int(row[-1]) for row in counted) == len(expected)
with hxl.data(file, options) as rows:
    for column in rows.columns:
        if column.tag == "#date":
            for value in filter(None, rows.get_value_set(column.display_tag)):
                hxl.datatypes.normalise_date(value)
