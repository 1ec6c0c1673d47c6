//! Packs the dossier that is part of the program, before the program is compiled: packed, it takes a fifth of the room.

#![expect(clippy::print_stdout, reason = "cargo is spoken to in this way")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// Where the files are, and which of them are packed; the others are small.
const FOLDER: &str = "data/kazakhstan-2022";
const PACKED: [&str; 2] = ["report.txt", "annotations.json"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    println!("cargo:rerun-if-changed=assets/build/pack.rs");
    for name in PACKED {
        let file = Path::new(FOLDER).join(name);
        println!("cargo:rerun-if-changed={}", file.display());
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&fs::read(&file)?, 10);
        fs::write(Path::new(&out).join(format!("{name}.zz")), packed)?;
    }
    Ok(())
}
