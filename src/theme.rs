//! The only colours, sizes and fonts. Everything that is drawn takes them from here.

#![expect(clippy::disallowed_methods, reason = "colours are made here and nowhere else")]

mod missing;

use std::sync::{Arc, LazyLock};

use egui::epaint::text::FontTweak;
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme,
    Visuals, vec2,
};

use crate::session::{InterfaceSize, ThemeChoice};

/// Colours by meaning; each has a light and a dark value.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are the meanings; DESIGN tokens of the same names")]
pub struct Palette {
    pub dark: bool,
    pub ground: Color32,
    pub panel: Color32,
    pub card: Color32,
    pub land: Color32,
    pub home_land: Color32,
    pub water: Color32,
    pub rule: Color32,
    pub border: Color32,
    pub home_border: Color32,
    pub ink: Color32,
    pub mute: Color32,
    pub faint: Color32,
    /// Whatever is in the window: the one strong colour.
    pub window: Color32,
    /// Text and figures on top of `window`.
    pub on_window: Color32,
    /// A tint of `window` for bands and halos.
    pub window_tint: Color32,
    /// Behind mentions of places.
    pub place_mark: Color32,
    /// Behind mentions of times.
    pub time_mark: Color32,
    /// The line under mentions of times.
    pub time_rule: Color32,
    /// Behind text that is selected with the pointer.
    pub selection: Color32,
    /// Behind what was searched for.
    pub hit_mark: Color32,
    /// Behind the hit that was stepped to.
    pub hit: Color32,
    /// The line around that hit.
    pub hit_rule: Color32,
    /// Bars and markers outside the window.
    pub bar: Color32,
    /// Bars outside the window where titles stand in them.
    pub bar_quiet: Color32,
    /// Titles in those bars.
    pub bar_ink: Color32,
    /// Over the time outside the window.
    pub veil: Color32,
    /// The strongest bar outside the window, where bars of several strengths stand together.
    pub bar_strong: Color32,
    /// Names of waters.
    pub water_ink: Color32,
    /// Rivers and shores.
    pub shore: Color32,
    /// Kinds of voices, most frequent first; markers differ in shape as well.
    pub kinds: [Color32; 8],
}

fn hex(rgb: u32) -> Color32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Palette {
    /// The strong colour as it stands for what was found and not checked: thinned with what lies behind it, and opaque.
    #[must_use]
    pub fn softened(&self, behind: Color32) -> Color32 {
        behind.lerp_to_gamma(self.window, if self.dark { 0.38 } else { 0.3 })
    }

    /// Quiet paper.
    #[must_use]
    pub fn light() -> Self {
        let window = hex(0x00bf_3b24);
        Self {
            dark: false,
            ground: hex(0x00f3_efe6),
            panel: hex(0x00fa_f7f1),
            card: hex(0x00ff_fdf9),
            land: hex(0x00ef_eae0),
            home_land: hex(0x00fb_f8f2),
            water: hex(0x00d9_e3e6),
            rule: hex(0x00e2_dbcd),
            border: hex(0x00d3_cabb),
            home_border: hex(0x00a8_9c86),
            ink: hex(0x0024_211c),
            mute: hex(0x006b_6558),
            faint: hex(0x00b5_ac9b),
            window,
            on_window: hex(0x00ff_ffff),
            window_tint: window.gamma_multiply(0.12),
            place_mark: window.gamma_multiply(0.14),
            time_mark: hex(0x00be_8c14).gamma_multiply(0.18),
            time_rule: hex(0x00be_8c14).gamma_multiply(0.75),
            selection: hex(0x006b_6558).gamma_multiply(0.28),
            hit_mark: hex(0x001f_8fa3).gamma_multiply(0.34),
            hit: hex(0x001f_7a8c).gamma_multiply(0.38),
            hit_rule: hex(0x001f_7a8c),
            bar: hex(0x009e_9480),
            bar_quiet: hex(0x00d9_d1bf),
            bar_ink: hex(0x0054_4f44),
            veil: hex(0x00f4_f0e7),
            bar_strong: hex(0x0078_6f5e),
            water_ink: hex(0x0047_6670),
            shore: hex(0x00b9_cbd1),
            // After Paul Tol's “bright” scheme, darkened for paper.
            kinds: [0x0033_6699, 0x0099_7100, 0x001f_7a4d, 0x0088_2255, 0x0055_7080, 0x007a_5230, 0x0056_4aa3, 0x0060_5c52]
                .map(hex),
        }
    }

    /// Night.
    #[must_use]
    pub fn dark() -> Self {
        let window = hex(0x00ff_6a4d);
        Self {
            dark: true,
            ground: hex(0x0016_181b),
            panel: hex(0x001c_1f23),
            card: hex(0x0023_272b),
            land: hex(0x0024_282c),
            home_land: hex(0x002d_3236),
            water: hex(0x0019_1f26),
            rule: hex(0x0033_383d),
            border: hex(0x003d_4348),
            home_border: hex(0x006d_6a60),
            ink: hex(0x00e8_e4da),
            mute: hex(0x00a2_9e94),
            faint: hex(0x005b_5a55),
            window,
            on_window: hex(0x001c_1210),
            window_tint: window.gamma_multiply(0.14),
            place_mark: window.gamma_multiply(0.22),
            time_mark: hex(0x00e9_b44c).gamma_multiply(0.22),
            time_rule: hex(0x00e9_b44c).gamma_multiply(0.75),
            selection: hex(0x00a2_9e94).gamma_multiply(0.34),
            hit_mark: hex(0x004f_b3c6).gamma_multiply(0.36),
            hit: hex(0x004f_b3c6).gamma_multiply(0.5),
            hit_rule: hex(0x004f_b3c6),
            bar: hex(0x008c_8a80),
            bar_quiet: hex(0x0040_464b),
            bar_ink: hex(0x00c4_c0b6),
            veil: hex(0x0018_1b1e),
            bar_strong: hex(0x00b4_b0a4),
            water_ink: hex(0x0082_a0ae),
            shore: hex(0x0033_424d),
            kinds: [0x006f_b1e8, 0x00e0_b64a, 0x0062_c795, 0x00e3_85b4, 0x0099_b3c4, 0x00cf_a273, 0x00a9_9df0, 0x00b8_b2a4]
                .map(hex),
        }
    }

    /// The palette that is in force.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        if context.theme() == Theme::Dark { Self::dark() } else { Self::light() }
    }
}

