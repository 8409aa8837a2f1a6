// The arithmetic of playback: media time ↔ UTC, the common clock, speeds, steps. Pure.

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** Fragments of hls.js as `{start, duration, utc}` (seconds of media, µs UTC), those without a date left out. */
export function dated(fragments) {
  return fragments
    .filter((each) => Number.isFinite(each.programDateTime))
    .map((each) => ({ start: each.start, duration: each.duration, utc: each.programDateTime * 1000 }));
}

/** The instant on screen at media time `seconds`; null outside. Between two pieces the one before counts. */
export function toUtc(pieces, seconds) {
  const index = lastAtOrBefore(pieces, seconds, (each) => each.start);
  if (index < 0) return pieces.length ? pieces[0].utc : null;
  const piece = pieces[index];
  return Math.round(piece.utc + Math.min(seconds - piece.start, piece.duration) * 1e6);
}

/** Media time that shows the instant; null where there is no footage of it. */
export function toMedia(pieces, utc) {
  const index = lastAtOrBefore(pieces, utc, (each) => each.utc);
  if (index < 0) return null;
  const piece = pieces[index];
  const into = (utc - piece.utc) / 1e6;
  // a picture's worth of slack: dates have milliseconds, borders microseconds
  return into <= piece.duration + 0.08 ? piece.start + Math.min(into, Math.max(0, piece.duration - 0.001)) : null;
}

function lastAtOrBefore(list, value, of) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** The range of `ranges` ([from, to] sorted) that holds the instant, or null. */
export function holding(ranges, at) { return ranges.find(([from, to]) => from <= at && at < to) ?? null; }

/** The next instant from `at` on that some range holds, or null. */
export function nextHeld(ranges, at) {
  let best = null;
  for (const [from, to] of ranges) {
    if (to <= at) continue;
    const candidate = Math.max(from, at);
    if (best === null || candidate < best) best = candidate;
  }
  return best;
}

/** How a follower keeps step with the common clock: nothing, a nudge of its rate, or a seek. `drift` = its time − clock, s. */
export function follow(drift, speed) {
  const size = Math.abs(drift);
  const far = 0.35 * Math.max(1, speed);
  if (size > far) return { seek: true, rate: speed };
  // cameras are to be at most 100 ms of footage apart, whatever the speed: two of them at ±NEAR_S are well inside
  if (size < NEAR_S) return { seek: false, rate: speed };
  // gone in about 0.4 s whatever the speed; in steps of a hundredth, so that the rate is not set anew at every tick
  const nudge = Math.max(0.01, Math.round(Math.min(0.25, (size / speed) * 2.5) * 100) / 100);
  return { seek: false, rate: Math.min(16, Math.max(0.0625, speed * (drift > 0 ? 1 - nudge : 1 + nudge))) };
}
export const NEAR_S = 0.025;

/** A clock that runs at `speed` from where it was set; UTC µs against a monotonic ms time. */
export class StepClock {
  constructor(at) { this.base = at; this.since = null; this.speed = 1; }
  get running() { return this.since !== null; }
  now(monotonicMs) { return this.since === null ? this.base : this.base + (monotonicMs - this.since) * 1000 * this.speed; }
  set(at, monotonicMs) { this.base = at; if (this.since !== null) this.since = monotonicMs; }
  run(monotonicMs) { if (this.since === null) this.since = monotonicMs; }
  stop(monotonicMs) { this.base = this.now(monotonicMs); this.since = null; }
  setSpeed(speed, monotonicMs) { this.base = this.now(monotonicMs); if (this.since !== null) this.since = monotonicMs; this.speed = speed; }
}

/** The neighbour of a speed, one faster or slower. */
export function neighbourSpeed(speed, direction) {
  const index = SPEEDS.indexOf(speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (index < 0 ? 2 : index) + direction))];
}

/** Twice as fast; 16 at most. */
export function doubled(speed) { return Math.min(16, speed >= 1 ? speed * 2 : 1); }

/** The media address with the ticket of now in the place of the old one. */
export function withTicket(url, ticket) { return url.replace(/\/media\/[^/]+\//, `/media/${ticket}/`); }
export function ticketOf(url) { return /\/media\/([^/]+)\//.exec(url)?.[1] ?? ""; }

/** What to do where the bytes of a picture have come and the picture has not: "push", later again, at last "anew", or "". */
export class Patience {
  constructor() { this.since = null; this.pushes = 0; }
  after(stuck, monotonicMs) {
    if (!stuck) { this.since = null; this.pushes = 0; return ""; }
    this.since ??= monotonicMs;
    // longer each time: a slow machine decodes, and a push has it begin again
    if (monotonicMs - this.since < PUSH_MS * 2 ** this.pushes) return "";
    this.since = monotonicMs;
    this.pushes += 1;
    if (this.pushes <= PUSHES) return "push";
    this.pushes = 0;
    return "anew";
  }
}
export const PUSH_MS = 4000;
export const PUSHES = 3;
