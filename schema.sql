-- The data model of Factline, version 5: what a new database gets, and its documentation.
--
-- A fact is one statement, by somebody, found in one report. No recorded row is changed in place:
-- a correction is a new fact that replaces the old one; a withdrawal is a new row. Open this
-- file in any SQLite tool and read the views at the end first: current_fact, current_report,
-- place_path, change_log.
--
-- Conventions. Keys (TEXT) name reference rows and reports for people. uid (BLOB, 16 bytes) is the
-- identity that survives merging: the first half of a SHA-256. Integer ids are internal to this
-- file. Days are TEXT 'YYYY-MM-DD', calendar dates at the place; times are UTC,
-- 'YYYY-MM-DDThh:mm:ssZ'. NULL means not stated. Figures have no declared type so that
-- whole numbers stay whole. Names are found folded (no case, no accents); rank 0 is the row's key,
-- 1 its name, 2 a place's P-code, and from 3 on come the other names in the order given.

PRAGMA application_id = 1180787572; -- 'Fact'
PRAGMA user_version = 5;            -- the version of this schema

-- One act of recording: who, when, why, and a digest over the rows it added.
CREATE TABLE changeset (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16), -- first half of digest
  replica     TEXT NOT NULL CHECK (replica <> ''),           -- the database file it was made in
  seq         INTEGER NOT NULL CHECK (seq > 0),              -- 1, 2, 3 … in that replica
  previous    BLOB CHECK (length(previous) = 16),            -- uid of that replica's previous changeset
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??Z'),
  recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),       -- who: --as, $FACTLINE_USER or login name
  note        TEXT,                                          -- why, in the recorder's words
  tool        TEXT NOT NULL,                                 -- program and version that wrote it
  row_count   INTEGER NOT NULL CHECK (row_count >= 0),       -- rows it added, all tables together
  digest      BLOB NOT NULL CHECK (length(digest) = 32),     -- SHA-256 over metadata, previous digest, row hashes
  arrived_at  TEXT,                                          -- when it came into this file from another one; NULL: recorded here
  CHECK ((seq = 1) = (previous IS NULL))
) STRICT;
CREATE INDEX changeset_replica ON changeset (replica, seq); -- not unique: several copies of a file may continue

-- Every version of every reference row (place, actor, indicator), as it was recorded. The tables
-- place, actor and indicator show the newest version, by id; this one is what the digests cover. If one
-- arrives after a newer one, from another database, newer ones get new ids.
CREATE TABLE reference_version (
  id        INTEGER PRIMARY KEY,
  changeset INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  kind      TEXT NOT NULL CHECK (kind IN ('place', 'actor', 'indicator')),
  key       TEXT NOT NULL,
  content   TEXT NOT NULL CHECK (json_valid(content)),  -- the whole row, names included, as canonical JSON
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32)   -- of kind, key and content
) STRICT;
CREATE INDEX reference_version_key ON reference_version (kind, key);

-- Who publishes, claims or passes on: a publisher, a claimant, a via.
CREATE TABLE actor (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  kind      TEXT NOT NULL CHECK (kind IN ('media', 'state', 'state-body', 'armed-group', 'un-agency',
              'igo', 'ngo', 'monitor', 'person', 'unnamed-group', 'other')),
  parent    INTEGER REFERENCES actor (id),              -- the body it belongs to or speaks for
  withdrawn INTEGER CHECK (withdrawn = 1)               -- 1: what recorded it was undone, and nothing uses it
) STRICT;

