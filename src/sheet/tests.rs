use super::*;
use proptest::prelude::*;

fn fields(text: &str) -> Vec<Vec<(String, String)>> {
    let (sheet, faults) = read(text.as_bytes());
    assert_eq!(faults, [], "{text}");
    let of = |block: &Block| {
        block.fields.iter().map(|field| (field.name.clone(), field.words.clone())).collect()
    };
    sheet.blocks.iter().map(of).collect()
}

fn one(text: &str) -> String {
    fields(text).remove(0).remove(0).1
}

#[test]
fn blank_lines_part_blocks_and_comments_are_left_out() {
    let read =
        fields("# all\nreport: voa\nBy: UN\n\n \t\n# one\nkilled: 5\n# more\nTime of day: 9\n");
    let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    assert_eq!(
        read,
        [
            vec![pair("report", "voa"), pair("by", "UN")],
            vec![pair("killed", "5"), pair("time-of-day", "9")]
        ]
    );
}

#[test]
fn indented_lines_continue_and_a_bar_keeps_the_line() {
    assert_eq!(one("quote: As many as\n  300,000 people \n\tmay"), "As many as 300,000 people may");
    assert_eq!(one("quote:\n  As many"), "As many");
    assert_eq!(one("quote: a\n  |  b \n  |\n  | c"), "a\n b \n\nc");
    assert_eq!(one("quote: | a # b: c"), "| a # b: c");
    assert_eq!(one("by:"), "");
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_are_not_words() {
    assert_eq!(one("\u{feff}by: UN\r\n"), "UN");
    assert_eq!(one("quote: a\r\n  | b\r\n"), "a\nb");
    // In a file with other line ends, words keep a carriage return.
    assert_eq!(one("quote: a\n  | b\r\n"), "a\nb\r");
}

#[test]
fn each_fault_is_reported_with_its_line() {
    let text = "report: voa\nno colon here\n  goes on\n: x\n\n  stray\nby: UN\n  # who?\n";
    let (sheet, faults) = read(text.as_bytes());
    let told: Vec<_> = faults.iter().map(|(spot, fault)| (spot.line, *fault)).collect();
    let expected =
        [(2, Fault::NoColon), (4, Fault::NoName), (6, Fault::Stray), (8, Fault::IndentedComment)];
    assert_eq!(told, expected);
    assert_eq!(sheet.blocks.len(), 2);
    assert_eq!(read(b"# nothing\n").1[0].1, Fault::Empty);
    assert_eq!(read(b"by: U\xff\n").1[0].1, Fault::NotUtf8);
    assert_eq!(read(b"a: b\n\0").1[0], (Spot::whole(2, "\0"), Fault::ZeroByte));
}

#[test]
fn words_are_found_in_the_line_where_they_are() {
    let (sheet, _) = read("quote:  حلب eight\n   nine ten\n".as_bytes());
    let field = &sheet.blocks[0].fields[0];
    let shown = |spot: Spot| (spot.line, spot.text[spot.at].to_owned());
    assert_eq!(shown(sheet.name(field)), (1, "quote".to_owned()));
    assert_eq!(shown(sheet.words(field)), (1, "حلب eight".to_owned()));
    let ten = field.words.find("ten").unwrap();
    assert_eq!(shown(sheet.part(field, ten..ten + 3)), (2, "ten".to_owned()));
    // The space between two lines belongs to neither, and its position is the end of the first.
    let between = field.words.find(" nine").unwrap();
    assert_eq!(shown(sheet.part(field, between..between)), (1, String::new()));
}

/// Words of any characters, including those with a meaning in the format.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\r"),
        Just("|"),
        Just("#"),
        Just(":"),
        Just("  "),
        Just("\t"),
        Just("\u{a0}"),
        Just("\u{202e}"),
        Just("\u{feff}"),
        Just("حلب"),
        Just("\u{1b}[2J"),
        Just("a word of some length "),
        Just("\u{2028}"),
    ];
    prop_oneof![
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(blocks in proptest::collection::vec(
        proptest::collection::vec(("[a-z][a-z-]{0,9}", hostile()), 1..5), 1..5), remark in hostile()) {
        let entries: Vec<Vec<Entry<'_>>> = blocks.iter().map(|block| {
            let fields = block.iter().map(|(name, words)| Entry::Field(name, words));
            std::iter::once(Entry::Comment(&remark)).chain(fields).collect()
        }).collect();
        let text = write(&entries);
        prop_assert_eq!(fields(&text), blocks, "{}", text);
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_line(bytes: Vec<u8>) {
        let (sheet, faults) = read(&bytes);
        prop_assert!(!sheet.blocks.is_empty() || !faults.is_empty());
        for (spot, _) in faults {
            prop_assert!(spot.line > 0 && spot.text.get(spot.at).is_some());
        }
    }

    #[test]
    fn any_part_of_any_words_has_a_line(text in hostile(), start: usize, length in 0usize..9) {
        let (sheet, _) = read(text.as_bytes());
        for field in sheet.blocks.iter().flat_map(|block| &block.fields) {
            let start = start % (field.words.len() + 1);
            let spot = sheet.part(field, start..start + length);
            prop_assert!(spot.line >= field.line && spot.at.end <= spot.text.len());
        }
    }
}
