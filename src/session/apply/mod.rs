//! Carrying out actions. This is the only code that changes a [`State`].

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

use super::{Action, Effect, State};
use crate::index::Index;
use crate::report::dossier::Dossier;
use crate::report::moment::MINUTE;

/// The narrowest stretch the detail axis shows, in seconds.
pub const SHORTEST_RANGE: i64 = 10 * MINUTE;

/// Carries out one action on the state and returns what the shell has to do.
pub fn apply(state: &mut State, dossier: &Dossier, index: &Index, action: Action) -> Vec<Effect> {
    let mut turn = Turn { state, dossier, index };
    turn.learn(&action);
    let pane = panes::turned_to(&action);
    let effects = turn.carry_out(action);
    if let Some(pane) = pane {
        state.pane = pane;
    }
    effects
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
}

impl Turn<'_> {
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
            Action::ClearFilter => self.clear_filter(),
            Action::SetPlaying(running) => self.set_playing(running),
            Action::SetPace(pace) => self.state.play.pace = pace,
            Action::SetSpeed(speed) if speed.is_finite() && speed > 0.0 => self.state.play.speed = speed,
            Action::SetSpeed(_) => {}
            Action::SetLooped(looped) => self.state.play.looped = looped,
            Action::Tick(seconds) => self.tick(seconds),
            Action::Back => self.travel(true),
            Action::Forward => self.travel(false),
            Action::StepOut => self.step_out(),
            Action::Toggle(part) => self.toggle_part(part),
            Action::Copy(text) => return vec![Effect::Copy(text)],
            Action::SetQuery(text) => self.set_query(&text),
            Action::StepHit(by) => self.step_hit(by),
            Action::FollowLink(text) => self.follow_link(&text),
            Action::SelectText(target) => self.state.selected_text = target.filter(|target| self.dossier.holds(*target)),
            Action::CloseNotice => self.state.notice = None,
            Action::Notify(notice) => self.state.notice = Some(notice),
            other => return self.set_reader(other),
        }
        Vec::new()
    }
}