/// The sizes of text in points.
pub mod size {
    /// Labels on the map, the timeline and under cards.
    pub const LABEL: f32 = 11.5;
    /// The interface.
    pub const TEXT: f32 = 13.0;
    /// Excerpts and the document.
    pub const READING: f32 = 15.5;
    /// The title in the top bar.
    pub const TITLE: f32 = 17.0;
    /// Headings of the reader.
    pub const HEADING: f32 = 22.0;
}

/// The step of all spacing, in points.
pub const STEP: f32 = 4.0;
/// The corner radius of cards and fields.
pub const RADIUS: u8 = 6;

/// Names of the bundled faces.
mod face {
    pub const MEDIUM: &str = "sans-medium";
    pub const BOLD: &str = "sans-semibold";
    pub const SERIF: &str = "serif";
    pub const SERIF_ITALIC: &str = "serif-italic";
    pub const SERIF_BOLD: &str = "serif-semibold";
    pub const ICONS: &str = "icons";
}

/// The sans of the interface.
#[must_use]
pub fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The sans, a little stronger.
#[must_use]
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(face::MEDIUM.into()))
}

/// The sans for labels that lead.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(face::BOLD.into()))
}

/// The face of the text that is read.
#[must_use]
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(face::SERIF.into()))
}

/// The reading face, slanted: waters, quotations.
#[must_use]
pub fn serif_italic(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(face::SERIF_ITALIC.into()))
}

/// The reading face for headings.
#[must_use]
pub fn serif_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(face::SERIF_BOLD.into()))
}

