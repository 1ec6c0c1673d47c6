//! When a frame is due.
//!
//! egui answers every event and every wish for a frame with two, "to give some things time to settle", and each is laid out in
//! full. Here a frame is drawn because something was done, because the last one showed something new, so that what was pointed at
//! can settle, or because somebody has asked for it; where nothing is left to settle, none is.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use eframe::UserEvent;
use egui::{Context, RequestRepaintInfo};
use egui_winit::winit::event_loop::EventLoopProxy;

/// Where the thread of the window is in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// In none.
    Between,
    /// egui takes in what was done.
    Beginning,
    /// The views are drawn.
    Drawing,
}

#[derive(Debug)]
struct Asked {
    stage: Stage,
    /// For when the views have asked.
    soonest: Option<Instant>,
}

/// What is asked for while a frame is drawn.
#[derive(Clone, Debug)]
pub struct Due(Arc<Mutex<Asked>>);

impl Due {
    /// Listens to what is asked of a context; what is not asked in a frame wakes the event loop.
    pub fn listen(context: &Context, proxy: EventLoopProxy<UserEvent>) -> Self {
        let due = Self(Arc::new(Mutex::new(Asked { stage: Stage::Between, soonest: None })));
        let (mine, drawing, proxy) = (due.clone(), thread::current().id(), Mutex::new(proxy));
        context.set_repaint_observer(move |asked| {
            if !mine.takes(drawing, &asked) {
                let RequestRepaintInfo { viewport_id, delay, current_cumulative_pass_nr } = asked;
                let when = Instant::now() + delay;
                let event = UserEvent::RequestRepaint { viewport_id, when, cumulative_pass_nr: current_cumulative_pass_nr };
                // The loop has ended only when the program ends.
                drop(proxy.lock().map(|proxy| proxy.send_event(event)));
            }
        });
        due
    }

    fn asked(&self) -> std::sync::MutexGuard<'_, Asked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something that is asked for belongs to the frame that is drawn.
    fn takes(&self, drawing: ThreadId, request: &RequestRepaintInfo) -> bool {
        let mut asked = self.asked();
        if asked.stage == Stage::Between || thread::current().id() != drawing {
            return false;
        }
        // As it takes in events, egui asks for the frames in which they settle; whether there is need of one is seen below.
        if asked.stage == Stage::Drawing || !request.delay.is_zero() {
            let when = Instant::now() + request.delay;
            asked.soonest = Some(asked.soonest.map_or(when, |soonest| soonest.min(when)));
        }
        true
    }

    /// A frame begins.
    pub fn begin(&self) {
        *self.asked() = Asked { stage: Stage::Beginning, soonest: None };
    }

    /// The views begin to be drawn.
    pub fn draw(&self) {
        self.asked().stage = Stage::Drawing;
    }

    /// The frame has ended; returns when the views want another one.
    pub fn end(&self) -> Option<Instant> {
        let mut asked = self.asked();
        asked.stage = Stage::Between;
        asked.soonest.take()
    }
}
