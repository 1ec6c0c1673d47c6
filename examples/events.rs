//! Writes made-up events as a table for `examples/scrub.rs`: `cargo run --release --example events 10000 > events.csv`.

use std::io::{BufWriter, Write};

#[path = "../benches/synthetic/mod.rs"]
mod synthetic;

fn main() -> std::io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "id,place,lat,lon,t0,t1,title")?;
    for event in synthetic::events(count) {
        let (lat, lon) = (event.lat.unwrap_or_default(), event.lon.unwrap_or_default());
        writeln!(out, "{},{},{lat:.5},{lon:.5},{},{},{}", event.id, event.place, event.t0, event.t1, event.title)?;
    }
    out.flush()
}
