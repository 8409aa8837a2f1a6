// The arithmetic of the timeline: view, ticks, runs to draw, what lies under a point. Pure; µs UTC throughout.
import { DAY_US, HOUR_US, MINUTE_US, OFFSET_US, SECOND_US, clockText, dateText, localParts } from "./time.js";

export const SHORTEST_US = 20 * SECOND_US;
export const LONGEST_US = 32 * DAY_US;

/** The same view, not shorter or longer than may be, and inside `bounds` where it fits. */
export function clamp(view, bounds) {
  const length = Math.min(LONGEST_US, Math.max(SHORTEST_US, view.to - view.from));
  let from = (view.from + view.to) / 2 - length / 2;
  const room = bounds.to - bounds.from;
  if (length >= room) from = bounds.to - length + Math.min(length * 0.1, (length - room) / 2);
  else from = Math.min(Math.max(from, bounds.from - length * 0.1), bounds.to - length * 0.9);
  from = Math.round(from);
  return { from, to: from + Math.round(length) };
}

/** Zoomed by `factor` (< 1 goes in) round the instant `at`, which stays where it is. */
export function zoom(view, factor, at, bounds) {
  const length = Math.min(LONGEST_US, Math.max(SHORTEST_US, (view.to - view.from) * factor));
  const share = (at - view.from) / (view.to - view.from);
  return clamp({ from: at - share * length, to: at + (1 - share) * length }, bounds);
}

export function pan(view, deltaUs, bounds) {
  return clamp({ from: view.from + deltaUs, to: view.to + deltaUs }, bounds);
}

const STEPS = [
  SECOND_US, 2 * SECOND_US, 5 * SECOND_US, 10 * SECOND_US, 30 * SECOND_US,
  MINUTE_US, 2 * MINUTE_US, 5 * MINUTE_US, 10 * MINUTE_US, 30 * MINUTE_US,
  HOUR_US, 2 * HOUR_US, 3 * HOUR_US, 6 * HOUR_US, 12 * HOUR_US, DAY_US, 2 * DAY_US, 5 * DAY_US,
];

/** Labelled instants at least `room` pixels apart, on round local times: `[{at, label, strong}]`. */
export function ticks(view, width, room = 86, offsetUs = OFFSET_US) {
  const perPixel = (view.to - view.from) / Math.max(1, width);
  const step = STEPS.find((each) => each / perPixel >= room) ?? STEPS.at(-1);
  const first = Math.ceil((view.from + offsetUs) / step) * step - offsetUs;
  const found = [];
  for (let at = first; at < view.to; at += step) {
    const midnight = (at + offsetUs) % DAY_US === 0;
    found.push({ at, strong: midnight, label: step >= DAY_US || midnight ? shortDate(at) : clockText(at, { seconds: step < MINUTE_US }) });
  }
  return found;
}

function shortDate(at) {
  const p = localParts(at);
  return `${String(p.day).padStart(2, "0")}/${String(p.month).padStart(2, "0")}`;
}

/** What the view shows, in words: `02/10/2025, 08:15 – 09:00`, or two dates. */
export function spanText(view) {
  const seconds = view.to - view.from < 10 * MINUTE_US;
  if (dateText(view.from) === dateText(view.to - 1)) {
    return `${clockText(view.from, { seconds })} – ${clockText(view.to, { seconds })}, ${dateText(view.from)}`;
  }
  return `${dateText(view.from)} – ${dateText(view.to - 1)}`;
}

const KINDS = {
  footage: "footage", erased: "erased", pending: "pending", unexplained: "unexplained", none: "nothing",
  not_scheduled: "expected", no_event: "expected", camera_unreachable: "camera", credentials_refused: "credentials",
  stream_stalled: "stalled", stream_undecodable: "undecodable", recorder_stopped: "recorder", host_off: "host",
  disk_full: "disk", disk_failed: "disk", maintenance: "service", out_of_service: "service", clock_step: "clock",
};

/** The colour family of a piece's kind: causes that mean the same to a reader share one. */
export function family(kind) { return KINDS[kind] ?? "unexplained"; }

/** Pieces `[from, to, kind, share]` inside the view, as boxes in pixels; slivers get at least `least` pixels. */
export function boxes(pieces, view, width, least = 2) {
  const perPixel = (view.to - view.from) / width;
  const found = [];
  for (const [from, to, kind, share] of pieces) {
    if (to <= view.from || from >= view.to) continue;
    const left = Math.max(0, (from - view.from) / perPixel);
    const right = Math.min(width, (to - view.from) / perPixel);
    const gap = kind !== "footage" && kind !== "none" && kind !== "pending";
    const size = gap ? Math.max(least, right - left) : right - left;
    found.push({ left, width: size, kind, share, from, to });
  }
  return found;
}

/** The piece that holds the instant; where a gap is drawn wider than it is, the gap within `slackUs` of it. */
export function pieceAt(pieces, at, slackUs = 0) {
  let low = 0;
  let high = pieces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (pieces[middle][1] <= at) low = middle + 1;
    else if (pieces[middle][0] > at) high = middle - 1;
    else {
      const near = [pieces[middle - 1], pieces[middle + 1]].find((each) => each && isGap(each) && each[0] < at + slackUs && each[1] > at - slackUs);
      return near && !isGap(pieces[middle]) ? near : pieces[middle];
    }
  }
  return null;
}

export function isGap([, , kind]) { return kind !== "footage" && kind !== "none" && kind !== "pending"; }

/** The first instant from `at` on with footage in any of the cameras' pieces; null where there is none. */
export function nextFootage(byCamera, at) {
  let best = null;
  for (const pieces of byCamera) {
    for (const [from, to, , share] of pieces) {
      if (share === 0 || to <= at) continue;
      const candidate = Math.max(from, at);
      if (best === null || candidate < best) best = candidate;
      break;
    }
  }
  return best;
}

/** What data a view needs: a range a little wider, on borders that neighbours share, so that panning reuses answers. */
export function request(view, width) {
  const length = view.to - view.from;
  const unit = 2 ** Math.ceil(Math.log2(length)) / 2;
  const from = Math.floor((view.from - length * 0.25) / unit) * unit;
  const to = Math.ceil((view.to + length * 0.25) / unit) * unit;
  return { from: Math.max(946_684_800_000_000, from), to, columns: Math.min(2000, Math.round((width * (to - from)) / length)) };
}
