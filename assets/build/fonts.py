"""Subsets the text fonts and puts the icon font together.

Called by fonts.sh as: fonts.py <unpacked packages> <assets folder>
Ends with a check: every character in REQUIRED must be drawn by the family it
is asked of, and the vertical metrics must be those a text line expects.
"""

import copy
import json
import shutil
import sys
import zlib
from pathlib import Path

from fontTools import subset
from fontTools.otlLib.optimize import compact
from fontTools.ttLib import TTFont

# Blocks to keep, first and last code point. Emoji, CJK and the private use
# area stay out: the last must be free for the icons.
BLOCKS = [
    (0x0020, 0x024F),  # Latin
    (0x0250, 0x02FF),  # phonetic letters and modifiers, among them the apostrophe ʼ
    (0x0300, 0x036F),  # combining marks: stress in Russian
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic with the Kazakh letters
    (0x1E00, 0x1EFF),  # Latin with marks, Vietnamese
    (0x1F00, 0x1FFF),  # Greek with breathings
    (0x2000, 0x206F),  # punctuation, spaces, the non-breaking hyphen
    (0x2070, 0x209F),  # raised and lowered figures
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x218F),  # letter-like signs, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical signs
    (0x2300, 0x23FF),  # technical signs, keys
    (0x2460, 0x24FF),  # numbers in circles
    (0x25A0, 0x27FF),  # shapes, stars, ticks, long arrows
    (0x2C60, 0x2C7F),  # more Latin
    (0x2E00, 0x2E7F),  # more punctuation
    (0xA640, 0xA69F),  # more Cyrillic
    (0xA720, 0xA7FF),  # more Latin
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
]

# What egui's shaper applies unasked. Other features cannot be reached, so
# their glyphs are dropped. `calt` is thinned by `without_rewriting`.
FEATURES = ["calt", "ccmp", "kern", "liga", "mark", "mkmk"]

# Every family must draw these (the serif falls back on Inter).
REQUIRED = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĽľŁłŃńŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¿«»‹›‘’‚“”„–—―‐\u2011…·•†‡§¶©®™°′″№"
    "×÷±−≈≠≤≥½¼¾¹²³₸£€₽$¥₴₺←↑→↓\u00a0\u00ad\u0301ʼ"
)
REQUIRED_OF_INTER = "↔⇒⇤⇥✓✗★☆●○◆◇■□▲▼▶◀\ufffd"

# (folder of the package, weight folder, file stem, file to write, new family
# name or None, style). The serif is renamed because its own name table
# reserves the name "Source" for the unchanged fonts.
TEXT_FONTS = [
    ("inter", "400Regular", "Inter_400Regular", "Inter-Regular", None, "Regular"),
    ("inter", "500Medium", "Inter_500Medium", "Inter-Medium", None, "Medium"),
    ("inter", "600SemiBold", "Inter_600SemiBold", "Inter-SemiBold", None, "SemiBold"),
    ("source-serif", "400Regular", "SourceSerif4_400Regular",
     "DatelineSerif-Regular", "Dateline Serif", "Regular"),
    ("source-serif", "400Regular_Italic", "SourceSerif4_400Regular_Italic",
     "DatelineSerif-Italic", "Dateline Serif", "Italic"),
    ("source-serif", "600SemiBold", "SourceSerif4_600SemiBold",
     "DatelineSerif-SemiBold", "Dateline Serif", "SemiBold"),
]

# Characters a family lacks, drawn by a near twin it has. The non-breaking
# hyphen would otherwise come from the fallback font in the middle of a word;
# the soft hyphen is hidden by the shaper but must resolve; the replacement
# character is what a damaged file is read as.
TWINS = {0x2011: 0x2010, 0x00AD: 0x002D, 0xFFFD: 0x25C6}

# Icons from Phosphor, our name → theirs where it differs; code points as there.
ICONS = {name: name for name in """
    play pause skip-back skip-forward sun moon magnifying-glass funnel
    caret-down caret-right caret-left caret-up x check warning warning-circle
    info star bookmark note-pencil quotes copy export link book-open
    list-bullets map-pin map-trifold clock calendar arrows-out arrows-in plus
    minus arrow-left arrow-right arrow-u-up-left arrow-u-up-right lock
    lock-open eye eye-slash question keyboard folder-open gear users chat tray
    repeat crosshair columns arrow-square-out text-aa dots-three
    arrows-in-line-horizontal arrows-out-line-horizontal globe trash
    pencil-simple file-text image chart-line circle-half circle-dashed
""".split()} | {"download": "download-simple", "sliders": "sliders-horizontal"}

