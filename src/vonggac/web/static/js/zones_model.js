// Zones and masks as they are drawn: points in ten-thousandths of the picture, whatever its size on the page.

export const FULL = 10000;
export const MOST_POINTS = 32;
const LEAST_AREA = 10000; // a hundredth of the width by a hundredth of the height

const clamp = (value) => Math.max(0, Math.min(FULL, Math.round(value)));

/** A place on the page's rectangle → a point of the picture. */
export function pointAt(x, y, box) {
  return [clamp(((x - box.left) / box.width) * FULL), clamp(((y - box.top) / box.height) * FULL)];
}

export const moved = ([x, y], dx, dy) => [clamp(x + dx), clamp(y + dy)];

/** Twice the signed area of the polygon. */
function twice(points) {
  return points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** Why the polygon can't be kept: few, many or thin; empty where it can. */
export function fault(points) {
  if (points.length < 3) return "few";
  if (points.length > MOST_POINTS) return "many";
  return Math.abs(twice(points)) < 2 * LEAST_AREA ? "thin" : "";
}

/** The points without the one at that index; null where a polygon would no longer be left. */
export function without(points, index) {
  return points.length > 3 ? points.filter((_, at) => at !== index) : null;
}

/** Where a new corner goes when an edge is split: the middle of the longest one. */
export function split(points) {
  const length = (at) => Math.hypot(points[at][0] - points[(at + 1) % points.length][0], points[at][1] - points[(at + 1) % points.length][1]);
  const longest = points.map((_, at) => at).sort((a, b) => length(b) - length(a))[0];
  const [x, y] = points[longest], [toX, toY] = points[(longest + 1) % points.length];
  return [...points.slice(0, longest + 1), [clamp((x + toX) / 2), clamp((y + toY) / 2)], ...points.slice(longest + 1)];
}

/** A name that no other shape has: “Vùng 2”. */
export function freeName(word, taken) {
  let number = 1;
  while (taken.includes(`${word} ${number}`)) number += 1;
  return `${word} ${number}`;
}

/** 576 bits in hexadecimal, 18 rows of 32, the left cell first → [column, row] of those that are set. */
export function cellsOf(hex) {
  const found = [];
  for (let at = 0; at < hex.length; at += 1) {
    const four = parseInt(hex[at], 16);
    for (let bit = 0; bit < 4; bit += 1) if (four & (8 >> bit)) found.push([(at * 4 + bit) % 32, Math.floor((at * 4 + bit) / 32)]);
  }
  return found;
}
