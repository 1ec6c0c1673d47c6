//! What looks like a time and is none.

use super::found;
use crate::find::Language::{English, Other, Russian};

#[track_caller]
fn nothing(text: &str) {
    for language in [English, Russian, Other] {
        let placed: Vec<_> = found(text, language, Some("2022-01-10")).into_iter().filter(|(_, edtf)| edtf != "?").collect();
        assert_eq!(placed, [], "in “{text}”, {language:?}");
    }
}

#[test]
fn numbers_that_are_no_dates() {
    nothing("Version 1.2.2020 and v2.0.2019 of the tool; release 2021.10.3.1.");
    nothing("Smith et al., pp. 1914–1918; p. 1999, No. 1984, ISBN 978-1-4028-9462-6.");
    nothing("He paid $1984, 2,000 men and 1500 soldiers marched 1900 km; 2000 people died.");
    nothing("Call 555-1984 or +7 727 250 19 45, 8-800-2000-600.");
    nothing("The score was 3-2, 10/12 voted, 50% of 1/2, room 1812, flight 1945.");
    nothing("192.168.1.1, 12:34:56:78, B-1939, AK-1947x, 1984°F");
    nothing("99/99/9999 and 31.02.2020 and 2020-13-45");
}

#[test]
fn words_that_are_no_dates() {
    nothing("You may go. They march on. He sat in the sun; mon ami. The fall of the town came with a spring in his step.");
    nothing("Mr. May met Jones and April Smith, Jan Kavan and August Wilson.");
    nothing("Second, she won. A minute man. The day of the locust.");
    nothing("A poem: shall I compare thee to a rose, more lovely and more temperate?");
}

#[test]
fn noise() {
    nothing("l0 J@nu4ry 2O22 ;;; ~~ 19 45 19 39 |||| 00000");
    nothing("Adams 4021 ..... 17\nBaker 4022 ..... 18\nClark 4023 ..... 19\n");
    nothing("");
    nothing("\n\n\n \t ");
}
