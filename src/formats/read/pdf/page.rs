//! The pages of a file: their order, and what they inherit (ISO 32000-1, 7.7.3).

use std::collections::HashSet;

use super::file::File;
use super::matrix::{Matrix, rectangle};
use super::object::{Dict, Object};
use crate::report::limits;

/// A page, before it is read.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What is said of it.
    pub dict: Dict,
    /// Its fonts and drawings, which it may have from the tree above it.
    pub resources: Dict,
    /// How wide and how high it is, as it is looked at.
    pub size: (f64, f64),
    /// From its own space to one in which it stands upright, with y running down.
    pub upright: Matrix,
}

/// What a page has from the tree above it.
#[derive(Clone, Default)]
struct Inherited {
    resources: Dict,
    media_box: Option<[f64; 4]>,
    crop_box: Option<[f64; 4]>,
    rotate: i64,
}

/// All pages in their order, but not more than so many; and how many there are.
#[must_use]
pub fn sheets(file: &File<'_>, at_most: usize) -> (Vec<Sheet>, usize) {
    let mut found = Vec::new();
    let mut count = 0;
    if let Some(root) = file.root() {
        let mut seen = HashSet::new();
        let mut open = vec![(root.get("Pages").clone(), Inherited::default())];
        while let Some((object, above)) = open.pop() {
            if let Object::Ref(number) = object
                && !seen.insert(number)
            {
                continue;
            }
            if count >= limits::PDF_PAGES || file.work.take(32).is_none() {
                break;
            }
            let Some(dict) = file.resolve(&object).dict().cloned() else { continue };
            let own = inherit(file, &dict, above);
            let kids = file.get(&dict, "Kids");
            if kids.items().is_empty() || dict.get("Type").is_name("Page") {
                if dict.has("Kids") {
                    continue;
                }
                count += 1;
                if found.len() < at_most {
                    found.push(sheet(dict, own));
                }
            } else if open.len() < limits::PDF_PAGES {
                let below = kids.items().iter().take(limits::PDF_PAGES).rev();
                open.extend(below.map(|kid| (kid.clone(), own.clone())));
            }
        }
    }
    if found.is_empty() {
        let is_page = |dict: &Dict| dict.get("Type").is_name("Page");
        let pages = file
            .numbers()
            .into_iter()
            .filter_map(|number| file.resolve(&Object::Ref(number)).dict().filter(|dict| is_page(dict)).cloned());
        found = pages
            .take(at_most.min(limits::PDF_PAGES))
            .map(|dict| sheet(dict.clone(), inherit(file, &dict, Inherited::default())))
            .collect();
        count = found.len();
    }
    (found, count)
}

fn inherit(file: &File<'_>, dict: &Dict, mut above: Inherited) -> Inherited {
    if let Some(resources) = file.get(dict, "Resources").dict() {
        above.resources = resources.clone();
    }
    above.media_box = rectangle(file, &file.get(dict, "MediaBox")).or(above.media_box);
    above.crop_box = rectangle(file, &file.get(dict, "CropBox")).or(above.crop_box);
    above.rotate = file.get(dict, "Rotate").whole().unwrap_or(above.rotate);
    above
}

fn sheet(dict: Dict, inherited: Inherited) -> Sheet {
    let is_real = |[x0, y0, x1, y1]: &[f64; 4]| x1 - x0 > 1.0 && y1 - y0 > 1.0;
    let media = inherited.media_box.filter(is_real).unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let cropped =
        inherited.crop_box.map(|crop| [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])]);
    let [x0, y0, x1, y1] = cropped.filter(is_real).unwrap_or(media);
    let (width, height) = (x1 - x0, y1 - y0);
    let (upright, size) = match inherited.rotate.rem_euclid(360) {
        90 => ([0.0, 1.0, 1.0, 0.0, -y0, -x0], (height, width)),
        180 => ([-1.0, 0.0, 0.0, 1.0, x1, -y0], (width, height)),
        270 => ([0.0, -1.0, -1.0, 0.0, y1, x1], (height, width)),
        _ => ([1.0, 0.0, 0.0, -1.0, -x0, y1], (width, height)),
    };
    Sheet { dict, resources: inherited.resources, size, upright: Matrix(upright) }
}
