//! Tests of foreign files read through maps. The rows are invented.

use crate::import::tests::support::{Database, drafted};
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;
use crate::store::Store;

/// Imports rows through a built-in map, and creates the actors and places that they refer to.
fn load(database: &mut Database, map: &str, file: &str, rows: &str) -> Summary {
    let map = Map::named(map).unwrap();
    let source = Input::bytes(file, rows.as_bytes().to_vec()).through(map);
    database.try_load(&[source], true).unwrap()
}

/// Imports rows through the map with this TOML text.
fn load_with(database: &mut Database, map: &str, file: &str, rows: &str) -> Summary {
    let map = Map::parse("m.toml", map).unwrap();
    let source = Input::bytes(file, rows.as_bytes().to_vec()).through(map);
    database.try_load(&[source], true).unwrap()
}

/// Some columns of each fact, in the order of the export.
fn column(database: &Database, name: &str) -> Vec<String> {
    let export = database.export();
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let at = reader.headers().unwrap().iter().position(|column| column == name).unwrap();
    let mut cells: Vec<String> =
        reader.records().map(|record| record.unwrap()[at].to_owned()).collect();
    cells.sort();
    cells
}

fn facts(summary: &Summary) -> (usize, usize) {
    let tally = summary.rows_of(RecordKind::Fact);
    (tally.new, tally.known)
}

const GED: &str = "\u{feff}ID,Where_Prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,\
    date_prec,date_start,date_end,source_article,source_original,best,high,low,new_column\n";

#[test]
fn an_event_of_ged_becomes_a_fact_for_each_of_its_sources() {
    let mut database = Database::new();
    let rows = GED.to_owned()
        + r#"1,1,Alta town,North,Alta,10,20,Myanmar (Burma),1,2016-01-01,2016-01-01,"""Post, The,2016-01-02,A ""quoted"" word; and more, 2016-03-04"";""Agency,2016-01-03,Second""",Army,2,3,1,x
2,2,Alta town,North,Alta,10,20,Myanmar (Burma),3,2016-01-04,2016-01-10,,,0,0,0,x
3,6,Myanmar,,,21,96,Myanmar (Burma),5,2016-01-01,2016-12-31,a book of 1999,,1,1,1,x
4,1,Alta town,North,Alta,10,20,Myanmar (Burma),1,2016-01-01,2016-01-01,"""Agency,,No date""",,5,5,4,x
"#;
    let summary = load(&mut database, "ucdp-ged", "ged.csv", &rows);
    assert_eq!(summary.refused, []);
    assert_eq!(facts(&summary), (5, 0));
    assert!(summary.notes.iter().any(|note| note.ends_with("does not use: `new_column`")));
    assert_eq!(column(&database, "publisher"), ["Agency", "Agency", "Post, The", "UCDP", "UCDP"]);
    assert!(
        column(&database, "report_title")
            .contains(&"A \"quoted\" word; and more, 2016-03-04".to_owned())
    );
    assert!(
        column(&database, "report_title")
            .contains(&"UCDP GED event 3, citing a book of 1999".to_owned())
    );
    assert_eq!(
        column(&database, "when_edtf"),
        ["2016", "2016-01-01", "2016-01-01", "2016-01-01", "[2016-01-04..2016-01-10]"]
    );
    assert_eq!(
        column(&database, "place_kind"),
        ["area", "country", "town", "town", "town"],
        "near a town is not in it"
    );
    let town = database.store.find_place("Alta town").unwrap().row;
    assert_eq!(
        town.coordinate_precision.map(|precision| precision.to_string()).as_deref(),
        Some("exact")
    );
    let again = load(&mut database, "ucdp-ged", "ged.csv", &rows);
    assert_eq!((facts(&again), again.recorded()), ((0, 5), 0), "{again:?}");
}

#[test]
fn figures_keep_their_names_and_bad_numbers_are_refused_in_their_cell() {
    let mut database = Database::new();
    let rows = "iso3,figure_name,value,date,url,source\n\
        mmr,People in Need,100,2018-01-31T23:00:00-11:00,https://example.org/1,OCHA\n\
        MMR,Tents (per month),7,2018-02-28,https://example.org/2,\n\
        MMR,Tents,\"14560,823\",2018-02-28,https://example.org/2,\n\
        MMR,Tents,,2018-02-28,https://example.org/2,\n\
        XQX,Tents,4,2018-02-28,https://example.org/2,\n";
    let summary = load(&mut database, "reliefweb-figures", "f.csv", rows);
    let refused: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].starts_with("f.csv:4: value: `14560,823` is not a plain number"));
    assert!(refused[1].starts_with("f.csv:6: iso3: `XQX` is not a known country"));
    assert_eq!(column(&database, "indicator"), ["key-figure", "people-in-need"]);
    assert_eq!(column(&database, "when_edtf"), ["2018-01-31", "2018-02"]);
    assert_eq!(column(&database, "scope"), ["", "Tents (per month)"]);
    assert_eq!(facts(&load(&mut database, "reliefweb-figures", "f.csv", rows)), (0, 2));
}

