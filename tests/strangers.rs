//! Tests that files from strangers do no harm: they cannot choose which of our files are read, nor how much memory,
//! disk space or time is used, and they leave nothing behind.

#![cfg(unix)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// No command in this file may take longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The memory that a command may request, in kilobytes: address space, of which only a part is used.
const MEMORY: u64 = 1 << 20;

/// A folder with the sample as its database, and a folder for temporary files.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir(desk.path("tmp")).expect("a folder");
        desk.must("demo . --quiet > /dev/null");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, bytes).expect("a file is written");
    }

    /// Runs `factline` with these words of a shell, with little memory; fails if it takes too long.
    fn run(&self, words: &str) -> Output {
        let program = env!("CARGO_BIN_EXE_factline");
        let begun = Instant::now();
        let output = Command::new("sh")
            .args(["-c", &format!("ulimit -v {MEMORY}; timeout 30 {program} {words}")])
            .current_dir(self.0.path())
            .env("TMPDIR", self.path("tmp"))
            .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
            .env("FACTLINE_USER", "ana")
            .env_remove("FACTLINE_DB")
            .stdin(Stdio::null())
            .output()
            .expect("a shell runs");
        assert!(begun.elapsed() < PATIENCE, "{words}: {:?}", begun.elapsed());
        output
    }

    fn must(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The error output of a command that ends with this code.
    fn fails(&self, code: i32, words: &str) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(code), "{words}: {output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    fn temporary_files(&self) -> Vec<PathBuf> {
        let found = std::fs::read_dir(self.path("tmp")).expect("a folder");
        found.flatten().map(|entry| entry.path()).collect()
    }
}

const REPORTS: &str = "key,publisher,title,published,text_file\n";

/// Makes a folder of files that a report's row may name, although none of them may be read.
fn traps(desk: &Desk, folder: &str) -> Vec<(&'static str, &'static str)> {
    desk.write("secret.txt", "a secret");
    desk.write(&format!("{folder}/own/t.txt"), "eight corridors");
    let at = |name: &str| desk.path(&format!("{folder}/{name}"));
    symlink("/etc/passwd", at("link.txt")).expect("a link");
    symlink("own/t.txt", at("near.txt")).expect("a link");
    symlink("..", at("up")).expect("a link");
    symlink("own", at("side")).expect("a link");
    let made = Command::new("mkfifo").arg(at("pipe.txt")).status().expect("mkfifo runs");
    assert!(made.success());
    vec![
        ("link.txt", "it is a symbolic link"),
        ("near.txt", "it is a symbolic link"),
        ("up/secret.txt", "`up` on the way to it is a symbolic link"),
        ("side/t.txt", "`side` on the way to it is a symbolic link"),
        ("../secret.txt", "it must be in the folder of the file, or below it"),
        ("/etc/passwd", "it must be in the folder of the file, or below it"),
        ("own", "it is not a regular file"),
        ("pipe.txt", "it is not a regular file"),
        ("own/t.txt", ""),
    ]
}

/// Checks that each trap was refused; `first` is the line of the first one.
fn check_refusals(said: &str, file: &str, first: u64, traps: &[(&str, &str)]) {
    for (line, (name, why)) in (first..).zip(traps).filter(|(_, (_, why))| !why.is_empty()) {
        let expected = format!("{file}:{line}: text_file: `{name}` cannot be read: {why}\n");
        assert!(said.contains(&expected), "{expected}\n{said}");
    }
}

