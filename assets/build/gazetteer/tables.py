"""Regions, former states, peoples and further names, from the tables written for this gazetteer."""

import json
import math
import unicodedata
from collections import defaultdict

from common import ALTERNATE, CODE, FORMER, MAIN, PEOPLE, Entry, distance

# Regions of CLDR that are parts of continents (UN M49), and how much they count for.
M49 = {
    "011": 3e6, "014": 3e6, "015": 10e6, "017": 3e6, "018": 3e6, "030": 20e6, "034": 30e6, "035": 30e6, "039": 8e6, "053": 1e6,
    "054": 1e6, "057": 1e6, "061": 1e6, "145": 5e6, "154": 8e6, "021": 3e6,
}
# Regions of the table that CLDR names in many languages.
SAME = {"143": "Central Asia", "151": "Eastern Europe", "155": "Western Europe", "013": "Central America", "029": "Caribbean",
        "419": "Latin America", "202": "Sub-Saharan Africa", "019": "Americas"}


def rows(path, columns):
    """The rows of a table; lines that begin with # explain it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield (line.split("\t") + [""] * columns)[:columns]


def split(text):
    """Names between bars."""
    return [part for part in text.split("|") if part]


def regions(path):
    """Regions, and where they lie."""
    for name, lon, lat, radius, weight, parts, further, russian in rows(path, 8):
        names = split(further)
        bare = name.removesuffix(" Region").partition(" (")[0]
        # A region that is called as something else is told apart by another word in the table, not in a text.
        main = bare if bare != name and (bare in names or "(" in name) else name
        parts = parts.split()
        entry = Entry("region", main, float(lon), float(lat), f"r:{name}", parts[0] if len(parts) == 1 else "",
                      importance=float(weight) / 4, radius=float(radius), parts=parts)
        entry.add(main, MAIN)
        for text in names:
            entry.add(text)
        for text in split(russian):
            entry.say("ru", text)
        yield entry


def former(path):
    """States that are no more."""
    for name, lon, lat, radius, parts, further, russian in rows(path, 7):
        entry = Entry("former", name, float(lon), float(lat), f"f:{name}", importance=float(radius) * 5000, radius=float(radius),
                      parts=parts.split())
        entry.add(name, MAIN)
        for text in split(further):
            entry.add(text)
        entry.say("ru", russian)
        yield entry


def continents(path, languages):
    """The seven continents of GeoNames, with their names by language."""
    for code, row in json.loads(path.read_text()).items():
        box = row["bbox"]
        parts = (row.get("cc2") or "").split(",")
        # From its own corners only where they do not cross the antimeridian.
        lon, lat = float(row["lng"]), float(row["lat"])
        radius = {"AF": 3100, "AS": 3760, "EU": 1800, "NA": 2800, "OC": 1650, "SA": 2380, "AN": 2110}[code]
        if code == "AN":
            lon, lat = 0.0, -82.0
        entry = Entry("continent", row["name"], lon, lat, f"c:{code}", population=row["population"], importance=1e9, radius=radius,
                      geonames=row["geonameId"], parts=sorted(part.strip() for part in parts if part.strip()))
        del box
        entry.add(row["name"], MAIN)
        for name in row["alternateNames"]:
            if name.get("lang") in ("link", "wkdt"):
                continue
            if name.get("lang") in languages and name.get("isPreferredName", True):
                entry.say(name["lang"], name["name"])
            entry.add(name["name"])
        yield entry


def world_regions(cldr, members, countries, languages):
    """Parts of continents as the United Nations cut them: code -> [(language, name, first)], code -> [country]."""
    for code, weight in M49.items():
        own = [countries[part] for part in members.get(code, ()) if part in countries]
        english = next((text for language, text, _ in cldr[code] if language == "en"), "")
        if not own or not english:
            continue
        lon, lat, radius = middle(own)
        entry = Entry("region", english, lon, lat, f"m:{code}", importance=weight, radius=radius, parts=sorted(own_codes(own)))
        entry.add(english, MAIN)
        add_cldr(entry, cldr[code], languages)
        # “Western Africa” is called West Africa.
        for long, brief in (("Western", "West"), ("Eastern", "East"), ("Northern", "North"), ("Southern", "South"),
                            ("Southeast", "South-East"), ("Middle", "Central")):
            if english.startswith(long + " "):
                entry.add(english.replace(long, brief, 1))
        yield entry


def own_codes(entries):
    """The codes of countries."""
    return [entry.country for entry in entries]


def add_cldr(entry, names, languages):
    """Adds CLDR's names of a region."""
    for language, text, first in names:
        if first and language in languages:
            entry.say(language, text)
        entry.add(text)


