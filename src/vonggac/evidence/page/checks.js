// The checks of FORMATS §11, in order; what needs CMS or the PDF's own signature is said, and not checked here.
import { checkAccounts } from "./accounts.js";
import { checkAnchors } from "./anchors.js";
import { Fail, hex, text, unhex } from "./bytes.js";
import { strictly } from "./canonical.js";
import { leafHash, parseCut, parseKey, verifyInclusion, verifyProof } from "./log.js";
import { sha256, sha256OfBlob } from "./sha256.js";
import { read } from "./sources.js";

export const UNLISTED = ["SHA256SUMS", "SHA256SUMS.p7s", "SHA256SUMS.p7s.tsr", "seal.entry.json", "seal.tlog-proof"];
const LINE = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9._/-]*)$/;
const MAX_ENTRY = 8192, MAX_PROOF = 131072;
const SEGMENTS = new Set(["segment", "segment.recovered"]);

// Answers {answer, last, lines, file}; never throws for what is wrong in a package but CannotJudge.
export async function verifyPackage(source, known, tell = () => {}) {
  const report = { lines: [], answer: 1, last: "", file: "" };
  const ok = (line) => { report.lines.push(`OK    ${line}`); tell(line); };
  const note = (line) => report.lines.push(`NOTE  ${line}`);
  try {
    const listed = await checkList(source, ok, tell);
    const log = await parseKey("keys/log.vkey", await read(source, "keys/log.vkey", 4096));
    const proved = await checkProofs(source, log, listed, ok, tell);
    await checkAnchors(source, listed, log, proved, ok, note);
    await checkAccounts(source, listed, proved, log, ok, note);
    note("not checked by this page: the signature SHA256SUMS.p7s, its time-stamp, and the signature inside READ-ME-FIRST.pdf; verify.sh checks the first two");
    await judge(source, report, log, known);
  } catch (fault) {
    if (!(fault instanceof Fail)) throw fault;
    report.file = fault.file;
    report.last = `FAIL  ${fault.message}`;
  }
  return report;
}

async function checkList(source, ok, tell) {
  const listed = parseList(await read(source, "SHA256SUMS"));
  const want = new Set([...listed.keys(), ...UNLISTED]);
  const beside = [...new Set([...source.keys(), ...want])].filter((name) => !(source.has(name) && want.has(name))).sort();
  if (beside.length) throw new Fail(beside[0].slice(0, 100), "missing or unlisted");
  let done = 0;
  for (const [name, expected] of listed) {
    if (hex(await sha256OfBlob(source.get(name))) !== expected) throw new Fail(name, "its hash does not hold");
    done += 1;
    tell(`${done} / ${listed.size}: ${name}`);
  }
  ok(`${listed.size} file hashes`);
  return listed;
}

function parseList(raw) {
  let lines;
  try { lines = text(raw).split("\n"); } catch { throw new Fail("SHA256SUMS", "a line that is not allowed"); }
  if (lines.pop() !== "") throw new Fail("SHA256SUMS", "a line that does not end");
  const found = new Map();
  for (const line of lines) {
    const [, digest, name] = LINE.exec(line) ?? [];
    if (!digest || name.includes("..") || found.has(name) || UNLISTED.includes(name)) throw new Fail("SHA256SUMS", "a line that is not allowed");
    found.set(name, digest);
  }
  return found;
}

async function checkProofs(source, log, listed, ok, tell) {
  const proved = new Map([["seal", await prove(source, log, "seal")]]);
  await checkSeal(source, proved.get("seal").entry);
  ok(`seal: entry ${proved.get("seal").index}`);
  const names = [...listed.keys()].sort();
  for (const name of names) {
    if (!name.startsWith("proofs/") || !name.endsWith(".tlog-proof")) continue;
    const stem = name.slice(0, -".tlog-proof".length);
    proved.set(stem, await prove(source, log, stem));
    tell(name);
  }
  let videos = 0;
  for (const name of names) if (name.startsWith("video/")) { await checkVideo(source, name, proved, listed); videos += 1; tell(name); }
  ok(`${proved.size} proofs, ${videos} files of footage`);
  return proved;
}

async function prove(source, log, stem) {
  const raw = await read(source, `${stem}.entry.json`, MAX_ENTRY);
  const index = await verifyProof(`${stem}.tlog-proof`, await read(source, `${stem}.tlog-proof`, MAX_PROOF), raw, log);
  return { index, entry: strictly(`${stem}.entry.json`, raw), leaf: hex(await leafHash(raw)) };
}

async function checkSeal(source, entry) {
  const named = { sums: "SHA256SUMS", p7s: "SHA256SUMS.p7s", tsr: "SHA256SUMS.p7s.tsr" };
  for (const [field, name] of Object.entries(named))
    if (entry.t !== "export.build" || entry[`${field}_sha256`] !== hex(await sha256(await read(source, name))))
      throw new Fail("seal.entry.json", "another package's entry");
}

async function checkVideo(source, name, proved, listed) {
  const stem = name.slice("video/".length, -".mp4".length), known = proved.get(`proofs/${stem}`);
  if (!known || name !== `video/${stem}.mp4`) throw new Fail(name, "has no proof");
  if (!SEGMENTS.has(known.entry.t)) throw new Fail(`proofs/${stem}.entry.json`, "is not about footage");
  const cut = `proofs/${stem}.cut`;
  if (!listed.has(cut)) {
    if (known.entry.sha256 !== listed.get(name)) throw new Fail(name, "is not the file of its entry");
    return;
  }
  const blob = source.get(name), root = unhex(known.entry.file_root);
  let at = 0;
  for (const each of parseCut(cut, await read(source, cut))) {
    const data = new Uint8Array(await blob.slice(at, at + each.length).arrayBuffer());
    if (!(await verifyInclusion(await leafHash(data), each.index, known.entry.leaves, each.path, root)))
      throw new Fail(name, `fragment ${each.index} is not of the recorded file`);
    at += each.length;
  }
  if (at !== blob.size) throw new Fail(name, "bytes that no proof covers");
}

const plain = (typed) => (typed ?? "").replace(/[ :]/g, "").toLowerCase();

async function judge(source, report, log, known) {
  const ca = await fingerprint(source, "keys/ca.pem"), tsa = await fingerprint(source, "keys/tsa-ca.pem");
  report.claims = { ca, log: log.fingerprint, tsa };
  report.lines.push(`this package claims:  CA ${ca}  LOG ${log.fingerprint}  TSA ${tsa}`);
  if (plain(known.ca) === ca && plain(known.log) === log.fingerprint) {
    report.answer = 0;
    report.last = "VERIFIED: the log that holds every file of this package is the one you named";
  } else {
    report.answer = 4;
    report.last = "UNKNOWN SIGNER: the lines above do not say who made this package. Take the fingerprints from the school's published sheet, never from the package";
  }
}

async function fingerprint(source, name) {
  const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----/.exec(text(await read(source, name)));
  if (!found) throw new Fail(name, "not a certificate");
  const raw = atob(found[1].replace(/\s/g, ""));
  return hex(await sha256(Uint8Array.from(raw, (each) => each.charCodeAt(0))));
}

