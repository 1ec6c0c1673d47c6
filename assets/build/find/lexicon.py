#!/usr/bin/env python3
"""Makes the lists of words in src/find/places/lexicon/ that are not written by hand.

    lexicon.py CENSUS FAKER SCOWL GAZETTEER OUT

CENSUS     folder with dist.male.first, dist.female.first, dist.all.last: the names of the census of the United States of
           1990 (public domain), as in the PyPI package `names` 0.3.0
FAKER      folder `faker/providers/person` of the PyPI package `Faker` (MIT)
SCOWL      `american-english-small` of the Debian package `wamerican-small` (SCOWL, permissive licence)
GAZETTEER  a file whose first column (tab) has the folded names of the gazetteer
OUT        src/find/places/lexicon
"""
import ast, pathlib, re, sys, unicodedata

census, faker, scowl, gazetteer, out = map(pathlib.Path, sys.argv[1:6])
SURNAMES = 4000
LATIN = ("cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_US es_AR es_CL es_CO es_ES es_MX et_EE "
         "fi_FI fr_BE fr_CA fr_FR ga_IE hr_HR hu_HU id_ID it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK "
         "sl_SI sv_SE tr_TR uz_UZ az_AZ zu_ZA yo_NG ig_NG ha_NG tw_GH").split()


def plain(word):
    word = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in word if not unicodedata.combining(c))


def columns(name):
    return [line.split()[0].lower() for line in open(census / name) if line.strip()]


def names_of(locale, wanted):
    """The string constants of assignments whose target has one of the wanted words in its name."""
    path = faker / locale / "__init__.py"
    found = set()
    if not path.exists():
        return found
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and any(w in t.id for w in wanted) for t in node.targets):
            found |= {c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return {w for w in found if re.fullmatch(r"[^\W\d_]{3,}", w)}


def write(name, head, words):
    words = sorted(set(words))
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 118:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    (out / name).write_text("".join(f"# {h}\n" for h in head) + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(words))


folded = {line.split("\t")[0] for line in open(gazetteer, encoding="utf-8")}
common = {w for w in (l.strip() for l in open(scowl, encoding="utf-8")) if w.islower() and w.isalpha() and len(w) > 1}
ordinary = {plain(w) for w in common} & folded
given = set(columns("dist.male.first")) | set(columns("dist.female.first"))
for locale in LATIN:
    given |= {plain(w) for w in names_of(locale, ("first_names",))}
given = {w for w in given if len(w) > 2 and w not in common or w in ("mark", "bill", "frank", "jack", "rich", "rob", "grace", "rose")}
last = [w for w in columns("dist.all.last")[:SURNAMES] if len(w) > 2]
source = "Made by assets/build/find/lexicon.py."
write("given.txt", [source, "Given names: census of the United States of 1990 (public domain); Faker (MIT)."], given)
write("surnames.txt", [source, "The most frequent surnames of the census of the United States of 1990 (public domain)."], last)
write("ordinary.txt", [source, "Ordinary words of English (SCOWL, size 35) that are also names of places."], ordinary)
russian = names_of("ru_RU", ("first_names",)) | {w for w in names_of("uk_UA", ("first_names",)) if re.fullmatch("[А-Яа-яЁё]+", w)}
write("given-ru.txt", [source, "Given names of Russian (Faker, MIT)."], {w.lower() for w in russian})
