"""Seas, lakes, rivers, mountains, deserts and islands of Natural Earth."""

import json
import math
import re
from collections import defaultdict

from common import ALTERNATE, MAIN, Entry, distance, extent

# How Natural Earth shortens words on its maps.
SHORT = [
    (r"\bMTS\.?(?=\s|$)", "Mountains"), (r"\bMt\.(?=\s)", "Mount"), (r"\bPENS?\.(?=\s|$)", "Peninsula"),
    (r"\bPLAT\.(?=\s|$)", "Plateau"), (r"\bRA\.(?=\s|$)", "Range"), (r"\bARCH\.(?=\s|$)", "Archipelago"),
    (r"\bISA?N?DS(?=\s|$)", "Islands"), (r"\bIS\.(?=\s|$)", "Islands"), (r"\bI\.(?=\s|$)", "Island"), (r"\bSD\.(?=\s|$)", "Sound"),
    (r"\bSTR\.(?=\s|$)", "Strait"), (r"^Gt\.(?=\s)", "Great"),
]

# What the map calls by abbreviations and old capitals that no rule puts right.
BETTER = {
    "HONSHÜ": "Honshu", "KYÜSHÜ": "Kyushu", "HOKKAIDÖ": "Hokkaido", "RYÜKYÜ ISANDS": "Ryukyu Islands", "CAUCASUS MTS.": "Caucasus Mountains",
    "PEN. DE YUCATÁN": "Yucatán Peninsula", "Is. de Panamá": "Isthmus of Panama", "QUILIAN MOUNTAINS": "Qilian Mountains",
    "Pnuco": "Pánuco", "Inarijrvi": "Inarijärvi", "Pskoyskoye Ozero": "Lake Pskov", "Golfo San Mat’as": "Golfo San Matías",
    "Kuril Is.": "Kuril Islands", "R. des Outaouais": "Rivière des Outaouais",
}

KINDS = {
    "island": "island", "island group": "island", "minor island": "island", "lake": "water", "reservoir": "water", "alkaline lake": "water",
    "ocean": "water", "sea": "water", "gulf": "water", "bay": "water", "strait": "water", "sound": "water", "channel": "water",
    "lagoon": "water", "fjord": "water", "inlet": "water", "reef": "water", "geoarea": "region", "waterfall": "water", "river": "river",
}

# Features that are none, or that stand elsewhere in the gazetteer.
LEFT_OUT = {"continent", "dragons-be-here", "pole", "spot elevation", "lake centerline", "generic"}

# What a feature of Natural Earth's rank counts for, beside settlements by their people.
RANKS = (20e6, 10e6, 5e6, 2e6, 1e6, 500e3, 200e3, 100e3, 50e3, 20e3)


def tidy(name):
    """A name as it is written in a text."""
    name = re.sub(r"\s+", " ", name or "").strip()
    if name in BETTER:
        return BETTER[name]
    # The map sets large features in capitals.
    if name.upper() == name and len(name) > 3:
        name = re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda word: word[0].capitalize(), name)
        name = re.sub(r"(?<!^)\b(Of|The|De|Du|Des|Al|Da|Do)\b", lambda word: word[0].lower(), name)
    for pattern, word in SHORT:
        name = re.sub(pattern, word, name, flags=re.IGNORECASE)
    return name


