"""The current facts of a Factline database, read with Python's own SQLite and the views of schema.sql."""

import datetime
import sqlite3
import unicodedata

# The columns that every format has, by their name in the view and in the export.
SHARED = {
    "fact_id": "fact_id",
    "indicator": "indicator",
    "low": "value_low",
    "best": "value_best",
    "high": "value_high",
    "when_edtf": "when_edtf",
    "start_earliest": "start_earliest",
    "end_latest": "end_latest",
    "place": "place_name",
    "publisher": "publisher",
    "report_title": "report_title",
    "report_url": "report_url",
    "quote": "quote",
}

FIGURES = ("value_low", "value_best", "value_high")


def current(database):
    """The current facts, by id, with their columns named as in the export."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = connection.execute(f"SELECT {', '.join(SHARED)} FROM current_fact")
    facts = [dict(zip(SHARED.values(), row)) for row in rows]
    connection.close()
    return {fact["fact_id"]: fact for fact in facts}


def safe(text):
    """A text as a cell for spreadsheets has it: what looks like a formula has a ' before it."""
    begins = text.lstrip("'")[:1]
    return "'" + text if begins and begins in "=+-@\t\r\n＝＋－＠" else text


def compare(expected, found, what):
    """Ends the program with the first difference between two sets of facts."""
    if expected.keys() != found.keys():
        lost, made = expected.keys() - found.keys(), found.keys() - expected.keys()
        raise SystemExit(f"{what}: lost {sorted(lost)[:3]}, made up {sorted(made)[:3]}")
    for fact_id, fact in expected.items():
        for column, value in fact.items():
            if found[fact_id][column] != value:
                other = found[fact_id][column]
                raise SystemExit(f"{what}: {fact_id}: {column}: {value!r} became {other!r}")
    print(f"{what}: {len(expected)} facts are the same")


def shown(text):
    """A text as a workbook shows it: invisible characters by their numbers, and line breaks as line feeds."""
    acts = lambda c: c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")
    plain = (text or "").replace("\r\n", "\n")
    return "".join(f"\\u{{{ord(c):x}}}" if acts(c) else c for c in plain)


def is_day(text):
    """Whether a text is one day, and nothing coarser or longer."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
