//! Dateline opens a report and shows where and when each of its passages speaks.
//!
//! A map of the code, from the bottom up; imports run downward only:
//!
//! * [`report`]: what a report says. Pure: no egui, no files, no clock.
//! * [`formats`]: bytes ↔ [`Dossier`](report::dossier::Dossier).
//! * [`edit`]: one change of a dossier by a person, and how it is taken back.
//! * [`find`]: places, times and passages of a text, found by rules.
//! * [`index`]: the dossier arranged for the questions of every frame.
//! * [`basemap`]: the embedded vector map.
//! * [`gazetteer`]: the embedded places of the world, by name.
//! * [`session`]: [`State`](session::State), [`Action`](session::Action)s, and the one function that applies them.
//! * [`theme`]: the only colours, sizes and fonts.
//! * [`view`]: map, timeline, reader and chrome; each plans, paints and returns actions.
//! * [`raster`]: a CPU painter for egui.
//! * [`app`]: the eframe shell; files, clipboard, windows.
//! * [`cli`]: the command line.
//!
//! `ARCHITECTURE.md` says what must stay true.

pub mod app;
pub mod basemap;
pub mod cli;
pub mod edit;
pub mod find;
pub mod formats;
pub mod gazetteer;
pub mod index;
pub mod raster;
pub mod report;
pub mod session;
pub mod theme;
pub mod view;
