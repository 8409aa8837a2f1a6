// Instants on the page: integer microseconds UTC in, local text out. The zone is the school's, not the browser's.
// Vietnam has no daylight saving, so one fixed offset is exact; it stands in <html data-utc-offset-min>.

export const SECOND_US = 1_000_000;
export const MINUTE_US = 60 * SECOND_US;
export const HOUR_US = 60 * MINUTE_US;
export const DAY_US = 24 * HOUR_US;

const root = globalThis.document?.documentElement;
export const OFFSET_US = Number(root?.dataset.utcOffsetMin ?? 420) * MINUTE_US;

const two = (n) => String(n).padStart(2, "0");

/** Parts of an instant on the school's clock. */
export function localParts(atUs, offsetUs = OFFSET_US) {
  const at = new Date(Math.floor((atUs + offsetUs) / 1000));
  return {
    year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: at.getUTCDay(),
    hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), ms: at.getUTCMilliseconds(),
  };
}

/** `08:15:07` */
export function clockText(atUs, { seconds = true, tenths = false } = {}) {
  const p = localParts(atUs);
  const base = `${two(p.hour)}:${two(p.minute)}`;
  if (!seconds) return base;
  return `${base}:${two(p.second)}` + (tenths ? `.${Math.floor(p.ms / 100)}` : "");
}

/** `02/10/2025` */
export function dateText(atUs) {
  const p = localParts(atUs);
  return `${two(p.day)}/${two(p.month)}/${p.year}`;
}

/** `2025-10-02T08:15:07`, as <input type="datetime-local" step="1"> wants it. */
export function inputText(atUs) {
  const p = localParts(atUs);
  return `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}:${two(p.second)}`;
}

/** The inverse of `inputText`; NaN on anything that is not such a text. */
export function fromInputText(text, offsetUs = OFFSET_US) {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text);
  if (!m) return NaN;
  const [year, month, day, hour, minute, second] = m.slice(1).map((n) => Number(n ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 - offsetUs;
}

/** A length in words short enough for a tooltip: `45 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`. `unit` gives the words. */
export function lengthText(lengthUs, unit = { d: "d", h: "h", m: "min", s: "s" }) {
  const s = Math.max(0, Math.round(lengthUs / SECOND_US));
  const steps = [[86400, unit.d], [3600, unit.h], [60, unit.m], [1, unit.s]];
  const first = steps.findIndex(([size]) => s >= size);
  if (first < 0) return `0 ${unit.s}`;
  const parts = [];
  let rest = s;
  for (const [size, word] of steps.slice(first, first + 2)) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n) parts.push(`${n} ${word}`);
  }
  return parts.join(" ");
}

/** Start of the local day that holds the instant. */
export function dayStart(atUs, offsetUs = OFFSET_US) {
  return Math.floor((atUs + offsetUs) / DAY_US) * DAY_US - offsetUs;
}
