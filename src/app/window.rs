//! The window: by eframe with OpenGL, or painted by Dateline itself where that is the same work done more slowly.

use std::cell::RefCell;
use std::rc::Rc;

use eframe::UserEvent;
use egui::{Context, Ui, ViewportBuilder};
use egui_winit::winit::event_loop::EventLoop;
use egui_winit::winit::platform::run_on_demand::EventLoopExtRunOnDemand as _;

use super::begin::Begin;
use super::graphics;
use super::painted::Painted;
use super::settings::Placement;
use super::shell::{Remembered, Shell};
use crate::session::Paint;

/// Why the window could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// There is no display.
    NoDisplay,
    /// Anything else, in the words of the system.
    Other(String),
}

impl OpenError {
    fn of(text: String) -> Self {
        if text.contains("DISPLAY") || text.contains("WAYLAND") { Self::NoDisplay } else { Self::Other(text) }
    }
}

/// What a window is opened on.
struct Opening {
    begin: Begin,
    remembered: Remembered,
}

impl Opening {
    fn shell(self, context: &Context, paint: Paint) -> Shell {
        Shell::begin(context, self.begin, self.remembered, paint)
    }
}

/// Opens the window, and returns when it is closed. Without a choice of what paints it, the one in the settings counts, and
/// without that it is found out.
///
/// # Errors
/// When there is no display, or no window can be made on it.
pub fn run(begin: Begin, choice: Option<Paint>) -> Result<(), OpenError> {
    let remembered = Remembered::open();
    let choice = choice.or(remembered.paint());
    let viewport = viewport(remembered.placement());
    let mut event_loop = EventLoop::<UserEvent>::with_user_event().build().map_err(|error| OpenError::of(error.to_string()))?;
    let opening = Rc::new(RefCell::new(Some(Opening { begin, remembered })));
    let mut faults = Vec::new();
    if choice.map_or_else(graphics::may_be_there, |choice| choice == Paint::Gpu) {
        faults.extend(by_eframe(&mut event_loop, viewport.clone(), &opening, choice.is_none()).err());
    }
    // Who asks for OpenGL is told why there is none.
    if choice != Some(Paint::Gpu)
        && let Some(opening) = opening.borrow_mut().take()
    {
        faults.extend(by_ourselves(&mut event_loop, viewport, opening).err());
    }
    faults.pop().map_or(Ok(()), |fault| Err(OpenError::of(fault)))
}

fn viewport(placement: Option<Placement>) -> ViewportBuilder {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icons/dateline-256.png")).unwrap_or_default();
    let placement = placement.unwrap_or(Placement { size: [1440.0, 900.0], ..Placement::default() });
    let viewport = ViewportBuilder::default()
        .with_title("Dateline")
        .with_app_id("dateline")
        .with_inner_size(placement.size)
        .with_maximized(placement.maximized)
        .with_min_inner_size([820.0, 560.0])
        .with_clamp_size_to_monitor_size(true)
        .with_drag_and_drop(true)
        .with_icon(icon);
    match placement.position {
        Some(position) => viewport.with_position(position),
        None => viewport,
    }
}

/// Opens the window by eframe. Where OpenGL turns out to be done by the processor and that is not asked for, the opening is left
/// as it is: no window was shown so far, for eframe shows it with its first frame.
fn by_eframe(
    event_loop: &mut EventLoop<UserEvent>,
    viewport: ViewportBuilder,
    opening: &Rc<RefCell<Option<Opening>>>,
    only_real: bool,
) -> Result<(), String> {
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    graphics::listen();
    let mine = opening.clone();
    let create =
        move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
            let renderer = graphics::heard();
            if only_real && renderer.is_some_and(|name| graphics::is_software(&name)) {
                return Err("OpenGL is done by the processor".into());
            }
            let opening = mine.borrow_mut().take().ok_or("the window was opened already")?;
            Ok(Box::new(Window(opening.shell(&creation.egui_ctx, Paint::Gpu))))
        };
    let mut app = eframe::create_native("dateline", options, Box::new(create), event_loop);
    event_loop.run_app_on_demand(&mut app).map_err(|error| error.to_string())?;
    // eframe does not hand its fault out; that nothing was opened tells of it.
    if opening.borrow().is_some() { Err("OpenGL is not to be had".to_owned()) } else { Ok(()) }
}

fn by_ourselves(event_loop: &mut EventLoop<UserEvent>, viewport: ViewportBuilder, opening: Opening) -> Result<(), String> {
    let start = Box::new(move |context: &Context| opening.shell(context, Paint::Cpu));
    let mut app = Painted::new(event_loop.create_proxy(), viewport, start);
    event_loop.run_app_on_demand(&mut app).map_err(|error| error.to_string())?;
    app.fault().map_or(Ok(()), Err)
}

struct Window(Shell);

impl eframe::App for Window {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        self.0.logic(context);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0.ui(ui);
    }
}