# Not in Phosphor Regular; code points of our own, to be kept for good.
FILLED = {
    0xF700: "star", 0xF701: "bookmark", 0xF702: "play", 0xF703: "pause",
    0xF704: "skip-back", 0xF705: "skip-forward", 0xF706: "map-pin",
}
# A caret and a bar, put the other way round: (name, source icon).
STEPS = {0xF710: ("step-back", "caret-line-left"),
         0xF711: ("step-forward", "caret-line-right")}


def options(features):
    """Subsetter options that make small files the same on every machine."""
    o = subset.Options()
    o.layout_features = features
    # Without instructions and `prep` egui's auto-hinter may work; with `prep`
    # alone, as delivered, it would take the font for hinted and do nothing.
    o.hinting = False
    o.glyph_names = False
    o.notdef_outline = True
    o.recalc_timestamp = False
    o.harfbuzz_repacker = False
    o.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
    o.drop_tables += ["BASE", "STAT", "gasp"]
    return o


def open_font(path):
    """Opens a font that keeps its own date and packs its tables one way."""
    font = TTFont(path, recalcTimestamp=False)
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    return font


def add_twins(font):
    """Maps each of TWINS that the font lacks to the glyph of its twin."""
    best = font.getBestCmap()
    for code, twin in TWINS.items():
        if code not in best and twin in best:
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[code] = best[twin]


def plain(subtable):
    """The subtable itself where it is wrapped as an extension."""
    return getattr(subtable, "ExtSubTable", subtable)


def without_rewriting(font):
    """Takes out of `calt` what would change the wording of a quoted text.

    Inter turns `->` into an arrow and the x of `10x12` into a multiplication
    sign. Raising the colon in `10:00` and brackets beside capitals stays.
    """
    gsub = font["GSUB"].table
    lookups = gsub.LookupList.Lookup

    def joins_glyphs(index):
        subtables = [plain(s) for s in lookups[index].SubTable]
        nested = [r.LookupListIndex for s in subtables
                  for r in getattr(s, "SubstLookupRecord", [])]
        return any(type(s).__name__ == "LigatureSubst" for s in subtables) or any(
            type(plain(s)).__name__ == "LigatureSubst"
            for n in nested for s in lookups[n].SubTable)

    def takes_a_letter(subtable):
        inputs = getattr(plain(subtable), "InputCoverage", [])
        return any(g in coverage.glyphs for coverage in inputs for g in ("x", "X"))

    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "calt":
            continue
        feature = record.Feature
        feature.LookupListIndex = [i for i in feature.LookupListIndex if not joins_glyphs(i)]
        feature.LookupCount = len(feature.LookupListIndex)
        for i in feature.LookupListIndex:
            kept = [s for s in lookups[i].SubTable if not takes_a_letter(s)]
            lookups[i].SubTable = kept
            lookups[i].SubTableCount = len(kept)


def rename(font, family, style):
    """Gives the font a family name of its own; notices stay as they are."""
    whole = f"{family} {style}"
    compact_name = f"{family.replace(' ', '')}-{style}"
    for record in font["name"].names:
        text = {1: family, 2: style, 3: compact_name, 4: whole, 6: compact_name}.get(record.nameID)
        if text is not None:
            record.string = text


def text_font(source, target, family, style):
    """Writes the subset of one text font."""
    font = open_font(source)
    add_twins(font)
    if family is None:
        without_rewriting(font)
    kept = {c for c in font.getBestCmap() if any(a <= c <= b for a, b in BLOCKS)}
    worker = subset.Subsetter(options(FEATURES))
    worker.populate(unicodes=kept)
    worker.subset(font)
    compact(font, 9)
    if family is not None:
        rename(font, family, style)
    font.save(target)


def codes_by_name(selection):
    """Code points of a Phosphor weight, by icon name without the weight."""
    codes = {}
    for icon in json.loads(selection.read_text())["icons"]:
        for name in icon["properties"]["name"].split(","):
            codes[name.strip()] = icon["properties"]["code"]
    return codes


def turned_step(glyf, glyph):
    """A copy of a caret-and-bar glyph with the bar on the other side."""
    turned = copy.deepcopy(glyph)
    start, boxes = 0, []
    for end in turned.endPtsOfContours:
        xs = [x for x, _ in turned.coordinates[start:end + 1]]
        boxes.append((start, end + 1, min(xs), max(xs)))
        start = end + 1
    left = min(box[2] for box in boxes)
    right = max(box[3] for box in boxes)
    for first, last, low, high in boxes:
        # The leftmost contour goes to the right edge and the other way round.
        shift = right - high if low == left else left - low
        for i in range(first, last):
            x, y = turned.coordinates[i]
            turned.coordinates[i] = (x + shift, y)
    turned.recalcBounds(glyf)
    return turned


