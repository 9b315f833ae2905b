//! Tests with data sets of the families that the built-in maps and `place import` read, in the
//! variants of several releases, countries and programs. The rows are invented.

use crate::domain::place::{Place, PlaceKind};
use crate::import::tests::support::{Database, drafted, facts};
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;

fn load(database: &mut Database, map: &str, rows: &str) -> Summary {
    let source = Input::bytes("f.csv", rows.as_bytes().to_vec());
    database.try_load(&[source.through(Map::named(map).unwrap())], true).unwrap()
}

/// Imports a file into a new database, twice; the second import must add nothing.
fn loaded(map: &str, rows: &str) -> (Database, Summary) {
    let mut database = Database::new();
    let summary = load(&mut database, map, rows);
    let again = load(&mut database, map, rows);
    assert_eq!(again.recorded(), 0, "{again:?}");
    (database, summary)
}

fn place(database: &Database, key: &str) -> Place {
    let places = database.store.places().unwrap();
    places.into_iter().find(|place| place.key == key).unwrap_or_else(|| panic!("no place {key}"))
}

fn path(database: &Database, key: &str) -> String {
    let place = place(database, key);
    match &place.parent {
        Some(parent) => format!("{}/{key}", path(database, parent)),
        None => key.to_owned(),
    }
}

const GED: &str = "id,code_status,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,\
    country,date_prec,date_start,date_end,source_article,source_original,best,high,low";

fn ged(id: &str, changes: &[(&str, &str)]) -> String {
    let usual = [
        ("id", id),
        ("code_status", "Clear"),
        ("where_prec", "1"),
        ("where_coordinates", "Upper town"),
        ("adm_1", "North province"),
        ("adm_2", "Alta district"),
        ("latitude", "12.5"),
        ("longitude", "-3.25"),
        ("country", "Burkina Faso"),
        ("date_prec", "1"),
        ("date_start", "2019-02-03 00:00:00.000"),
        ("date_end", "2019-02-03 00:00:00.000"),
        ("source_article", "\"\"\"Paper,2019-02-04,Clash\"\"\""),
        ("source_original", "NGO"),
        ("best", "3"),
        ("high", "4"),
        ("low", "2"),
    ];
    let cell = |column: &str| {
        let found = changes.iter().chain(&usual).find(|(name, _)| *name == column);
        found.map_or("", |(_, value)| *value)
    };
    GED.split(',').map(cell).collect::<Vec<_>>().join(",") + "\n"
}

#[test]
fn dates_of_ged_keep_their_precision_and_do_not_move() {
    let days = |prec, start, end| {
        ged(prec, &[("date_prec", prec), ("date_start", start), ("date_end", end)])
    };
    let rows = [
        days("1", "2019-02-03 00:00:00.000", "2019-02-03 23:59:59.000"),
        days("2", "2019-02-03", "2019-02-06"),
        days("3", "2019-02-03", "2019-02-09"),
        days("4", "2019-02-01", "2019-02-28"),
        days("5", "2019-01-01", "2019-12-31"),
    ];
    let (database, summary) = loaded("ucdp-ged", &format!("{GED}\n{}", rows.concat()));
    assert_eq!(summary.refused, []);
    let columns = ["thread", "when_edtf", "value_low", "value_best", "value_high", "claimant"];
    assert_eq!(
        facts(&database, &columns),
        [
            "ucdp-ged-1; 2019-02-03; 2; 3; 4; NGO",
            "ucdp-ged-2; [2019-02-03..2019-02-06]; 2; 3; 4; NGO",
            "ucdp-ged-3; [2019-02-03..2019-02-09]; 2; 3; 4; NGO",
            "ucdp-ged-4; 2019-02; 2; 3; 4; NGO",
            "ucdp-ged-5; 2019; 2; 3; 4; NGO",
        ]
    );
}

