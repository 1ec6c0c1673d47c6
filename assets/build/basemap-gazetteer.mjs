// Names and label points: countries, provinces, towns.
import fs from 'node:fs';
import path from 'node:path';

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** CLDR's name of a country in one language: the short form where there is one, empty where there is none. */
function cldrNames(folder, language) {
  const table = readJson(path.join(folder, language, 'territories.json'));
  const names = table.main[language].localeDisplayNames.territories;
  return (code) => names[`${code}-alt-short`] ?? names[code] ?? '';
}

/** One record a country code, sorted by code; names of CLDR first, of Natural Earth where CLDR has none. */
export function countryNames(rows, cldr, overrides) {
  const [en, ru, kk] = ['en', 'ru', 'kk'].map((language) => cldrNames(cldr, language));
  const chosen = new Map();
  for (const row of rows) {
    // Islands that carry their country's code must not give it their own name and label point.
    if (!chosen.has(row.code) || row.ISO_A2 === row.code) chosen.set(row.code, row);
  }
  return [...chosen.values()].sort((a, b) => order(a.code, b.code)).map((row) => ({
    code: row.code,
    names: {
      en: en(row.code) || row.NAME,
      ru: ru(row.code) || row.NAME_RU,
      kk: kk(row.code),
      ...overrides[row.code],
    },
    at: [row.LABEL_X, row.LABEL_Y],
    rank: Math.max(0, Math.round(row.MIN_LABEL)),
  }));
}

/**
 * Whether a point lies in the polygon with the most points, by the crossings of a ray from it. A few label points of
 * the source lie in an exclave or outside.
 */
export function isInside(geometry, [x, y]) {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = parts.reduce((most, part) => (part[0].length > most[0].length ? part : most));
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The rank of a province that is a city, so that its name is not written twice. */
const UNLABELLED = 99;

/** One record a province that has a polygon; `codes` is every key that finds it. */
export function provinceNames(features, kept, overrides) {
  const wanted = new Set(kept.map((part) => part.properties.key));
  const found = features.filter(({ properties }) => wanted.has(properties.key));
  found.sort((a, b) => order(a.properties.key, b.properties.key));
  return found.map(({ geometry, properties: row }) => {
    const { codes = [], rank, labelled = true, ...names } = overrides[row.key] ?? {};
    const iso = /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(row.iso ?? '') && codes.length === 0 ? [row.iso] : codes;
    return {
      key: row.key,
      codes: [...iso, row.key],
      country: row.code,
      names: { en: row.en || row.name, ru: row.ru ?? '', ...names },
      at: isInside(geometry, row.at) ? row.at : row.inner,
      rank: labelled ? (rank ?? row.rank) : UNLABELLED,
    };
  });
}

/** The tile zoom from which a town of so many people is named. */
function townRank(population, capital) {
  const steps = [5e6, 1e6, 5e5, 2e5, 1e5, 5e4, 2e4];
  const step = steps.findIndex((least) => population >= least);
  const rank = 3 + (step < 0 ? steps.length : step);
  return Math.max(3, capital ? rank - 2 : rank);
}

/** A hand-written name that GeoNames does not know is either new there or a slip here. */
function warnOfNames(city, own) {
  const known = new Set(city.alternatenames.map((name) => name.toLowerCase()));
  for (const name of [own.ru, own.kk]) {
    if (name && !known.has(name.toLowerCase())) console.warn(`GeoNames has no ${name} among the names of ${city.name}`);
  }
}

const kilometres = (a, b) =>
  Math.hypot((a[0] - b[0]) * 111.3 * Math.cos((a[1] * Math.PI) / 180), (a[1] - b[1]) * 111.3);

/** Towns big enough to find one's way by, biggest first; parts of a bigger town close by are left out. */
export function townRecords(folder, overrides, inBox) {
  const cities = Object.values(readJson(path.join(folder, 'cities500.json')));
  const countries = readJson(path.join(folder, 'countries.json'));
  const wanted = cities.filter(({ population, countrycode, longitude, latitude }) =>
    population >= 500_000 || (inBox([longitude, latitude]) && population >= (countrycode === 'KZ' ? 10_000 : 20_000)));
  wanted.sort((a, b) => b.population - a.population || a.geonameid - b.geonameid);
  const kept = [];
  for (const city of wanted) {
    const own = overrides[city.geonameid] ?? overrides[`${city.countrycode}:${city.name}`] ?? {};
    const at = own.at ?? [city.longitude, city.latitude];
    const swallows = (town) => (inBox(at) && town.population < 1e6 ? 6 : 15);
    if (own.drop || kept.some((town) => kilometres(town.at, at) < swallows(town))) continue;
    const capital = countries[city.countrycode]?.capital === city.name;
    kept.push({
      country: city.countrycode,
      names: { en: own.en ?? city.name, ru: own.ru ?? '', kk: own.kk ?? '' },
      at,
      population: city.population,
      rank: own.rank ?? townRank(city.population, capital),
    });
    warnOfNames(city, own);
  }
  return kept;
}