def middle(entries):
    """The middle of countries on the sphere, weighed by their size, and the radius of a circle as large as all."""
    total = [0.0, 0.0, 0.0]
    for entry in entries:
        weight = entry.radius**2
        lon, lat = math.radians(entry.lon), math.radians(entry.lat)
        for axis, part in enumerate((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))):
            total[axis] += weight * part
    lon, lat = math.atan2(total[1], total[0]), math.atan2(total[2], math.hypot(total[0], total[1]))
    return math.degrees(lon), math.degrees(lat), math.sqrt(sum(entry.radius**2 for entry in entries))


def find(entries):
    """`kind:country/name` and `country/name` (settlements) -> the most important entry that is called so."""
    table = {}
    for entry in entries:
        keys = [f"{entry.kind}:{entry.country}/{entry.name}"] if entry.kind != "settlement" else [f"{entry.country}/{entry.name}"]
        if entry.kind == "country":
            keys.append(f"country:{entry.country}")
        for key in keys:
            if key not in table or table[key].importance < entry.importance:
                table[key] = entry
    return table


def plain(text):
    """A name without what tells only how it is written."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def mark(entry, text, role):
    """Adds a name; GeoNames has old names and abbreviations among the others, without saying so."""
    for other in entry.names:
        if entry.names[other] == ALTERNATE and plain(other) == plain(text):
            entry.names[other] = role
    entry.add(text, role)


def aliases(path, known):
    """Adds further and old names; returns what they were meant for and is not there."""
    missing = []
    for key, role, names in rows(path, 3):
        entry = known.get(key) or other_spelling(key, known)
        if not entry:
            missing.append(key)
            continue
        role = {"alternate": ALTERNATE, "former": FORMER, "code": CODE}[role]
        for text in split(names):
            mark(entry, text, role)
    return missing


def other_spelling(key, known):
    """The most important settlement of a country one of whose names is this one."""
    country, _, name = key.partition("/")
    if ":" in country or not name:
        return None
    if not hasattr(other_spelling, "table"):
        table = defaultdict(list)
        for entry in known.values():
            if entry.kind == "settlement":
                for text in entry.names:
                    table[f"{entry.country}/{text}"].append(entry)
        other_spelling.table = table
    found = other_spelling.table.get(key, [])
    return max(found, key=lambda entry: entry.importance, default=None)


def peoples(path, known):
    """Adds the names of peoples and the adjectives to countries."""
    for code, english, russian in rows(path, 3):
        entry = known.get(f"country:{code}")
        for word in f"{english} {russian}".split():
            if entry:
                entry.add(word.replace("_", " "), PEOPLE)


def abbreviations(path, known):
    """Adds how newspapers shorten provinces."""
    for country, name, names in rows(path, 3):
        entry = known.get(f"province:{country}/{name}")
        for text in split(names):
            if entry:
                mark(entry, text, CODE)


def airports(path, near):
    """Airports with an IATA code that serve a town or more than one country; near: position -> the settlement there."""
    import csv

    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["name"].strip()
            if not row["iata"] or not name:
                continue
            at = (float(row["lon"]), float(row["lat"]))
            town = near(at)
            served = town.population if town else 0
            if "nternational" not in name and served < 40_000:
                continue
            if not any(word in name for word in ("Airport", "Airfield", "Air Base", "Airpark", "Aerodrome", "Field")):
                name += " Airport"
            entry = Entry("airport", name, *at, f"a:{row['iata']}", row["country"], town.area if town else "",
                          importance=3000 + served * 0.02, radius=3)
            entry.add(name, MAIN)
            entry.add(row["iata"], CODE)
            city = row["city"].strip()
            entry.add(f"{city} Airport" if city else "")
            if city and name.startswith(city + " "):
                rest = name[len(city) + 1:]
                if rest not in ("Airport", "International Airport"):
                    entry.add(rest)
            for long in (" International Airport", " Regional Airport"):
                if long in name:
                    entry.add(name.replace(long, " Airport"))
            yield entry


class Nearest:
    """The most populous settlement within 40 km of a point."""

    def __init__(self, entries):
        self.cells = defaultdict(list)
        for entry in entries:
            if entry.kind == "settlement":
                self.cells[round(entry.lon), round(entry.lat)].append(entry)

    def __call__(self, at):
        x, y = round(at[0]), round(at[1])
        around = [entry for dx in (-1, 0, 1) for dy in (-1, 0, 1) for entry in self.cells[x + dx, y + dy]
                  if distance(at, (entry.lon, entry.lat)) < 40]
        return max(around, key=lambda entry: entry.population, default=None)
