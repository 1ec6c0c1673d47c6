// Writes the two container files; assets/basemap/README.md describes the bytes.

/** Collects bytes: unsigned varints, zigzag varints and strings. */
export class Writer {
  #bytes = [];

  uint(value) {
    if (!Number.isInteger(value) || value < 0) throw new Error(`not an unsigned integer: ${value}`);
    while (value >= 128) {
      this.#bytes.push((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    this.#bytes.push(value);
  }

  /** Zigzag: 0, -1, 1, -2 … become 0, 1, 2, 3 …, so that small steps either way take one byte. */
  int(value) {
    this.uint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value) {
    const utf8 = Buffer.from(value, 'utf8');
    this.uint(utf8.length);
    for (const byte of utf8) this.#bytes.push(byte);
  }

  names({ en, ru = '', kk = '' }) {
    this.text(en);
    this.text(ru);
    this.text(kk);
  }

  /** A lone position, in ten-thousandths of a degree. */
  position([lon, lat]) {
    this.int(Math.round(lon * 1e4));
    this.int(Math.round(lat * 1e4));
  }

  list(items, write) {
    this.uint(items.length);
    for (const item of items) write(item);
  }

  finish() {
    return Uint8Array.from(this.#bytes);
  }
}

/** Rounds a line to the grid and drops the points that fall on their forerunner. */
export function toGrid(points, scale) {
  const out = [];
  for (const [lon, lat] of points) {
    const point = [Math.round(lon * scale), Math.round(lat * scale)];
    const last = out.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  return out;
}

/** Lines of grid points, each coordinate as the step from the point before it, across lines too. */
export function writeLines(writer, lines) {
  let [x, y] = [0, 0];
  writer.list(lines, (line) => {
    writer.list(line, (point) => {
      writer.int(point[0] - x);
      writer.int(point[1] - y);
      [x, y] = point;
    });
  });
}

/** Magic, version, inflated length, deflated payload. The deflate is pinned, so the bytes are the same everywhere. */
export function container(magic, payload, pako) {
  const deflated = pako.deflate(payload, { level: 9 });
  const out = Buffer.alloc(12 + deflated.length);
  out.write(magic, 0, 'latin1');
  out.writeUInt32LE(1, 4);
  out.writeUInt32LE(payload.length, 8);
  out.set(deflated, 12);
  return out;
}
