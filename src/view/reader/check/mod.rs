//! The page *Check*: what was found and that nobody has looked at, one after the other, the most telling first.

mod answer;
mod candidates;
mod details;
mod foot;
mod head;
mod keys;
mod mode;
mod nothing;
mod others;
mod place;
mod question;
mod row;
mod sentence;
mod time;
mod turn;

pub use question::{Question, Stretch};

use egui::{Frame, Id, Margin, Popup, Rect, ScrollArea, Ui, UiBuilder, pos2};

use self::keys::Press;
use self::mode::Mode;
use super::page::SIDE;
use crate::report::ids::Item;
use crate::report::passage::{Subject, Target};
use crate::session::{Action, Edits, Queue};
use crate::view::asked::{self, Asked};
use crate::view::{Scene, asking_flag, holding, map_focus_flag, question_flag, said_flag};

/// What is kept between frames: the queue for speed, and where one has been in it, so that an undo leads back there.
#[derive(Default)]
pub struct Check {
    queue: Queue,
    /// Where in the queue one is; what comes next stands there once this is decided.
    place: usize,
    /// What was asked about last.
    shown: Option<Key>,
    /// What was decided, each with the number of edits after it.
    decided: Vec<(usize, Key)>,
    edits: Edits,
    /// What is to be said once the decision is made.
    pending: Option<String>,
    /// What was said last.
    said: Option<String>,
    /// What is to be read out before the next question.
    news: Option<String>,
    /// What was read out with the question that is asked.
    heard: Option<Heard>,
}

/// What is read out with a question.
struct Heard {
    /// Which of two nodes has the keyboard while nothing else has: they take turns, so that each question is read out as something
    /// else, and none of them ever goes. Orca keeps silent about what comes into being where something of the page has just gone.
    turn: bool,
    of: Key,
    /// What had just been done.
    news: Option<String>,
    /// The last frame in which it was asked.
    frame: u64,
}

/// What stays of an item when positions move: its words, and whether they name a place, a time or make a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(Target, u8);

impl Key {
    /// The key of an item that is there.
    #[must_use]
    pub fn of(scene: &Scene<'_>, item: Item) -> Self {
        match item {
            Item::Mention(ix) => {
                let mention = scene.dossier.mention(ix);
                Self(mention.target, u8::from(matches!(mention.subject, Subject::Time(..))))
            }
            Item::Passage(ix) => Self(scene.dossier.passage(ix).target, 2),
        }
    }
}

/// Draws the page.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Check) -> Vec<Action> {
    let mut actions = Vec::new();
    cache.queue.follow(scene.dossier, scene.index, &scene.state.checking);
    let back = cache.settle(scene);
    say(ui, cache.said.as_deref());
    head::show(ui, scene, &cache.queue, &mut actions);
    let Some(item) = back.or_else(|| cache.current(scene)) else {
        ui.data_mut(|data| data.insert_temp(asking_flag(), false));
        cache.shown = None;
        nothing::show(ui, scene, &cache.queue, cache.said.as_deref(), &mut actions);
        return actions;
    };
    cache.place = cache.queue.position(item).unwrap_or_default();
    if scene.state.checking.at != Some(item) {
        actions.push(Action::CheckAt(Some(item)));
    }
    let asked = asked::about(ui, scene, item);
    if cache.shown.replace(Key::of(scene, item)) != Some(Key::of(scene, item)) {
        actions.extend(turn::look(ui, scene, &asked));
    }
    ask(ui, scene, cache, &asked, &mut actions);
    actions
}

/// With less room than this for question and answer, in points, less stands around the question.
const LOW: f32 = 380.0;
/// How many code points stand on each side of a sentence at most: usually, and where there is little room.
const AROUND: usize = 180;
const NEAR: usize = 50;

/// Asks about one thing, and takes the answer.
fn ask(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Check, asked: &Asked, actions: &mut Vec<Action>) {
    let key = Key::of(scene, asked.item);
    let mut mode = Mode::of(ui, scene, key);
    let mut pressed = keys::read(ui, scene, &mode);
    let (ids, news) = cache.hear(ui, key, mode.is_typed());
    let rest = ui.available_rect_before_wrap();
    let is_low = rest.height() < LOW;
    let question = Question::new(scene, asked, if is_low { NEAR } else { AROUND });
    let said = [news.as_str(), &question.said(scene, asked)].join(if news.is_empty() { "" } else { " " });
    let cut = pos2(rest.left(), rest.bottom() - foot::height(scene, is_low));
    let room = Rect::from_min_max(rest.min, pos2(rest.right(), cut.y));
    let mut body = ui.new_child(UiBuilder::new().id_salt("question").max_rect(room));
    // Each question begins at its top.
    let salt = ("question", key.0.document.0, key.0.span.start, key.1);
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(&mut body, |ui| {
        Frame::NONE.inner_margin(Margin { left: SIDE, right: SIDE, top: 10, bottom: 10 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            sentence::show(ui, scene, &question, mode.is_busy(), (ids, &said), actions);
            let shown = mode.show(ui, scene, asked, &question);
            pressed = pressed.take().or(shown);
        });
    });
    let mut foot = ui.new_child(UiBuilder::new().id_salt("decide").max_rect(Rect::from_min_max(cut, rest.max)));
    let clicked = foot::show(&mut foot, scene, &mode, asked, cache.said.as_deref());
    if let Some(press) = pressed.or(clicked) {
        if press == Press::Out {
            // What was left has the keyboard no longer, and what was done before it was read out already.
            cache.heard.iter_mut().for_each(|heard| heard.news = None);
            ui.memory_mut(|memory| memory.request_focus(ids[0]));
        }
        if let Some(said) = turn::take(scene, cache, &mut mode, asked, press, actions) {
            holding::announce(ui, said);
        }
    }
    mode.keep(ui);
}

