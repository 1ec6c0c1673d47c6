//! What objects are read as.

use super::*;

fn read(text: &str) -> String {
    format!("{:?}", Parser::new(text.as_bytes(), 0, None).object())
}

#[test]
fn objects_are_read_as_lenient_programs_read_them() {
    let cases = [
        ("12", "Number(12.0)"),
        ("-.5", "Number(-0.5)"),
        ("--5", "Number(-5.0)"),
        ("12 0 R", "Ref(12)"),
        ("12 0 Rx", "Number(12.0)"),
        ("[1 0 R 2 /A]", "Array([Ref(1), Number(2.0), Name([65])])"),
        ("(a\\(b\\051\\\nc(d))", "Text([97, 40, 98, 41, 99, 40, 100, 41])"),
        ("<4 1 4>", "Text([65, 64])"),
        ("/A#42", "Name([65, 66])"),
        ("<</A 1/B<</C(x)>>>>", "Dict({\"A\": Number(1.0), \"B\": Dict({\"C\": Text([120])})})"),
        ("<</A 1/B>>", "Dict({\"A\": Number(1.0)})"),
        ("[1 2 endobj", "Array([Number(1.0), Number(2.0)])"),
        ("% a comment\n true", "Bool(true)"),
        ("", "Null"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn nesting_ends_somewhere() {
    for open in ["[", "<</A"] {
        let deep = open.repeat(1_000_000);
        let mut parser = Parser::new(deep.as_bytes(), 0, None);
        parser.object();
        assert!(parser.read < 5_000_000);
    }
}

#[test]
fn the_last_of_several_entries_counts() {
    let object = Parser::new(b"<</A 1/A 2>>", 0, None).object();
    assert_eq!(object.dict().unwrap().get("A"), &Object::Number(2.0));
}
