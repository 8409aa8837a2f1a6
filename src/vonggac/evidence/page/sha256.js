// SHA-256 (FIPS 180-4) in pieces: the browser's own digest takes a whole buffer only, and a file may be longer than memory.
const K = new Uint32Array(64);
{
  // The first 32 bits of the fractional parts of the cube roots of the first 64 primes, as the standard has them.
  let found = 0;
  for (let n = 2; found < 64; n += 1) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { isPrime = false; break; }
    if (isPrime) { const root = Math.cbrt(n); K[found] = Math.floor((root - Math.floor(root)) * 4294967296); found += 1; }
  }
}

export class Sha256 {
  constructor() {
    this.state = new Uint32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
    this.words = new Uint32Array(64);
    this.rest = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }

  add(bytes) {
    let at = 0;
    this.length += bytes.length;
    if (this.held) {
      const take = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, take), this.held);
      this.held += take; at = take;
      if (this.held < 64) return this;
      this.#blocks(this.rest, 0, 64); this.held = 0;
    }
    const whole = at + ((bytes.length - at) & ~63);
    this.#blocks(bytes, at, whole);
    this.rest.set(bytes.subarray(whole)); this.held = bytes.length - whole;
    return this;
  }

  digest() {
    const bits = this.length * 8, end = new Uint8Array(this.held < 56 ? 64 : 128);
    end.set(this.rest.subarray(0, this.held)); end[this.held] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(bits / 4294967296)); view.setUint32(end.length - 4, bits >>> 0);
    this.#blocks(end, 0, end.length);
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((each, at) => out.setUint32(4 * at, each));
    return new Uint8Array(out.buffer);
  }

  #blocks(bytes, from, to) {
    const w = this.words, s = this.state;
    let [h0, h1, h2, h3, h4, h5, h6, h7] = s;
    for (let at = from; at < to; at += 64) {
      for (let i = 0, j = at; i < 16; i += 1, j += 4) w[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
      for (let i = 16; i < 64; i += 1) {
        const x = w[i - 15], y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
      for (let i = 0; i < 64; i += 1) {
        const e1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + e1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const a0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (a0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      h0 = (h0 + a) | 0; h1 = (h1 + b) | 0; h2 = (h2 + c) | 0; h3 = (h3 + d) | 0;
      h4 = (h4 + e) | 0; h5 = (h5 + f) | 0; h6 = (h6 + g) | 0; h7 = (h7 + h) | 0;
    }
    s.set([h0, h1, h2, h3, h4, h5, h6, h7]);
  }
}

const subtle = globalThis.crypto?.subtle;

// The browser's own where it has one (it is an order faster), ours otherwise.
export async function sha256(...parts) {
  if (subtle) {
    const whole = parts.length === 1 ? parts[0] : concatAll(parts);
    return new Uint8Array(await subtle.digest("SHA-256", whole));
  }
  const made = new Sha256();
  for (const each of parts) made.add(each);
  return made.digest();
}

function concatAll(parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) { whole.set(each, at); at += each.length; }
  return whole;
}

const PIECE = 8 << 20, AT_ONCE = 256 << 20;

// Of a Blob, however long.
export async function sha256OfBlob(blob) {
  if (subtle && blob.size <= AT_ONCE) return sha256(new Uint8Array(await blob.arrayBuffer()));
  const made = new Sha256();
  for (let at = 0; at < blob.size; at += PIECE) made.add(new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer()));
  return made.digest();
}
