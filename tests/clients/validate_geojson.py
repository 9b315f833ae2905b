"""Validates GeoJSON and compares its points with the database: DATABASE FILE.geojson"""

import json
import sqlite3
import sys

import geojson_validator

from facts import current

database, file = sys.argv[1:]
with open(file, encoding="utf-8") as text:
    collection = json.load(text)
wrong = geojson_validator.validate_structure(collection, check_crs=True)
if wrong:
    raise SystemExit(f"not GeoJSON: {wrong}")
wrong = geojson_validator.validate_geometries(collection)
if wrong.get("invalid") or wrong.get("problematic"):
    raise SystemExit(f"geometries: {wrong}")
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
points = dict(
    (key, [longitude, latitude])
    for key, latitude, longitude in connection.execute(
        "SELECT place_key, latitude, longitude FROM place_path WHERE latitude IS NOT NULL"
    )
)
places = dict(connection.execute("SELECT fact_id, place_key FROM current_fact"))
with_point = {fact_id for fact_id, place in places.items() if place in points}
found = set()
for feature in collection["features"]:
    fact_id = feature["properties"]["fact_id"]
    found.add(fact_id)
    if feature["geometry"]["coordinates"] != points[places[fact_id]]:
        raise SystemExit(f"{fact_id}: {feature['geometry']} and not {points[places[fact_id]]}")
if found != with_point or not found:
    raise SystemExit(f"{len(with_point)} facts have a point, {len(found)} are there")
print(f"geojson: {len(found)} of {len(current(database))} facts have a point, all in place")