/// Icons: characters of the bundled icon face; `assets/icons/icons.txt` lists them all.
#[expect(missing_docs, reason = "each is named after what it shows")]
pub mod icon {
    pub const PLAY: &str = "\u{f702}";
    pub const PAUSE: &str = "\u{f703}";
    pub const PREVIOUS: &str = "\u{f704}";
    pub const NEXT: &str = "\u{f705}";
    pub const SUN: &str = "\u{e472}";
    pub const MOON: &str = "\u{e330}";
    pub const WARNING: &str = "\u{e4e0}";
    pub const QUESTION: &str = "\u{e3e8}";
    pub const CARET_DOWN: &str = "\u{e136}";
    pub const BACK: &str = "\u{e058}";
    pub const FORWARD: &str = "\u{e06c}";
    pub const PLUS: &str = "\u{e3d4}";
    pub const MINUS: &str = "\u{e32a}";
    pub const FIT: &str = "\u{e0a2}";
    pub const FUNNEL: &str = "\u{e266}";
    pub const TRAY: &str = "\u{e4aa}";
    pub const FIT_IN: &str = "\u{e09a}";
    pub const TARGET: &str = "\u{e1d6}";
    pub const LOCK: &str = "\u{e2fa}";
    pub const LOCK_OPEN: &str = "\u{e306}";
    pub const MAP: &str = "\u{e31a}";
    pub const PIN: &str = "\u{e316}";
    pub const RETURN: &str = "\u{e08a}";
    pub const STAR: &str = "\u{e46a}";
    pub const STAR_FILLED: &str = "\u{f700}";
    pub const TRASH: &str = "\u{e4a6}";
    pub const CLOSE: &str = "\u{e4f6}";
    pub const CARET_RIGHT: &str = "\u{e13a}";
    pub const REPEAT: &str = "\u{e3f6}";
    pub const CARET_UP: &str = "\u{e13c}";
    pub const LINK: &str = "\u{e2e2}";
    pub const LIST: &str = "\u{e2f2}";
    pub const PENCIL: &str = "\u{e3b4}";
    pub const BOOK: &str = "\u{e0e6}";
}

/// Installs fonts and both styles. Called once for each egui context.
pub fn install(context: &Context) {
    context.set_fonts(fonts());
    context.set_glyph_rasterizers(missing::rasterizers());
    // Where the system does not say, paper: most systems that do not say are light.
    context.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, palette) in [(Theme::Light, Palette::light()), (Theme::Dark, Palette::dark())] {
        context.set_style_of(theme, style(&palette));
    }
}

/// The frame of a page that lies over the window: a card with room around its text.
pub fn page(style: &Style) -> egui::Frame {
    egui::Frame::popup(style).inner_margin(Margin::same(20))
}

/// How long what moves takes to its place, in seconds.
const MOTION: f32 = 0.12;

/// Lets what moves glide to its place, or jump there.
pub fn set_motion(context: &Context, motion: bool) {
    context.all_styles_mut(|style| style.animation_time = if motion { MOTION } else { 0.0 });
}

