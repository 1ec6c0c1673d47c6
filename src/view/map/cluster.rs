//! Joining markers that would touch, and finding room for the tags of areas.

use egui::{Pos2, Rect, Vec2, vec2};

use super::marker::{Marker, Standing};

/// Two markers touch where their middles are nearer than this share of the sum of their radii.
const TOUCH: f32 = 0.9;

/// How often joined markers, which have grown, are looked at again.
const ROUNDS: usize = 4;

/// Joins markers that would touch. Tags step aside for markers and for each other, because a region is not a part of a
/// town; only where there is no room do they join too. Positions must not be rounded yet: what is joined shall not
/// change while the map is panned.
pub fn join(spots: Vec<Marker>, tags: Vec<Marker>) -> Vec<Marker> {
    let mut kept = spots;
    for _ in 0..ROUNDS {
        let before = kept.len();
        kept = round(kept);
        if kept.len() == before {
            break;
        }
    }
    place_tags(kept, tags)
}

/// Joins each marker to the first more important one that it touches.
fn round(mut markers: Vec<Marker>) -> Vec<Marker> {
    markers.sort_by_key(Marker::rank);
    let mut grid = Grid::around(&markers);
    let mut kept: Vec<Marker> = Vec::with_capacity(markers.len());
    for marker in markers {
        let touches = |index: &usize| {
            let other: &Marker = &kept[*index];
            other.at.distance(marker.at) < (other.radius + marker.radius) * TOUCH
        };
        if let Some(host) = grid.near(marker.at).filter(touches).min() {
            absorb(&mut kept[host], marker);
        } else {
            grid.add(marker.at, kept.len());
            kept.push(marker);
        }
    }
    kept.into_iter().filter_map(Marker::settle).collect()
}

/// Adds what a marker stands for to another.
fn absorb(host: &mut Marker, guest: Marker) {
    host.tally.add(&guest.tally);
    if guest.selected && !host.selected {
        // What is chosen gives the name.
        host.place = guest.place;
    }
    host.more += guest.more + 1;
    host.selected |= guest.selected;
    host.lit |= guest.lit;
    host.groups.extend(guest.groups);
    host.areas.extend(guest.areas);
}

/// Where a tag may stand, from the point of its area, in heights of a tag.
const STEPS: [Vec2; 9] = [
    vec2(0.0, 0.0),
    vec2(0.0, -1.6),
    vec2(0.0, 1.6),
    vec2(-1.8, 0.0),
    vec2(1.8, 0.0),
    vec2(-1.8, -1.4),
    vec2(1.8, -1.4),
    vec2(-1.8, 1.4),
    vec2(1.8, 1.4),
];

fn place_tags(mut kept: Vec<Marker>, mut tags: Vec<Marker>) -> Vec<Marker> {
    tags.sort_by_key(Marker::rank);
    for mut tag in tags {
        let point = tag.at;
        let free = |at: &Pos2, tag: &Marker| {
            let frame = Rect::from_center_size(*at, tag.frame().size()).expand(2.0);
            kept.iter().all(|other| !other.frame().intersects(frame))
        };
        // What is only mentioned is no reason for a line across the map: it joins what is there.
        let steps = if tag.standing == Standing::Mentioned { &STEPS[..1] } else { &STEPS[..] };
        let spot = steps.iter().map(|step| point + *step * 18.0).find(|at| free(at, &tag));
        if let Some(at) = spot {
            tag.at = at;
            kept.push(tag);
            continue;
        }
        let near = |other: &&mut Marker| other.frame().intersects(tag.frame().expand(2.0));
        // A tag joins another tag before it joins a marker.
        let host = kept.iter_mut().filter(near).min_by_key(|other| (!other.area, other.rank()));
        match host {
            Some(host) => {
                absorb(host, tag);
                if let Some(settled) = host.clone().settle() {
                    *host = settled;
                }
            }
            None => kept.push(tag),
        }
    }
    kept
}

/// Moves tags out from under what covers the map, where there is room beside it: half a tag is nothing that one can read.
pub fn step_aside(markers: &mut [Marker], rect: Rect, covered: &[Rect]) {
    let hidden = |frame: Rect| covered.iter().any(|over| over.intersects(frame));
    for index in 0..markers.len() {
        let tag = &markers[index];
        if !tag.area || !hidden(tag.frame()) {
            continue;
        }
        let (point, size) = (tag.point, tag.frame().size());
        let free = |at: &Pos2| {
            let frame = Rect::from_center_size(*at, size).expand(2.0);
            let others = markers.iter().enumerate().filter(|(other, _)| *other != index);
            rect.contains_rect(frame)
                && !hidden(frame)
                && others.map(|(_, other)| other.frame()).all(|other| !other.intersects(frame))
        };
        let spot = STEPS.iter().flat_map(|step| [18.0, 36.0].map(|far| (point + *step * far).round())).find(free);
        markers[index].at = spot.unwrap_or(markers[index].at);
    }
}

/// Squares of the screen and what is in them, so that only neighbours are compared.
struct Grid {
    min: Pos2,
    columns: usize,
    rows: usize,
    squares: Vec<Vec<usize>>,
}

impl Grid {
    /// The side of a square, in points: no two markers touch over more than one.
    const SIDE: f32 = 52.0;

    fn around(markers: &[Marker]) -> Self {
        let bounds = markers.iter().fold(Rect::NOTHING, |bounds, marker| bounds.union(Rect::from_pos(marker.at)));
        let bounds = if bounds.is_finite() { bounds } else { Rect::ZERO };
        let (columns, rows) = (Self::step(bounds.width()) + 1, Self::step(bounds.height()) + 1);
        Self { min: bounds.min, columns, rows, squares: vec![Vec::new(); columns * rows] }
    }

    fn step(length: f32) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on the screen, not negative")]
        let steps = (length.max(0.0) / Self::SIDE) as usize;
        steps
    }

    fn square(&self, at: Pos2) -> (usize, usize) {
        let offset = at - self.min;
        (Self::step(offset.x).min(self.columns - 1), Self::step(offset.y).min(self.rows - 1))
    }

    fn add(&mut self, at: Pos2, index: usize) {
        let (column, row) = self.square(at);
        self.squares[row * self.columns + column].push(index);
    }

    fn near(&self, at: Pos2) -> impl Iterator<Item = usize> + '_ {
        let (column, row) = self.square(at);
        let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        rows.flat_map(move |row| columns.clone().map(move |column| row * self.columns + column))
            .flat_map(|square| self.squares[square].iter().copied())
    }
}
