//! What lies below a page does not see the pointer. egui keeps a tip open as long as the pointer is over its widget, also where a page
//! that was opened by a key has come between them.

use egui::{Context, Memory, PointerState};

/// Hides the pointer from what is drawn next, where a page lies over it; to be given back to [`show`] before the page is drawn.
#[must_use]
pub fn hide(context: &Context) -> Option<PointerState> {
    let is_below = context.memory(Memory::top_modal_layer).is_some();
    is_below.then(|| context.input_mut(|input| std::mem::take(&mut input.pointer)))
}

/// Brings the pointer back.
pub fn show(context: &Context, pointer: Option<PointerState>) {
    if let Some(pointer) = pointer {
        context.input_mut(|input| input.pointer = pointer);
    }
}
