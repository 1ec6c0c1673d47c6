//! From what was pressed to what is done, and where map and axis turn when something else is asked about.

use egui::Ui;

use super::Check;
use super::answer::Answer;
use super::keys::Press;
use super::mode::{All, Mode, Open};
use crate::edit::Putting;
use crate::index::times::Window;
use crate::report::ids::Item;
use crate::report::mercator::World;
use crate::report::place::{Bounds, LonLat};
use crate::session::{Action, Fit};
use crate::view::asked::{self, Asked, Spot};
use crate::view::{Scene, is_narrow};

/// Carries out what was pressed. An edit comes last: it moves the positions that other actions name. Returns what is to be read
/// aloud where nothing comes of it that could be.
pub fn take(
    scene: &Scene<'_>,
    cache: &mut Check,
    mode: &mut Mode,
    asked: &Asked,
    press: Press,
    actions: &mut Vec<Action>,
) -> Option<String> {
    let shut = asked::is_open(scene).err().map(str::to_owned);
    let answer = match press {
        Press::Step(down) => {
            let next = if down { cache.place.checked_add(1) } else { cache.place.checked_sub(1) };
            let item = next.and_then(|at| cache.queue.items().get(at)).copied();
            actions.extend(item.map(|item| Action::CheckAt(Some(item))));
            return item.is_none().then(|| if down { "This is the last one." } else { "This is the first one." }.to_owned());
        }
        Press::Later => {
            cache.news = Some("Put off.".to_owned());
            actions.push(Action::CheckLater(asked.item));
            return None;
        }
        Press::Out => {
            mode.leave();
            return None;
        }
        _ if shut.is_some() => return shut,
        Press::Undo => {
            actions.push(Action::Undo);
            return (scene.state.edits.done == 0).then(|| "There is nothing to undo.".to_owned());
        }
        Press::Time => return (!mode.ask_time(scene, asked)).then(|| "A place has no time.".to_owned()),
        Press::Place => return (!mode.ask_place(scene, asked)).then(|| "A time has no place.".to_owned()),
        Press::Details => return (!mode.ask_details(scene, asked)).then(|| "This is no passage.".to_owned()),
        Press::All => return (!mode.for_all(scene, asked)).then(|| "There are no others of this name.".to_owned()),
        Press::Right => mode.all.as_ref().map_or(Answer::Right, |all| all.answer.clone()),
        Press::Wrong => Answer::Wrong,
        Press::Other(index) => match asked.others.get(index) {
            Some(spot) => Answer::At(spot.full(), spot.putting.clone()),
            None => return Some(format!("There is no candidate {}.", index + 1)),
        },
        Press::Put(name, ref putting) => Answer::At(name, putting.clone()),
        Press::Date(when) => Answer::On(when),
        Press::As(deed) => Answer::As(deed),
    };
    // For several, it is shown first what is said of them all.
    if let Some(All { answer: shown, .. }) = mode.all.as_mut().filter(|all| all.answer != answer) {
        *shown = answer;
        mode.open = Open::Nothing;
        mode.is_seen = false;
        return None;
    }
    let others = mode.all.as_ref().map_or_else(Vec::new, All::ticked);
    cache.pending = Some(answer.said(scene, asked, others.len()));
    actions.push(Action::Edit(Box::new(answer.deed(scene, asked, &others))));
    None
}

/// How far a candidate may be from what was understood, in metres, to be brought into view with it: the map is not to leap to
/// the whole world for a namesake on another continent.
const NEAR: f64 = 2_500_000.0;
/// What a map is taken to be wide, in points; only the order of it matters.
const MAP: f64 = 900.0;
/// So many times as wide as what is to be seen, the map comes closer.
const FAR_OFF: f64 = 8.0;
/// Around a place at least so many degrees are shown on each side.
const AROUND: f64 = 2.5;

/// Brings the candidates into view on the map, and the time on the axis, where they are not.
pub fn look(ui: &Ui, scene: &Scene<'_>, asked: &Asked) -> Vec<Action> {
    let mut actions = Vec::new();
    // Where only one of the two has room, the map would take the place of the question.
    if !scene.state.camera_locked && !is_narrow(ui.ctx()) {
        actions.extend(fit(scene, asked).map(Action::Fit));
    }
    if let Some(when) = asked.when {
        let (time, window) = (scene.index.window_of(&when), scene.state.window);
        let meets = |one: Window, other: Window| one.from < other.to && other.from < one.to;
        if !meets(time, window) || !meets(time, scene.state.range) {
            actions.push(Action::ShowWindow(time));
        }
    }
    actions
}

/// Where the passages around a time lie: the map is not to stay at what was asked about before.
fn told_there(scene: &Scene<'_>, item: Item) -> Vec<LonLat> {
    let Item::Mention(ix) = item else { return Vec::new() };
    let around = scene.index.telling().passages_in(scene.dossier, scene.dossier.mention(ix).target);
    let places = around.filter_map(|passage| scene.dossier.passage(passage).places.first());
    places.filter_map(|place| scene.dossier.lineage(*place).find_map(|ix| scene.dossier.place(ix).point)).collect()
}

fn fit(scene: &Scene<'_>, asked: &Asked) -> Option<Fit> {
    let near = asked.others.iter().filter(|spot| spot.away.is_none_or(|metres| metres < NEAR));
    // What has no position itself lies in something that has one.
    let around = |spot: &Spot| match spot.putting {
        Putting::Known(ix) => scene.dossier.lineage(ix).find_map(|ix| scene.dossier.place(ix).point),
        Putting::New(_) => None,
    };
    let here = asked.here.iter().filter_map(|spot| spot.point.or_else(|| around(spot)));
    let mut points: Vec<LonLat> = here.chain(near.filter_map(|spot| spot.point)).collect();
    if points.is_empty() {
        points = told_there(scene, asked.item);
    }
    let bounds = Bounds::around(&points)?;
    let around = |lon: f64, lat: f64| LonLat { lon: (lon + 180.0).rem_euclid(360.0) - 180.0, lat: lat.clamp(-85.0, 85.0) };
    let corners = vec![around(bounds.west - AROUND, bounds.south - AROUND), around(bounds.east + AROUND, bounds.north + AROUND)];
    let [a, b] = [corners[0], corners[1]].map(World::from_lon_lat);
    let wide = (b.x - a.x).rem_euclid(1.0).max((a.y - b.y).abs());
    let seen = scene.state.camera.map_or(0.0, |camera| MAP / camera.world_points());
    Some(if seen > wide * FAR_OFF { Fit::Closer(corners) } else { Fit::Points(points) })
}
