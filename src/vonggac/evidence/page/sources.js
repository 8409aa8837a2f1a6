// A package as it lies there: an unpacked folder, or the zip that was handed over (stored, never compressed).
import { CannotJudge, Fail, text } from "./bytes.js";

const EOCD = 0x06054b50, EOCD64 = 0x06064b50, CENTRAL = 0x02014b50, LOCAL = 0x04034b50;

// Map of name (without the package's own folder) to Blob.
export async function open(files) {
  const given = Array.from(files);
  if (given.length === 1 && /\.zip$/i.test(given[0].name)) return fromZip(given[0]);
  if (given.some((each) => !each.webkitRelativePath)) throw new CannotJudge("choose the package's folder, or its zip");
  const found = new Map();
  for (const each of given) found.set(each.webkitRelativePath.split("/").slice(1).join("/"), each);
  return found;
}

async function fromZip(blob) {
  const tail = await view(blob, Math.max(0, blob.size - 65_557), blob.size);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== EOCD) at -= 1;
  if (at < 0) throw new CannotJudge("not a zip that can be read");
  let count = tail.getUint16(at + 10, true), size = tail.getUint32(at + 12, true), from = tail.getUint32(at + 16, true);
  if (count === 0xffff || from === 0xffffffff || size === 0xffffffff) {
    const where = Number(tail.getBigUint64(at - 20 + 8, true)), more = await view(blob, where, where + 56);
    if (more.getUint32(0, true) !== EOCD64) throw new CannotJudge("not a zip that can be read");
    count = Number(more.getBigUint64(32, true)); size = Number(more.getBigUint64(40, true)); from = Number(more.getBigUint64(48, true));
  }
  const entries = directory(await view(blob, from, from + size), count);
  const tops = new Set(entries.map((each) => each.name.split("/")[0]));
  const nested = tops.size === 1 && entries.every((each) => each.name.includes("/"));
  const found = new Map();
  for (const each of entries) {
    const name = nested ? each.name.slice(each.name.indexOf("/") + 1) : each.name;
    if (found.has(name)) throw new Fail(name, "twice in the zip");
    const head = await view(blob, each.at, each.at + 30);
    if (head.getUint32(0, true) !== LOCAL) throw new Fail(name, "cannot be read");
    const begin = each.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    found.set(name, blob.slice(begin, begin + each.size));
  }
  return found;
}

function directory(data, count) {
  const entries = [];
  for (let at = 0, n = 0; n < count; n += 1) {
    if (at + 46 > data.byteLength || data.getUint32(at, true) !== CENTRAL) throw new CannotJudge("not a zip that can be read");
    const method = data.getUint16(at + 10, true), long = data.getUint16(at + 28, true), extra = data.getUint16(at + 30, true);
    const name = text(new Uint8Array(data.buffer, data.byteOffset + at + 46, long));
    const kind = data.getUint32(at + 38, true) >>> 28;
    if (kind !== 0 && kind !== 8) throw new Fail(name, "something that is neither file nor folder");
    let size = data.getUint32(at + 24, true), local = data.getUint32(at + 42, true);
    for (let e = at + 46 + long; e < at + 46 + long + extra; ) {
      const id = data.getUint16(e, true), bytes = data.getUint16(e + 2, true);
      let f = e + 4;
      if (id === 1) {
        if (size === 0xffffffff) { size = Number(data.getBigUint64(f, true)); f += 8; }
        if (data.getUint32(at + 20, true) === 0xffffffff) f += 8;
        if (local === 0xffffffff) local = Number(data.getBigUint64(f, true));
      }
      e += 4 + bytes;
    }
    at += 46 + long + extra + data.getUint16(at + 32, true);
    if (name.endsWith("/")) continue;
    if (method !== 0) throw new CannotJudge("a compressed zip: unpack it, and choose the folder");
    entries.push({ name, size, at: local });
  }
  return entries;
}

async function view(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

const MAX_SMALL = 256 << 20;

export async function read(source, name, most = MAX_SMALL) {
  const blob = source.get(name);
  if (!blob) throw new Fail(name, "missing");
  if (blob.size > most) throw new Fail(name, "longer than such a file is");
  return new Uint8Array(await blob.arrayBuffer());
}
