// RFC 8785: what was stored must be its own canonical form. Doubled keys, floats and blanks do not survive that.
import { Fail, text } from "./bytes.js";

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object")
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("a number that is no whole one");
  return JSON.stringify(value);
}

export function strictly(file, raw, end = "") {
  let said;
  try {
    const whole = text(raw);
    said = JSON.parse(whole);
    if (canonical(said) + end !== whole) throw new Error("not canonical JSON");
  } catch (fault) { throw new Fail(file, fault.message); }
  if (!said || typeof said !== "object" || Array.isArray(said)) throw new Fail(file, "not an object");
  return said;
}
