// Who else holds the ledger: cosignatures of witnesses, and that what they hold is the beginning of this package's tree (FORMATS §6.3, §10).
import { Fail, hex, text, unbase64, utf8 } from "./bytes.js";
import { verify } from "./ed25519.js";
import { openCheckpoint, parseKey, parseProof, verifyConsistency } from "./log.js";
import { read } from "./sources.js";

const FOLDER = "proofs/anchors/", KEYS = "keys/witnesses.vkeys", MAX = 65536;

export async function checkAnchors(source, listed, log, proved, ok, note) {
  if (![...listed.keys()].some((name) => name.startsWith(FOLDER))) {
    note("no outside anchor in this package: only the school's own machine vouches for its ledger");
    return;
  }
  const whole = await noteOf(source, "checkpoint"), here = await openCheckpoint(`${FOLDER}checkpoint.note`, whole, log);
  for (const name of listed.keys())
    if (name.startsWith("proofs/") && name.endsWith(".tlog-proof") && parseProof(name, await read(source, name)).note !== whole)
      throw new Fail(name, "of another tree than the anchored one");
  const entries = [...proved].filter(([stem]) => stem !== "seal").map(([, each]) => each.index);
  for (const kind of ["witness", "token"]) {
    const file = `${FOLDER}${kind}.note`;
    if (!listed.has(file)) continue;
    const said = await noteOf(source, kind), told = await openCheckpoint(file, said, log);
    await checkBeginning(source, kind, told, here);
    const covers = `${told.size} entries, ${entries.filter((each) => each < told.size).length} of the ${entries.length} of this package`;
    if (kind === "witness") await checkWitnesses(source, file, said, covers, ok, note);
    else note(`the ledger's time-stamp ${FOLDER}token.tsr is not checked by this page: ${covers}`);
  }
}

const noteOf = async (source, kind) => text(await read(source, `${FOLDER}${kind}.note`, MAX));

async function checkBeginning(source, kind, told, here) {
  const file = `${FOLDER}${kind}.consistency`, [first, sizes, ...rest] = text(await read(source, file, MAX)).split("\n");
  if (first !== "vonggac-consistency/v1" || sizes !== `from ${told.size} to ${here.size}` || rest.pop() !== "" || rest.length > 64)
    throw new Fail(file, "the anchored tree is not the beginning of this ledger");
  let proof;
  try { proof = rest.map(unbase64); } catch (fault) { throw new Fail(file, fault.message); }
  if (!(await verifyConsistency(told.size, here.size, told.root, here.root, proof))) throw new Fail(file, "the anchored tree is not the beginning of this ledger");
}

async function checkWitnesses(source, file, said, covers, ok, note) {
  const lines = text(await read(source, KEYS, MAX)).split("\n").filter((each) => each);
  let known = 0;
  for (const line of lines) {
    const key = await parseKey(KEYS, utf8(line), 4), second = await cosigned(file, said, key);
    if (second === null) continue;
    known += 1;
    ok(`witness ${key.name}, ${new Date(second * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC: ${covers}`);
    note(`key of ${key.name}, from the package; ask the witness: ${key.fingerprint}`);
  }
  if (!known) throw new Fail(file, "no witness of the package has signed it");
}

// The second of the cosignature; null where this witness has not signed.
async function cosigned(file, said, key) {
  const cut = said.lastIndexOf("\n\n"), signed = said.slice(0, cut + 1);
  let second = null;
  for (const line of said.slice(cut + 2).split("\n").slice(0, -1)) {
    const [, name, payload] = line.split(" "), raw = unbase64(payload);
    if (name !== key.name || hex(raw.subarray(0, 4)) !== key.id) continue;
    const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
    const at = raw.length === 76 ? view.getUint32(4) * 4294967296 + view.getUint32(8) : -1;
    if (at < 0 || at > Date.now() / 1000 + 300 || !(await verify(key.key, raw.subarray(12), utf8(`cosignature/v1\ntime ${at}\n${signed}`))))
      throw new Fail(file, `the signature of ${key.name} does not hold`);
    second = at;
  }
  return second;
}
