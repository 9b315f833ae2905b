CREATE VIEW current_fact AS
SELECT lower(hex(fact.uid)) AS fact_id, indicator.key AS indicator, indicator.label AS indicator_label,
       fact.scope, fact.value_text, fact.low, fact.best, fact.high, fact.approximate, fact.unit,
       fact.status, fact.stance, fact.when_text, fact.when_edtf, fact.start_earliest, fact.start_latest,
       fact.end_earliest, fact.end_latest, place.key AS place_key, place.name AS place,
       coalesce((SELECT group_concat(name, ' | ') FROM (SELECT actor.name FROM attribution a
        JOIN actor ON actor.id = a.actor WHERE a.fact = fact.id AND (a.step = 0 OR a.joint = 1)
        ORDER BY a.step)), 'unattributed') AS claimant,
       (SELECT group_concat(name, ' | ') FROM (SELECT actor.name FROM attribution a
        JOIN actor ON actor.id = a.actor WHERE a.fact = fact.id AND a.step > 0 AND a.joint IS NULL
        ORDER BY a.step)) AS via,
       publisher.name AS publisher, report.key AS report_key, report.title AS report_title,
       report.published AS report_date, report.url AS report_url, fact.quote, fact.quote_check,
       fact.thread, fact.origin, fact.comment, changeset.recorded_at, changeset.recorded_by,
       fact.out_of, fact.per, fact.time_of_day
FROM fact
JOIN indicator ON indicator.id = fact.indicator
JOIN place ON place.id = fact.place
JOIN report ON report.id = fact.report
JOIN actor AS publisher ON publisher.id = report.publisher
JOIN changeset ON changeset.id = fact.changeset
WHERE fact.uid NOT IN (SELECT uid FROM withdrawn_row)
  AND report.uid NOT IN (SELECT uid FROM withdrawn_row)
  AND fact.uid NOT IN (SELECT uid FROM replaced_fact)
