// The log: key, checkpoint, path to the root, and the path of a cut's fragments (FORMATS §2, §5, §6, §10).
import { concat, Fail, hex, same, text, unbase64, utf8 } from "./bytes.js";
import { verify } from "./ed25519.js";
import { sha256 } from "./sha256.js";

const NODE = Uint8Array.of(1), LEAF = Uint8Array.of(0), DASH = "\u2014";
const NUMBER = /^(0|[1-9][0-9]{0,15})$/;

export const leafHash = (data) => sha256(LEAF, data);

export async function verifyInclusion(leaf, index, size, path, root) {
  if (!(index >= 0 && index < size) || [leaf, root, ...path].some((each) => each.length !== 32)) return false;
  // Not by shifts: they cut to 32 bits.
  let fn = index, sn = size - 1, at = leaf;
  for (const each of path) {
    if (sn === 0) return false;
    if (fn % 2 || fn === sn) {
      at = await sha256(NODE, each, at);
      while (fn && fn % 2 === 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
    } else at = await sha256(NODE, at, each);
    fn = Math.floor(fn / 2); sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(at, root);
}

// RFC 9162 §2.1.4.2.
export async function verifyConsistency(old, size, oldRoot, newRoot, proof) {
  if (!(old > 0 && old <= size) || [oldRoot, newRoot, ...proof].some((each) => each.length !== 32)) return false;
  if (old === size) return !proof.length && same(oldRoot, newRoot);
  let fn = old - 1, sn = size - 1;
  while (fn % 2) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
  const [begin, ...path] = fn ? proof : [oldRoot, ...proof];
  if (!begin) return false;
  let first = begin, second = begin;
  for (const each of path) {
    if (sn === 0) return false;
    if (fn % 2 || fn === sn) {
      first = await sha256(NODE, each, first); second = await sha256(NODE, each, second);
      while (fn && fn % 2 === 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
    } else second = await sha256(NODE, second, each);
    fn = Math.floor(fn / 2); sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(first, oldRoot) && same(second, newRoot);
}

export async function parseKey(file, raw, kind = 1) {
  const whole = text(raw).replace(/\n$/, ""), found = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(whole);
  if (!found) throw new Fail(file, "not a vkey");
  const key = unbase64(found[3]);
  if (key.length !== 33 || key[0] !== kind) throw new Fail(file, kind === 1 ? "not the key of a log" : "not the key of a witness");
  const id = hex((await sha256(utf8(`${found[1]}\n`), key)).subarray(0, 4));
  if (id !== found[2]) throw new Fail(file, "a vkey whose key id is another's");
  return { name: found[1], id, key: key.subarray(1), fingerprint: hex(await sha256(utf8(whole))) };
}

export function parseProof(file, raw) {
  const whole = text(raw), cut = whole.indexOf("\n\n");
  if (cut < 0 || raw.length > 131072) throw new Fail(file, "not a proof");
  const [first, ...head] = whole.slice(0, cut).split("\n");
  if (first !== "c2sp.org/tlog-proof@v1") throw new Fail(file, "not a proof of this kind");
  if (head[0]?.startsWith("extra ")) head.shift();
  const index = /^index (.*)$/.exec(head.shift() ?? "")?.[1] ?? "";
  if (!NUMBER.test(index) || head.length > 64) throw new Fail(file, "no index");
  try {
    return { index: Number(index), path: head.map(unbase64), note: whole.slice(cut + 2) };
  } catch (fault) { throw new Fail(file, fault.message); }
}

export async function verifyProof(file, raw, entry, log) {
  const proof = parseProof(file, raw), tree = await openCheckpoint(file, proof.note, log);
  if (!(await verifyInclusion(await leafHash(entry), proof.index, tree.size, proof.path, tree.root)))
    throw new Fail(file, "the entry is not in that tree");
  return proof.index;
}

const opened = new Map();

// A package names one checkpoint in thousands of proofs: each is opened once.
export function openCheckpoint(file, note, log) {
  if (!opened.has(note)) opened.set(note, readCheckpoint(file, note, log));
  return opened.get(note);
}

async function readCheckpoint(file, note, log) {
  const bad = (why) => new Fail(file, `checkpoint: ${why}`);
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw bad("not a note");
  const signed = note.slice(0, cut + 1), lines = note.slice(cut + 2).split("\n").slice(0, -1);
  let known = 0;
  for (const line of lines) {
    const [dash, name, payload, more] = line.split(" ");
    if (dash !== DASH || !name || !payload || more !== undefined) throw bad("a line that is no signature");
    let raw;
    try { raw = unbase64(payload); } catch (fault) { throw bad(fault.message); }
    if (raw.length < 5) throw bad("a signature of the wrong length");
    if (name !== log.name || hex(raw.subarray(0, 4)) !== log.id) continue;
    if (!(await verify(log.key, raw.subarray(4), utf8(signed)))) throw bad("the log's signature does not hold");
    known += 1;
  }
  if (!known) throw bad("nobody known has signed");
  const [origin, size, root, ...rest] = signed.split("\n");
  if (origin !== log.name || !NUMBER.test(size) || rest.length < 1) throw bad("not of this log");
  return { size: Number(size), root: unbase64(root) };
}

export function parseCut(file, raw) {
  const [first, ...lines] = text(raw).split("\n");
  if (first !== "vonggac-cut/v1" || lines.pop() !== "") throw new Fail(file, "not a cut");
  const leaves = [];
  for (const line of lines) {
    const found = /^leaf (0|[1-9][0-9]{0,4}) (0|[1-9][0-9]{0,9})$/.exec(line);
    if (found) leaves.push({ index: Number(found[1]), length: Number(found[2]), path: [] });
    else if (!leaves.length) throw new Fail(file, "a hash before its leaf");
    else try { leaves.at(-1).path.push(unbase64(line)); } catch (fault) { throw new Fail(file, fault.message); }
  }
  const inOrder = leaves.every((each, at) => (at ? each.index > leaves[at - 1].index : each.index === 0));
  if (!leaves.length || !inOrder) throw new Fail(file, "order of the leaves");
  return leaves;
}
