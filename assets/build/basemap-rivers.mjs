// Rivers: pieces of the source, put under one name, cut to the box, simplified and joined.
import fs from 'node:fs';
import { BOX } from './basemap-shapes.mjs';

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const key = (point) => `${point[0].toFixed(5)},${point[1].toFixed(5)}`;

/** Joins pieces end to end while exactly two meet at a point; longest first. */
function joined(pieces) {
  const lines = pieces.map((piece) => [...piece]);
  for (let again = true; again; ) {
    again = false;
    const ends = new Map();
    lines.forEach((line, index) => {
      for (const point of [line[0], line.at(-1)]) ends.set(key(point), [...(ends.get(key(point)) ?? []), index]);
    });
    for (const [at, [a, b, more]] of ends) {
      if (b === undefined || more !== undefined || a === b) continue;
      const head = key(lines[a].at(-1)) === at ? lines[a] : lines[a].toReversed();
      const tail = key(lines[b][0]) === at ? lines[b] : lines[b].toReversed();
      lines[a] = [...head, ...tail.slice(1)];
      lines.splice(b, 1);
      again = true;
      break;
    }
  }
  return lines.sort((a, b) => b.length - a.length);
}

/** The source writes one name in broken UTF-8: two bytes that read as K, a control character and r. */
const cleaned = (name) => (/^K[^ -~]+r$/.test(name) ? 'Kür' : name);

/** Features grouped into rivers of one name; those without a name in our table are kept nameless, by rank. */
function grouped(features, names) {
  const rivers = new Map();
  for (const { geometry, properties } of features) {
    if (!geometry) continue;
    const rank = Math.max(4, properties.scalerank - 1);
    const own = names[cleaned(properties.name)] ?? { en: '', rank };
    const name = `${own.en} ${own.rank}`;
    const river = rivers.get(name) ?? { names: own, rank: own.rank, pieces: [] };
    river.pieces.push(...(geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates));
    rivers.set(name, river);
  }
  return [...rivers.values()]
    .sort((a, b) => (`${a.names.en} ${a.rank}` < `${b.names.en} ${b.rank}` ? -1 : 1))
    .map(({ names: { en, ru = '', kk = '' }, rank, pieces }) => ({ names: { en, ru, kk }, rank, lines: joined(pieces) }));
}

/** Rivers that leave the box and would end at its edge, because they are not among the world's great ones. */
const CARRIED_ON = ['Tobol', 'Ishim', 'Vyatka', 'Chulym', 'Khopr', 'Harirud', 'Aras', 'Sura', 'Chusovaya', 'Kama', 'Tom?'];

/** Fine rivers of the box; of the rest of the world only the great ones. Where a lake is drawn, its centre line is cut away. */
export async function riverLines({ mapshaper, tmp, magics, names }) {
  const file = (scale) => `${magics}/${scale}/ne_${scale}_rivers_lake_centerlines.shp`;
  const onlyRivers = `-filter '/River|Lake Centerline/.test(featurecla)'`;
  const cutLakes = (detail) => `-erase ${tmp(`lake-${detail}-out.json`)}`;
  await mapshaper.runCommands(
    `-i ${file('10m')} ${onlyRivers} -clip bbox=${BOX} ${cutLakes('region')} ` +
      `-simplify visvalingam interval=60 -o ${tmp('river-region.json')} format=geojson precision=0.00001`,
  );
  await mapshaper.runCommands(
    `-i ${file('10m')} ${onlyRivers} -filter '${JSON.stringify(CARRIED_ON)}.includes(name)' ` +
      `-erase bbox=${BOX} ${cutLakes('world')} ` +
      `-simplify visvalingam interval=2000 -o ${tmp('river-carried.json')} format=geojson precision=0.0001`,
  );
  await mapshaper.runCommands(
    `-i ${file('50m')} ${onlyRivers} -filter 'scalerank <= 4' -erase bbox=${BOX} ${cutLakes('world')} ` +
      `-simplify visvalingam interval=2500 -o ${tmp('river-world.json')} format=geojson precision=0.0001`,
  );
  const read = (...files) => grouped(files.flatMap((name) => readJson(tmp(`river-${name}.json`)).features), names);
  return { world: read('world', 'carried'), region: read('region') };
}