#[test]
fn an_event_of_acled_becomes_two_facts_for_each_of_its_sources() {
    let mut database = Database::new();
    let rows = "event_id_cnty;event_date;time_precision;sub_event_type;country;admin1;location;\
        latitude;longitude;geo_precision;source;fatalities\n\
        A1;01 March 2024;3;Air/drone strike;Myanmar;North;Alta;10;20;1;\"One; Two\";0\n\
        A2;2024-03-02;1;Looting/property destruction;Myanmar;North;Alta;10;20;3;One;\n";
    let summary = load(&mut database, "acled", "a.csv", rows);
    assert_eq!((summary.refused.len(), facts(&summary)), (0, (5, 0)));
    let indicators = ["airstrike", "airstrike", "incident", "killed", "killed"];
    assert_eq!(column(&database, "indicator"), indicators);
    assert_eq!(column(&database, "value_best"), ["", "", "", "0", "0"], "blank is not zero");
    assert!(column(&database, "place_name").contains(&"North".to_owned()));
}

#[test]
fn a_place_of_the_same_name_elsewhere_is_another_place() {
    let mut database = Database::new();
    let map = "columns = { indicator = \"killed\", place_name = \"{place}\", place_kind = \"{kind}\", \
        admin1_name = \"{province}\", location_code = \"{iso}\", latitude = \"{lat}\", \
        longitude = \"{lon}\", value_best = \"{n}\", when_edtf = \"2024\", publisher = \"P\", \
        report_title = \"T\", report_date = \"2024\" }";
    let rows = "place,kind,province,iso,lat,lon,n\n\
        Salihiyah,town,North,SYR,36,37,1\n\
        Salihiyah,town,South,SYR,33,36,2\n\
        Salihiyah,town,,JOR,,,3\n\
        salihiyah,,North,SYR,36.01,37.01,4\n\
        North,admin1,,SYR,,,5\n";
    assert_eq!(facts(&load_with(&mut database, map, "p.csv", rows)), (5, 0));
    let keys = ["north", "salihiyah", "salihiyah", "salihiyah-2", "salihiyah-3"];
    assert_eq!(column(&database, "place_key"), keys);
    assert_eq!(load_with(&mut database, map, "p.csv", rows).recorded(), 0);
}

#[test]
fn json_lines_are_rows_whatever_keys_come_late() {
    let mut database = Database::new();
    let map = "columns = { indicator = \"killed\", place_name = \"{at.name}\", value_best = \"{n}\", \
        when_edtf = \"{day}\", publisher = [\"{by?}\", \"P\"], report_title = \"T\", \
        report_date = \"{day}\", comment = \"{late?}\" }";
    let mut rows = String::new();
    for number in 0..150 {
        let late = if number == 149 { ",\"late\":\"seen\"" } else { "" };
        let row = format!("{{\"at\":{{\"name\":\"A\"}},\"n\":{number},\"day\":\"2024\"{late}}}\n");
        rows.push_str(&row);
    }
    rows += "{\"at\":{\"name\":\"A\"},\"n\":[1,{}],\"day\":\"2024\"}\nnull\n";
    let summary = load_with(&mut database, map, "rows.jsonl", &rows);
    assert_eq!(facts(&summary), (150, 0));
    assert!(column(&database, "comment").contains(&"seen".to_owned()));
    let refused: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    assert!(refused[0].starts_with("rows.jsonl:151: n: a list"), "{refused:?}");
    assert!(refused[1].starts_with("rows.jsonl:152: not an object"), "{refused:?}");
}

#[test]
fn a_key_may_be_an_object_in_one_line_and_null_in_the_next() {
    let map = "columns = { indicator = \"killed\", place_name = [\"{loc.name?}\", \"Somewhere\"], \
        value_best = \"{k}\", when_edtf = \"{date}\", publisher = \"P\", report_title = \"T\", report_date = \"{date}\" }";
    let with = r#"{"date":"2022-03-16","loc":{"name":"A"},"k":1}"#;
    let without = r#"{"date":"2022-03-17","loc":null,"k":2}"#;
    let many = format!("{without}\n").repeat(120);
    for (rows, places) in [
        (format!("{with}\n{without}\n"), vec!["A", "Somewhere"]),
        (format!("{without}\n{with}\n"), vec!["A", "Somewhere"]),
        (format!("{many}{with}\n"), vec!["A", "Somewhere"]),
    ] {
        let mut database = Database::new();
        let summary = load_with(&mut database, map, "n.jsonl", &rows);
        assert_eq!(summary.refused, [], "{rows}");
        assert_eq!(column(&database, "place_name"), places);
    }
    let draft = drafted(&Input::bytes("n.jsonl", format!("{with}\n{without}\n").into_bytes()));
    assert!(draft.contains("`loc.name`: `A`") && draft.contains("2 rows"), "{draft}");
    assert!(!draft.contains("`loc`"), "{draft}");

    // If a map reads the key itself, its value is an object, and the row is refused.
    let map = map.replace("{loc.name?}", "{loc?}");
    let summary = load_with(&mut Database::new(), &map, "n.jsonl", &format!("{with}\n"));
    assert!(summary.refused[0].to_string().contains("loc: an object"), "{summary:?}");
}

