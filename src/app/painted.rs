//! The window that Dateline's own painter paints, for machines on which OpenGL would be done by the processor anyway.
//!
//! It does what eframe does for the other window, with winit and `egui-winit` as eframe does it. Two things differ: a frame is
//! drawn as soon as it is due and no sooner than the screen can show it, and only what has changed is painted and shown.

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::UserEvent;
use egui::{Context, Event, FullOutput, RawInput, Vec2, ViewportBuilder, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo};
use egui_winit::accesskit_winit;
use egui_winit::winit::application::ApplicationHandler;
use egui_winit::winit::event::{ElementState, StartCause, WindowEvent};
use egui_winit::winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoopProxy};
use egui_winit::winit::keyboard::{Key, NamedKey};
use egui_winit::winit::monitor::MonitorHandle;
use egui_winit::winit::window::{Window, WindowId};
use egui_winit::{ActionRequested, State as Input};

use super::due::Due;
use super::shell::Shell;
use super::surface::Surface;
use crate::raster::{Painter, Screen, Triangles};
use crate::theme::Palette;

/// The time between two frames where the monitor does not tell.
const USUAL_INTERVAL: Duration = Duration::from_micros(16_667);
/// So long after something new was shown, what it may have left unsettled is drawn: what was pointed at may have moved away from
/// the pointer. Where something is done before, as while a key is held, that frame settles it.
const SETTLING: Duration = Duration::from_millis(45);
/// A window that nobody sees looks so often for what was loaded.
const HIDDEN_INTERVAL: Duration = Duration::from_millis(100);
/// No texture of the interface is larger.
const LARGEST_TEXTURE: usize = 16_384;

/// Makes what is shown, once there is a context for it.
type Start = Box<dyn FnOnce(&Context) -> Shell>;

/// The program as winit runs it.
pub struct Painted {
    context: Context,
    proxy: EventLoopProxy<UserEvent>,
    viewport: ViewportBuilder,
    start: Option<Start>,
    running: Option<Running>,
    fault: Option<String>,
}

/// Everything there is while the window is open.
struct Running {
    shell: Shell,
    window: Rc<Window>,
    input: Input,
    info: ViewportInfo,
    /// In pixels; asking the window system for it takes its time.
    size: [u32; 2],
    /// Whether place, size or state of the window may be others than `info` says; asking for them takes its time.
    is_moved: bool,
    painter: Painter,
    /// Those of what was painted last.
    triangles: Triangles,
    screen: Screen,
    surface: Surface,
    /// What the clipboard or a picture was asked for.
    asked: Vec<ActionRequested>,
    requests: Due,
    due: Option<Instant>,
    last: Option<Instant>,
    interval: Duration,
    is_shown: bool,
    is_occluded: bool,
    is_closing: bool,
    /// Whether a screen reader is still to be told that the window is the active one.
    is_announced_later: bool,
}

impl Painted {
    /// A window yet to be opened.
    pub fn new(proxy: EventLoopProxy<UserEvent>, viewport: ViewportBuilder, start: Start) -> Self {
        let context = Context::default();
        context.set_embed_viewports(false);
        // A view may ask to be laid out a second time before anything is shown.
        context.options_mut(|options| options.max_passes = std::num::NonZero::<usize>::MIN.saturating_add(1));
        Self { context, proxy, viewport, start: Some(start), running: None, fault: None }
    }

    /// Why no window could be opened, in the words of the system.
    pub fn fault(self) -> Option<String> {
        self.fault
    }

