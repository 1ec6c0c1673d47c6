//! What the window hands to the system: names for screen readers, text for the clipboard, its title. All of it passes here,
//! whichever view it comes from, so that no string of a dossier gets out with something in it that acts.

use egui::accesskit::{Node, NodeId, Role, Toggled, TreeUpdate};
use egui::{Context, FullOutput, Id, OutputCommand, Plugin, ViewportCommand};

use crate::report::outside;

/// Looks through the output of every frame.
#[derive(Default)]
pub struct Leaving {
    /// What had the keyboard in the last frame.
    had: Option<NodeId>,
}

impl Plugin for Leaving {
    fn debug_name(&self) -> &'static str {
        "dateline: what leaves the window"
    }

    fn output_hook(&mut self, context: &Context, output: &mut FullOutput) {
        for command in &mut output.platform_output.commands {
            if let OutputCommand::CopyText(text) | OutputCommand::TextSelectionSettled(text) = command {
                // Pasted into a terminal, a control character would do there what it says.
                *text = outside::plain_lines(text).into_owned();
            }
        }
        for viewport in output.viewport_output.values_mut() {
            for command in &mut viewport.commands {
                if let ViewportCommand::Title(title) = command {
                    *title = outside::said(title).into_owned();
                }
            }
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            for (_, node) in &mut update.nodes {
                clean(node);
                tell_apart(node);
            }
            let root = egui::accesskit_root_id().accesskit_id();
            let (had, has) = (self.had, Some(update.focus).filter(|focus| *focus != root));
            self.had = has;
            // What gets it next may be drawn in the next frame, and until then nobody need hear where it rests.
            match had.filter(|had| has.is_none() && update.nodes.iter().any(|(id, _)| id == had)) {
                Some(had) => {
                    update.focus = had;
                    context.request_repaint();
                }
                None => rest(context, update),
            }
        }
    }
}

/// Has the output of every frame looked through, and names a window in which nothing is shown yet.
pub fn begin(context: &Context) {
    drop(context.plugin_or_default::<Leaving>());
    context.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Dateline"));
}

/// The node that has the keyboard for a screen reader while nothing else has.
#[must_use]
pub fn resting() -> Id {
    Id::unique("where the keyboard rests")
}

/// Gives the keyboard to the dialog on top, or to the page that is shown, where egui gives it to nothing: a screen reader looks
/// again for what has it while it is the bare window, finds it before it was told, and then keeps silent about it.
fn rest(context: &Context, update: &mut TreeUpdate) {
    if update.focus != egui::accesskit_root_id().accesskit_id() {
        return;
    }
    let node = |wanted: NodeId| update.nodes.iter().find(|(id, _)| *id == wanted).map(|(_, node)| node);
    let is_dialog = |id: &&NodeId| node(**id).is_some_and(|node| node.role() == Role::Dialog);
    let at = if context.memory(|memory| memory.top_modal_layer().is_some()) {
        node(update.focus).and_then(|root| root.children().iter().rev().find(is_dialog).copied())
    } else {
        Some(resting().accesskit_id()).filter(|page| node(*page).is_some())
    };
    update.focus = at.unwrap_or(update.focus);
}

/// The words of a button without the icon that stands before or behind them: such a sign is in no alphabet, of the Private Use Area.
/// In the words themselves such signs stay.
fn without_icons(text: &str) -> &str {
    let is_icon = |word: &str| word.chars().all(|c| matches!(u32::from(c), 0xe000..=0xf8ff));
    let words = text.trim();
    let words = words.split_once(' ').filter(|(first, _)| is_icon(first)).map_or(words, |(_, rest)| rest);
    words.rsplit_once(' ').filter(|(_, last)| is_icon(last)).map_or(words, |(rest, _)| rest)
}

/// Takes away what is said twice, and calls chosen rows and pages chosen and not pressed.
fn tell_apart(node: &mut Node) {
    let name = node.label().or_else(|| node.value()).unwrap_or_default().to_owned();
    if let Some(description) = node.description().map(str::to_owned) {
        // A tooltip often begins with the name that stands beside the pointer.
        let (first, rest) = description.split_once('\n').unwrap_or((&description, ""));
        if first.trim() == name.trim() {
            if rest.is_empty() { node.clear_description() } else { node.set_description(rest) }
        }
    }
    if let (Role::Tab | Role::ListBoxOption, Some(toggled)) = (node.role(), node.toggled()) {
        node.clear_toggled();
        node.set_selected(toggled == Toggled::True);
    }
}

/// What is read aloud of a node. Letters that are typed have their places told one by one, and are the reader's own.
fn clean(node: &mut Node) {
    if matches!(node.role(), Role::TextRun | Role::TextInput | Role::MultilineTextInput | Role::SearchInput) {
        return;
    }
    let changed = |text: Option<&str>| match outside::said_lines(text?) {
        std::borrow::Cow::Owned(clean) => Some(clean),
        std::borrow::Cow::Borrowed(_) => None,
    };
    if let (Role::Button | Role::MenuItem, Some(label)) = (node.role(), node.label().map(str::to_owned))
        && without_icons(&label) != label
    {
        node.set_label(without_icons(&label));
    }
    if let Some(label) = changed(node.label()) {
        node.set_label(label);
    }
    if let Some(value) = changed(node.value()) {
        node.set_value(value);
    }
    if let Some(description) = changed(node.description()) {
        node.set_description(description);
    }
    if let Some(placeholder) = changed(node.placeholder()) {
        node.set_placeholder(placeholder);
    }
}