#[test]
fn a_province_finds_its_country_whichever_row_comes_first() {
    let country = ged(
        "2",
        &[("where_prec", "6"), ("where_coordinates", "Burkina Faso"), ("adm_1", ""), ("adm_2", "")],
    );
    for rows in [[ged("1", &[]), country.clone()], [country, ged("1", &[])]] {
        let (database, summary) = loaded("ucdp-ged", &format!("{GED}\n{}", rows.concat()));
        assert_eq!(summary.refused, []);
        assert_eq!(
            path(&database, "upper-town"),
            "burkina-faso/north-province/alta-district/upper-town"
        );
        assert_eq!(place(&database, "burkina-faso").country.as_deref(), Some("BFA"));
    }
}

#[test]
fn other_releases_of_ged_have_other_columns_and_a_row_of_hashtags() {
    let rows = format!("{}{}", ged("SUD-2024-1-17", &[]), ged("18", &[("source_article", "")]));
    let (old, _) = loaded(
        "ucdp-ged",
        &format!("{}\n{rows}", GED.replace("best,high,low", "best_est,high_est,low_est")),
    );
    let tags = "#event+id,,,#loc+name,#adm1+name,#adm2+name,#geo+lat,#geo+lon,#country+name,,\
                #date+start,#date+end,#meta+source,,#affected+killed,,";
    let (tagged, summary) = loaded("ucdp-ged", &format!("{GED}\n{tags}\n{rows}"));
    assert_eq!(summary.refused, []);
    let (loud, _) = loaded("ucdp-ged", &format!("{}\n{rows}", GED.to_uppercase()));
    let (blank, _) = loaded("ucdp-ged", &format!("{GED}\n{}", rows.replace(",,", ",NA,")));
    let columns = ["thread", "publisher", "value_low", "value_best", "value_high"];
    let expected = ["ucdp-ged-18; UCDP; 2; 3; 4", "ucdp-ged-SUD-2024-1-17; Paper; 2; 3; 4"];
    for database in [old, tagged, loud, blank] {
        assert_eq!(facts(&database, &columns), expected);
    }
    let names = [
        ("DR Congo (Zaire)", "COD"),
        ("Macedonia, FYR", "MKD"),
        ("Rumania", "ROU"),
        ("Yemen (North Yemen)", "YEM"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Kingdom of eSwatini (Swaziland)", "SWZ"),
    ];
    for (name, code) in names {
        let quoted = format!("\"{name}\"");
        let rows = ged("1", &[("where_prec", "1"), ("country", &quoted)]);
        let (database, _) = loaded("ucdp-ged", &format!("{GED}\n{rows}"));
        assert_eq!(facts(&database, &["location_code"]), [code], "{name}");
    }
}

#[test]
fn a_hashtag_in_a_later_row_does_not_make_it_a_row_of_hashtags() {
    let map = "[columns]\nindicator = \"incident\"\nscope = \"{what}\"\nplace_name = \"A\"\n\
        when_edtf = { start = \"{day}\" }\npublisher = \"P\"\nreport_title = \"T\"\n\
        report_date = \"2024-01-02\"\n";
    let source =
        Input::bytes("f.csv", b"what,day\nx,2024-01-01\n#y,2024-01-03\n#adm1,#date\n".as_slice());
    let map = Map::parse("m.toml", map).unwrap();
    let summary = Database::new().try_load(&[source.through(map)], true).unwrap();
    assert_eq!(summary.rows_of(RecordKind::Fact).new, 2, "{summary:?}");
    assert_eq!(summary.refused[0].line, 4, "{summary:?}");
}

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,\
    actor2,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,notes,fatalities";

#[test]
fn a_town_of_acled_is_distinguished_from_the_province_and_the_district_of_its_name() {
    let row = |id: &str, date: &str, place: &str, precision: &str| {
        format!(
            "{id},{date},2023,1,Battles,Armed clash,A,B,Sudan,Khartoum,Khartoum,,{place},15.5,32.5,\
             {precision},Radio,They fought,3\n"
        )
    };
    let rows = [
        row("S1", "05 July 2023", "Khartoum", "1"),
        row("S2", "2023-07-06", "Khartoum", "1"),
        row("S3", "7-Jul-23", "Omdurman", "2"),
        row("S4", "2023/07/08", "Omdurman", "3"),
        row("S5", "7/8/2023", "Khartoum", "1"),
    ];
    for (header, timestamp) in [("", ""), (",timestamp", ",1690000000"), (",tags,timestamp", ",,")]
    {
        let rows: String =
            rows.iter().map(|row| row.replace(",3\n", &format!(",3{timestamp}\n"))).collect();
        let (database, summary) = loaded("acled", &format!("{ACLED}{header}\n{rows}"));
        let said: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
        assert!(
            said.len() == 1 && said[0].starts_with("f.csv:6: event_date: `7/8/2023`"),
            "{said:?}"
        );
        let columns = ["when_edtf", "indicator", "place_name", "place_kind", "value_best"];
        assert_eq!(
            facts(&database, &columns),
            [
                "2023-07-05; ground-clash; Khartoum; site; ",
                "2023-07-05; killed; Khartoum; site; 3",
                "2023-07-06; ground-clash; Khartoum; site; ",
                "2023-07-06; killed; Khartoum; site; 3",
                "2023-07-07; ground-clash; near Omdurman; area; ",
                "2023-07-07; killed; near Omdurman; area; 3",
                "2023-07-08; ground-clash; Khartoum; admin2; ",
                "2023-07-08; killed; Khartoum; admin2; 3",
            ]
        );
        assert_eq!(path(&database, "khartoum"), "sudan/khartoum-2/khartoum-3/khartoum");
    }
}

#[test]
fn a_draft_distinguishes_a_place_from_the_province_of_the_same_name() {
    let rows = "Date,Province,Place,Killed,Input\n2024-01-01,Norte,Norte,1,P\n2024-01-02,Norte,Norte,2,P\n\
                2024-01-03,Norte,,3,P\n2024-01-04,Norte,Sur,4,P\n";
    let source = || Input::bytes("f.csv", rows.as_bytes());
    // In a draft, the user must write who published the file.
    let draft = drafted(&source()).replace("PUBLISHER?", "P");
    let mut database = Database::new();
    let map = Map::parse("draft.toml", &draft).unwrap();
    let summary = database.try_load(&[source().through(map)], true).unwrap();
    assert_eq!(summary.refused, [], "{draft}");
    assert_eq!(
        facts(&database, &["value_best", "place_name", "place_kind"]),
        ["1; Norte; area", "2; Norte; area", "3; Norte; admin1", "4; Sur; area"]
    );
}

#[test]
fn hashtags_are_found_however_they_are_written() {
    let tags = "#ADM1 +Name +en,#adm1 + code,#affected +KILLED,#Date +reported,#meta +source";
    let columns = "Province,P-code,Killed,As of,Input";
    let rows = "Far East,XX01,3,2024-05-01,OCHA\nFar South,XX02,0,1 May 2024,OCHA\n";
    let before = "Report of May\n".to_owned() + &"a remark\n".repeat(22);
    for file in [
        format!("{columns}\n{tags}\n{rows}"),
        format!("{tags}\n{rows}"),
        format!("{before}{columns}\n{tags}\n{rows}"),
    ] {
        let (database, summary) = loaded("hxl", &file);
        assert_eq!(summary.refused, [], "{file}");
        let columns = ["indicator", "value_best", "place_name", "when_edtf", "publisher"];
        assert_eq!(
            facts(&database, &columns),
            ["killed; 0; Far South; 2024-05-01; OCHA", "killed; 3; Far East; 2024-05-01; OCHA"]
        );
        assert_eq!(place(&database, "XX01").kind, PlaceKind::Admin1);
    }
}

#[test]
fn a_draft_names_a_hashtag_without_those_that_have_more_attributes() {
    let rows =
        "#loc+name,#date,#affected+f+killed,#affected+killed,#meta+source\nA,2024-05-01,1,2,P\n";
    let source = || Input::bytes("f.csv", rows.as_bytes());
    // In a draft, the user must write the place of the facts.
    let draft = drafted(&source()).replace("WHERE?", "A");
    assert!(draft.contains("\"{#affected+killed!}\""), "{draft}");
    let map = Map::parse("draft.toml", &draft).unwrap();
    let mut database = Database::new();
    let summary = database.try_load(&[source().through(map)], true).unwrap();
    assert_eq!((summary.refused.len(), summary.rows_of(RecordKind::Fact).new), (0, 2), "{draft}");
    assert_eq!(facts(&database, &["value_best"]), ["1", "2"]);
}

/// Imports a list of places. Returns each place with all places that it lies in.
fn listed(rows: &str) -> Vec<String> {
    let mut database = Database::new();
    let summary = database.load_places(rows, None);
    assert_eq!(summary.refused, [], "{rows}");
    assert_eq!(database.load_places(rows, None).recorded(), 0, "{rows}");
    let places = database.store.places().unwrap();
    let mut listed: Vec<_> = places
        .iter()
        .map(|place| format!("{} {} {}", path(&database, &place.key), place.name, place.kind))
        .collect();
    listed.sort();
    listed
}

#[test]
fn lists_of_p_codes_are_read_in_every_spelling_of_their_columns() {
    let rows = "Badakhshan,AF17,Faiz Abad,AF1701\nKabul,AF01,Kabul,AF0101\n";
    let mut lists = Vec::new();
    for header in [
        "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE",
        "ADM1_FR,ADM1_PCODE,ADM2_FR,ADM2_PCODE",
        "admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode",
        "admin1name,admin1pcode,admin2name,admin2pcode",
        "Admin 1 Name,Admin 1 P-Code,Admin 2 Name,Admin 2 P-Code",
        "adm1_name,adm1_pcode,adm2_name,adm2_pcode",
        "ADM1 Name,ADM1 PCode,ADM2 Name,ADM2 PCode",
        "adm1_name,adm1_src,adm2_name,adm2_src",
    ] {
        lists.push(listed(&format!("{header}\n{rows}")));
        lists.push(listed(&format!(
            "{header}\n#adm1+name,#adm1+code,#adm2+name,#adm2+code\n{rows}"
        )));
    }
    lists.push(listed(
        "Location,Admin Level,P-Code,Name,Parent P-Code\nAFG,1,AF17,Badakhshan,AFG\n\
         AFG,2,AF1701,Faiz Abad,AF17\nAFG,1,AF01,Kabul,AFG\nAFG,2,AF0101,Kabul,AF01\n",
    ));
    lists.push(listed(
        "pcode,name,admin_level,parent\nAF17,Badakhshan,ADM1,AF\nAF1701,Faiz Abad,ADM2,AF17\n\
         AF01,Kabul,ADM1,AF\nAF0101,Kabul,ADM2,AF01\n",
    ));
    for list in lists {
        assert_eq!(
            list,
            [
                "afghanistan Afghanistan country",
                "afghanistan/af01 Kabul admin1",
                "afghanistan/af01/af0101 Kabul admin2",
                "afghanistan/af17 Badakhshan admin1",
                "afghanistan/af17/af1701 Faiz Abad admin2",
            ]
        );
    }
}

#[test]
fn a_row_is_about_the_innermost_area_that_it_names() {
    let list = listed(
        "ADM3_EN,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE\n\
         Adams,PH0102801,Norte,PH01028,Region I,PH01,Philippines (the),PH\n\
         ,,Sur,PH01029,Region I,PH01,Philippines (the),PH\n",
    );
    assert_eq!(list[2], "ph/ph01/ph01028 Norte admin2");
    assert_eq!(list[3], "ph/ph01/ph01028/ph0102801 Adams admin3");
    assert_eq!(list[4], "ph/ph01/ph01029 Sur admin2");
    let summary = Database::new().load_places("ADM1_EN,ADM1_PCODE\nKabul,\n,\n", None);
    assert_eq!(summary.refused.len(), 1, "{summary:?}");
    let list = listed("ADM1_EN,ADM1_PCODE,Country\nAnbar,IQG01,Iraq\nSanaa,YEM01,Yemen\n");
    assert_eq!(list[1], "iraq/iqg01 Anbar admin1");
    assert_eq!(list[3], "yemen/yem01 Sanaa admin1");
}

#[test]
fn a_country_of_geonames_needs_no_header_and_is_not_all_settlements() {
    let rows = "360995\tMinūf\tMinuf\tMenouf,منوف\t30.4\t30.9\tP\tPPL\tEG\t\t09\t\t\t\t836\t\t14\tAfrica/Cairo\t2012-01-18\n\
        350550\tMinūf\tMinuf\t\t30.0\t31.2\tA\tADM1\tEG\t\t11\t\t\t\t95\t\t29\tAfrica/Cairo\t2020-01-01\n\
        999001\t\"Old\" Town\t\"Old\" Town\tA \"\"b\t30.1\t31.1\tP\tPPLX\tEG\t\t11\t\t\t\t0\t\t23\tAfrica/Cairo\t2022-01-01\n\
        999002\tNile\tNile\t\t30.1\t31.1\tH\tSTM\tEG\t\t00\t\t\t\t0\t\t23\tAfrica/Cairo\t2022-01-01\n";
    let header = "geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\tfeature class\t\
        feature code\tcountry code\tcc2\tadmin1 code\tadmin2 code\tadmin3 code\tadmin4 code\t\
        population\televation\tdem\ttimezone\tmodification date\n";
    assert_eq!(
        listed(rows),
        ["egypt Egypt country", "egypt/minuf Minūf city", "egypt/old-town \"Old\" Town city"]
    );
    let plain = rows.replace('"', "");
    assert_eq!(listed(&format!("{header}{plain}")).len(), 3);
    let mut database = Database::new();
    let summary = database.load_places(rows, None);
    assert_eq!(
        summary.notes,
        ["places.csv: 2 rows are not about a settlement (feature class P); skipped"]
    );
    assert_eq!(place(&database, "minuf").coordinates.map(|point| point.latitude), Some(30.4));
    let wrong = rows.replace("\tEG\t", "\t\t");
    let summary = Database::new().load_places(&wrong, None);
    assert_eq!(summary.refused[0].line, 1);
}

#[test]
fn many_new_places_and_actors_are_made_as_quickly_as_few() {
    let mut rows = "indicator,place_name,admin1_name,admin2_name,location_code,claimant,publisher,\
        report_title,report_date,value_best,when_edtf\n"
        .to_owned();
    for n in 0..4_000 {
        let (province, district) = (n % 30, n % 300);
        let row = format!(
            "killed,Town number {n},Province {province},District {district},SDN,Speaker number {n},\
             P,T,2024-01-02,{n},2024-01-01\n"
        );
        rows.push_str(&row);
    }
    let mut database = Database::new();
    let begun = std::time::Instant::now();
    let summary = database.create_rows(&rows);
    assert_eq!(summary.refused, []);
    assert_eq!(summary.rows_of(RecordKind::Place).new, 4_000 + 30 + 300 + 1);
    assert_eq!(summary.rows_of(RecordKind::Actor).new, 4_001);
    assert!(begun.elapsed().as_secs() < 25, "{:?}", begun.elapsed());
    assert_eq!(database.create_rows(&rows).recorded(), 0);
}