#[test]
fn a_blank_end_may_be_open() {
    let map = |rest: &str| {
        format!(
            "columns = {{ indicator = \"besieged\", place_name = \"A\", status = \"under-way\", \
             publisher = \"P\", report_title = \"T\", report_date = \"2016-10-24\", \
             when_edtf = {{ start = \"{{from}}\", end = \"{{to}}\"{rest} }} }}"
        )
    };
    let rows = "from,to\n2016-07-17,\n2016-07-01,2016-07-03\n";
    for (rest, when) in [
        ("", ["2016-07-01/2016-07-03", "2016-07-17"]),
        (", open = true", ["2016-07-01/2016-07-03", "2016-07-17/.."]),
        (", open = true, span = \"month\"", ["2016-07/..", "[2016-07-01..2016-07-03]"]),
    ] {
        let mut database = Database::new();
        let summary = load_with(&mut database, &map(rest), "r.csv", rows);
        assert_eq!(summary.refused, []);
        assert_eq!(column(&database, "when_edtf"), when, "{rest}");
    }
    let summary = load_with(
        &mut Database::new(),
        &map(", open = true, span = \"year-to-date\""),
        "r.csv",
        rows,
    );
    assert!(summary.refused[0].to_string().contains("`year-to-date` needs a last day"));
    let alone = map(", open = true").replace(", end = \"{to}\"", "");
    let fault = Map::parse("m.toml", &alone).unwrap_err();
    assert!(fault.to_string().contains("`open` needs `end`"), "{fault}");
}

#[test]
fn a_draft_loads_as_a_map_whatever_the_file_looks_like() {
    let files = [
        "a\n",
        "a,b\n\n",
        "date,place,killed,source\n2024-01-01,A,1,P\n",
        "{x},\"a\"\"b\",x?,[y],\n1,2,3,4,5\n",
        "killed,killed,KILLED\n1,2,3\n",
        "التاريخ,المكان,القتلى,المصدر\n2024-01-01,حلب,7,س\n",
        "#date,#loc+name,#affected+killed\n2024-01-01,A,1\n",
        "Titre,,,\nDate,Lieu,Tués,\n#date,#loc+name,#affected+killed,#x\n2024-01-01,A,\"1 000\",\n",
        "{\"date\":\"2024-01-01\",\"place\":{\"name\":\"A\"},\"killed\":3}\n",
        "type;valeur\nmorts \"x\" \\ é;1,5\n",
        "x\ty\n\u{1}\tz\n",
    ];
    for rows in files {
        let source = || Input::bytes("some file", rows.as_bytes().to_vec());
        let draft = drafted(&source());
        let map = Map::parse("draft", &draft).unwrap_or_else(|why| panic!("{why}\n{draft}"));
        let read = Database::new().try_load(&[source().through(map)], true);
        if let Err(why) = read {
            panic!("{rows}\n{draft}\n{why}");
        }
    }
}

#[test]
fn in_an_older_database_a_hint_says_how_to_get_a_new_indicator() {
    let mut database = Database::new();
    let folder = tempfile::TempDir::new().unwrap();
    database.store = Store::create(folder.path().join("old.db"), "replica").unwrap();
    let rows = "iso3,figure_name,value,date,source\nMMR,Tents,1,2018-01-31,OCHA\n";
    let summary = load(&mut database, "reliefweb-figures", "f.csv", rows);
    let refused = summary.refused[0].to_string();
    let way =
        "`factline indicator add key-figure --label 'Key figure' --measures count --unit units";
    assert!(refused.starts_with("f.csv:2: figure_name: ") && refused.contains(way), "{refused}");
}

#[test]
fn every_built_in_map_says_what_it_reads() {
    for map in Map::built_in().unwrap() {
        assert!(!map.about().is_empty(), "{}", map.name());
    }
}

#[test]
fn only_cells_of_a_spreadsheet_lose_the_guard() {
    let map = "[columns]\nindicator = \"killed\"\nplace_name = \"Aleppo\"\nvalue_best = \"{n}\"\nwhen_edtf = \"2015\"\n\
               comment = \"{c}\"\npublisher = \"VOA\"\nreport_title = \"x\"\nreport_date = \"2016\"\n";
    for (rows, kept) in [("n,c\n1,'=x\n", "=x"), ("{\"n\": 1, \"c\": \"'=x\"}\n", "'=x")] {
        let mut database = Database::with_sample();
        let source = Input::bytes("f", rows.as_bytes().to_vec());
        let source = source.through(Map::parse("m", map).unwrap());
        assert_eq!(database.try_load(&[source], true).unwrap().rows_of(RecordKind::Fact).new, 1);
        let facts = database.everything().facts;
        assert!(facts.iter().any(|fact| fact.fact.comment.as_deref() == Some(kept)), "{rows}");
    }
}
