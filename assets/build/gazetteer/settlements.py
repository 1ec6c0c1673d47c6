"""Cities, towns and villages of GeoNames, and which of their names are kept."""

import gettext
import json
import re
from pathlib import Path

from common import ALTERNATE, CODE, FORMER, MAIN, Entry, script

# Where a script is at home, by country: names in it are kept for every place there.
HOME = {
    "CYRILLIC": "RU UA BY KZ KG TJ UZ TM MN BG RS MK ME BA AZ MD GE AM XK",
    "ARABIC": "DZ BH TD KM DJ EG ER IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH IR AF PK IN IL TR CN KZ",
    "CJK": "CN TW HK MO JP SG KR MY", "KATAKANA": "JP", "HIRAGANA": "JP", "HANGUL": "KR KP CN", "ARMENIAN": "AM AZ GE",
    "HEBREW": "IL PS", "GREEK": "GR CY", "GEORGIAN": "GE", "DEVANAGARI": "IN NP", "THAI": "TH", "BENGALI": "BD IN",
    "ETHIOPIC": "ET ER", "GURMUKHI": "IN PK", "TAMIL": "IN LK MY SG", "TELUGU": "IN", "MALAYALAM": "IN", "KANNADA": "IN",
    "GUJARATI": "IN", "ORIYA": "IN", "MYANMAR": "MM", "SINHALA": "LK", "TIBETAN": "CN BT IN NP", "KHMER": "KH", "LAO": "LA",
    "THAANA": "MV", "MONGOLIAN": "MN CN", "SYRIAC": "SY IQ TR",
}
HOME = {name: set(codes.split()) for name, codes in HOME.items()}

# Elsewhere from this population: below it they are made by programs, and nobody writes of the place in that script.
ABROAD = 5_000

# Small words that a name in Latin letters may begin with. Other names that begin with a small letter are letters of another
# script put one by one into Latin ones (`a la mu tu`).
SMALL = re.compile(r"^(al|ar|as|at|ad|an|az|ash|el|la|le|les|los|las|de|den|der|[’'ʼ]?s|[’'ʼ]?t|l|d)[-’' ]")

# Codes of airports, of harbours and of the post stand among the names.
CODES = re.compile(r"^[A-Z]{2,5}$|^[A-Z0-9]*\d[A-Z0-9]*$")


def is_kept(text, place, populous):
    """Whether a further name of a place pays for its room."""
    if CODES.match(text) or re.search(r"[=|@#<>{}\[\]]|\d{3}", text):
        return False
    letters = script(text)
    if letters == "LATIN":
        return not text[0].islower() or bool(SMALL.match(text))
    return populous or place["countrycode"] in HOME.get(letters, ())


def localized(folder, languages):
    """GeoNames' names by language: language -> id -> name."""
    tables = {}
    for language in languages:
        path = Path(folder) / language / "LC_MESSAGES/geonames.mo"
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog
        tables[language] = {int(key): text for key, text in catalog.items() if isinstance(key, str) and key.isdigit()}
    return tables


def settlements(geonames, chains, names, own):
    """
    One entry a settlement.

    chains: id -> (area, county); names: what `localized` returns; own: id -> names and positions that are better known.
    """
    cities = json.loads((geonames / "cities500.json").read_text())
    capitals = {code: row["capital"] for code, row in json.loads((geonames / "countries.json").read_text()).items()}
    for place in cities.values():
        number, population = place["geonameid"], place["population"]
        better = own.get(str(number), {})
        lon, lat = better.get("at", (place["longitude"], place["latitude"]))
        area, county = chains.get(number, ("", ""))
        entry = Entry("settlement", place["name"], lon, lat, f"g{number}", place["countrycode"], area, county, population,
                      importance=max(population, 300), geonames=number)
        if capitals.get(place["countrycode"]) == place["name"]:
            entry.importance = max(entry.importance * 3, 200_000)
        entry.add(place["name"], MAIN)
        for text in place["alternatenames"]:
            if is_kept(text, place, population >= ABROAD):
                entry.add(text)
        for language in ("en", "ru", "kk"):
            entry.say(language, better.get(language), ALTERNATE)
        for language, table in names.items():
            entry.say(language, table.get(number), ALTERNATE)
        yield entry