    fn open(&mut self, event_loop: &ActiveEventLoop) -> Result<(), String> {
        let Some(start) = self.start.take() else { return Ok(()) };
        // It is shown after the first frame, or it would flash.
        let viewport = fitting(self.viewport.clone(), event_loop).with_visible(false);
        let window = egui_winit::create_window(&self.context, event_loop, &viewport).map_err(|error| error.to_string())?;
        let window = Rc::new(window);
        let surface = Surface::new(&window)?;
        #[expect(clippy::cast_possible_truncation, reason = "a small factor")]
        let scale = window.scale_factor() as f32;
        let theme = event_loop.system_theme();
        let mut input = Input::new(self.context.clone(), ViewportId::ROOT, event_loop, Some(scale), theme, Some(LARGEST_TEXTURE));
        input.init_accesskit(event_loop, &window, self.proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &self.context, &window, true);
        let (interval, size) = (interval(&window), window.inner_size().into());
        let requests = Due::listen(&self.context, self.proxy.clone());
        let mut running = Running {
            shell: start(&self.context),
            window,
            input,
            info,
            size,
            is_moved: false,
            painter: Painter::new(),
            triangles: Triangles::default(),
            screen: Screen::default(),
            surface,
            asked: Vec::new(),
            requests,
            due: None,
            last: None,
            interval,
            is_shown: false,
            is_occluded: false,
            is_closing: false,
            is_announced_later: false,
        };
        running.frame(&self.context, event_loop)?;
        self.running = Some(running);
        Ok(())
    }

    /// Ends the program in good order when something went wrong that it cannot go on with.
    fn end_on(&mut self, event_loop: &ActiveEventLoop, outcome: Result<(), String>) {
        if let Err(fault) = outcome {
            self.fault = Some(fault);
            event_loop.exit();
        }
        if self.running.as_ref().is_some_and(|running| running.is_closing) {
            event_loop.exit();
        }
    }
}

