//! The dossier that is compiled into the program, so that it does its main job the moment it starts.

use super::Folder;

/// The files of the dossier that opens when none is named.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shipped;

const FILES: &[(&str, &[u8])] = &[
    ("dossier.json", include_bytes!("../../data/kazakhstan-2022/dossier.json")),
    ("report.txt", include_bytes!("../../data/kazakhstan-2022/report.txt")),
    ("places.geojson", include_bytes!("../../data/kazakhstan-2022/places.geojson")),
    ("annotations.json", include_bytes!("../../data/kazakhstan-2022/annotations.json")),
];

impl Folder for Shipped {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = FILES.iter().find(|(file, _)| *file == name);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| "there is no such file".to_owned())
    }

    fn label(&self) -> String {
        "the dossier inside the program".to_owned()
    }
}
