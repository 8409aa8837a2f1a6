// How a live player stays at the edge (MEDIA.md §5, §8): pure, so that it can be tested without a browser.

export const JUMP_BEHIND_S = 2;
export const JUMP_PAUSE_S = 3;
export const KEEP_S = 6;
export const AIM_S = 0.05;
const DEAD_S = 0.015;
const REMEMBER_S = 2;

/** Running estimate of the seconds between two pictures. */
export function nextInterval(interval, seen) {
  if (!(seen > 0) || seen > 2) return interval;
  return interval === null ? seen : interval * 0.9 + seen * 0.1;
}

/**
 * How much was still to be shown when each of the last pictures came. The tightest says how near the edge one may go,
 * whatever the rate of pictures and however unsteady the way here: none left is a picture that stood still.
 */
export class Slack {
  constructor() { this.seen = []; }
  add(leftS, nowS) {
    this.seen.push({ leftS, nowS });
    while (this.seen[0].nowS < nowS - REMEMBER_S) this.seen.shift();
  }
  clear() { this.seen = []; }
  /** Seconds; null while too little is known. */
  get tightest() { return this.seen.length < 4 ? null : Math.min(...this.seen.map((each) => each.leftS)); }
}

/**
 * What to do now: `{jumpTo}` when hopelessly behind (at most every JUMP_PAUSE_S), else `{rate}`. Aims at a slack of
 * AIM_S when the next picture comes: measured from the edge, a rule right for 25 pictures a second stalls at 5.
 */
export function steer({ current, edge, interval, slack, sinceJumpS }) {
  const behind = edge - current;
  const hopeless = behind > JUMP_BEHIND_S || behind < 0;
  if (hopeless && sinceJumpS >= JUMP_PAUSE_S) return { jumpTo: Math.max(0, edge - (interval ?? 0.2) - AIM_S), rate: 1 };
  const error = slack === null ? 0 : slack - AIM_S;
  if (Math.abs(error) <= DEAD_S) return { rate: 1 };
  return { rate: Math.min(1.15, Math.max(0.95, 1 + error * 0.8)) };
}

/** What may be removed from the buffer: everything older than KEEP_S behind the picture; null for nothing worth it. */
export function trim({ start, current }) {
  const to = current - KEEP_S;
  return to - start > KEEP_S ? { from: start, to } : null;
}

/** Seconds before the next attempt: 0.5, 1, 2, 4, 5, 5 … with a little chance so that sixteen tiles don't knock at once. */
export function retryDelayS(attempt, random = Math.random()) {
  return Math.min(5, 0.5 * 2 ** attempt) * (0.85 + 0.3 * random);
}