impl ApplicationHandler<UserEvent> for Painted {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let outcome = self.open(event_loop);
        self.end_on(event_loop, outcome);
    }

    fn new_events(&mut self, _event_loop: &ActiveEventLoop, _cause: StartCause) {}

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _window: WindowId, event: WindowEvent) {
        let Some(running) = &mut self.running else { return };
        if let WindowEvent::RedrawRequested = event {
            // Nobody but the system asks for this: what it shows of the window is lost.
            running.surface.forget();
            let outcome =
                if running.is_painted() { running.surface.show(&running.screen) } else { running.frame(&self.context, event_loop) };
            self.end_on(event_loop, outcome);
        } else {
            running.take(&event);
        }
    }

    fn user_event(&mut self, _event_loop: &ActiveEventLoop, event: UserEvent) {
        let Some(running) = &mut self.running else { return };
        match event {
            UserEvent::RequestRepaint { when, cumulative_pass_nr, viewport_id } => {
                let now = self.context.cumulative_pass_nr_for(viewport_id);
                // Older ones have been answered by a frame since.
                if now == cumulative_pass_nr || now == cumulative_pass_nr + 1 {
                    running.draw_at(when);
                }
            }
            UserEvent::AccessKitActionRequest(event) => running.take_accesskit(&self.context, event.window_event),
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let Some(running) = &mut self.running else { return };
        let outcome = match running.next() {
            Some(next) if next <= Instant::now() => running.frame(&self.context, event_loop),
            _ => Ok(()),
        };
        let next = running.next();
        event_loop.set_control_flow(next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
        self.end_on(event_loop, outcome);
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        // What is kept is written as the shell goes.
        self.running = None;
        self.context.on_exit();
    }
}

impl Running {
    /// Asks for a frame, at once or later.
    fn draw_at(&mut self, when: Instant) {
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    /// Whether what is painted has the size of the window.
    fn is_painted(&self) -> bool {
        let picture = self.screen.picture();
        self.size == [picture.width, picture.height]
    }

    fn is_hidden(&self) -> bool {
        self.is_occluded || self.info.minimized == Some(true) || self.size.contains(&0)
    }

    /// When the next frame is to be drawn: no sooner than the screen can show it.
    fn next(&self) -> Option<Instant> {
        let interval = if self.is_hidden() { HIDDEN_INTERVAL } else { self.interval };
        self.due.map(|due| self.last.map_or(due, |last| due.max(last + interval)))
    }

    fn take(&mut self, event: &WindowEvent) {
        match event {
            WindowEvent::CloseRequested => {
                self.info.events.push(ViewportEvent::Close);
                self.draw_at(Instant::now());
            }
            WindowEvent::Occluded(occluded) => {
                self.is_occluded = *occluded;
                self.info.occluded = Some(*occluded);
                self.is_moved = true;
                self.draw_at(Instant::now());
            }
            WindowEvent::Focused(_) => (self.is_moved, self.is_announced_later) = (true, false),
            WindowEvent::Moved(_) | WindowEvent::Resized(_) => self.is_moved = true,
            WindowEvent::ScaleFactorChanged { .. } => {
                self.is_moved = true;
                self.interval = interval(&self.window);
            }
            _ => {}
        }
        let asks = self.input.on_window_event(&self.window, event).repaint;
        if asks && !changes_nothing(event) {
            self.draw_at(Instant::now());
        }
    }

    fn take_accesskit(&mut self, context: &Context, event: accesskit_winit::WindowEvent) {
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                context.enable_accesskit();
                // A window that is active already when its tree is first asked for is never said to become so, and a screen reader
                // that waits for that reads nothing of it. So it becomes active once more, when there is a tree.
                if self.input.egui_input().focused {
                    self.is_announced_later = self.input.on_window_event(&self.window, &WindowEvent::Focused(false)).repaint;
                }
                self.draw_at(Instant::now());
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                self.input.on_accesskit_action_request(request);
                self.draw_at(Instant::now());
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => context.disable_accesskit(),
        }
    }

    /// One frame, from what was done to the pixels; without the pixels while nobody sees the window.
    fn frame(&mut self, context: &Context, event_loop: &ActiveEventLoop) -> Result<(), String> {
        (self.due, self.last) = (None, Some(Instant::now()));
        if self.is_moved {
            self.is_moved = false;
            egui_winit::update_viewport_info(&mut self.info, context, &self.window, false);
            self.size = self.window.inner_size().into();
        }
        let mut raw = self.input.take_egui_input(&self.window);
        raw.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        let closing = self.info.close_requested();
        self.info.events.clear();
        let commands = if self.is_hidden() && self.is_shown {
            self.run_hidden(context, event_loop, raw)
        } else {
            self.run_seen(context, event_loop, raw)?
        };
        self.is_closing |= closing && !commands.contains(&ViewportCommand::CancelClose);
        egui_winit::process_viewport_commands(context, &mut self.info, commands, &self.window, &mut self.asked);
        self.answer();
        if self.info.close_requested() {
            self.draw_at(Instant::now());
        }
        Ok(())
    }

    /// Takes in what was loaded, and no more.
    fn run_hidden(&mut self, context: &Context, event_loop: &ActiveEventLoop, raw: RawInput) -> Vec<ViewportCommand> {
        self.requests.begin();
        let mut output = context.run_logic(&raw, |context| {
            self.requests.draw();
            self.shell.logic(context);
        });
        self.wants_frame(None);
        // What was typed and clicked waits for a frame that is seen.
        let mut waiting = raw;
        waiting.append(std::mem::take(self.input.egui_input_mut()));
        *self.input.egui_input_mut() = waiting;
        self.input.handle_platform_output_with_event_loop(&self.window, event_loop, output.platform_output);
        output.viewport_commands.remove(&ViewportId::ROOT).unwrap_or_default()
    }

    fn run_seen(&mut self, context: &Context, event_loop: &ActiveEventLoop, raw: RawInput) -> Result<Vec<ViewportCommand>, String> {
        let (shell, requests) = (&mut self.shell, &self.requests);
        let (was_done, is_urgent) = (!raw.events.is_empty(), raw.events.iter().any(settles_at_once));
        requests.begin();
        let output = context.run_ui(raw, |ui| {
            requests.draw();
            shell.logic(ui.ctx());
            shell.ui(ui);
        });
        let FullOutput { platform_output, mut textures_delta, shapes, pixels_per_point, mut viewport_output } = output;
        self.input.handle_platform_output_with_event_loop(&self.window, event_loop, platform_output);
        if std::mem::take(&mut self.is_announced_later)
            && self.input.on_window_event(&self.window, &WindowEvent::Focused(true)).repaint
        {
            self.draw_at(Instant::now());
        }
        let same_texels = textures_delta.is_empty();
        if self.painter.update_textures(&textures_delta) {
            self.triangles.forget();
        }
        textures_delta.clear();
        let differs = self.triangles.renew(context, shapes, pixels_per_point);
        let is_new = (differs || !same_texels || !self.is_painted()) && self.paint(context, pixels_per_point)?;
        let scrolls = context.input(|input| input.smooth_scroll_delta() != Vec2::ZERO);
        let after = if scrolls || is_urgent { Duration::ZERO } else { SETTLING };
        self.wants_frame((was_done || is_new || scrolls).then_some(after));
        Ok(viewport_output.remove(&ViewportId::ROOT).map(|output| output.commands).unwrap_or_default())
    }

    /// Asks for the frame after this one, where one was asked for or something may still settle, after so long.
    fn wants_frame(&mut self, settling: Option<Duration>) {
        let settled = settling.map(|after| Instant::now() + after);
        if let Some(when) = self.requests.end().into_iter().chain(settled).min() {
            self.draw_at(when);
        }
    }

    /// Shows what was drawn, and says whether anything of it can be seen that was not there before.
    fn paint(&mut self, context: &Context, pixels_per_point: f32) -> Result<bool, String> {
        let ground = Palette::of(context).ground;
        self.painter.repaint(self.triangles.all(), pixels_per_point, self.size, ground, &mut self.screen);
        self.window.pre_present_notify();
        self.surface.show(&self.screen)?;
        if !self.is_shown {
            self.is_shown = true;
            self.window.set_visible(true);
        }
        Ok(!self.screen.damage().is_empty())
    }

    /// Does what a view asked the clipboard or the screen for.
    fn answer(&mut self) {
        for asked in std::mem::take(&mut self.asked) {
            let events = &mut self.input.egui_input_mut().events;
            match asked {
                ActionRequested::Screenshot(callback) => callback.complete(Arc::new(self.screen.image())),
                ActionRequested::Cut => events.push(Event::Cut),
                ActionRequested::Copy => events.push(Event::Copy),
                ActionRequested::Paste => {
                    let text = self.input.clipboard_text().unwrap_or_default().replace("\r\n", "\n");
                    if !text.is_empty() {
                        self.input.egui_input_mut().events.push(Event::Paste(text));
                    }
                }
                ActionRequested::PaintWhileHidden => continue,
            }
            self.draw_at(Instant::now());
        }
    }
}

/// Whether nothing that is drawn depends on an event: the frame after the next one will know of it. Nothing in Dateline happens
/// when a key is let go, or when one is held that only means something together with another.
fn changes_nothing(event: &WindowEvent) -> bool {
    match event {
        WindowEvent::ModifiersChanged(_) => true,
        WindowEvent::KeyboardInput { event, .. } => {
            let modifier = matches!(
                event.logical_key,
                Key::Named(NamedKey::Shift | NamedKey::Control | NamedKey::Alt | NamedKey::AltGraph | NamedKey::Super)
            );
            event.state == ElementState::Released || modifier
        }
        _ => false,
    }
}

/// Whether what an event does is seen as a whole in the frame after it alone: what gets the keyboard may have been drawn before it got
/// it. What a key or the pointer moves is drawn in its own frame.
fn settles_at_once(event: &Event) -> bool {
    match event {
        Event::PointerMoved(_) | Event::MouseMoved(_) | Event::ModifiersChanged(_) | Event::Text(_) => false,
        Event::Key { key, .. } => *key == egui::Key::Tab,
        _ => true,
    }
}

/// A window that is no larger than the largest screen; eframe sees to that for the other window.
fn fitting(viewport: ViewportBuilder, event_loop: &ActiveEventLoop) -> ViewportBuilder {
    let points = |screen: MonitorHandle| screen.size().to_logical::<f32>(screen.scale_factor());
    let screens = event_loop.available_monitors().map(points);
    let largest = screens.fold(Vec2::ZERO, |largest, screen| largest.max(Vec2::new(screen.width, screen.height)));
    match viewport.inner_size {
        Some(size) if largest.min_elem() > 0.0 => viewport.with_inner_size(size.min(largest)),
        _ => viewport,
    }
}

/// How long the monitor shows a frame.
fn interval(window: &Window) -> Duration {
    let rate = window.current_monitor().and_then(|monitor| monitor.refresh_rate_millihertz());
    // A monitor says whatever it likes.
    let rate = rate.filter(|rate| (20_000..=500_000).contains(rate));
    rate.map_or(USUAL_INTERVAL, |rate| Duration::from_secs_f64(1000.0 / f64::from(rate)))
}
