//! What the window hands to the system: names for screen readers, text for the clipboard, its title. All of it passes here,
//! whichever view it comes from, so that no string of a dossier gets out with something in it that acts.

use egui::accesskit::{Node, Role};
use egui::{Context, FullOutput, OutputCommand, Plugin, ViewportCommand};

use crate::report::outside;

/// Looks through the output of every frame.
#[derive(Default)]
pub struct Leaving;

impl Plugin for Leaving {
    fn debug_name(&self) -> &'static str {
        "dateline: what leaves the window"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
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
        for (_, node) in output.platform_output.accesskit_update.iter_mut().flat_map(|update| &mut update.nodes) {
            clean(node);
        }
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
