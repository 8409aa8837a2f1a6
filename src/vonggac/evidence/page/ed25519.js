// Ed25519 (RFC 8032 §5.1.7): the browser's own where it has one, otherwise with big integers: slow, and enough for notes.
import { concat } from "./bytes.js";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a, m = P) => { const r = a % m; return r < 0n ? r + m : r; };
const power = (base, exponent) => {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b);
  return result;
};
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);
const ZERO = [0n, 1n, 1n, 0n];

const number = (bytes) => bytes.reduceRight((sum, each) => (sum << 8n) | BigInt(each), 0n);

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(point, scalar) {
  let sum = ZERO;
  for (let q = point, n = scalar; n > 0n; n >>= 1n, q = add(q, q)) if (n & 1n) sum = add(sum, q);
  return sum;
}

function decoded(bytes) {
  const raw = number(bytes), sign = raw >> 255n, y = raw & (2n ** 255n - 1n);
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT_OF_MINUS_1);
  else if (mod(v * x * x) !== u) return null;
  if (x === 0n && sign) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

const BASE = decoded(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66)));

export async function verifyByHand(key, signature, message) {
  const r = decoded(signature.subarray(0, 32)), a = decoded(key), s = number(signature.subarray(32));
  if (signature.length !== 64 || !r || !a || s >= L) return false;
  const digest = await crypto.subtle.digest("SHA-512", concat(signature.subarray(0, 32), key, message));
  const k = number(new Uint8Array(digest)) % L;
  const [x1, y1, z1] = times(BASE, s), [x2, y2, z2] = add(r, times(a, k));
  return mod(x1 * z2) === mod(x2 * z1) && mod(y1 * z2) === mod(y2 * z1);
}

let own;

export async function verify(key, signature, message) {
  if (signature.length !== 64) return false;
  if (own !== false) {
    try {
      const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      own = true;
      return await crypto.subtle.verify("Ed25519", imported, signature, message);
    } catch { own = false; }
  }
  return verifyByHand(key, signature, message);
}
