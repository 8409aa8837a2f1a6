// How a live player stays at the edge (MEDIA.md §5, §8): pure, so that it can be tested without a browser.

export const JUMP_BEHIND_S = 2;
export const JUMP_PAUSE_S = 3;
export const KEEP_S = 6;

/** Running estimate of the seconds between two pictures. */
export function nextInterval(interval, seen) {
  if (!(seen > 0) || seen > 2) return interval;
  return interval === null ? seen : interval * 0.9 + seen * 0.1;
}

/**
 * What to do now: `{jumpTo}` when hopelessly behind (at most every JUMP_PAUSE_S), else `{rate}`.
 * The aim is 1.5 picture intervals behind the edge: a fixed 120 ms stalls at 5 pictures a second.
 */
export function steer({ current, edge, interval, sinceJumpS }) {
  const behind = edge - current;
  const aim = 1.5 * (interval ?? 0.2);
  if (behind > JUMP_BEHIND_S && sinceJumpS >= JUMP_PAUSE_S) return { jumpTo: Math.max(0, edge - aim), rate: 1 };
  if (behind < 0 && sinceJumpS >= JUMP_PAUSE_S) return { jumpTo: Math.max(0, edge - aim), rate: 1 };
  const error = behind - aim;
  const dead = Math.max(0.02, aim * 0.25);
  if (Math.abs(error) <= dead) return { rate: 1 };
  return { rate: Math.min(1.15, Math.max(0.95, 1 + error * 0.25)) };
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
