//! Words that people try on the command line, and what Factline calls them.
//!
//! Only tables. Must not know how a command line is parsed.

/// Words tried as fields of a sheet, and the fields that are meant; the words tried as options also apply.
pub(super) const FIELDS: &[(&[&str], &[&str])] = &[
    (&["value", "figure", "number", "amount", "quantity"], &["value"]),
    (&["note"], &["comment"]),
    (&["source"], &["by", "publisher"]),
    (&["date"], &["when", "published"]),
    (&["url"], &["link"]),
    (&["id", "fact-id"], &["fact"]),
];

/// Words tried as commands, and the arguments that do what is meant: `FACT`, `WHY` and other capital words
/// are filled in by the user, `…` is the words that followed.
pub(super) const COMMANDS: &[(&[&str], &str)] = &[
    (&["edit", "change", "update", "modify", "fix", "amend"], "correct FACT VALUE --reason WHY"),
    (&["delete", "remove", "rm", "del", "withdraw"], "retract FACT --reason WHY"),
    (&["list", "ls", "facts", "view", "print"], "table"),
    (&["search", "find", "grep", "query"], "table --text …"),
    (&["latest", "current", "now"], "table --latest"),
    (&["count", "counts", "stats", "statistics", "summary"], "table --by indicator"),
    (&["conflicts", "contradictions", "disputes"], "compare --only contradicts"),
    (&["history", "changes", "changesets"], "log"),
    (&["redo"], "undo CHANGESET --reason WHY"),
    (&["reports", "sources", "documents"], "report list"),
    (&["places", "locations"], "place list"),
    (&["actors", "people", "organisations", "organizations"], "actor list"),
    (&["indicators", "vocabulary", "types"], "indicator list"),
    (&["new", "create", "start"], "init"),
    (&["save", "backup", "dump"], "export --format sqlite -o FILE"),
    (&["load", "merge", "restore"], "import FILE"),
    (&["read", "parse"], "explain value …"),
    (&["capture", "fetch", "page"], "report add FILE"),
    (&["version"], "--version"),
];

/// Words tried as subcommands, such as `place new`; the first target that is a subcommand of the same command is meant.
pub(super) const BELOW: &[(&[&str], &[&str])] = &[
    (&["new", "create", "insert"], &["add"]),
    (&["ls", "all"], &["list"]),
    (&["view", "get", "cat", "open"], &["show"]),
    (&["delete", "remove", "rm", "withdraw"], &["retract", "deprecate"]),
    (&["change", "update", "modify", "rename", "move"], &["edit"]),
    (&["load"], &["import"]),
    (&["draft", "guess"], &["suggest"]),
    (&["date", "day", "time"], &["when"]),
    (&["number", "quantity", "figure"], &["value"]),
];

/// Words tried as options, and the options that are meant; the first of them that the command has.
pub(super) const OPTIONS: &[(&[&str], &[&str])] = &[
    (&["date", "day", "on", "pubdate", "d"], &["on", "when", "published"]),
    (&["time", "as-of", "asof"], &["on", "when"]),
    (&["from", "after", "start"], &["since"]),
    (&["to", "before", "end"], &["until"]),
    (&["between", "period", "range", "dates"], &["during"]),
    // For commands that take no days.
    (&["from"], &["by"]),
    (&["source", "outlet", "newspaper"], &["publisher", "by"]),
    (&["claimant", "who", "speaker", "according-to", "author"], &["by"]),
    (&["country", "city", "location", "where", "region", "district", "area"], &["place", "in"]),
    (&["type", "topic", "what", "measure", "metric"], &["indicator", "kind"]),
    (&["search", "find", "words", "query", "contains", "grep"], &["text"]),
    (&["max", "top", "count", "head", "n"], &["limit"]),
    (&["out", "file", "save"], &["output"]),
    (&["database", "data"], &["db"]),
    (&["url", "document", "article"], &["report"]),
    (&["min", "minimum", "lower", "at-least"], &["low"]),
    (&["max", "maximum", "upper", "at-most", "up-to"], &["high"]),
    (&["estimate", "number"], &["best"]),
    (&["remark", "notes", "description"], &["comment", "note"]),
    (&["group", "population", "subject"], &["scope"]),
    (&["sentence", "excerpt", "quotation"], &["quote"]),
    (&["headline", "name"], &["title", "label"]),
    (&["lang"], &["language"]),
    (&["parent", "within", "inside", "part-of"], &["in", "place"]),
    (&["why", "because", "message"], &["reason", "note"]),
    (&["groupby", "group-by", "per"], &["by"]),
    (&["json", "csv", "markdown", "jsonl"], &["format"]),
    (&["user", "recorder"], &["as"]),
    (&["new", "make"], &["create"]),
    (&["preview", "check", "dry"], &["dry-run"]),
    (&["verbose", "v"], &[]),
];
