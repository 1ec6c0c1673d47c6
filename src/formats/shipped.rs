//! The dossier that is compiled into the program, so that it does its main job the moment it starts.

use super::Folder;

/// The files of the dossier that opens when none is named.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shipped;

const FILES: &[(&str, &[u8])] = &[
    ("dossier.json", include_bytes!("../../data/kazakhstan-2022/dossier.json")),
    ("places.geojson", include_bytes!("../../data/kazakhstan-2022/places.geojson")),
];
/// Files that are packed (zlib) when the program is built, by `assets/build/pack.rs`.
const PACKED: &[(&str, &[u8])] = &[
    ("report.txt", include_bytes!(concat!(env!("OUT_DIR"), "/report.txt.zz"))),
    ("annotations.json", include_bytes!(concat!(env!("OUT_DIR"), "/annotations.json.zz"))),
];

impl Folder for Shipped {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let of = |files: &[(&str, &'static [u8])]| files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| *bytes);
        if let Some(bytes) = of(PACKED) {
            return miniz_oxide::inflate::decompress_to_vec_zlib(bytes).map_err(|fault| fault.to_string());
        }
        of(FILES).map(<[u8]>::to_vec).ok_or_else(|| "there is no such file".to_owned())
    }

    fn label(&self) -> String {
        "the dossier inside the program".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_stands_in_its_folder() {
        let there: [(&str, &[u8]); 2] = [
            ("report.txt", include_bytes!("../../data/kazakhstan-2022/report.txt")),
            ("annotations.json", include_bytes!("../../data/kazakhstan-2022/annotations.json")),
        ];
        for (name, bytes) in there {
            assert!(Shipped.read(name).unwrap() == bytes, "{name}");
        }
        assert!(Shipped.read("../Cargo.toml").is_err());
    }
}