#[test]
fn a_row_names_files_of_its_own_folder_only() {
    let desk = Desk::new();
    let traps = traps(&desk, "p");
    let (mut rows, mut objects) = (REPORTS.to_owned(), String::new());
    for (at, (name, _)) in traps.iter().enumerate() {
        writeln!(rows, "r{at},voa,T{at},2016-10-01,{name}").expect("a text grows");
        writeln!(
            objects,
            "{{\"record\":\"report\",\"key\":\"j{at}\",\"publisher\":\"voa\",\"title\":\"J{at}\",\
             \"published\":\"2016-10-02\",\"text_file\":\"{name}\"}}"
        )
        .expect("a text grows");
    }
    desk.write("p/reports.csv", rows);
    desk.write("p/datapackage.json", r#"{"resources":[{"path":"reports.csv"}]}"#);
    desk.write("p/reports.jsonl", objects);
    check_refusals(&desk.fails(3, "import p/reports.csv --dry-run"), "p/reports.csv", 2, &traps);
    let said = desk.fails(3, "import p/reports.jsonl --dry-run");
    check_refusals(&said, "p/reports.jsonl", 1, &traps);
    check_refusals(&desk.fails(3, "import p"), "p/reports.csv", 2, &traps);
    let texts = desk.must("export --format jsonl --with-texts");
    assert!(texts.contains("eight corridors") && !texts.contains("root:"), "{texts}");
}

#[test]
fn a_package_names_files_of_its_own_folder_only() {
    let desk = Desk::new();
    for (name, why) in traps(&desk, "p") {
        if why.is_empty() {
            continue;
        }
        desk.write("p/datapackage.json", format!(r#"{{"resources":[{{"path":"{name}"}}]}}"#));
        let outside = format!("error: p: `{name}` is not in the package\n");
        let said = desk.fails(1, "import p");
        assert!(said.contains(&format!("error: p/{name}: {why}")) || said == outside, "{said}");
        // Nothing waits for a pipe, however the package is opened.
        desk.fails(1, "import p --rejects r.csv");
    }
    std::fs::remove_file(desk.path("p/datapackage.json")).expect("it is there");
    symlink("/etc/passwd", desk.path("p/datapackage.json")).expect("a link");
    assert_eq!(desk.fails(1, "import p"), "error: p/datapackage.json: it is a symbolic link\n");
    std::fs::remove_file(desk.path("p/datapackage.json")).expect("it is there");
    std::fs::rename(desk.path("p/pipe.txt"), desk.path("p/datapackage.json")).expect("a pipe");
    assert_eq!(desk.fails(1, "import p"), "error: p/datapackage.json: it is not a regular file\n");
    desk.fails(1, "export -o p/");
}

#[test]
fn what_the_user_names_may_be_a_link() {
    let desk = Desk::new();
    desk.write("real/t.txt", "eight corridors");
    desk.write("real/reports.csv", format!("{REPORTS}a,voa,A,2016-10-01,t.txt\n"));
    desk.write("real/datapackage.json", r#"{"resources":[{"path":"reports.csv"}]}"#);
    symlink("real", desk.path("folder")).expect("a link");
    symlink("folder/reports.csv", desk.path("list.csv")).expect("a link");
    assert!(desk.must("import folder --dry-run").contains("1 new"));
    assert!(desk.must("import folder/datapackage.json --dry-run").contains("1 new"));
    assert!(desk.must("import folder/reports.csv --dry-run").contains("1 new"));
    // The texts are beside the name that was given.
    assert!(desk.fails(3, "import list.csv").contains("`t.txt` cannot be read: No such file"));
}

/// A zip file with these entries, and a symbolic link.
fn zipped(entries: &[(&str, &[u8])], link: Option<(&str, &str)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(content).expect("its content");
    }
    if let Some((name, target)) = link {
        zip.add_symlink(name, target, SimpleFileOptions::default()).expect("a link");
    }
    zip.finish().expect("a zip file").into_inner()
}

const LISTING_REPORTS: &[u8] = br#"{"resources":[{"path":"reports.csv"}]}"#;

#[test]
fn a_zip_file_has_no_way_out_and_is_not_unpacked() {
    let desk = Desk::new();
    let rows = format!(
        "{REPORTS}a,voa,A,2016-10-01,t.txt\nb,voa,B,2016-10-01,link.txt\n\
         c,voa,C,2016-10-01,../../x.txt\nd,voa,D,2016-10-01,no.txt\ne,voa,E,2016-10-01,/etc/passwd\n"
    );
    let entries: &[(&str, &[u8])] = &[
        ("datapackage.json", LISTING_REPORTS),
        ("reports.csv", rows.as_bytes()),
        ("t.txt", b"eight corridors"),
        ("../../x.txt", b"out"),
        ("/tmp/x.txt", b"out"),
    ];
    desk.write("p.zip", zipped(entries, Some(("link.txt", "/etc/passwd"))));
    let said = desk.fails(3, "import p.zip");
    for expected in [
        "p.zip/reports.csv:3: text_file: `link.txt` cannot be read: it is a symbolic link\n",
        "p.zip/reports.csv:4: text_file: `../../x.txt` cannot be read: it must be in the folder",
        "p.zip/reports.csv:5: text_file: `no.txt` cannot be read: No such file in the zip file\n",
        "p.zip/reports.csv:6: text_file: `/etc/passwd` cannot be read: it must be in the folder",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(desk.must("report show a").contains("eight corridors"));
    assert_eq!(desk.temporary_files(), Vec::<PathBuf>::new());
    let two: &[(&str, &[u8])] =
        &[("a/datapackage.json", LISTING_REPORTS), ("b/datapackage.json", LISTING_REPORTS)];
    desk.write("two.zip", zipped(two, None));
    assert!(desk.fails(1, "import two.zip").contains("two packages in it"));
}

/// Replaces the first bytes of that kind after a position by others.
fn patch(bytes: &mut [u8], from: &[u8], skip: usize, to: &[u8]) {
    let at = bytes.windows(from.len()).rposition(|window| window == from).expect("it is there");
    bytes[at + skip..at + skip + to.len()].copy_from_slice(to);
}

#[test]
fn a_zip_file_that_lies_is_found_out_while_it_is_read() {
    let desk = Desk::new();
    let zeros = vec![b'0'; 40 << 20];
    let entries: &[(&str, &[u8])] =
        &[("datapackage.json", LISTING_REPORTS), ("reports.csv", &zeros)];
    let honest = zipped(entries, None);
    // The file claims to be small: the size is 24 bytes after the signature in the list, which ends with this entry.
    let mut lying = honest.clone();
    patch(&mut lying, b"PK\x01\x02", 24, &100_u32.to_le_bytes());
    desk.write("lying.zip", lying);
    let damaged = "the zip file is damaged, or a part of it is missing\n";
    assert!(desk.fails(1, "import lying.zip").contains(damaged));
    let mut flipped = honest.clone();
    patch(&mut flipped, b"PK\x01\x02", 16, b"sums");
    desk.write("flipped.zip", flipped);
    desk.fails(1, "import flipped.zip");
    // The stated sizes, three times over, are more than the size of the file makes plausible.
    let big = vec![b'0'; 90 << 20];
    desk.write("bomb.zip", zipped(&[("datapackage.json", LISTING_REPORTS), ("t.txt", &big)], None));
    assert!(desk.fails(1, "import bomb.zip").contains("it unpacks to more than"));
    let rows = format!("{REPORTS}a,voa,A,2016-10-01,t.txt\n");
    let entries: &[(&str, &[u8])] = &[
        ("datapackage.json", LISTING_REPORTS),
        ("reports.csv", rows.as_bytes()),
        ("t.txt", &zeros),
    ];
    desk.write("text.zip", zipped(entries, None));
    assert!(desk.fails(3, "import text.zip").contains("it is larger than 10 MB"));
    assert_eq!(desk.temporary_files(), Vec::<PathBuf>::new());
}

#[test]
fn a_text_has_a_limit_wherever_it_comes_from() {
    let desk = Desk::new();
    desk.write("p/big.txt", "");
    let big = std::fs::File::options().write(true).open(desk.path("p/big.txt")).expect("a file");
    big.set_len(20 << 30).expect("a hole");
    desk.write("p/reports.csv", format!("{REPORTS}a,voa,A,2016-10-01,big.txt\n"));
    assert!(desk.fails(3, "import p/reports.csv").contains("it is larger than 10 MB"));
    let add = "report add --title T --publisher voa --published 2016-10-01";
    for text in ["p/big.txt", "/dev/zero", "- < /dev/zero"] {
        let said = desk.fails(1, &format!("{add} --text {text}"));
        assert!(said.contains("larger than 10 MB"), "{said}");
    }
    let long = "x".repeat((10 << 20) + 1);
    let object = format!(
        "{{\"record\":\"report\",\"key\":\"j\",\"publisher\":\"voa\",\"title\":\"J\",\
         \"published\":\"2016-10-02\",\"text\":\"{long}\"}}\n"
    );
    desk.write("j.jsonl", object);
    let said = desk.fails(3, "import j.jsonl");
    assert!(said.contains("text: a text of 10485761 bytes; at most 10 MB are allowed"), "{said}");
    desk.write("most.txt", &long[1..]);
    desk.must(&format!("{add} --key most --text most.txt"));
    desk.must("export --format jsonl --with-texts -o all.jsonl");
    desk.must("init --db new.db");
    assert!(desk.must("import all.jsonl --db new.db").contains("reports: 13 new"));
}

#[test]
fn many_rules_and_many_keys_take_a_time_that_grows_with_them() {
    let desk = Desk::new();
    let fixed = "[columns]\nplace_key = \"aleppo\"\nreport_key = \"voa-2016-10-24\"\n\
                 when_edtf = \"2016-10-20\"\n";
    let mut rules = fixed.to_owned();
    for at in 0..20_000 {
        writeln!(
            rules,
            "[[rows]]\nindicator = \"killed\"\nvalue_best = \"{{a}}\"\n\
             only = {{ where = \"{{b}}\", is = \"x{at}\" }}"
        )
        .expect("a text grows");
    }
    desk.write("rules.toml", rules);
    desk.write("t.csv", "a,b\n1,x1\n2,x19999\n3,none\n");
    assert!(desk.must("import t.csv --map rules.toml").contains("facts: 2 new"));
    let mut names = format!("{fixed}indicator = \"killed\"\nvalue_best = \"{{a}}\"\ncomment = [");
    let mut keys = String::new();
    for at in 0..100_000 {
        write!(names, "\"{{c{at}?}}\", ").expect("a text grows");
        write!(keys, ",\"k{at}\":1").expect("a text grows");
    }
    desk.write("names.toml", names + "]\n");
    assert!(desk.must("import t.csv --map names.toml").contains("facts: 1 new"));
    // The first lines show what the columns are; the object comes after them.
    let first = "{\"a\":\"4\"}\n".repeat(150);
    desk.write("o.jsonl", format!("{first}{{\"a\":\"5\"{keys}}}\n"));
    desk.write("f.toml", format!("{fixed}indicator = \"killed\"\nvalue_best = \"{{a}}\"\n"));
    assert!(desk.must("import o.jsonl --map f.toml").contains("facts: 2 new"));
    desk.write("k.jsonl", format!("{{\"record\":\"fact\"{keys}}}\n"));
    assert!(desk.fails(1, "import k.jsonl").contains("more than 1000 different keys"));
    assert!(desk.fails(1, "import k.jsonl --map f.toml").contains("more than 5000 different keys"));
    assert!(desk.fails(1, "import t.csv --map /dev/zero").contains("larger than 16 MB"));
    let endless = desk.fails(1, "explain when --batch /dev/zero");
    assert!(endless.contains("a line is longer than 1 MB"), "{endless}");
}
