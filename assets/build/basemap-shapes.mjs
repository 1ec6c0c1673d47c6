// Cuts, simplifies and takes apart the shapes: from files of polygons to arcs, polygons and chained lines.
import fs from 'node:fs';
import path from 'node:path';

/** The box that is drawn finely; the rest of the world leaves it out. West, south, east, north. */
export const BOX = [44, 35, 90, 57];
const [WEST, SOUTH, EAST, NORTH] = BOX;

/** Line kinds, as the file numbers them. */
export const KIND = { coast: 0, border: 1, disputed: 2, province: 3, lakeShore: 4 };

const near = (a, b) => Math.abs(a - b) < 1e-7;

/** Axis (0 longitude, 1 latitude) and place of every cut: the box, and the end of the world. */
const EDGES = [[0, WEST], [0, EAST], [1, SOUTH], [1, NORTH], [0, -180], [0, 180], [1, -90], [1, 90]];
const onEdge = (a, b) => EDGES.some(([axis, at]) => near(a[axis], at) && near(b[axis], at));

/** An arc that only follows cuts, around corners too, is no coast and no border. */
const isEdge = (arc) => arc.every((point, index) => index === 0 || onEdge(arc[index - 1], point));

function polygon(coordinates) {
  return JSON.stringify({ type: 'Polygon', coordinates });
}

const ring = (w, s, e, n) => [[w, s], [w, n], [e, n], [e, s], [w, s]];

/** Writes the two frames: the box, and the world without it. The sea is what countries leave of them. */
export function writeFrames(folder) {
  const box = ring(...BOX);
  fs.writeFileSync(path.join(folder, 'box.json'), polygon([box]));
  fs.writeFileSync(path.join(folder, 'around.json'), polygon([ring(-180, -90, 180, 90), box.toReversed()]));
}

/**
 * Runs mapshaper over layers that share one topology, so that a border which two layers know is simplified once.
 * The sea goes in as a polygon: it gives every coast a second side, and with it a fixed corner where it meets the frame.
 */
export async function topology(mapshaper, folder, { name, frame, layers, interval }) {
  const inputs = ['country', ...layers, frame].map((layer) => path.join(folder, `${layer}.json`));
  const cut = frame === 'box' ? `-clip bbox=${BOX} target=*` : `-erase bbox=${BOX} target=*`;
  const out = path.join(folder, `${name}.topo.json`);
  await mapshaper.runCommands(
    `-i ${inputs.join(' ')} combine-files ${cut} ` +
      `-erase country target=${frame} name=sea -simplify visvalingam interval=${interval} keep-shapes target=* ` +
      `-o ${out} format=topojson no-quantization target=*`,
  );
  return JSON.parse(fs.readFileSync(out, 'utf8'));
}

function eachArc(geometry, use) {
  const walk = (arcs) => (typeof arcs === 'number' ? use(arcs < 0 ? ~arcs : arcs) : arcs.forEach(walk));
  if (geometry.arcs) walk(geometry.arcs);
}

/** For every arc, which features of which layer run along it. */
function users(topo) {
  const found = topo.arcs.map(() => ({ country: [], province: [], disputed: [], sea: [] }));
  for (const [layer, object] of Object.entries(topo.objects)) {
    for (const geometry of object.geometries) {
      eachArc(geometry, (arc) => found[arc][layer].push(geometry.properties ?? {}));
    }
  }
  return found;
}

/** What kind of line an arc is, or null when it is not drawn. */
function kindOf(arc, user) {
  if (isEdge(arc)) return null;
  const countries = new Set(user.country.map((country) => country.code));
  if (countries.size === 2) return user.disputed.length ? KIND.disputed : KIND.border;
  if (user.country.length === 2) return null;
  if (user.country.length === 1) return KIND.coast;
  // Off the borders only the named few: an older cut of a border beside today's would be drawn twice.
  if (user.disputed.some((line) => line.alone)) return KIND.disputed;
  const [a, b] = user.province;
  return a && b && a.country === b.country ? KIND.province : null;
}

/** Joins arcs of one class end to end wherever exactly two of them meet, so that a border is one line. */
function chain(arcs, wanted) {
  const key = (point) => `${point[0]},${point[1]}`;
  const ends = new Map();
  for (const index of wanted) {
    for (const point of [arcs[index][0], arcs[index].at(-1)]) {
      const at = key(point);
      ends.set(at, [...(ends.get(at) ?? []), index]);
    }
  }
  const left = new Set(wanted);
  const lastPoint = (ref) => (ref < 0 ? arcs[~ref][0] : arcs[ref].at(-1));
  const follow = (line) => {
    for (;;) {
      const at = lastPoint(line.at(-1));
      const meeting = ends.get(key(at));
      const next = meeting.length === 2 ? meeting.find((index) => left.has(index)) : undefined;
      if (next === undefined) return;
      left.delete(next);
      line.push(key(arcs[next][0]) === key(at) ? next : ~next);
    }
  };
  const lines = [];
  for (const index of wanted) {
    if (!left.delete(index)) continue;
    const backwards = [~index];
    follow(backwards);
    const line = backwards.toReversed().map((ref) => ~ref);
    follow(line);
    lines.push(line);
  }
  return lines;
}

/** Chained lines of all kinds; arcs of different owners are never joined. */
function chainedLines(topo, found) {
  const classes = new Map();
  topo.arcs.forEach((arc, index) => {
    const kind = kindOf(arc, found[index]);
    if (kind === null) return;
    const owners = [...new Set(found[index].country.map((country) => country.code))].sort();
    const rank = kind === KIND.province ? Math.max(...found[index].province.map((province) => province.rank)) : 0;
    const name = JSON.stringify([kind, rank, owners]);
    classes.set(name, [...(classes.get(name) ?? []), index]);
  });
  return [...classes].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, indices]) => {
    const [kind, rank] = JSON.parse(name);
    return chain(topo.arcs, indices).map((arcs) => ({ kind, rank, arcs }));
  });
}

/** Polygons of a layer as { properties, rings }: the first ring is the outer one. */
function polygons(object) {
  return object.geometries.flatMap((geometry) => {
    if (geometry.type === 'Polygon') return [{ properties: geometry.properties, rings: geometry.arcs }];
    if (geometry.type !== 'MultiPolygon') return [];
    return geometry.arcs.map((rings) => ({ properties: geometry.properties, rings }));
  });
}

/** Takes a topology apart and leaves out the arcs that nothing needs. */
export function takeApart(topo, keepProvince = () => false) {
  const found = users(topo);
  const shape = {
    lines: chainedLines(topo, found),
    land: polygons(topo.objects.country),
    provinces: topo.objects.province ? polygons(topo.objects.province).filter((p) => keepProvince(p.properties)) : [],
  };
  const renumbered = new Map();
  const arcs = [];
  const renumber = (ref) => {
    const index = ref < 0 ? ~ref : ref;
    if (!renumbered.has(index)) {
      renumbered.set(index, arcs.length);
      arcs.push(topo.arcs[index]);
    }
    return ref < 0 ? ~renumbered.get(index) : renumbered.get(index);
  };
  for (const line of shape.lines) line.arcs = line.arcs.map(renumber);
  for (const part of [...shape.land, ...shape.provinces]) part.rings = part.rings.map((r) => r.map(renumber));
  return { ...shape, arcs };
}
