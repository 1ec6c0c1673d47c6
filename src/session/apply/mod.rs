//! Carrying out actions. This is the only code that changes a [`State`].

mod history;
mod lanes;
mod look;
mod notes;
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
    match action {
        Action::SetWindow(window) => turn.set_window(window),
        Action::PlaceWindow(at) => turn.place_window(at),
        Action::ToggleFold(from) => turn.toggle_fold(from),
        Action::SetEven(even) => turn.state.strip.even = even,
        Action::SetWidth(seconds) => turn.set_width(seconds),
        Action::SetCumulative(cumulative) => turn.state.cumulative = cumulative,
        Action::SetLanes(lanes) => turn.state.lanes = lanes,
        Action::UnfoldLane(lane, unfolded) => turn.unfold_lane(lane, unfolded),
        Action::UnfoldLonger(lane, unfolded) => turn.unfold_longer(lane, unfolded),
        Action::SetTimelineShare(share) => turn.set_timeline_share(share),
        Action::MoveWindow(widths) => turn.move_window(widths),
        Action::SetRange(range) => turn.set_range(range),
        Action::ShowWindow(window) => turn.set_and_show(window),
        Action::GoToTime(window) => turn.go_to_time(window),
        Action::SelectPlace(place) => turn.select_place(place),
        Action::SelectPassage(passage) => turn.select_passage(passage),
        Action::ReadPassage(passage) => turn.read_passage(passage),
        Action::PointOut(place) => turn.point_out(place),
        Action::StepPassage(by) => turn.step_passage(by),
        Action::OpenInDocument(passage) => turn.open_in_document(passage),
        Action::ShowText(target) => turn.show_text(target),
        Action::ShowTab(tab) => turn.show_tab(tab),
        Action::SetCamera(camera) => turn.set_camera(camera),
        Action::Fit(fit) => turn.fit(fit),
        Action::LockCamera(locked) => turn.lock_camera(locked),
        Action::SetInset(inset) => turn.state.inset = inset,
        Action::GoToPlace(place) => turn.go_to_place(place),
        Action::Hover(hovered) => turn.state.hovered = hovered.filter(|hovered| turn.exists(*hovered)),
        Action::ToggleVoice(voice) if voice.index() >= turn.dossier.voices.len() => {}
        Action::ToggleVoice(voice) => toggle(&mut turn.state.filter.hidden_voices, voice),
        Action::ToggleStatus(status) => toggle(&mut turn.state.filter.hidden_statuses, status),
        Action::ClearFilter => turn.clear_filter(),
        Action::SetPlaying(running) => turn.set_playing(running),
        Action::SetPace(pace) => turn.state.play.pace = pace,
        Action::SetSpeed(speed) if speed.is_finite() && speed > 0.0 => turn.state.play.speed = speed,
        Action::SetSpeed(_) => {}
        Action::SetLooped(looped) => turn.state.play.looped = looped,
        Action::Tick(seconds) => turn.tick(seconds),
        Action::Back => turn.travel(true),
        Action::Forward => turn.travel(false),
        Action::StepOut => turn.step_out(),
        Action::Toggle(part) => turn.toggle_part(part),
        Action::Copy(text) => return vec![Effect::Copy(text)],
        Action::SetQuery(text) => turn.set_query(&text),
        Action::StepHit(by) => turn.step_hit(by),
        Action::FollowLink(text) => turn.follow_link(&text),
        Action::SelectText(target) => turn.state.selected_text = target.filter(|target| turn.dossier.holds(*target)),
        Action::CloseNotice => turn.state.notice = None,
        Action::Notify(notice) => turn.state.notice = Some(notice),
        other => return turn.set_reader(other),
    }
    Vec::new()
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
