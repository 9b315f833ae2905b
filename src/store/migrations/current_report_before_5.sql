CREATE VIEW current_report AS
SELECT report.key AS report_key, actor.name AS publisher, report.title, report.published,
       report.url, report.archive_url, report.language, length(report.text) AS text_length
FROM report JOIN actor ON actor.id = report.publisher
WHERE report.uid NOT IN (SELECT uid FROM withdrawn_row)
