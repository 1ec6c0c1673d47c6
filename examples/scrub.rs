//! Dateline's real interface, scrubbed without a display, so that whole-process tools can time it beside other programs.
//!
//! Reads a table of events (`id,place,lat,lon,t0,t1,title`, times in Unix seconds, UTC) from the path in `R8_CSV`, draws
//! the window at 1440×900 by the CPU painter, prints `R8 ready`, and waits for `go` on standard input. Then, for each
//! regime, it prints `R8 begin NAME`, moves the window in 100 steps, and prints `R8 end NAME MEAN_VISIBLE ms,ms,…`: for
//! each step the milliseconds from the changed window to the finished picture. At last it prints `R8 done` and stays.
//!
//! ```text
//! cargo run --release --example events 10000 > /tmp/events.csv
//! echo go | R8_CSV=/tmp/events.csv cargo run --release --example scrub
//! ```

use std::error::Error;
use std::io::{BufRead, Write};
use std::sync::Arc;
use std::time::Instant;

use dateline::app::picture::Stage;
use dateline::basemap::Basemap;
use dateline::formats::events;
use dateline::index::times::Window;
use dateline::report::moment::{DAY, HOUR, Moment};
use dateline::session::{Action, Session};

/// The size of the window, in points and pixels.
const SIZE: [u32; 2] = [1440, 900];
/// How often the window is moved in a regime.
const STEPS: i64 = 100;

/// How a window moves: from one moment to where its end meets another.
struct Regime {
    name: &'static str,
    seconds: i64,
    from: Moment,
    to: Moment,
}

impl Regime {
    /// A closed window is what Dateline's own, which excludes its last moment, is one second later.
    fn window(&self, step: i64) -> Window {
        let way = self.to.0 - self.seconds - self.from.0;
        let from = self.from.plus(way * step / (STEPS - 1));
        Window::new(from, from.plus(self.seconds + 1))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let path = std::env::var_os("R8_CSV").ok_or("set R8_CSV to the path of a table of events")?;
    // The background map is decoded beside the table, as the program does it.
    let basemap = std::thread::spawn(Basemap::embedded);
    let dossier = Arc::new(events::read("events.csv", &std::fs::read(path)?));
    let mut session = Session::new(dossier);
    let basemap = basemap.join().map_err(|_| "the background map could not be decoded")??;
    let day = |year, month, day| Moment::from_ymd(year, month, day).ok_or("no such day");
    let start = day(2022, 1, 5)?;
    session.apply(Action::SetWindow(Window::new(start, start.plus(6 * HOUR + 1))));
    let mut stage = Stage::new(&session, SIZE, 1);
    stage.settle(&mut session, Some(&basemap));
    writeln!(out, "R8 ready")?;
    out.flush()?;
    let go = std::io::stdin().lock().lines().map_while(Result::ok).any(|line| line.trim() == "go");
    if !go {
        return Ok(());
    }
    let regimes = [
        Regime { name: "jan6h", seconds: 6 * HOUR, from: day(2022, 1, 1)?, to: day(2022, 1, 11)? },
        Regime { name: "year", seconds: 365 * DAY, from: day(1986, 1, 1)?, to: day(2022, 1, 1)? },
    ];
    for regime in regimes {
        session.apply(Action::SetRange(Window::new(regime.from, regime.to)));
        stage.settle(&mut session, Some(&basemap));
        writeln!(out, "R8 begin {}", regime.name)?;
        out.flush()?;
        let (mut visible, mut times) = (0, Vec::new());
        for step in 0..STEPS {
            let begin = Instant::now();
            session.apply(Action::SetWindow(regime.window(step)));
            stage.frame(&mut session, Some(&basemap));
            times.push(format!("{:.3}", begin.elapsed().as_secs_f64() * 1e3));
            visible += session.index.times().touching(session.state.window);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean for people")]
        let mean = visible as f64 / STEPS as f64;
        writeln!(out, "R8 end {} {mean:.1} {}", regime.name, times.join(","))?;
        out.flush()?;
    }
    writeln!(out, "R8 done")?;
    out.flush()?;
    // Whoever measures memory does it now, and ends the process.
    loop {
        std::thread::park();
    }
}