-- Every name by which an actor is found.
CREATE TABLE actor_name (
  actor  INTEGER NOT NULL REFERENCES actor (id),
  rank   INTEGER NOT NULL CHECK (rank >= 0),            -- 0 key, 1 name, from 3 on other names
  name   TEXT NOT NULL,                                 -- as written
  folded TEXT NOT NULL,                                 -- as compared
  PRIMARY KEY (actor, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name_folded ON actor_name (folded);

-- Where: a tree from countries down to parts of cities.
CREATE TABLE place (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name      TEXT NOT NULL CHECK (name <> ''),
  kind      TEXT NOT NULL CHECK (kind IN ('country', 'admin1', 'admin2', 'admin3', 'admin4', 'city',
              'town', 'village', 'part', 'camp', 'site', 'area')),
  parent    INTEGER REFERENCES place (id),              -- the place it lies in
  country   TEXT CHECK (country GLOB '[A-Z][A-Z][A-Z]'),-- ISO 3166-1 alpha-3
  pcode     TEXT,                                       -- the P-code of OCHA's common operational datasets
  latitude  REAL CHECK (latitude BETWEEN -90 AND 90),   -- WGS 84, degrees
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  coordinate_precision TEXT CHECK (coordinate_precision IN ('exact', 'near', 'centroid')),
  withdrawn INTEGER CHECK (withdrawn = 1),              -- 1: what recorded it was undone, and nothing uses it
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE UNIQUE INDEX place_pcode ON place (pcode) WHERE pcode IS NOT NULL;
CREATE INDEX place_parent ON place (parent);

-- Every name by which a place is found, other scripts included.
CREATE TABLE place_name (
  place  INTEGER NOT NULL REFERENCES place (id),
  rank   INTEGER NOT NULL CHECK (rank >= 0),            -- 0 key, 1 name, 2 P-code, from 3 on other names
  name   TEXT NOT NULL,                                 -- as written
  folded TEXT NOT NULL,                                 -- as compared
  PRIMARY KEY (place, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_name_folded ON place_name (folded);

-- What is measured or followed. Deprecated, never deleted.
CREATE TABLE indicator (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE CHECK (key <> ''),
  label       TEXT NOT NULL,
  definition  TEXT NOT NULL,                            -- what counts as it and what does not
  measures    TEXT NOT NULL CHECK (measures IN ('count', 'duration', 'date', 'nothing')),
  unit        TEXT,                                     -- people, hours, percent …
  nature      TEXT NOT NULL CHECK (nature IN ('stock', 'flow', 'state', 'event')),
  window_days INTEGER NOT NULL DEFAULT 7 CHECK (window_days >= 0), -- stocks this near are comparable
  hxl_tag     TEXT CHECK (hxl_tag GLOB '#*'),           -- Humanitarian Exchange Language
  deprecated_at TEXT,                                   -- since when it is not to be used any more
  units TEXT,                                           -- further units of its figures, joined by ' | '; each is a series of its own
  withdrawn INTEGER CHECK (withdrawn = 1)               -- 1: what recorded it was undone, and nothing uses it
) STRICT;

-- Every name by which an indicator is found: its label (rank 1), and the words that analysts and
-- reports use for it (truce, humanitarian pause).
CREATE TABLE indicator_name (
  indicator INTEGER NOT NULL REFERENCES indicator (id),
  rank   INTEGER NOT NULL CHECK (rank >= 0),            -- 0 key, 1 name, from 3 on other names
  name   TEXT NOT NULL,                                 -- as written
  folded TEXT NOT NULL,                                 -- as compared
  PRIMARY KEY (indicator, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX indicator_name_folded ON indicator_name (folded);

-- One published document, as it was first recorded. Append-only: mistakes are corrected by a new row
-- of report_version, or the report is retracted and recorded again.
CREATE TABLE report (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16), -- from the canonical URL, else publisher, title, date
  key         TEXT NOT NULL UNIQUE CHECK (key <> ''),
  publisher   INTEGER NOT NULL REFERENCES actor (id),
  title       TEXT NOT NULL CHECK (title <> ''),
  byline      TEXT,
  url         TEXT,
  archive_url TEXT,
  published   TEXT NOT NULL,                            -- EDTF: when it came out
  published_earliest TEXT NOT NULL,                     -- its first and last day; words are
  published_latest   TEXT NOT NULL,                     --   resolved against the last
  language    TEXT,                                     -- BCP 47: en, ar, de
  republishes INTEGER REFERENCES report (id),           -- the report whose text it repeats
  replaces    BLOB CHECK (length(replaces) = 16),       -- uid of the retracted report that it replaces
  confidentiality TEXT CHECK (confidentiality IN ('public', 'internal', 'confidential')),
  text        TEXT,                                     -- the captured text, as captured
  text_sha256 BLOB CHECK (length(text_sha256) = 32),
  captured_at TEXT,
  changeset   INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((text IS NULL) = (text_sha256 IS NULL)),
  CHECK (published_earliest <= published_latest)
) STRICT;
CREATE INDEX report_published ON report (published_latest);
CREATE INDEX report_confidential ON report (id) WHERE confidentiality = 'confidential'; -- every command asks for these
CREATE INDEX report_replaces ON report (replaces) WHERE replaces IS NOT NULL;

-- The versions of a report after its first recording: a complete row each, except for the text.
-- Append-only. Of the versions whose changesets are not undone, the one with the greatest id counts;
-- if one arrives after a newer one, from another database, newer ones get new ids. Below 0 are edits that
-- are older than all others. The uid of the report is that of its row in report, and its facts refer to
-- that row. The most secret confidentiality of all versions counts.
CREATE TABLE report_version (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  report      INTEGER NOT NULL REFERENCES report (id),
  key         TEXT NOT NULL CHECK (key <> ''),
  publisher   INTEGER NOT NULL REFERENCES actor (id),
  title       TEXT NOT NULL CHECK (title <> ''),
  byline      TEXT,
  url         TEXT,
  archive_url TEXT,
  published   TEXT NOT NULL,                            -- as in report; so are the next two
  published_earliest TEXT NOT NULL,
  published_latest   TEXT NOT NULL,
  language    TEXT,
  republishes INTEGER REFERENCES report (id),
  confidentiality TEXT CHECK (confidentiality IN ('public', 'internal', 'confidential')),
  text        TEXT,                                     -- the text, if this version adds it; else NULL
  text_sha256 BLOB CHECK (length(text_sha256) = 32),
  captured_at TEXT,
  reason      TEXT NOT NULL CHECK (reason <> ''),       -- why the report was edited
  changeset   INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal     INTEGER NOT NULL, -- which of its kind in that changeset, from 0; from -1 down if it is older
                                --   than every edit before that changeset
  CHECK ((text IS NULL) = (text_sha256 IS NULL)),
  CHECK (published_earliest <= published_latest)
) STRICT;
CREATE INDEX report_version_report ON report_version (report);
CREATE INDEX report_version_key ON report_version (key);

-- One statement found in one report. Append-only. The closed sets of words are checked with instr:
-- SQLite builds a temporary table for each longer IN list of a CHECK, for each row it inserts.
CREATE TABLE fact (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL CHECK (length(uid) = 16),   -- from its content: recorded twice, it is one fact
  report      INTEGER NOT NULL REFERENCES report (id),
  indicator   INTEGER NOT NULL REFERENCES indicator (id),
  place       INTEGER NOT NULL REFERENCES place (id),
  scope       TEXT,                                     -- which part is meant: civilians, fighters, children
  term        TEXT,                                     -- the report's word for the indicator (truce)
  stance      TEXT NOT NULL DEFAULT 'asserts' CHECK (instr(' asserts estimates forecasts announces alleges denies demands ',
                ' ' || stance || ' ')),                 -- of the claimant
  status      TEXT CHECK (instr(' proposed announced agreed planned under-way extended suspended postponed cancelled refused ended unknown ',
                ' ' || status || ' ')),                 -- of the process
  value_text  TEXT,                                     -- the quantity in the report's words
  low         ANY CHECK (typeof(low) NOT IN ('text', 'blob') AND low >= 0),    -- at least
  best        ANY CHECK (typeof(best) NOT IN ('text', 'blob') AND best >= 0),  -- the figure stated
  high        ANY CHECK (typeof(high) NOT IN ('text', 'blob') AND high >= 0),  -- up to
  approximate INTEGER CHECK (approximate IN (0, 1)),   -- whether the words make the figures so; NULL: no quantity
  unit        TEXT,
  when_text   TEXT,                                     -- the time in the report's words
  when_edtf   TEXT,                                     -- EDTF (ISO 8601-2) with one-of sets as interval ends
  start_earliest TEXT,                                  -- the four bounds of when_edtf; NULL = open or unknown
  start_latest   TEXT,
  end_earliest   TEXT,
  end_latest     TEXT,
  verb        TEXT,                                     -- the claimant's: says, warns, are thought to
  quote       TEXT,                                     -- the report's own words, verbatim
  quote_start INTEGER,                                  -- where in report.text: characters from 0, end exclusive
  quote_end   INTEGER,
  quote_check TEXT CHECK (instr(' found unchecked no-text ', ' ' || quote_check || ' ')),
  thread      TEXT,                                     -- one real process followed through time
  origin      TEXT,                                     -- the one utterance that several reports repeat; NULL = unknown
  comment     TEXT,                                     -- the recorder's remark
  replaces    BLOB CHECK (length(replaces) = 16),       -- uid of the fact that this one corrects
  reason      TEXT,                                     -- why it was corrected
  changeset   INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  source_row_id TEXT,                                   -- the publisher's own id of the row, as in the publisher's data set
  out_of      ANY CHECK (typeof(out_of) NOT IN ('text', 'blob') AND out_of >= 0 AND (out_of IS NULL OR approximate IS NOT NULL)), -- the whole of which the figures are a part
  per         TEXT CHECK (per IS NULL OR per IN ('hour', 'day', 'night', 'week', 'month', 'year') AND approximate IS NOT NULL), -- of a rate: 54 trucks a day
  time_of_day TEXT,                                     -- ISO 8601: 09:00, or hours of a day: 09:00/14:00
  CHECK (approximate IS NOT NULL OR coalesce(value_text, low, best, high, unit) IS NULL),
  CHECK (when_edtf IS NOT NULL OR when_text IS NULL),
  CHECK (low <= best), CHECK (best <= high), CHECK (low <= high),
  CHECK (start_earliest <= start_latest), CHECK (end_earliest <= end_latest),
  CHECK (start_earliest <= end_latest),
  CHECK ((quote IS NULL) = (quote_check IS NULL)),
  CHECK ((quote_start IS NULL) = (quote_end IS NULL)), CHECK (quote_start < quote_end),
  CHECK ((replaces IS NULL) = (reason IS NULL)),
  CHECK (value_text IS NOT NULL OR low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL
         OR status IS NOT NULL OR when_edtf IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX fact_uid ON fact (uid);
CREATE INDEX fact_place ON fact (place, indicator, report, origin, start_earliest); -- timelines; counts read it alone
CREATE INDEX fact_report ON fact (report);
CREATE INDEX fact_replaces ON fact (replaces) WHERE replaces IS NOT NULL;

-- Who says so. Step 0 is the claimant, with those after it that say it together with it (joint);
-- the others, from step 1, are the actors between them and the publisher, in order. A fact without a
-- row here is unattributed.
CREATE TABLE attribution (
  fact  INTEGER NOT NULL REFERENCES fact (id),
  step  INTEGER NOT NULL CHECK (step >= 0),
  actor INTEGER NOT NULL REFERENCES actor (id),
  joint INTEGER CHECK (joint = 1),                      -- 1: says it together with the claimant of step 0
  PRIMARY KEY (fact, step)
) STRICT, WITHOUT ROWID;

-- Withdraws a fact or a report. It stays recorded and can be shown.
CREATE TABLE retraction (
  id        INTEGER PRIMARY KEY,
  uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  fact      INTEGER REFERENCES fact (id),
  report    INTEGER REFERENCES report (id),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  changeset INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal   INTEGER NOT NULL, -- which of its kind in that changeset, from 0
  CHECK ((fact IS NULL) <> (report IS NULL))
) STRICT;
CREATE INDEX retraction_fact ON retraction (fact) WHERE fact IS NOT NULL;
CREATE INDEX retraction_report ON retraction (report) WHERE report IS NOT NULL;

-- Takes one retraction back. What is retracted has a retraction without a reinstatement.
CREATE TABLE reinstatement (
  id         INTEGER PRIMARY KEY,
  uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  retraction INTEGER NOT NULL REFERENCES retraction (id),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  changeset  INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal    INTEGER NOT NULL -- which of its kind in that changeset, from 0
) STRICT;
CREATE INDEX reinstatement_retraction ON reinstatement (retraction);

-- A judgement about a fact (Admiralty code, STANAG 2511). Ungraded is NULL, which is not F or 6.
CREATE TABLE assessment (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  fact        INTEGER NOT NULL REFERENCES fact (id),
  reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),
  disposition TEXT CHECK (disposition IN ('accepted', 'disputed', 'rejected')),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  changeset   INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal     INTEGER NOT NULL, -- which of its kind in that changeset, from 0
  assessed_by TEXT              -- who judged, if not the one who recorded it
) STRICT;
CREATE INDEX assessment_fact ON assessment (fact);

-- Rows that a changeset recorded although another one had them already (after a merge, or after that
-- one was undone), so that its digest can still be computed.
CREATE TABLE also_recorded (
  changeset INTEGER NOT NULL REFERENCES changeset (id),
  row_hash  BLOB NOT NULL CHECK (length(row_hash) = 32),
  uid       BLOB CHECK (length(uid) = 16),              -- of a fact or report, which counts while one of its changesets does
  PRIMARY KEY (changeset, row_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX also_recorded_uid ON also_recorded (uid) WHERE uid IS NOT NULL;

-- Takes a changeset back: its rows do not count while it has an undo that no redo takes back.
CREATE TABLE undo (
  id        INTEGER PRIMARY KEY,
  uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  undone    BLOB NOT NULL CHECK (length(undone) = 16),  -- uid of the changeset that is taken back
  reason    TEXT NOT NULL CHECK (reason <> ''),
  changeset INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal   INTEGER NOT NULL -- which of its kind in that changeset, from 0
) STRICT;
CREATE INDEX undo_undone ON undo (undone);

-- Takes one undo back: the rows of the changeset count again.
CREATE TABLE redo (
  id        INTEGER PRIMARY KEY,
  uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  undo      INTEGER NOT NULL REFERENCES undo (id),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  changeset INTEGER NOT NULL REFERENCES changeset (id) DEFERRABLE INITIALLY DEFERRED,
  ordinal   INTEGER NOT NULL -- which of its kind in that changeset, from 0
) STRICT;
CREATE INDEX redo_undo ON redo (undo);

-- What this file is: its replica name, and the report used last by each recorder.
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: what is recorded is neither changed nor deleted.
CREATE TRIGGER changeset_no_update BEFORE UPDATE ON changeset BEGIN SELECT RAISE(ABORT, 'changeset is append-only'); END;
CREATE TRIGGER changeset_no_delete BEFORE DELETE ON changeset BEGIN SELECT RAISE(ABORT, 'changeset is append-only'); END;
CREATE TRIGGER reference_version_no_update BEFORE UPDATE ON reference_version BEGIN SELECT RAISE(ABORT, 'reference_version is append-only'); END;
CREATE TRIGGER reference_version_no_delete BEFORE DELETE ON reference_version BEGIN SELECT RAISE(ABORT, 'reference_version is append-only'); END;
CREATE TRIGGER report_no_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'report is append-only'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'report is append-only'); END;
CREATE TRIGGER report_version_no_update BEFORE UPDATE ON report_version BEGIN SELECT RAISE(ABORT, 'report_version is append-only'); END;
CREATE TRIGGER report_version_no_delete BEFORE DELETE ON report_version BEGIN SELECT RAISE(ABORT, 'report_version is append-only'); END;
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only: correct or retract it'); END;
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only: correct or retract it'); END;
CREATE TRIGGER attribution_no_update BEFORE UPDATE ON attribution BEGIN SELECT RAISE(ABORT, 'attribution is append-only'); END;
CREATE TRIGGER attribution_no_delete BEFORE DELETE ON attribution BEGIN SELECT RAISE(ABORT, 'attribution is append-only'); END;
CREATE TRIGGER retraction_no_update BEFORE UPDATE ON retraction BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;
CREATE TRIGGER retraction_no_delete BEFORE DELETE ON retraction BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;
CREATE TRIGGER reinstatement_no_update BEFORE UPDATE ON reinstatement BEGIN SELECT RAISE(ABORT, 'reinstatement is append-only'); END;
CREATE TRIGGER reinstatement_no_delete BEFORE DELETE ON reinstatement BEGIN SELECT RAISE(ABORT, 'reinstatement is append-only'); END;
CREATE TRIGGER assessment_no_update BEFORE UPDATE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_no_delete BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER also_recorded_no_update BEFORE UPDATE ON also_recorded BEGIN SELECT RAISE(ABORT, 'also_recorded is append-only'); END;
CREATE TRIGGER also_recorded_no_delete BEFORE DELETE ON also_recorded BEGIN SELECT RAISE(ABORT, 'also_recorded is append-only'); END;
CREATE TRIGGER undo_no_update BEFORE UPDATE ON undo BEGIN SELECT RAISE(ABORT, 'undo is append-only'); END;
CREATE TRIGGER undo_no_delete BEFORE DELETE ON undo BEGIN SELECT RAISE(ABORT, 'undo is append-only'); END;
CREATE TRIGGER redo_no_update BEFORE UPDATE ON redo BEGIN SELECT RAISE(ABORT, 'redo is append-only'); END;
CREATE TRIGGER redo_no_delete BEFORE DELETE ON redo BEGIN SELECT RAISE(ABORT, 'redo is append-only'); END;

-- Places with their path from the country down ('Syria > Aleppo > Eastern Aleppo').
CREATE VIEW place_path AS
WITH RECURSIVE below (id, path, depth) AS (
  SELECT id, name, 0 FROM place WHERE parent IS NULL
  UNION ALL
  SELECT place.id, below.path || ' > ' || place.name, below.depth + 1
  FROM place JOIN below ON place.parent = below.id
)
SELECT place.key AS place_key, place.name, place.kind, below.path, below.depth, place.pcode,
       place.country, place.latitude, place.longitude
FROM below JOIN place USING (id);

-- Changesets that are undone, and why.
CREATE VIEW undone_changeset AS
SELECT changeset.id AS changeset, undo.reason
FROM undo JOIN changeset ON changeset.uid = undo.undone
WHERE NOT EXISTS (SELECT 1 FROM redo WHERE redo.undo = undo.id);

-- The uids of facts and reports that are retracted, or whose changesets are all undone.
CREATE VIEW withdrawn_row AS
SELECT coalesce(fact.uid, report.uid) AS uid
FROM retraction AS r LEFT JOIN fact ON fact.id = r.fact LEFT JOIN report ON report.id = r.report
WHERE r.changeset NOT IN (SELECT changeset FROM undone_changeset)
  AND NOT EXISTS (SELECT 1 FROM reinstatement b WHERE b.retraction = r.id
                  AND b.changeset NOT IN (SELECT changeset FROM undone_changeset))
UNION
SELECT uid FROM (SELECT uid, changeset FROM fact UNION ALL SELECT uid, changeset FROM report) AS recorded
WHERE EXISTS (SELECT 1 FROM undo) AND changeset IN (SELECT changeset FROM undone_changeset)
  AND NOT EXISTS (SELECT 1 FROM also_recorded a WHERE a.uid = recorded.uid
                  AND a.changeset NOT IN (SELECT changeset FROM undone_changeset));

-- The uids of facts that are replaced by a correction which is not withdrawn, or which is itself corrected.
CREATE VIEW replaced_fact AS
WITH RECURSIVE replaced (uid) AS (
  SELECT replaces FROM fact WHERE replaces IS NOT NULL AND uid NOT IN (SELECT uid FROM withdrawn_row)
  UNION
  SELECT fact.replaces FROM replaced JOIN fact ON fact.uid = replaced.uid WHERE fact.replaces IS NOT NULL
)
SELECT uid FROM replaced;

-- Every report in its newest version, also retracted ones.
CREATE VIEW newest_report AS
SELECT report.id, report.uid, coalesce(v.key, report.key) AS key,
       coalesce(v.publisher, report.publisher) AS publisher, coalesce(v.title, report.title) AS title,
       CASE WHEN v.id IS NULL THEN report.byline ELSE v.byline END AS byline,
       CASE WHEN v.id IS NULL THEN report.url ELSE v.url END AS url,
       CASE WHEN v.id IS NULL THEN report.archive_url ELSE v.archive_url END AS archive_url,
       coalesce(v.published, report.published) AS published,
       CASE WHEN v.id IS NULL THEN report.language ELSE v.language END AS language,
       coalesce(report.text, (SELECT t.text FROM report_version AS t WHERE t.report = report.id AND t.text IS NOT NULL
        AND t.changeset NOT IN (SELECT changeset FROM undone_changeset) ORDER BY t.id DESC LIMIT 1)) AS text
FROM report LEFT JOIN report_version AS v
  ON v.id = (SELECT max(w.id) FROM report_version AS w WHERE w.report = report.id
             AND w.changeset NOT IN (SELECT changeset FROM undone_changeset));

-- Reports that are neither retracted nor undone, with their publisher.
CREATE VIEW current_report AS
SELECT report.key AS report_key, actor.name AS publisher, report.title, report.published,
       report.url, report.archive_url, report.language, length(report.text) AS text_length
FROM newest_report AS report JOIN actor ON actor.id = report.publisher
WHERE report.uid NOT IN (SELECT uid FROM withdrawn_row);

-- Facts that are neither replaced, retracted nor undone (nor is their report), with names and links.
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
JOIN newest_report AS report ON report.id = fact.report
JOIN actor AS publisher ON publisher.id = report.publisher
JOIN changeset ON changeset.id = fact.changeset
WHERE fact.uid NOT IN (SELECT uid FROM withdrawn_row)
  AND report.uid NOT IN (SELECT uid FROM withdrawn_row)
  AND fact.uid NOT IN (SELECT uid FROM replaced_fact);

-- Who recorded what, when and why, the newest first.
CREATE VIEW change_log AS
SELECT changeset.id AS changeset, lower(hex(substr(uid, 1, 4))) AS short_uid, recorded_at, recorded_by, note,
       row_count
FROM changeset ORDER BY changeset.id DESC;
