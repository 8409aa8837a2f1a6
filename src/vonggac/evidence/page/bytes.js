// Bytes, hex, and base64 that has one spelling only. A check ends by throwing Fail (a file and why) or CannotJudge.
export class Fail extends Error {
  constructor(file, why) { super(`${file}: ${why}`); this.file = file; this.why = why; }
}
export class CannotJudge extends Error {}

export const utf8 = (text) => new TextEncoder().encode(text);
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
export const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
export const same = (a, b) => a.length === b.length && a.every((each, at) => each === b[at]);

export function unhex(digits) {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Error("not hex");
  return Uint8Array.from(digits.match(/../g) ?? [], (each) => parseInt(each, 16));
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) { whole.set(each, at); at += each.length; }
  return whole;
}

export function unbase64(digits) {
  let raw;
  try { raw = atob(digits); } catch { throw new Error("not base64"); }
  if (btoa(raw) !== digits) throw new Error("base64 that is not canonical");
  return Uint8Array.from(raw, (each) => each.charCodeAt(0));
}
