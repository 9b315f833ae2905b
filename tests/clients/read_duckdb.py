"""Reads an export with DuckDB, which finds the types by itself: DATABASE FILE (.csv .jsonl .parquet)"""

import sys

import duckdb

from facts import current

database, file = sys.argv[1:]
expected = current(database)
readers = {"csv": "read_csv", "jsonl": "read_json_auto", "parquet": "read_parquet"}
ending = file.rsplit(".", 1)[1]
connection = duckdb.connect()
options = ", maximum_depth = 1" if ending == "jsonl" else ""
connection.execute(f"CREATE TABLE given AS SELECT * FROM {readers[ending]}(?{options})", [file])
# A line of JSON Lines may be of a report, a place or an actor: facts are those with an id.
totals = """
    SELECT count(DISTINCT fact_id), sum(TRY_CAST(value_best AS DOUBLE)),
           min(TRY_CAST(start_earliest AS DATE)), max(TRY_CAST(end_latest AS DATE)),
           count(DISTINCT place_name)
    FROM given WHERE fact_id IS NOT NULL
"""
found = connection.execute(totals).fetchone()


def known(column):
    return [fact[column] for fact in expected.values() if fact[column] is not None]


wanted = (
    len(expected),
    float(sum(known("value_best"))),
    min(known("start_earliest")),
    max(known("end_latest")),
    len(set(known("place_name"))),
)
found = (found[0], found[1], str(found[2]), str(found[3]), found[4])
if found != wanted:
    raise SystemExit(f"{ending}: {wanted} became {found}")
print(f"{ending}: {len(expected)} facts with the same figures and days")
