// The viewer's name and the time over every picture (5.5). An overlay can be taken off by who controls the browser:
// the ledger still names the viewing.
import { clockText, dateText } from "./time.js";

/** Puts the mark over `host` and keeps its time; returns a function that takes it off again. */
export function mark(host, who, nowUs = () => Date.now() * 1000) {
  const canvas = document.createElement("canvas");
  canvas.className = "watermark";
  canvas.setAttribute("aria-hidden", "true");
  host.append(canvas);
  const draw = () => paint(canvas, `${who} · ${dateText(nowUs())} ${clockText(nowUs())}`);
  const timer = setInterval(draw, 1000);
  const watcher = new ResizeObserver(draw);
  watcher.observe(host);
  draw();
  return () => { clearInterval(timer); watcher.disconnect(); canvas.remove(); };
}

/** Where the lines of the tiling begin, so that any quarter of the picture holds one whole tag. */
export function tagPlaces(width, height, tagWidth) {
  const stepX = Math.max(tagWidth * 1.12, width / 3);
  const stepY = Math.max(44, height / 5);
  const places = [];
  for (let row = 0, y = stepY * 0.55; y < height + stepY; row += 1, y += stepY) {
    for (let x = -(row % 2) * stepX * 0.5; x < width; x += stepX) places.push([x, y]);
  }
  return places;
}

function paint(canvas, text) {
  const scale = globalThis.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!width || !height) return;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const size = Math.max(10, Math.min(15, width / 38));
  pen.font = `500 ${size}px "Be Vietnam Pro", sans-serif`;
  const tagWidth = pen.measureText(text).width;
  pen.rotate(-0.12);
  for (const [x, y] of tagPlaces(width, height * 1.3, tagWidth)) {
    pen.fillStyle = "rgb(0 0 0 / .13)";
    pen.fillText(text, x + 1, y + 1);
    pen.fillStyle = "rgb(255 255 255 / .19)";
    pen.fillText(text, x, y);
  }
}