/// Tells egui which theme to use.
pub fn choose(context: &Context, choice: ThemeChoice) {
    context.set_theme(match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
}

/// The smallest window that everything has its place in, in points.
const LEAST_WINDOW: egui::Vec2 = egui::vec2(640.0, 430.0);

/// Makes everything larger or smaller; no larger than the window has room for.
pub fn set_interface(context: &Context, size: InterfaceSize) {
    // The window in the points of a usual interface.
    let window = context.content_rect().size() * context.zoom_factor();
    let most = (window / LEAST_WINDOW).min_elem().max(1.0);
    // Sizes are chosen by our own actions, which are kept, and not by egui's keys.
    context.options_mut(|options| options.zoom_with_keyboard = false);
    context.set_zoom_factor((f32::from(size.percent()) / 100.0).min(most));
}

/// The theme that is shown, also where the system chooses it.
#[must_use]
pub fn shown(context: &Context) -> ThemeChoice {
    if context.theme() == Theme::Dark { ThemeChoice::Dark } else { ThemeChoice::Light }
}

/// Unpacks the faces ahead of their use; may be called on any thread.
pub fn unpack() {
    LazyLock::force(&FACES);
}

/// The faces, unpacked when they are first asked for: packed, they take half the room in the program.
static FACES: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let packed: [(&str, &[u8]); 6] = [
        ("inter", include_bytes!("../assets/fonts/Inter-Regular.ttf.zz")),
        (face::MEDIUM, include_bytes!("../assets/fonts/Inter-Medium.ttf.zz")),
        (face::BOLD, include_bytes!("../assets/fonts/Inter-SemiBold.ttf.zz")),
        (face::SERIF, include_bytes!("../assets/fonts/DatelineSerif-Regular.ttf.zz")),
        (face::SERIF_ITALIC, include_bytes!("../assets/fonts/DatelineSerif-Italic.ttf.zz")),
        (face::SERIF_BOLD, include_bytes!("../assets/fonts/DatelineSerif-SemiBold.ttf.zz")),
    ];
    // They are part of the program, so that they are whole.
    let unpacked = |(name, bytes)| (name, miniz_oxide::inflate::decompress_to_vec_zlib(bytes).unwrap_or_default());
    let icons = (face::ICONS, include_bytes!("../assets/icons/icons.ttf").to_vec());
    packed.into_iter().map(unpacked).chain([icons]).collect()
});

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in &*FACES {
        let mut data = FontData::from_static(bytes);
        if *name == face::ICONS {
            data.tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
        }
        fonts.font_data.insert((*name).to_owned(), Arc::new(data));
    }
    let families = [
        (FontFamily::Proportional, vec!["inter", face::ICONS]),
        (FontFamily::Monospace, vec!["inter", face::ICONS]),
        (FontFamily::Name(face::MEDIUM.into()), vec![face::MEDIUM, face::ICONS]),
        (FontFamily::Name(face::BOLD.into()), vec![face::BOLD, face::ICONS]),
        (FontFamily::Name(face::SERIF.into()), vec![face::SERIF, "inter", face::ICONS]),
        (FontFamily::Name(face::SERIF_ITALIC.into()), vec![face::SERIF_ITALIC, "inter"]),
        (FontFamily::Name(face::SERIF_BOLD.into()), vec![face::SERIF_BOLD, face::BOLD]),
    ];
    for (family, faces) in families {
        fonts.families.insert(family, faces.into_iter().map(str::to_owned).collect());
    }
    fonts
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { animation_time: MOTION, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, sans(size::LABEL)),
        (TextStyle::Body, sans(size::TEXT)),
        (TextStyle::Button, sans(size::TEXT)),
        (TextStyle::Monospace, sans(size::TEXT)),
        (TextStyle::Heading, serif_bold(size::HEADING)),
    ]
    .into();
    style.spacing.item_spacing = vec2(2.0 * STEP, 2.0 * STEP);
    style.spacing.button_padding = vec2(2.0 * STEP, STEP);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.interact_size.y = 24.0;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(palette);
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    let corner = CornerRadius::same(RADIUS);
    visuals.override_text_color = Some(palette.ink);
    visuals.weak_text_color = Some(palette.mute);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(1.0, palette.rule);
    visuals.window_corner_radius = CornerRadius::same(RADIUS + 2);
    visuals.menu_corner_radius = corner;
    visuals.extreme_bg_color = palette.card;
    visuals.faint_bg_color = palette.ground;
    visuals.hyperlink_color = palette.window;
    visuals.selection.bg_fill = palette.window_tint;
    visuals.selection.stroke = Stroke::new(1.5, palette.window);
    let widgets = &mut visuals.widgets;
    let states = [
        (&mut widgets.noninteractive, palette.panel, palette.rule, palette.ink),
        (&mut widgets.inactive, palette.card, palette.rule, palette.ink),
        (&mut widgets.hovered, palette.ground, palette.border, palette.ink),
        (&mut widgets.active, palette.ground, palette.home_border, palette.ink),
        (&mut widgets.open, palette.ground, palette.border, palette.ink),
    ];
    for (state, fill, stroke, ink) in states {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.0, ink);
        state.corner_radius = corner;
        state.expansion = 0.0;
    }
    // Check boxes stand in menus of the same colour as a button; their own ground shows where they are.
    visuals.widgets.inactive.bg_fill = palette.rule;
    visuals.widgets.hovered.bg_fill = palette.border;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast ratio as WCAG 2.2 defines them.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |c: Color32| 0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b());
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_that_carries_meaning_can_be_read_on_every_ground() {
        for palette in [Palette::light(), Palette::dark()] {
            for ground in [palette.ground, palette.panel, palette.card, palette.land, palette.home_land, palette.veil] {
                for ink in [palette.ink, palette.mute] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {}", contrast(ink, ground));
                }
            }
            let found = contrast(palette.bar_ink, palette.bar_quiet);
            assert!(found >= 4.5, "titles in quiet bars: {found}");
            for ground in [palette.water, palette.land, palette.home_land] {
                let found = contrast(palette.water_ink, ground);
                assert!(found >= 4.5, "names of waters on {ground:?}: {found}");
            }
            for ground in [palette.panel, palette.card] {
                assert!(contrast(palette.window, ground) >= 4.5, "{}", contrast(palette.window, ground));
            }
            for kind in palette.kinds {
                assert!(contrast(kind, palette.card) >= 3.0, "{kind:?}: {}", contrast(kind, palette.card));
            }
            assert!(contrast(palette.on_window, palette.window) >= 4.5);
        }
    }
}
