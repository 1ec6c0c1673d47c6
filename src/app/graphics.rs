//! Whether there is a graphics card, or OpenGL would be done by the processor.

use std::sync::Mutex;

use log::{LevelFilter, Log, Metadata, Record};

/// What OpenGL calls itself where the processor does its work, in small letters.
const SOFTWARE: [&str; 8] = [
    "llvmpipe",
    "softpipe",
    "swrast",
    "swiftshader",
    "software rasterizer",
    "software renderer",
    "microsoft basic render driver",
    "gdi generic",
];

/// Whether a renderer of OpenGL has this name because it is the processor.
pub fn is_software(renderer: &str) -> bool {
    let renderer = renderer.to_lowercase();
    SOFTWARE.iter().any(|name| renderer.contains(name))
}

/// Whether it is worth while to ask OpenGL at all, which takes a tenth of a second and some ten megabytes of memory.
///
/// Where the system lists its graphics cards as files and there is none, the processor would have to do it.
pub fn may_be_there() -> bool {
    let forced = std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value == "1" || value == "true");
    !forced && (!cfg!(target_os = "linux") || lists_a_card())
}

fn lists_a_card() -> bool {
    let cards = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let renders = cards.map(|card| card.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"));
    // NVIDIA's own driver, and the card of Windows under its Linux.
    renders || ["/dev/nvidiactl", "/dev/dxg"].iter().any(|card| std::fs::exists(card).unwrap_or(false))
}

/// The name of the renderer, as `egui_glow` reports it. It is the only one who asks OpenGL: calls of our own would be unsafe.
static RENDERER: Mutex<Option<String>> = Mutex::new(None);

/// Begins to hear what is reported.
pub fn listen() {
    // A second window in one process hears with the ears of the first.
    drop(log::set_logger(&Ears));
    log::set_max_level(LevelFilter::Debug);
}

/// Hears no more, and returns the name of the renderer, if it was heard.
pub fn heard() -> Option<String> {
    log::set_max_level(LevelFilter::Off);
    RENDERER.lock().ok()?.take()
}

struct Ears;

impl Log for Ears {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        about.target().starts_with("egui_glow")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata())
            && let Some(name) = renderer_in(&record.args().to_string())
            && let Ok(mut renderer) = RENDERER.lock()
        {
            *renderer = Some(name);
        }
    }

    fn flush(&self) {}
}

fn renderer_in(report: &str) -> Option<String> {
    report.lines().find_map(|line| line.strip_prefix("opengl renderer: ")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_known_by_its_names() {
        for name in [
            "llvmpipe (LLVM 15.0.6, 256 bits)",
            "softpipe",
            "Google SwiftShader",
            "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0)), SwiftShader driver)",
            "Microsoft Basic Render Driver",
            "GDI Generic",
            "Software Rasterizer",
            "Apple Software Renderer",
        ] {
            assert!(is_software(name), "{name}");
        }
        for name in
            ["Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "AMD Radeon RX 6600 (radeonsi)", "NVIDIA GeForce", "Apple M2", "virgl"]
        {
            assert!(!is_software(name), "{name}");
        }
    }

    #[test]
    fn the_name_is_read_from_the_report() {
        let report = "\nopengl version: 4.5\nopengl renderer: llvmpipe (LLVM 15)\nopengl vendor: Mesa";
        assert_eq!(renderer_in(report).as_deref(), Some("llvmpipe (LLVM 15)"));
        assert_eq!(renderer_in("compiled shaders"), None);
    }
}
