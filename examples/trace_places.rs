//! What the finder of places sees in texts, for `assets/build/find/weights.py`.
//!
//! `trace_places en|ru` reads JSON lines `{"id", "text"}` and writes a line for each text; `trace_places clues|points` writes the
//! names of what is weighed, in their order.
#![expect(clippy::print_stdout, reason = "it is a filter")]

use std::io::{self, BufRead};

use dateline::find::Language;
use dateline::find::places::choose::ORDER;
use dateline::find::places::clues::ALL;
use dateline::find::places::{Asked, Judged, trace};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let what = std::env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    match what.as_str() {
        "clues" => println!("{}", json!(ALL.iter().map(|clue| format!("{clue:?}")).collect::<Vec<_>>())),
        "points" => println!("{}", json!(ORDER.iter().map(|point| format!("{point:?}")).collect::<Vec<_>>())),
        tag => {
            for line in io::stdin().lock().lines() {
                let document: Value = serde_json::from_str(&line?)?;
                let text = document["text"].as_str().unwrap_or_default();
                let asked = Asked { text, headings: &[], language: Language::from_tag(tag), home: &[], checked: &[] };
                println!("{}", traced(&document["id"], &trace(&asked)));
            }
        }
    }
    Ok(())
}

fn traced(id: &Value, judged: &Judged<'_>) -> Value {
    let words = &judged.words;
    let spots: Vec<Value> = (judged.found.spots.iter().enumerate())
        .filter(|(_, spot)| judged.found.names[spot.name].bare || !judged.found.names[spot.name].senses.is_empty())
        .map(|(index, spot)| {
            let begin = words.tokens[spot.first].at as usize;
            let end = begin + words.slice(spot.first, spot.last).chars().count();
            let clues: Vec<Value> = judged.seen[index].iter().map(|(clue, value)| json!([*clue as usize, value])).collect();
            json!({"b": begin, "e": end, "n": spot.name, "c": clues})
        })
        .collect();
    let names: Vec<Value> = (judged.found.names.iter().zip(&judged.points))
        .map(|(name, points)| {
            let senses = name.senses.iter().zip(&name.shares).zip(points);
            let senses = senses
                .map(|((sense, share), points)| json!({"lat": sense.point.lat, "lon": sense.point.lon, "sh": share, "f": points}));
            json!({"s": senses.collect::<Vec<_>>()})
        })
        .collect();
    json!({"id": id, "spots": spots, "names": names})
}
