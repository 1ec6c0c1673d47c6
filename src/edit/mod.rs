//! One change of a dossier by a person: what it is, how it is carried out, and how it is taken back.
//!
//! A [`Deed`] is what a person does, in terms of the dossier that is open. [`plan`] makes an [`Edit`] of it, which speaks of entries
//! and ids and so can be kept, taken back and carried out again in another run of the program. [`apply`] makes the next dossier;
//! everything that did not change is shared with the one before, and [`Moved`] says which positions are where now.

mod apply;
mod catch_up;
mod change;
mod deed;
pub mod differences;
mod history;
pub mod journal;
mod moved;
mod plan;
mod resolve;
mod rows;
mod seek;
pub mod words;

pub use apply::apply;
pub use catch_up::{CaughtUp, catch_up};
pub use change::{Change, Edit, Swap, Table};
pub use deed::{Deed, Item, MentionChange, Naming, NewPassage, PassageChange, PlaceChange, Putting, VoiceChange};
pub use history::{Direction, History};
pub use moved::{Moved, Positions};
pub use plan::plan;

#[cfg(test)]
mod tests;
