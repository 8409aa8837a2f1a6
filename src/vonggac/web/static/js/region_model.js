// The arithmetic of a drawn region: corners in ten-thousandths of the picture. Pure.

export const FULL = 10_000;
const STEP = 250;

/** Where the picture lies in a tile that it does not fill: letterboxed, never cut. */
export function pictureBox(width, height, pictureWidth, pictureHeight) {
  const shape = pictureWidth > 0 && pictureHeight > 0 ? pictureWidth / pictureHeight : width / height;
  const fits = width / height > shape;
  const size = fits ? { width: height * shape, height } : { width, height: width / shape };
  return { left: (width - size.width) / 2, top: (height - size.height) / 2, ...size };
}

/** The corner under a point of the tile, inside the picture. */
export function toCorner(x, y, box) {
  const within = (value) => Math.min(FULL, Math.max(0, Math.round(value * FULL)));
  return [within((x - box.left) / box.width), within((y - box.top) / box.height)];
}

/** The rectangle between two corners. */
export function cornersOf([ax, ay], [bx, by]) {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

/** Moved by an arrow key; with `grow` its right and lower side move alone. Stays inside the picture. */
export function moved(corners, key, grow = false) {
  const dx = key === "ArrowRight" ? STEP : key === "ArrowLeft" ? -STEP : 0;
  const dy = key === "ArrowDown" ? STEP : key === "ArrowUp" ? -STEP : 0;
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const inside = (value) => value >= 0 && value <= FULL;
  const next = corners.map(([x, y]) => {
    if (!grow) return [x + dx, y + dy];
    const right = x - Math.min(...xs) > (Math.max(...xs) - Math.min(...xs)) / 2;
    const low = y - Math.min(...ys) > (Math.max(...ys) - Math.min(...ys)) / 2;
    return [x + (right ? dx : 0), y + (low ? dy : 0)];
  });
  const wide = Math.max(...next.map(([x]) => x)) - Math.min(...next.map(([x]) => x)) >= STEP;
  const high = Math.max(...next.map(([, y]) => y)) - Math.min(...next.map(([, y]) => y)) >= STEP;
  return wide && high && next.flat().every(inside) ? next : corners;
}
