//! Carrying out actions. This is the only code that changes a [`State`].

mod edits;
mod history;
mod lanes;
mod look;
mod notes;
mod panes;
mod play;
mod reading;
mod search;
mod select;
mod settle;
mod time;

use super::editing::Wish;
use super::{Action, Effect, State, link};
use crate::index::Index;
use crate::report::dossier::Dossier;
use crate::report::moment::MINUTE;

/// The narrowest stretch the detail axis shows, in seconds.
pub const SHORTEST_RANGE: i64 = 10 * MINUTE;

/// Carries out one action on the state and returns what the shell has to do, and what is to happen to the dossier.
pub fn apply(state: &mut State, dossier: &Dossier, index: &Index, action: Action) -> (Vec<Effect>, Option<Wish>) {
    let mut turn = Turn { state, dossier, index, wish: None };
    turn.learn(&action);
    let pane = panes::turned_to(&action);
    let effects = turn.carry_out(action);
    let wish = turn.wish;
    if let Some(pane) = pane {
        state.pane = pane;
    }
    (effects, wish)
}

pub(super) fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

struct Turn<'a> {
    state: &'a mut State,
    dossier: &'a Dossier,
    index: &'a Index,
    /// What is to happen to the dossier.
    wish: Option<Wish>,
}

impl Turn<'_> {
    #[expect(clippy::too_many_lines, reason = "a line for each action, so that none is forgotten")]
    fn carry_out(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::SetWindow(window) => self.set_window(window),
            Action::PlaceWindow(at) => self.place_window(at),
            Action::ToggleFold(from) => self.toggle_fold(from),
            Action::SetEven(even) => self.state.strip.even = even,
            Action::SetWidth(seconds) => self.set_width(seconds),
            Action::SetCumulative(cumulative) => self.state.cumulative = cumulative,
            Action::SetLanes(lanes) => self.state.lanes = lanes,
            Action::UnfoldLane(lane, unfolded) => self.unfold_lane(lane, unfolded),
            Action::UnfoldLonger(lane, unfolded) => self.unfold_longer(lane, unfolded),
            Action::SetTimelineShare(share) => self.set_timeline_share(share),
            Action::MoveWindow(widths) => self.move_window(widths),
            Action::SetRange(range) => self.set_range(range),
            Action::ShowWindow(window) => self.set_and_show(window),
            Action::GoToTime(window) => self.go_to_time(window),
            Action::SelectPlace(place) => self.select_place(place),
            Action::SelectPassage(passage) => self.select_passage(passage),
            Action::ReadPassage(passage) => self.read_passage(passage),
            Action::PointOut(place) => self.point_out(place),
            Action::StepPassage(by) => self.step_passage(by),
            Action::OpenInDocument(passage) => self.open_in_document(passage),
            Action::ShowText(target) => self.show_text(target),
            Action::ShowTab(tab) => self.show_tab(tab),
            Action::SetCamera(camera) => self.set_camera(camera),
            Action::Fit(fit) => self.fit(fit),
            Action::LockCamera(locked) => self.lock_camera(locked),
            Action::ShowPane(pane) => self.state.pane = pane,
            Action::SetInset(inset) => self.state.inset = inset,
            Action::GoToPlace(place) => self.go_to_place(place),
            Action::Hover(hovered) => self.state.hovered = hovered.filter(|hovered| self.exists(*hovered)),
            Action::ToggleVoice(voice) if voice.index() >= self.dossier.voices.len() => {}
            Action::ToggleVoice(voice) => toggle(&mut self.state.filter.hidden_voices, voice),
            Action::ToggleStatus(status) => toggle(&mut self.state.filter.hidden_statuses, status),
            Action::SetCheckedOnly(only) => self.state.filter.checked_only = only,
            Action::ClearFilter => self.clear_filter(),
            Action::SetPlaying(running) => self.set_playing(running),
            Action::SetPace(pace) => self.state.play.pace = pace,
            Action::SetSpeed(speed) if speed.is_finite() && speed > 0.0 => self.state.play.speed = speed,
            Action::SetLooped(looped) => self.state.play.looped = looped,
            Action::Tick(seconds) => self.tick(seconds),
            Action::Back => self.travel(true),
            Action::Forward => self.travel(false),
            Action::StepOut => self.step_out(),
            Action::Toggle(part) => return self.toggle_part(part),
            Action::Copy(text) => return vec![Effect::Copy(text)],
            Action::SetQuery(text) => self.set_query(&text),
            Action::StepHit(by) => self.step_hit(by),
            Action::FollowLink(text) => self.follow_link(&text),
            Action::SelectText(target) => self.select_text(target),
            Action::CloseNotice => self.state.notice = None,
            Action::Notify(notice) => self.state.notice = Some(notice),
            Action::ShowSection(section) => self.show_section(section),
            Action::UnfoldSection(section, unfolded) => self.state.reader.unfolded.set(section, unfolded),
            Action::ToggleAround(passage) => self.toggle_around(passage),
            Action::ToggleWhy(passage) => self.toggle_why(passage),
            Action::ToggleEditing(passage) => self.toggle_editing(passage),
            Action::ChooseMention(chosen) => self.choose_mention(chosen),
            Action::Compare(passages) => self.compare(passages),
            Action::SameTimeElsewhere(passage) => self.same_time_elsewhere(passage),
            Action::OpenNote(reference) => self.open_note(reference),
            Action::SetFollowing(following) => self.set_following(following),
            Action::SetContents(contents) => self.state.reader.contents = contents,
            Action::StepTextSize(steps) => self.step_text_size(steps),
            Action::ReadAt(position) => self.read_at(position),
            Action::SelectPart => return self.select_part(),
            Action::SettleText => return self.offer_selected(),
            Action::Cite(target, form) if self.dossier.holds(target) => return vec![Effect::Cite(target, form)],
            Action::CiteAll(targets, said, form) if targets.iter().all(|target| self.dossier.holds(*target)) => {
                return vec![Effect::CiteAll(targets, said, form)];
            }
            // A speed that is none, and text that does not exist.
            Action::SetSpeed(_) | Action::Cite(..) | Action::CiteAll(..) => {}
            Action::CopyViewLink => return vec![Effect::Copy(link::view(self.dossier, self.state).to_string())],
            Action::Star(passage) => return self.star(passage),
            Action::WriteNote(id, text) => return self.change_note(&id, |note| note.text = text),
            Action::TagNote(id, tags) => return self.change_note(&id, |note| note.tags = tags),
            Action::RemoveNote(id) => return self.put_note(&id, None),
            Action::Undo => return self.undo(true),
            Action::Redo => return self.undo(false),
            Action::Edit(deed) => self.edit(&deed),
            Action::ReturnTo(count) => self.return_to(count),
            Action::ShowDifferences(differences) => self.state.differences = Some(differences),
            Action::CheckAt(item) => self.state.checking.at = item.filter(|item| self.has(*item)),
            Action::CheckOnly(only) => self.check_only(only),
            Action::CheckLater(item) => self.check_later(item),
            Action::SetPlacing(placing) => self.set_placing(placing),
            Action::SetMapEditing(editing) => self.set_map_editing(editing),
            Action::TakeNotes(sent, found) => self.take_notes(&sent, &found),
            Action::NotesFault(fault) => self.state.notebook.fault = Some(fault),
            Action::SetTheme(theme) => self.state.theme = theme,
            Action::SetMotion(motion) => self.state.motion = motion,
            Action::SetInterfaceSize(size) => self.state.interface = size,
            Action::SetWeekStart(week) => self.state.week = week,
            Action::SetClock(clock) => self.state.clock = clock,
            Action::SetPaint(paint) => self.state.paint = paint,
            Action::CloseHint(hint) => drop(self.state.hints.remove(&hint)),
            Action::Tell(surroundings) => self.state.surroundings = surroundings,
            Action::Written(path) => self.state.written = Some(path),
            Action::CloseWritten => self.state.written = None,
            Action::Open(wanted) => return vec![Effect::Open(wanted)],
            Action::Choose(choice) => return vec![Effect::Choose(choice)],
            Action::OpenOriginal(document) => return self.open_original(document),
            Action::SaveCopy => return vec![Effect::SaveCopy],
            Action::Describe(document, given) => return vec![Effect::Describe(document, given)],
            Action::SavePicture(of, scale) => return vec![Effect::SavePicture(of, scale.clamp(1, 3))],
            Action::Export(export) => return vec![Effect::Export(export)],
            Action::Print => return vec![Effect::Print],
            Action::ShowInFolder(path) => return vec![Effect::ShowInFolder(path)],
            Action::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }
}