def icon_font(packages, target, listing):
    """Writes the icon font and the list of its names and code points."""
    regular_dir = packages / "phosphor/src/regular"
    font = open_font(regular_dir / "Phosphor.ttf")
    filled = open_font(packages / "phosphor/src/fill/Phosphor-Fill.ttf")
    codes = codes_by_name(regular_dir / "selection.json")
    best, best_filled = font.getBestCmap(), filled.getBestCmap()
    names = {codes[theirs]: ours for ours, theirs in ICONS.items()}

    # A glyph with a code point of ours takes the place of one we do not use.
    used = set(names) | {codes[source] for _, source in STEPS.values()}
    spare = iter(sorted(set(codes.values()) - used))
    extra = {}
    for code, name in FILLED.items():
        slot = best[next(spare)]
        font["glyf"][slot] = filled["glyf"][best_filled[codes[name]]]
        extra[code] = slot
        names[code] = f"{name}-filled"
    for code, (name, source) in STEPS.items():
        slot = best[next(spare)]
        font["glyf"][slot] = turned_step(font["glyf"], font["glyf"][best[codes[source]]])
        extra[code] = slot
        names[code] = name
    for code, slot in extra.items():
        font["hmtx"][slot] = (font["head"].unitsPerEm, font["glyf"][slot].xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(extra)

    worker = subset.Subsetter(options([]))
    worker.populate(unicodes=names)
    worker.subset(font)
    rename(font, "Dateline Icons", "Regular")
    font.save(target)
    lines = sorted(f"{name} {code:04x}\n" for code, name in names.items())
    listing.write_text("".join(lines))


def check(fonts, icons):
    """Stops with a message where a required character is missing."""
    inter_wants, faults = REQUIRED + REQUIRED_OF_INTER, []
    for path in sorted(fonts.glob("*.ttf")):
        font = TTFont(path)
        have, glyf, names = font.getBestCmap(), font["glyf"], font.getGlyphOrder()
        wanted = inter_wants if path.name.startswith("Inter") else REQUIRED
        lost = [f"U+{ord(c):04X}" for c in dict.fromkeys(wanted) if ord(c) not in have]
        empty = [c for c in wanted if not c.isspace() and ord(c) in have
                 and glyf[have[ord(c)]].numberOfContours == 0]
        line = (font["hhea"].ascent - font["hhea"].descent) / font["head"].unitsPerEm
        if lost or empty or not 1.1 < line < 1.45 or font["hhea"].lineGap != 0:
            faults.append(f"{path.name}: missing {lost}, empty {empty}, line {line:.3f} em")
        print(f"{path.name}: {len(have)} characters, {len(names)} glyphs, line {line:.3f} em")
    have = TTFont(icons / "icons.ttf").getBestCmap()
    listed = [int(line.split()[1], 16) for line in (icons / "icons.txt").read_text().splitlines()]
    if sorted(listed) != sorted(have):
        faults.append("icons.txt and icons.ttf do not list the same code points")
    print(f"icons.ttf: {len(have)} icons")
    if faults:
        sys.exit("\n".join(faults))


def pack(fonts):
    """Packs the text fonts (zlib, level 9), as the program keeps them."""
    for path in sorted(fonts.glob("*.ttf")):
        path.with_name(path.name + ".zz").write_bytes(zlib.compress(path.read_bytes(), 9))
        path.unlink()


def main():
    """Makes all files and checks them."""
    packages, assets = Path(sys.argv[1]), Path(sys.argv[2])
    fonts, icons = assets / "fonts", assets / "icons"
    fonts.mkdir(parents=True, exist_ok=True)
    icons.mkdir(parents=True, exist_ok=True)
    for package, folder, stem, name, family, style in TEXT_FONTS:
        text_font(packages / package / folder / f"{stem}.ttf",
                  fonts / f"{name}.ttf", family, style)
    icon_font(packages, icons / "icons.ttf", icons / "icons.txt")
    shutil.copyfile(packages / "inter/LICENSE_FONT", fonts / "OFL-Inter.txt")
    shutil.copyfile(packages / "source-serif/LICENSE_FONT", fonts / "OFL-Source-Serif-4.txt")
    shutil.copyfile(packages / "phosphor/LICENSE", icons / "LICENSE-Phosphor.txt")
    check(fonts, icons)
    pack(fonts)


if __name__ == "__main__":
    main()
