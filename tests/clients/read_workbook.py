"""Reads a workbook with openpyxl and with pandas, and expects a type for each cell: DATABASE FILE.xlsx"""

import datetime
import sys
import warnings

import openpyxl
import pandas

from facts import FIGURES, compare, current, is_day, shown

DAYS = ("start_earliest", "end_latest")

database, file = sys.argv[1:]
warnings.simplefilter("error")
book = openpyxl.load_workbook(file)
assert book.sheetnames == ["facts", "reports", "places", "actors", "indicators", "how to read"], book.sheetnames
for sheet in book:
    assert sheet.freeze_panes == "A2", f"{sheet.title}: the header is not frozen"
    assert sheet.auto_filter.ref.startswith("A1:"), f"{sheet.title}: no filters"
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" for cell in row), f"{sheet.title}: a formula"

rows = list(book["facts"].iter_rows())
names = [cell.value for cell in rows[0]]
assert names[:3] == ["place_name", "indicator_label", "scope"], names[:3]
assert names[-1] == "report_replaces", names[-1]
told = {row[0].value for row in book["how to read"].iter_rows(min_row=2)}
for sheet in book.worksheets[:-1]:
    for cell in next(sheet.iter_rows()):
        assert f"{sheet.title}: {cell.value}" in told, f"nothing is told of {cell.value} of {sheet.title}"
    assert sheet.print_title_rows == "$1:$1", f"{sheet.title}: the header is not repeated in print"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0, sheet.title
facts = [dict(zip(names, row)) for row in rows[1:]]
assert all(isinstance(row["recorded_at"].value, datetime.datetime) for row in facts)
found = {row["fact_id"].value: row for row in facts}
expected = current(database)
for fact_id, fact in expected.items():
    cells = found[fact_id]
    for column, value in fact.items():
        cell = cells[column]
        if column in FIGURES:
            fits = value is None or len(str(value).replace(".", "").strip("0")) <= 15
            fact[column] = float(value) if value is not None and fits else value and f"{value:.0f}"
            cells[column] = float(cell.value) if cell.data_type == "n" and cell.value is not None else cell.value
        elif value and (column in DAYS or column == "when_edtf") and is_day(value):
            assert isinstance(cell.value, datetime.datetime), f"{column}: {cell.value!r} is no date"
            cells[column] = cell.value.date().isoformat()
        else:
            fact[column] = shown(value) or None
            cells[column] = cell.value
        if column == "report_url" and value:
            opens = cell.hyperlink and (cell.hyperlink.target + ("#" + cell.hyperlink.location if cell.hyperlink.location else ""))
            assert bool(opens) == value.startswith("http"), f"{value} opens {opens}"
compare(expected, {i: {c: row[c] for c in expected[i]} for i, row in found.items()}, "workbook")

sheets = pandas.read_excel(file, sheet_name=None)
facts = sheets["facts"]
assert len(facts) == len(expected), "pandas reads other rows"
assert facts["latitude"].dtype == float, facts["latitude"].dtype
for column in DAYS:
    assert pandas.api.types.is_datetime64_any_dtype(facts[column]), f"{column}: {facts[column].dtype}"
assert set(facts["report_key"]) <= set(sheets["reports"]["key"])
assert set(facts["place_key"]) <= set(sheets["places"]["key"])
assert set(facts["indicator"]) <= set(sheets["indicators"]["key"])
assert set(sheets["reports"]["publisher"]) <= set(sheets["actors"]["key"])
print(f"workbook: pandas reads {len(facts)} facts")
