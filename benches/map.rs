//! What a frame of the map costs with 100,000 places, in its parts, and how long the background map takes to decode.
//!
//! `cargo bench --bench map` prints the least, the median and the 95th percentile of each part in milliseconds; on
//! a machine that is busy with other things, the least is the one to go by. The map is panned by
//! seven points a frame, as a hand would, at zooms from the world to a town.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

use dateline::basemap::Basemap;
use dateline::formats::{Folder, native};
use dateline::index::{Filter, Index};
use dateline::raster::Painter;
use dateline::report::mercator::World;
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Session, ThemeChoice};
use dateline::theme::{self, Palette};
use dateline::view::Scene;
use dateline::view::map::{self, MapPlan};
use egui::{CentralPanel, Context, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use serde_json::json;

const PLACES: usize = 100_000;
const SIZE: Vec2 = vec2(900.0, 580.0);
/// How many frames are measured for each zoom.
const FRAMES: usize = 60;

struct Files(BTreeMap<&'static str, Vec<u8>>);

impl Folder for Files {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.0.get(name).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn label(&self) -> String {
        "the bench".to_owned()
    }
}

/// Numbers that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        let share = (self.0 >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }
}

/// Half of the places all over the world, half in towns of some hundred around Kazakhstan; a passage at each.
fn dossier() -> Files {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut features, mut annotations, mut text) = (Vec::new(), Vec::new(), String::new());
    for index in 0..PLACES {
        let (lon, lat) = if index % 2 == 0 {
            (dice.next() * 360.0 - 180.0, dice.next() * 140.0 - 65.0)
        } else {
            let town = f64::from(u32::try_from(index / 2 % 150).unwrap());
            let (x, y) = (47.0 + (town * 7.31) % 40.0, 41.0 + (town * 3.77) % 14.0);
            (x + (dice.next() - 0.5) * 0.3, y + (dice.next() - 0.5) * 0.2)
        };
        features.push(json!({"@id": format!("#p{index}"), "type": "Feature", "properties": {"title": format!("Place {index}"), "kind": "settlement"}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}));
        let start = text.len();
        text.push_str("Here it was.");
        let when = format!("2022-01-{:02}", 1 + index % 10);
        annotations.push(json!({"type": "passage", "id": format!("a{index}"), "start": start, "end": start + 12, "exact": "Here it was.", "title": "It", "places": [format!("p{index}")], "when": when, "basis": "stated", "status": "reported"}));
        text.push('\n');
    }
    let manifest = json!({"format": 1, "id": "bench", "title": "Bench", "timezone": "Asia/Almaty", "home": ["KZ"], "start": {"window": "2022-01-05", "range": "2022-01-01/2022-01-10"}, "documents": [{"id": "report", "file": "report.txt", "title": "Bench"}], "voices": []});
    Files(BTreeMap::from([
        ("dossier.json", manifest.to_string().into_bytes()),
        ("places.geojson", json!({"type": "FeatureCollection", "features": features}).to_string().into_bytes()),
        ("annotations.json", json!({"annotations": annotations}).to_string().into_bytes()),
        ("report.txt", text.into_bytes()),
    ]))
}

/// Times of one part, in milliseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push(start.elapsed().as_secs_f64() * 1e3);
        result
    }

    fn describe(&mut self) -> String {
        self.0.sort_by(f64::total_cmp);
        let at = |share: usize| self.0[(self.0.len() - 1) * share / 100];
        format!("{:6.2} {:6.2} {:6.2}", at(0), at(50), at(95))
    }
}

fn camera(zoom: f64, frame: usize) -> Camera {
    let center = World::from_lon_lat(LonLat { lon: 68.0, lat: 48.0 });
    #[expect(clippy::cast_precision_loss, reason = "a few frames")]
    let offset = frame as f64 * 7.0;
    Camera { center, zoom }.panned(offset, offset / 3.0)
}

fn say(text: &str) {
    // A closed pipe leaves nobody to tell.
    drop(writeln!(std::io::stdout(), "{text}"));
}

fn main() {
    let mut decode = Times::default();
    let mut basemap = decode.take(|| Basemap::embedded().unwrap());
    for _ in 0..14 {
        basemap = decode.take(|| Basemap::embedded().unwrap());
    }
    say(&format!("background map, decoded and triangulated: {}", decode.describe()));
    let dossier = Arc::new(native::open(&dossier()).unwrap());
    let mut built = Times::default();
    built.take(|| Index::new(&dossier, Filter::default()));
    say(&format!("index of {PLACES} places: {}", built.describe()));
    let mut session = Session::new(dossier);
    session.apply(Action::SetTheme(ThemeChoice::Light));
    say("a frame of the panned map, milliseconds: least, median, 95th percentile");
    say("zoom  markers  plan                  interface             tessellation          CPU painter");
    for zoom in [1.5, 3.0, 4.4, 7.0, 11.0] {
        say(&frames(&mut session, &basemap, zoom));
    }
}

fn frames(session: &mut Session, basemap: &Basemap, zoom: f64) -> String {
    let context = Context::default();
    theme::install(&context);
    theme::choose(&context, ThemeChoice::Light);
    let palette = Palette::light();
    let mut cache = map::Cache::default();
    let mut brush = Painter::new();
    let (mut plan, mut interface, mut tessellation, mut painted) =
        (Times::default(), Times::default(), Times::default(), Times::default());
    let mut markers = 0;
    for frame in 0..FRAMES {
        session.apply(Action::SetCamera(camera(zoom, frame)));
        let scene = Scene {
            dossier: &session.dossier,
            index: &session.index,
            state: &session.state,
            history: session.history(),
            basemap: Some(basemap),
            palette: &palette,
        };
        let rect = Rect::from_min_size(pos2(0.0, 0.0), SIZE);
        markers = plan.take(|| MapPlan::new(&scene, rect, camera(zoom, frame))).markers.len();
        let mut input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)), ..RawInput::default() };
        #[expect(clippy::cast_precision_loss, reason = "a few frames")]
        let time = frame as f64 / 60.0;
        input.time = Some(time);
        let mut output = interface.take(|| {
            context.run_ui(input, |ui| {
                CentralPanel::no_frame().show(ui, |ui| drop(map::show(ui, &scene, &mut cache)));
            })
        });
        brush.update_textures(&output.textures_delta);
        output.textures_delta.clear();
        let primitives = tessellation.take(|| context.tessellate(output.shapes, output.pixels_per_point));
        painted.take(|| brush.paint(&primitives, 1.0, [900, 580], palette.ground));
    }
    let cells = [&mut plan, &mut interface, &mut tessellation, &mut painted].map(Times::describe);
    format!("{zoom:4.1}  {markers:7}  {}", cells.join("  "))
}
