// Who looks, under what paper and when, over every picture (khoản 5 Điều 5). An overlay can be taken off by who controls
// the browser: the page says so, and the ledger still names the viewing. Any quarter of the picture, wherever it is cut
// out, holds one whole tag (ACCESS §8.2).
import { clockText, dateText } from "./time.js";

const SHARE = 0.235;
const LINE = 1.18;
const FACE = '"Be Vietnam Pro", sans-serif';

/** Puts the mark over `host` and keeps its time; `who` is `{name, lines}`. Returns what takes it off again. */
export function mark(host, who, nowUs = () => Date.now() * 1000) {
  const canvas = document.createElement("canvas");
  canvas.className = "watermark";
  canvas.setAttribute("aria-hidden", "true");
  host.append(canvas);
  const draw = () => paint(canvas, host.querySelector("video, img"), who, nowUs());
  const timer = setInterval(draw, 1000);
  const watcher = new ResizeObserver(draw);
  watcher.observe(host);
  draw();
  return () => { clearInterval(timer); watcher.disconnect(); canvas.remove(); };
}

/** The part of the screen that the picture fills: it keeps its shape, the rest is empty. */
export function pictureIn(width, height, naturalWidth, naturalHeight) {
  if (!naturalWidth || !naturalHeight) return { x: 0, y: 0, width, height };
  const scale = Math.min(width / naturalWidth, height / naturalHeight);
  const [w, h] = [naturalWidth * scale, naturalHeight * scale];
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

/** The size of letters with which a tag stays below a quarter's half; `emWidth` is its longest line in ems. */
export function letterSize(width, height, emWidth, lines) {
  return Math.min(15, (width * SHARE) / emWidth, (height * SHARE) / (lines * LINE));
}

/** Left upper corners of tags: a window of half the width and half the height holds a whole one wherever it lies. */
export function tagPlaces(width, height, tagWidth, tagHeight) {
  const [stepX, stepY] = [width / 2 - tagWidth, height / 2 - tagHeight];
  const places = [];
  if (stepX <= 0 || stepY <= 0) return places;
  for (let row = 0, y = stepY * 0.2; y < height; row += 1, y += stepY) {
    for (let x = stepX * (row % 2 ? -0.4 : 0.1); x < width; x += stepX) places.push([x, y]);
  }
  return places;
}

/** Heights of the two moving lines: one in each half, never the same for long. */
export function movingLines(height, nowUs) {
  const turn = (nowUs / 1_000_000 / 23) % 1;
  return [height * (0.08 + 0.38 * turn), height * (0.92 - 0.38 * turn)];
}

function paint(canvas, shown, who, nowUs) {
  const scale = globalThis.devicePixelRatio || 1;
  const [outerWidth, outerHeight] = [canvas.clientWidth, canvas.clientHeight];
  if (!outerWidth || !outerHeight) return;
  canvas.width = Math.round(outerWidth * scale);
  canvas.height = Math.round(outerHeight * scale);
  const natural = [shown?.videoWidth ?? shown?.naturalWidth, shown?.videoHeight ?? shown?.naturalHeight];
  const at = pictureIn(outerWidth, outerHeight, ...natural);
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.translate(at.x, at.y);
  pen.textBaseline = "top";
  const lines = [...who.lines.slice(0, -1), `${who.lines.at(-1)} ${clockText(nowUs)}`];
  pen.font = `500 100px ${FACE}`;
  const emWidth = Math.max(...lines.map((each) => pen.measureText(each).width)) / 100;
  const size = letterSize(at.width, at.height, emWidth, lines.length);
  pen.font = `500 ${size}px ${FACE}`;
  for (const [x, y] of tagPlaces(at.width, at.height, emWidth * size, lines.length * LINE * size)) {
    lines.forEach((each, row) => stroke(pen, each, x, y + row * LINE * size));
  }
  pen.font = `500 ${Math.max(9, Math.min(14, at.width / 42))}px ${FACE}`;
  pen.textAlign = "center";
  const whole = `${who.name} · ${lines.slice(0, -1).join(" · ")} · ${dateText(nowUs)} ${clockText(nowUs)}`;
  for (const y of movingLines(at.height, nowUs)) stroke(pen, whole, at.width / 2, y, at.width * 0.98);
}

function stroke(pen, text, x, y, most = undefined) {
  pen.fillStyle = "rgb(0 0 0 / .17)";
  pen.fillText(text, x + 1, y + 1, most);
  pen.fillStyle = "rgb(255 255 255 / .24)";
  pen.fillText(text, x, y, most);
}
