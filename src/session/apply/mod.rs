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

use super::{Action, Effect, State, link};
use crate::index::Index;
use crate::report::dossier::Dossier;
use crate::report::moment::MINUTE;

/// The narrowest stretch the detail axis shows, in seconds.
pub const SHORTEST_RANGE: i64 = 10 * MINUTE;

/// Carries out one action on the state and returns what the shell has to do.
#[expect(clippy::too_many_lines, reason = "a line for each action, so that none is forgotten")]
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
        Action::ShowSection(section) => turn.show_section(section),
        Action::UnfoldSection(section, unfolded) => turn.state.reader.unfolded.set(section, unfolded),
        Action::ToggleAround(passage) => turn.toggle_around(passage),
        Action::ToggleWhy(passage) => turn.toggle_why(passage),
        Action::Compare(passages) => turn.compare(passages),
        Action::SameTimeElsewhere(passage) => turn.same_time_elsewhere(passage),
        Action::OpenNote(reference) => turn.open_note(reference),
        Action::SetFollowing(following) => turn.set_following(following),
        Action::SetContents(contents) => turn.state.reader.contents = contents,
        Action::StepTextSize(steps) => turn.step_text_size(steps),
        Action::ReadAt(position) => turn.read_at(position),
        Action::SelectPart => return turn.select_part(),
        Action::SettleText => return turn.offer_selected(),
        Action::Cite(target, form) if turn.dossier.holds(target) => return vec![Effect::Cite(target, form)],
        Action::CiteAll(targets, said, form) if targets.iter().all(|target| turn.dossier.holds(*target)) => {
            return vec![Effect::CiteAll(targets, said, form)];
        }
        Action::Cite(..) | Action::CiteAll(..) => {}
        Action::CopyViewLink => return vec![Effect::Copy(link::view(turn.dossier, turn.state).to_string())],
        Action::Star(passage) => return turn.star(passage),
        Action::WriteNote(id, text) => return turn.change_note(&id, |note| note.text = text),
        Action::TagNote(id, tags) => return turn.change_note(&id, |note| note.tags = tags),
        Action::RemoveNote(id) => return turn.put_note(&id, None),
        Action::Undo => return turn.undo(true),
        Action::Redo => return turn.undo(false),
        Action::TakeNotes(sent, found) => turn.take_notes(&sent, &found),
        Action::NotesFault(fault) => turn.state.notebook.fault = Some(fault),
        Action::SetTheme(theme) => turn.state.theme = theme,
        Action::SetMotion(motion) => turn.state.motion = motion,
        Action::SetInterfaceSize(size) => turn.state.interface = size,
        Action::SetWeekStart(week) => turn.state.week = week,
        Action::SetClock(clock) => turn.state.clock = clock,
        Action::SetPaint(paint) => turn.state.paint = paint,
        Action::CloseHint(hint) => drop(turn.state.hints.remove(&hint)),
        Action::Tell(surroundings) => turn.state.surroundings = surroundings,
        Action::Written(path) => turn.state.written = Some(path),
        Action::CloseWritten => turn.state.written = None,
        Action::OpenFolder(path) => return vec![Effect::OpenFolder(path)],
        Action::ChooseDossier => return vec![Effect::ChooseDossier],
        Action::OpenShipped => return vec![Effect::OpenShipped],
        Action::SavePicture(of, scale) => return vec![Effect::SavePicture(of, scale.clamp(1, 3))],
        Action::Export(export) => return vec![Effect::Export(export)],
        Action::Print => return vec![Effect::Print],
        Action::ShowInFolder(path) => return vec![Effect::ShowInFolder(path)],
        Action::Quit => return vec![Effect::Quit],
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