impl Check {
    /// Gives the question the keyboard where nothing else has it, and each new one in any case, so that it is read out and stays to be
    /// read again; but not what is typed, nor the map. Returns what has it and what had it before, and what is read out before the
    /// question.
    fn hear(&mut self, ui: &Ui, of: Key, is_typed: bool) -> ([Id; 2], String) {
        let frame = ui.ctx().cumulative_frame_nr();
        let news = self.news.take();
        let before = self.heard.take();
        let turn = before.as_ref().is_none_or(|heard| !heard.turn);
        let kept = before.filter(|heard| news.is_none() && heard.of == of && heard.frame + 1 >= frame);
        let is_new = kept.is_none();
        let heard = Heard { frame, ..kept.unwrap_or(Heard { turn, of, news, frame }) };
        let ids = [heard.turn, !heard.turn].map(|turn| Id::unique(("question that is heard", turn)));
        let focused = ui.memory(egui::Memory::focused);
        let on_map = ui.data(|data| data.get_temp(map_focus_flag()).unwrap_or(false));
        let is_elsewhere = is_typed || on_map || ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx());
        if !is_elsewhere && (is_new || focused.is_none()) && ui.memory(|memory| memory.top_modal_layer().is_none()) {
            ui.memory_mut(|memory| memory.request_focus(ids[0]));
        }
        ui.data_mut(|data| data.insert_temp(question_flag(), ids[0]));
        let said = (ids, heard.news.clone().unwrap_or_default());
        self.heard = Some(heard);
        said
    }

    /// What is asked about: what was chosen, or what stands where the last one stood.
    fn current(&self, scene: &Scene<'_>) -> Option<Item> {
        let chosen = scene.state.checking.at.filter(|item| self.queue.position(*item).is_some());
        let items = self.queue.items();
        chosen.or_else(|| items.get(self.place.min(items.len().checked_sub(1)?)).copied())
    }

    /// Takes note of edits that were made or taken back; returns what was decided by one that was taken back.
    fn settle(&mut self, scene: &Scene<'_>) -> Option<Item> {
        let edits = std::mem::replace(&mut self.edits, scene.state.edits);
        let (before, now) = (edits.done, scene.state.edits.done);
        let is_left = |item: &Item| self.queue.position(*item).is_some();
        if now > before {
            let decided = self.shown.filter(|_| !scene.state.checking.at.as_ref().is_some_and(is_left));
            self.decided.extend(decided.map(|key| (now, key)));
            if let Some(said) = self.pending.take() {
                self.tell(format!("{said} {}", self.left()));
            } else if scene.state.edits.undone < edits.undone {
                self.tell(format!("Redone. {}", self.left()));
            }
        } else if now < before {
            let mut back = None;
            while let Some((_, key)) = self.decided.pop_if(|(edits, _)| *edits > now) {
                back = Some(key);
            }
            self.tell(format!("Undone. {}", self.left()));
            return back.and_then(|key| self.queue.items().iter().copied().find(|item| Key::of(scene, *item) == key));
        }
        None
    }

    fn tell(&mut self, said: String) {
        self.news = Some(said.clone());
        self.said = Some(said);
    }

    fn left(&self) -> String {
        match self.queue.items().len() {
            0 => "Nothing is left.".to_owned(),
            left => format!("{} left.", crate::view::words::number(left)),
        }
    }
}

/// Hands a sentence to those who hear the window, once.
fn say(ui: &Ui, said: Option<&str>) {
    let Some(said) = said else { return };
    ui.data_mut(|data| {
        let (count, before) = data.get_temp::<(u64, String)>(said_flag()).unwrap_or_default();
        if before != said {
            data.insert_temp(said_flag(), (count + 1, said.to_owned()));
        }
    });
}

/// What one of the controls of the page asks for.
type Pressed = Option<Press>;
