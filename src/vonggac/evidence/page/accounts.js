// Manifest, continuity and custody against files and proofs: that nothing was left out, and what was not disclosed.
import { Fail, text, unbase64, utf8 } from "./bytes.js";
import { canonical, strictly } from "./canonical.js";
import { parseProof, verifyProof } from "./log.js";
import { read } from "./sources.js";

const MANIFEST = "manifest.json", CONTINUITY = "continuity.json", CUSTODY = "custody.jsonl";
const iso = (us) => `${new Date(Math.floor(us / 1000)).toISOString().slice(0, -1)}${String(us % 1000).padStart(3, "0")}Z`;
const equal = (a, b) => canonical(a) === canonical(b);

export async function checkAccounts(source, listed, proved, log, ok, note) {
  const manifest = versioned(MANIFEST, await read(source, MANIFEST)), between = versioned(CONTINUITY, await read(source, CONTINUITY));
  try {
    checkManifest(source, manifest, listed, proved);
    ok(`manifest of ${manifest.export}, ${manifest.files.length} files`);
    if (between.export !== manifest.export || !equal(between.window, manifest.window)) throw new Fail(CONTINUITY, "of another export");
    const cameras = (said) => said.cameras.map((each) => each.cam).sort().join();
    if (cameras(between) !== cameras(manifest)) throw new Fail(CONTINUITY, "of other cameras");
    for (const camera of between.cameras) checkChain(camera, between.window, listed, proved, ok, note);
  } catch (fault) {
    if (fault instanceof Fail) throw fault;
    throw new Fail(CONTINUITY, `not as such a file is: ${fault.message}`);
  }
  ok(`custody: ${await checkCustody(source, log)} entries`);
}

function versioned(file, raw) {
  const said = strictly(file, raw, "\n");
  if (said.v !== 1) throw new Fail(file, "of another version");
  return said;
}

function checkManifest(source, manifest, listed, proved) {
  const bulk = [...listed.keys()].filter((name) => /^(video|viewing-copy)\//.test(name)).sort();
  if (manifest.files.map((each) => each.path).sort().join("\n") !== bulk.join("\n")) throw new Fail(MANIFEST, "lists other files");
  for (const each of manifest.files) {
    if (each.bytes !== source.get(each.path).size || each.sha256 !== listed.get(each.path)) throw new Fail(MANIFEST, `says other things of ${each.path}`);
    const stem = each.path.slice("video/".length, -".mp4".length);
    if (each.kind === "master" && proved.get(`proofs/${stem}`).index !== each.entry) throw new Fail(MANIFEST, `names another entry of ${each.path}`);
  }
  const seal = proved.get("seal").entry;
  if (seal.export !== manifest.export || seal.request !== manifest.request) throw new Fail("seal.entry.json", "of another export");
}

const stemOf = (name) => name.slice(0, -".entry.json".length);

function checkChain(camera, window, listed, proved, ok, note) {
  let before = null;
  camera.chain.forEach((item, place) => {
    const known = proved.get(stemOf(item.entry));
    if (place && known.entry.prev_idx !== before) throw new Fail(CONTINUITY, `${camera.cam}: an entry is left out before ${known.index}`);
    checkItem(camera.cam, item, known, listed, proved);
    before = known.index;
  });
  const videos = [...listed.keys()].filter((name) => name.startsWith(`video/${camera.cam}_`)).length;
  if (videos !== camera.chain.filter((each) => each.disclosed !== "no").length) throw new Fail(CONTINUITY, `${camera.cam}: footage that the account does not tell of`);
  checkEnds(camera, window, proved, ok, note);
}

function checkItem(cam, item, { index, entry, leaf }, listed, proved) {
  const [from, to] = "start_us" in entry ? [entry.start_us, entry.end_us] : [entry.from_us, entry.to_us];
  const told = [index, entry.cam, entry.t, from ?? null, to ?? null, leaf, given(item, listed)];
  const said = [item.index, cam, item.kind, item.from_us ?? null, item.to_us ?? null, item.leaf, item.disclosed];
  if (!equal(told, said)) throw new Fail(CONTINUITY, `${cam}: says other things of entry ${index}`);
  if ("erased" in item) {
    const grave = proved.get(stemOf(item.erased)).entry;
    if (grave.t !== "tombstone" || !grave.idx.includes(index)) throw new Fail(CONTINUITY, `${cam}: no tombstone of entry ${index}`);
  }
}

function given(item, listed) {
  const stem = stemOf(item.entry).slice("proofs/".length);
  if (!listed.has(`video/${stem}.mp4`)) return "no";
  return listed.has(`proofs/${stem}.cut`) ? "part" : "whole";
}

function checkEnds({ cam, chain }, window, proved, ok, note) {
  if (!chain.length) { note(`${cam}: nothing was ever entered of it`); return; }
  const first = proved.get(stemOf(chain[0].entry)).entry;
  if (chain[0].from_us > window.from_us && first.prev_idx !== null) throw new Fail(CONTINUITY, `${cam}: begins after the window does`);
  const last = Math.max(0, ...chain.map((each) => each.to_us ?? 0));
  if (last < window.to_us && chain.at(-1).kind !== "gap.open") note(`${cam}: nothing had been entered after ${iso(last)}`);
  ok(`continuity of ${cam}: ${chain.length} entries, none left out`);
  for (const each of chain) {
    const from = each.from_us, to = each.to_us || window.to_us;
    if (each.disclosed === "whole" || from >= window.to_us || to <= window.from_us) continue;
    note(`${cam} ${iso(from)} – ${iso(to)}: ${each.disclosed === "part" ? "disclosed in part" : why(each)}`);
  }
}

function why(item) {
  if ("erased" in item) return "erased by rule";
  return item.kind.startsWith("segment") ? "not disclosed" : "no footage";
}

async function checkCustody(source, log) {
  const whole = text(await read(source, CUSTODY));
  let before = -1, count = 0;
  for (const line of whole.split("\n").slice(0, -1)) {
    const said = strictly(CUSTODY, utf8(line));
    const bad = (what) => new Fail(CUSTODY, `line ${count + 1}: ${what}`);
    try {
      if (!(said.index > before)) throw bad("out of order");
      const entry = unbase64(said.entry), proof = utf8(said.proof);
      await verifyProof(CUSTODY, proof, entry, log);
      strictly(CUSTODY, entry);
      if (parseProof(CUSTODY, proof).index !== said.index) throw bad(`another entry than ${said.index}`);
    } catch (fault) { throw fault instanceof Fail ? fault : bad(fault.message); }
    before = said.index; count += 1;
  }
  return count;
}
