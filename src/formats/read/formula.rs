//! Formulas on one line, as one would type them: `x² + √(y) / 2`. Of Office MathML (ECMA-376 part 1, 22.1) and MathML 3.

use crate::formats::read::xml::{Space, Token, Xml};
use crate::report::limits;

/// An element of a formula.
#[derive(Debug, Default)]
struct Node {
    name: String,
    /// Its attribute `val`, which says a sign.
    value: Option<String>,
    text: String,
    children: Vec<Node>,
}

/// Reads the formula whose element was opened last, and writes it on one line.
#[must_use]
pub fn linear(xml: &mut Xml<'_>) -> String {
    let root = read(xml);
    let mut text = String::new();
    for child in &root.children {
        write(child, &mut text);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(xml: &mut Xml<'_>) -> Node {
    let depth = xml.depth();
    let (mut open, mut count) = (vec![Node::default()], 0);
    while xml.depth() >= depth {
        match xml.next() {
            Token::End => break,
            Token::Open(tag) if matches!(tag.name(), "annotation" | "annotation-xml" | "del" | "moveFrom" | "delText") => {
                xml.skip()
            }
            Token::Open(tag) if matches!(tag.space, Space::Maths | Space::MathMl | Space::Word | Space::Other) => {
                count += 1;
                let name = if tag.space == Space::Word && tag.name() != "t" { String::new() } else { tag.name().to_owned() };
                open.push(Node { name, value: tag.get("val"), ..Node::default() });
            }
            Token::Open(_) => xml.skip(),
            Token::Text(text) => {
                if let Some(last) = open.last_mut() {
                    last.text.push_str(&text);
                }
            }
            Token::Close => {
                if open.len() > 1
                    && let (Some(child), Some(parent)) = (open.pop(), open.last_mut())
                    && count < limits::FORMULA
                {
                    parent.children.push(child);
                }
            }
        }
    }
    // Where the file ends within the formula.
    while open.len() > 1 {
        if let (Some(child), Some(parent)) = (open.pop(), open.last_mut()) {
            parent.children.push(child);
        }
    }
    open.pop().unwrap_or_default()
}

impl Node {
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// A sign that its properties name; an empty one is none.
    fn sign(&self, properties: &str, name: &str, usual: &str) -> String {
        let sign = self.child(properties).and_then(|properties| properties.child(name));
        sign.map_or(usual, |sign| sign.value.as_deref().unwrap_or("")).to_owned()
    }

    fn part(&self, name: &str) -> String {
        self.child(name).map(whole).unwrap_or_default()
    }

    /// The part at a place, for MathML.
    fn at(&self, index: usize) -> String {
        self.children.get(index).map(whole).unwrap_or_default()
    }
}

/// All that is written within an element.
fn whole(node: &Node) -> String {
    let mut text = String::new();
    if node.children.is_empty() || node.name.starts_with('m') {
        write(node, &mut text);
    } else {
        write_all(&node.children, &mut text);
    }
    text
}

fn write_all(nodes: &[Node], text: &mut String) {
    nodes.iter().for_each(|node| write(node, text));
}

fn write(node: &Node, text: &mut String) {
    match node.name.as_str() {
        "t" | "mi" | "mn" | "mtext" | "ms" => text.push_str(&node.text),
        "mo" => text.push_str(node.text.trim()),
        "f" => *text += &fraction(&node.part("num"), &node.part("den")),
        "mfrac" => *text += &fraction(&node.at(0), &node.at(1)),
        "rad" => *text += &root(&node.part("deg"), &node.part("e")),
        "msqrt" => {
            let mut inner = String::new();
            write_all(&node.children, &mut inner);
            *text += &root("", &inner);
        }
        "mroot" => *text += &root(&node.at(1), &node.at(0)),
        "sSup" => *text += &(node.part("e") + &raised(&node.part("sup"))),
        "sSub" | "limLow" => *text += &(node.part("e") + &lowered(&(node.part("sub") + &node.part("lim")))),
        "limUpp" => *text += &(node.part("e") + &raised(&node.part("lim"))),
        "sSubSup" => *text += &(node.part("e") + &lowered(&node.part("sub")) + &raised(&node.part("sup"))),
        "sPre" => *text += &(lowered(&node.part("sub")) + &raised(&node.part("sup")) + &node.part("e")),
        "msup" | "mover" => *text += &(node.at(0) + &raised(&node.at(1))),
        "msub" | "munder" => *text += &(node.at(0) + &lowered(&node.at(1))),
        "msubsup" | "munderover" => *text += &(node.at(0) + &lowered(&node.at(1)) + &raised(&node.at(2))),
        "nary" => {
            *text += &node.sign("naryPr", "chr", "∫");
            *text += &(lowered(&node.part("sub")) + &raised(&node.part("sup")) + " " + &node.part("e"));
        }
        "d" => {
            let parts: Vec<_> = node.children.iter().filter(|child| child.name == "e").map(whole).collect();
            *text += &node.sign("dPr", "begChr", "(");
            *text += &parts.join(&node.sign("dPr", "sepChr", "|"));
            *text += &node.sign("dPr", "endChr", ")");
        }
        "func" => *text += &(node.part("fName") + " " + &node.part("e")),
        "acc" => *text += &(node.part("e") + &node.sign("accPr", "chr", "\u{302}")),
        "m" | "mtable" => *text += &rows(node, &["mr", "mtr", "mlabeledtr"], "; "),
        "mr" | "mtr" | "mlabeledtr" => *text += &rows(node, &["e", "mtd"], ", "),
        "eqArr" => *text += &rows(node, &["e"], "; "),
        "mfenced" => {
            let parts: Vec<_> = node.children.iter().map(whole).collect();
            *text += &format!("({})", parts.join(", "));
        }
        name if name.ends_with("Pr") => {}
        _ => write_all(&node.children, text),
    }
}

fn rows(node: &Node, names: &[&str], between: &str) -> String {
    let parts: Vec<_> = node.children.iter().filter(|child| names.contains(&child.name.as_str())).map(whole).collect();
    parts.join(between)
}

/// In brackets, where it is more than one number, letter or word.
fn grouped(text: &str) -> String {
    let text = text.trim();
    if text.chars().all(char::is_alphanumeric) { text.to_owned() } else { format!("({text})") }
}

fn fraction(above: &str, below: &str) -> String {
    format!("{}/{}", grouped(above), grouped(below))
}

fn root(degree: &str, of: &str) -> String {
    let degree: Option<String> = degree.trim().chars().map(|c| small(c, SUPERSCRIPTS)).collect();
    format!("{}√{}", degree.unwrap_or_default(), grouped(of))
}

const SUPERSCRIPTS: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱ′′";
const SUBSCRIPTS: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎";

fn small(c: char, table: &str) -> Option<char> {
    let mut pairs = table.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

fn raised(text: &str) -> String {
    placed(text, '^', SUPERSCRIPTS)
}

fn lowered(text: &str) -> String {
    placed(text, '_', SUBSCRIPTS)
}

fn placed(text: &str, sign: char, table: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let small: Option<String> = text.chars().filter(|c| *c != ' ').map(|c| small(c, table)).collect();
    small.unwrap_or_else(|| format!("{sign}{}", grouped(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(formula: &str) -> String {
        let mut xml = Xml::new(formula);
        xml.next();
        linear(&mut xml)
    }

    #[test]
    fn formulas_are_written_on_one_line() {
        let cases = [
            ("<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>", "x²"),
            (
                "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
                "(a+b)/2",
            ),
            ("<m:oMath><m:d><m:dPr><m:begChr m:val=\"[\"/></m:dPr><m:e><m:r><m:t>y</m:t></m:r></m:e></m:d></m:oMath>", "[y)"),
            ("<m:oMath><m:rad><m:deg/><m:e><m:r><m:t>z</m:t></m:r></m:e></m:rad></m:oMath>", "√z"),
            (
                "<math:math><math:semantics><math:mrow><math:msub><math:mi>v</math:mi><math:mn>10</math:mn></math:msub>\
                 <math:mo>=</math:mo><math:mfrac><math:mi>s</math:mi><math:mi>t</math:mi></math:mfrac></math:mrow>\
                 <math:annotation>no</math:annotation></math:semantics></math:math>",
                "v₁₀=s/t",
            ),
        ];
        for (formula, expected) in cases {
            assert_eq!(line(formula), expected, "{formula}");
        }
    }

    #[test]
    fn formulas_that_never_end_do() {
        let deep = format!("<m:oMath>{}", "<m:rad><m:e>".repeat(100_000));
        assert_eq!(line(&deep).chars().next(), Some('√'));
    }
}