def features(path):
    """The features of a file: properties with small keys, and geometry."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield {key.lower(): value for key, value in feature["properties"].items()}, feature["geometry"]


def importance(row):
    """What a feature counts for."""
    rank = row.get("scalerank")
    return RANKS[min(int(float(rank if rank is not None else 9)), len(RANKS) - 1)]


def areas(folder):
    """Everything but rivers."""
    for file in ("geography_marine_polys", "geography_regions_polys", "lakes", "geography_regions_points",
                 "geography_regions_elevation_points"):
        for row, geometry in features(folder / f"ne_10m_{file}.json"):
            sort = (row.get("featurecla") or "").lower()
            name = tidy(row.get("name"))
            if not name or sort in LEFT_OUT:
                continue
            if geometry and geometry["type"] == "Point":
                at, radius = geometry["coordinates"][:2], 5 if sort in ("mountain", "cape", "pass", "waterfall") else 15
            else:
                found = extent(geometry)
                if not found:
                    continue
                at, radius = found
            kind = KINDS.get(sort, "relief")
            entry = Entry(kind, name, *at, f"n:{file}:{name}:{at[0]:.1f}", importance=importance(row), radius=max(radius, 1))
            if file.endswith("elevation_points"):
                entry.importance = min(entry.importance, 1e6) / 4
            entry.add(name, MAIN)
            for further in (row.get("name_en"), row.get("namealt"), row.get("name_alt"), row.get("name_fr")):
                entry.add(tidy(further))
            add_forms(entry)
            yield entry


def add_forms(entry):
    """The same name with its words in the other order."""
    name = entry.name
    for pattern, form in (
        (r"^Lake (.+)$", "{} Lake"), (r"^(.+) Lake$", "Lake {}"), (r"^Mount (.+)$", "Mt {}"), (r"^Gora (.+)$", "Mount {}"),
        (r"^(.+) Desert$", "{} desert"), (r"^Ozero (.+)$", "Lake {}"), (r"^Lago (?:de |di |d')?(.+)$", "Lake {}"),
        (r"^(.+) (?:Hu|Nuur|Co|Köli)$", "Lake {}"), (r"^Gunung (.+)$", "Mount {}"), (r"^(.+) Islands$", "{} Isles"),
    ):
        match = re.match(pattern, name)
        if match:
            entry.add(form.format(match[1]))


def rivers(folder):
    """Rivers: pieces of one name that lie near each other are one river."""
    pieces = defaultdict(list)
    for file in ("rivers_lake_centerlines", "rivers_north_america"):
        for row, geometry in features(folder / f"ne_10m_{file}.json"):
            full = tidy(row.get("name_full"))
            name = tidy(row.get("name"))
            if not name or not geometry or not (row.get("featurecla") or "").startswith(("River", "Canal")):
                continue
            if file == "rivers_north_america" and (float(row.get("scalerank") or 99) > 10 or not full):
                continue
            lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
            pieces[name].append((importance(row), full, [point[:2] for line in lines for point in line]))
    for name, parts in sorted(pieces.items()):
        while parts:
            group, points = [parts.pop(0)], None
            grown = True
            while grown:
                points = [point for _, _, piece in group for point in piece[:: max(1, len(piece) // 20)]]
                near = [part for part in parts
                        if any(distance(end, point) < 250 for end in (part[2][0], part[2][-1]) for point in points)]
                grown = bool(near)
                for part in near:
                    parts.remove(part)
                    group.append(part)
            yield river(name, group)


def river(name, group):
    """One river of its pieces."""
    points = [point for _, _, piece in group for point in piece]
    middle = max((piece for _, _, piece in group), key=len)
    at = middle[len(middle) // 2]
    entry = Entry("river", name, *at, f"n:river:{name}:{at[0]:.1f}:{at[1]:.1f}", importance=max(part[0] for part in group),
                  radius=max(max(distance(at, point) for point in points) / 2, 5))
    entry.add(name, MAIN)
    for _, full, _ in group:
        entry.add(full)
    for word in ("River", "Canal", "Branch"):
        if word in name:
            break
    else:
        entry.add(f"{name} River")
        entry.add(f"River {name}")
    return entry


def more(path):
    """What Natural Earth lacks."""
    for kind, name, lon, lat, radius, weight, names in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()
                                                        if line and not line.startswith("#")):
        entry = Entry(kind, name, float(lon), float(lat), f"n:{name}", importance=float(weight), radius=float(radius))
        entry.add(name, MAIN)
        for text in names.split("|"):
            if re.match(r"[А-Яа-яЁё]", text):
                entry.say("ru", text)
            entry.add(text)
        yield entry


def named(entries, table):
    """Adds the names of a table to features: its rows are (name, names)."""
    by_name = defaultdict(list)
    for entry in entries:
        by_name[entry.name].append(entry)
    missing = []
    for name, names in table:
        found = by_name.get(name)
        if not found:
            missing.append(name)
            continue
        entry = max(found, key=lambda entry: entry.importance)
        for text in names.split("|"):
            if re.match(r"[А-Яа-яЁё]", text) and not re.search(r"[әғқңөұүһіїєґ]", text.lower()):
                entry.say("ru", text, ALTERNATE)
            else:
                entry.add(text)
    return missing


def without_known(entries, regions):
    """Leaves out what a table of regions has already, by name and nearness."""
    known = defaultdict(list)
    for region in regions:
        for text in region.names:
            known[text.casefold()].append(region)
    for entry in entries:
        near = [region for region in known.get(entry.name.casefold(), ())
                if distance((entry.lon, entry.lat), (region.lon, region.lat)) < max(600, region.radius)]
        if not near:
            yield entry
        else:
            for text, role in entry.names.items():
                near[0].add(text, ALTERNATE if role == MAIN else role)
