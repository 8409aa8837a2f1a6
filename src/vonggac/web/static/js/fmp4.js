// The few boxes of fragmented MP4 that the live player must read: when a fragment is, and its time scale.

/** Calls `visit(type, start, end)` for every box in view[from, to); stops at the first malformed size. */
export function eachBox(view, from, to, visit) {
  let at = from;
  while (at + 8 <= to) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= to) { size = Number(view.getBigUint64(at + 8)); head = 16; }
    if (size === 0) size = to - at;
    if (size < head || at + size > to) return;
    const type = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6), view.getUint8(at + 7));
    visit(type, at + head, at + size);
    at += size;
  }
}

function find(view, path, from = 0, to = view.byteLength) {
  let found = null;
  eachBox(view, from, to, (type, start, end) => {
    if (found || type !== path[0]) return;
    found = path.length === 1 ? [start, end] : find(view, path.slice(1), start, end);
  });
  return found;
}

/** `tfdt` of the first track of the first fragment, in that track's ticks; null where there is none. */
export function firstDecodeTime(bytes) {
  const view = new DataView(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
  const box = find(view, ["moof", "traf", "tfdt"]);
  if (!box || box[1] - box[0] < 8) return null;
  const version = view.getUint8(box[0]);
  if (version === 1) return box[1] - box[0] >= 12 ? Number(view.getBigUint64(box[0] + 4)) : null;
  return view.getUint32(box[0] + 4);
}

/** Media time scale of the first track in an init segment; 90 000 where it cannot be read. */
export function timescale(bytes) {
  const view = new DataView(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
  const box = find(view, ["moov", "trak", "mdia", "mdhd"]);
  if (!box) return 90_000;
  return view.getUint8(box[0]) === 1 ? view.getUint32(box[0] + 20) : view.getUint32(box[0] + 12);
}

/** The bytes of the fragment's samples (`mdat`); for MJPEG, where a fragment is one picture, a JPEG. Null where there are none. */
export function sampleData(bytes) {
  const view = new DataView(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
  const box = find(view, ["mdat"]);
  return box && box[1] > box[0] ? bytes.subarray(box[0], box[1]) : null;
}
