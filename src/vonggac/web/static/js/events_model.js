// Events on the timeline: families, clusters, neighbours. Pure; µs UTC.

const FAMILY = {
  motion: "motion", camera: "device", input: "input", button: "button",
  covered: "tamper", blinded: "tamper", defocused: "tamper", turned: "tamper", frozen: "tamper", looped: "tamper", signal_lost: "tamper",
  clock_off: "technical", stream_changed: "technical",
};

/** Kinds that mean the same to a reader share shape and colour. */
export function familyOf(kind) { return FAMILY[kind] ?? "technical"; }
export const FAMILIES = ["motion", "tamper", "device", "input", "button", "technical"];

/** Only kinds that are not left out, of cameras that are shown. */
export function filtered(events, without, cameras) {
  return events.filter((each) => !without.has(familyOf(each.kind)) && cameras.includes(each.camera));
}

/** Neighbours closer than `room` pixels as one mark: `[{x, count, family, events}]`; the gravest family names it. */
export function clusters(events, view, width, room = 16) {
  const perPixel = (view.to - view.from) / Math.max(1, width);
  const found = [];
  const sorted = events.filter((each) => each.at >= view.from && each.at < view.to).sort((a, b) => a.at - b.at);
  for (const each of sorted) {
    const x = (each.at - view.from) / perPixel;
    const last = found.at(-1);
    if (last && x - last.x < room) { last.count += 1; last.events.push(each); last.family = graver(last.family, familyOf(each.kind)); } else found.push({ x, count: 1, family: familyOf(each.kind), events: [each] });
  }
  return found;
}

const GRAVITY = ["technical", "motion", "device", "button", "input", "tamper"];
function graver(a, b) { return GRAVITY.indexOf(a) >= GRAVITY.indexOf(b) ? a : b; }

/** The next event after `at` (direction 1) or the one before (−1); one that is being looked at does not count. */
export function neighbour(events, at, direction, slackUs = 1_500_000) {
  const sorted = [...events].sort((a, b) => a.at - b.at);
  if (direction > 0) return sorted.find((each) => each.at > at + 100_000) ?? null;
  return sorted.findLast((each) => each.at < at - slackUs) ?? null;
}
