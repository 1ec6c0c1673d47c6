"""What every part of the gazetteer's recipe needs: entries, names, and areas on the globe."""

import math
import re
import unicodedata
from dataclasses import dataclass, field

MAIN, ALTERNATE, FORMER, CODE, PEOPLE = "main", "alternate", "former", "code", "people"


@dataclass
class Entry:
    """A place: what becomes a row of the gazetteer."""

    kind: str
    name: str
    lon: float
    lat: float
    key: str = ""
    country: str = ""
    area: str = ""
    county: str = ""
    population: int = 0
    importance: float = 0.0
    radius: float = 0.0
    geonames: int = 0
    # the countries of today that make it up, for what is larger than one or no more
    parts: list = field(default_factory=list)
    # name -> role; of two roles of one name the stronger counts
    names: dict = field(default_factory=dict)
    # language -> name
    languages: dict = field(default_factory=dict)

    def add(self, text, role=ALTERNATE):
        """Adds a name that passes for one."""
        text = clean(text)
        if text and (text not in self.names or strength(role) < strength(self.names[text])):
            self.names[text] = role

    def say(self, language, text, role=ALTERNATE):
        """Adds the name of a language."""
        text = clean(text)
        if text:
            self.languages.setdefault(language, text)
            self.add(text, role)

    def record(self):
        """The entry as one line for the packer."""
        return {
            "kind": self.kind, "key": self.key, "name": self.name, "at": [round(self.lon, 5), round(self.lat, 5)],
            "country": self.country, "area": self.area, "county": self.county, "population": self.population,
            "importance": round(self.importance, 1), "radius": round(self.radius, 1), "geonames": self.geonames,
            "parts": self.parts,
            "names": [[text, role] for text, role in self.names.items()],
            "languages": [[language, text] for language, text in sorted(self.languages.items()) if text != self.name],
        }


def strength(role):
    """The order of roles; the first counts most."""
    return (MAIN, ALTERNATE, FORMER, CODE, PEOPLE).index(role)


def clean(text):
    """A name without what is not meant to be read; empty for what is no name."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "")).strip(" ,;")
    if len(text) < 2 or len(text) > 120 or "http" in text or not any(c.isalpha() for c in text):
        return ""
    return text


def script(text):
    """The script of the first letter, as Unicode names it: LATIN, CYRILLIC, CJK and so on."""
    return next((unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()), "?")


# Where a script is at home, by country.
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


def is_at_home(text, country):
    """Whether the script of a name is one of the country, or the Latin one."""
    letters = script(text)
    return letters == "LATIN" or country in HOME.get(letters, ())


EARTH_KM = 6371.0


def distance(a, b):
    """Kilometres between two (lon, lat), on a sphere (haversine)."""
    (x1, y1), (x2, y2) = ([math.radians(v) for v in p] for p in (a, b))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1, math.sqrt(h)))


def rings(geometry):
    """The outer rings of a GeoJSON area."""
    if not geometry:
        return []
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [part[0] for part in parts if part]


def ring_area(ring):
    """Square kilometres inside a ring, by the trapezoids of its sides on a cylinder of equal area."""
    total = 0.0
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, ring[1:]):
        total += math.radians(x2 - x1) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2))) / 2
    return abs(total) * EARTH_KM**2


def middle(ring):
    """A point inside a ring: the middle of the longest stretch inside it on the best of some parallels."""
    ys = [p[1] for p in ring]
    best = (0.0, ring[0][0], ring[0][1])
    for step in range(1, 16):
        y = min(ys) + (max(ys) - min(ys)) * step / 16 + 1e-9
        cuts = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
                      for a, b in zip(ring, ring[1:]) if (a[1] > y) != (b[1] > y))
        for left, right in zip(cuts[::2], cuts[1::2]):
            # Nearer to the middle is better, of stretches that are nearly as long.
            width = (right - left) * (1 - abs(step - 8) / 24)
            if width > best[0]:
                best = (width, (left + right) / 2, y)
    return best[1], best[2]


def extent(geometry):
    """Middle of the largest part and the radius in km of a circle as large as all parts together."""
    outer = rings(geometry)
    if not outer:
        return None
    areas = [ring_area(ring) for ring in outer]
    largest = outer[areas.index(max(areas))]
    return middle(largest), math.sqrt(sum(areas) / math.pi)
