//! Ten seconds for each target of `fuzz/`, without a fuzzer: its seeds, and what a small mutator makes of them.
//!
//! A test run tries some hundred inputs; `DATELINE_SMOKE_SECONDS=10` tries as many as fit. The inputs are the same in each
//! run, unless `DATELINE_SMOKE_SEED` names another seed. One that fails is kept in the target folder.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/bodies.rs"]
pub(crate) mod bodies;

/// Words that mean something to one of the readers.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "0",
    "-1",
    "0.5",
    "1e400",
    "-0.0",
    "NaN",
    "18446744073709551615",
    "9223372036854775808",
    "4294967296",
    "1e-320",
    "\\ud800",
    "\\u0000",
    "\u{feff}",
    "\r\n",
    "\0",
    "\n",
    "é",
    "👩🏽‍🚒",
    "\u{301}",
    "\"id\": \"a\"",
    "\"start\": ",
    "\"end\": ",
    "\"exact\": ",
    "\"when\": ",
    "\"type\": ",
    "\"passage\"",
    "\"part\"",
    "\"heading\"",
    "\"clue\": {}",
    "\"same\": [\"square\"]",
    "\"relations\": []",
    "\"coordinates\": ",
    "\"GeometryCollection\"",
    "#",
    "##",
    "://",
    "-9999",
    "9999",
    "9999-12-31T24:00",
    "0000",
    "XX",
    "X",
    "~",
    "?",
    "%",
    "/",
    "..",
    "/..",
    "-21",
    "T24:00",
    "-02-29",
    "–",
    " to ",
    "am",
    "pm",
    "noon",
    "24:00",
    "jan",
    "dec",
    "BC",
    "31",
    "00",
    "place:",
    "voice:",
    "status:",
    "before:",
    "after:",
    "“",
    "*",
    "almaty",
    "dateline:view?dossier=hostile",
    "dateline:passage?",
    "&quote=",
    "&at=",
    "&text=",
    "&map=",
    "&window=",
    "&query=",
    "=",
    "&",
    "%F0",
    "%20",
    "+",
    "--window",
    "--query",
    "--place",
    "--link",
    "snapshot",
    "--size",
    "check",
    "\n--\n",
    "../",
    "==> report.txt\n",
    "<div class=content>",
    "<p>",
    "</p>",
    "<table><tr><td>",
    "<a href='#n'>",
    "<!--",
    "-->",
    "<script>",
    "<br/>",
    "&#x1F600;",
    "<li id=n>",
    "# ",
    "> ",
    "- ",
    "[^1]",
    "| a |\n|---|\n",
    "```\n",
    "---\n",
    "=3D",
    "=\n",
    "\n\n",
    "    ",
    "\u{c}",
    "Dark",
    "System",
    "true\n",
    "PK\u{3}\u{4}",
    "<w:p>",
    "</w:p>",
    "<w:tbl><w:tr><w:tc>",
    "<w:r><w:t>a</w:t></w:r>",
    "<w:footnoteReference w:id=\"2\"/>",
    "<w:txbxContent>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:del>",
    "<m:oMath><m:f>",
    "<text:p>",
    "</text:p>",
    "<text:list><text:list-item>",
    "<text:note><text:note-body>",
    "<table:table-row><table:table-cell>",
    "<draw:text-box>",
    "<ol><li>",
    "<math>",
    "<![CDATA[",
    "&#0;",
    "&amp;",
    "/>",
    "<",
];

/// A generator of numbers that gives the same ones for the same seed (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }

    /// Two places in a text of so many bytes, not far apart.
    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let most = if self.below(4) == 0 { length } else { 12 };
        (start, (start + self.below(most + 1)).min(length))
    }
}

/// Changes an input in one of the ways in which files get broken, or get broken into.
fn change(data: &mut Vec<u8>, others: &[Vec<u8>], numbers: &mut Numbers) {
    let (start, end) = numbers.stretch(data.len());
    match numbers.below(8) {
        0 if !data.is_empty() => {
            let at = numbers.below(data.len());
            data[at] ^= 1 << numbers.below(8);
        }
        1 => drop(data.drain(start..end)),
        2 => {
            let copy = data[start..end].to_vec();
            let at = numbers.below(data.len() + 1);
            data.splice(at..at, copy);
        }
        3 => {
            let other = &others[numbers.below(others.len())];
            let (from, to) = numbers.stretch(other.len());
            data.splice(start..end, other[from..to].iter().copied());
        }
        4 => data.truncate(start),
        5 if !data.is_empty() => {
            let at = numbers.below(data.len());
            data[at] = u8::try_from(numbers.below(256)).unwrap();
        }
        6 => {
            let word = WORDS[numbers.below(WORDS.len())];
            data.splice(start..end, word.bytes());
        }
        _ => {
            let word = WORDS[numbers.below(WORDS.len())];
            data.splice(start..start, word.bytes());
        }
    }
    data.truncate(20_000);
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<_> = paths.into_iter().map(|path| fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds
}

/// Runs a target on an input; where it fails, the input is kept.
fn attempt(target: &str, body: fn(&[u8]), data: &[u8]) {
    if let Err(failure) = std::panic::catch_unwind(|| body(data)) {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("smoke-{target}"));
        fs::write(&path, data).unwrap();
        let said =
            failure.downcast_ref::<String>().map_or_else(|| failure.downcast_ref::<&str>().copied().unwrap_or("?"), String::as_str);
        panic!("{target} fails on {}: {said}\n{}", path.display(), String::from_utf8_lossy(data));
    }
}

fn smoke(target: &str) {
    let (_, body) = bodies::ALL.into_iter().find(|(name, _)| *name == target).unwrap();
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = number("DATELINE_SMOKE_SECONDS").unwrap_or(0);
    let mut numbers = Numbers(number("DATELINE_SMOKE_SEED").unwrap_or(1));
    let seeds = seeds(target);
    for seed in &seeds {
        attempt(target, body, seed);
    }
    let started = Instant::now();
    let mut tried = 0;
    while tried < 300 || started.elapsed() < Duration::from_secs(seconds) {
        let mut data = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(6) {
            change(&mut data, &seeds, &mut numbers);
        }
        attempt(target, body, &data);
        tried += 1;
    }
}

macro_rules! targets {
    ($($name:ident),+ $(,)?) => {
        $(#[test] fn $name() { smoke(stringify!($name)); })+

        #[test]
        fn every_target_is_tried_and_has_a_fuzzer() {
            let tried = [$(stringify!($name)),+];
            assert_eq!(bodies::ALL.map(|(name, _)| name), tried);
            for name in tried {
                let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/fuzz_targets/{name}.rs"));
                assert!(fs::read_to_string(file).unwrap().contains(&format!("bodies::{name}")), "{name}");
            }
        }
    };
}

targets!(
    dossier,
    places,
    annotations,
    journal,
    notes,
    settings,
    command_line,
    window_field,
    search,
    edtf,
    links,
    citations,
    docx,
    odt,
    epub,
    html,
    mhtml,
    markdown,
    text,
    pdf
);
