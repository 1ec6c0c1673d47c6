"""Cities, towns and villages of GeoNames, and which of their names are kept."""

import gettext
import json
import re
from pathlib import Path

from common import ALTERNATE, MAIN, Entry, is_at_home, script

# Names in a script that is not at home in the country are kept from this population: below it they are made by programs, and nobody writes of the place in that script.
ABROAD = 10_000

# Countries that write in Latin letters and whose small places have had one name for long: further Latin names of them are
# those of other languages, and letters put back from other scripts (`Ostrikur` for Ostricourt).
ONE_NAME = set("""
US CA GB IE AU NZ FR DE AT NL DK SE NO IS IT PT MX GT HN SV NI CR PA CU DO HT PR JM TT CO VE EC PE BO CL AR UY PY BR CI BF ML NE SN
GN BJ TG CM GA CG CD AO MZ ZM ZW MW TZ KE UG RW BI NG GH SL LR GM MG PH ID
""".split())

# From this population, an entry has its number at GeoNames. Three bytes that nothing can pack.
NUMBERED = 10_000

# Small words that a name in Latin letters may begin with. Other names that begin with a small letter are letters of another
# script put one by one into Latin ones (`a la mu tu`).
SMALL = re.compile(r"^(al|ar|as|at|ad|an|az|ash|el|la|le|les|los|las|de|den|der|[’'ʼ]?s|[’'ʼ]?t|l|d)[-’' ]")

# Codes of airports, of harbours and of the post stand among the names.
CODES = re.compile(r"^[A-Z]{2,5}$|^[A-Z0-9]*\d[A-Z0-9]*$")


def is_kept(text, place, populous):
    """Whether a further name of a place pays for its room."""
    if CODES.match(text) or re.search(r"[=|@#<>{}\[\]]|\d{3}", text):
        return False
    if script(text) == "LATIN":
        if not populous and place["countrycode"] in ONE_NAME:
            return False
        # Seats of Chinese townships have their Chinese names; what is further is other ways of writing those in Latin letters.
        if place["countrycode"] == "CN" and place["population"] < 1_000:
            return False
        return not text[0].islower() or bool(SMALL.match(text))
    return populous or is_at_home(text, place["countrycode"])


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
    # Other places of a country may be called as its capital.
    largest = {}
    for place in cities.values():
        key = place["countrycode"], place["name"]
        if place["population"] >= largest.get(key, place)["population"]:
            largest[key] = place
    for place in cities.values():
        number, population = place["geonameid"], place["population"]
        better = own.get(str(number), {})
        lon, lat = better.get("at", (place["longitude"], place["latitude"]))
        area, county = chains.get(number, ("", ""))
        entry = Entry("settlement", place["name"], lon, lat, f"g{number}", place["countrycode"], area, county, population,
                      importance=max(population, 300), geonames=number if population >= NUMBERED else 0)
        if largest.get((place["countrycode"], capitals.get(place["countrycode"]))) is place:
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
