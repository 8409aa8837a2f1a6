// The timeline on a canvas: a lane for each camera, footage and gaps by cause, from a month down to seconds.
// Dragging along the lanes scrubs (`onscrub(atUs, "move" | "end" | "off")`), along the hours moves the view; wheel, pinch
// and keys zoom; a click goes there (`onseek(atUs)`).
import { say } from "./text.js";
import { DAY_US, HOUR_US, MINUTE_US, clockText, dateText, lengthText } from "./time.js";
import { boxes, clamp, family, pan, pieceAt, request, spanText, ticks, zoom } from "./timeline_model.js";

const LANE = 26;
const LANE_GAP = 8;
const AXIS = 30;
const STRIP = 26; // events, above the lanes
const LANES = AXIS + STRIP;
const units = () => ({ d: say("d"), h: say("h"), m: say("m"), s: say("s") });

export class Timeline {
  /** `load({from, to, columns})` resolves to `{now, cameras: {id: pieces}}`. */
  constructor(host, { cameras, limits, now, at, load, onseek, onscrub, onview, ondata, strip }) {
    Object.assign(this, { host, limits, now, load, onseek, onscrub, onview, ondata, strip });
    this.playhead = at;
    this.pieces = {};
    this.stretch = [null, null];
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.tip = document.createElement("div");
    this.tip.className = "tip";
    this.tip.hidden = true;
    host.append(this.canvas, this.tip);
    host.tabIndex = 0;
    host.setAttribute("role", "slider");
    host.setAttribute("aria-label", say("timelineHelp"));
    this.setCameras(cameras);
    this.view = clamp({ from: at - HOUR_US / 2, to: at + HOUR_US / 2 }, this.bounds);
    this.listen();
    new ResizeObserver(() => this.changed()).observe(host);
    addEventListener("vonggac:theme", () => this.draw());
    setInterval(() => this.refresh(), 20_000);
  }

  /** A lane for each; what is known of a camera that stays, stays. */
  setCameras(cameras) {
    this.cameras = cameras;
    this.lane = cameras.length > 4 ? 16 : LANE;
    this.gap = cameras.length > 4 ? 4 : LANE_GAP;
    this.height = LANES + cameras.length * (this.lane + this.gap) + 6;
    this.host.style.height = `${this.height}px`;
    for (const each of cameras) this.pieces[each.id] ??= [];
    if (this.view) this.refresh();
  }

  /** Begin and end that the person marked, or null. */
  setStretch(stretch) { this.stretch = stretch; this.draw(); }

  get bounds() { return { from: this.now - 400 * DAY_US, to: this.now + MINUTE_US }; }
  get width() { return this.canvas.clientWidth || 1; }
  instantAt(x) { return this.view.from + (x / this.width) * (this.view.to - this.view.from); }
  xAt(at) { return ((at - this.view.from) / (this.view.to - this.view.from)) * this.width; }

  /** A length of view by name: hour, day, month… keeping the playhead in sight. */
  show(lengthUs) {
    const at = this.playhead;
    this.view = clamp({ from: at - lengthUs / 2, to: at + lengthUs / 2 }, this.bounds);
    this.changed();
  }

  zoomBy(factor, at = (this.view.from + this.view.to) / 2) {
    this.view = zoom(this.view, factor, at, this.bounds);
    this.changed();
  }

  setPlayhead(at, follow = false) {
    if (this.scrubbing) return;
    this.playhead = at;
    if (follow && !this.dragging) {
      const x = this.xAt(at) / this.width;
      if (x > 0.94 || x < 0) { this.view = clamp({ from: at - (this.view.to - this.view.from) * 0.12, to: at + (this.view.to - this.view.from) * 0.88 }, this.bounds); this.changed(); return; }
    }
    this.host.setAttribute("aria-valuetext", `${clockText(at)} ${dateText(at)}`);
    this.draw();
  }

  changed() {
    this.onview?.(spanText(this.view));
    this.draw();
    clearTimeout(this.loading);
    this.loading = setTimeout(() => this.fetch(), 90);
  }

  refresh() { this.loadedKey = null; this.fetch(); }

  async fetch() {
    const wanted = request(this.view, this.width);
    const key = `${wanted.from}-${wanted.to}-${wanted.columns}`;
    if (key === this.loadedKey) return;
    this.loadedKey = key;
    let answer;
    try { answer = await this.load(wanted); } catch { this.loadedKey = null; return; }
    if (!answer || key !== this.loadedKey) return;
    this.now = answer.now;
    Object.assign(this.pieces, answer.cameras);
    this.ondata?.(this.pieces);
    this.draw();
  }

  draw() {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => { this.queued = false; this.paint(); });
  }

  paint() {
    const { canvas, view, width } = this;
    const scale = globalThis.devicePixelRatio || 1;
    const w = Math.round(width * scale);
    const h = Math.round(this.height * scale);
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, this.height);
    const css = getComputedStyle(this.host);
    const colour = (name) => css.getPropertyValue(name).trim();
    this.paintAxis(pen, colour);
    this.strip?.paint(pen, colour, { view, width, top: AXIS, height: STRIP, xAt: (at) => this.xAt(at) });
    this.cameras.forEach((camera, index) => {
      const top = LANES + index * (this.lane + this.gap);
      pen.fillStyle = colour("--sunken");
      pen.fillRect(0, top, width, this.lane);
      for (const box of boxes(this.pieces[camera.id] ?? [], view, width)) this.paintBox(pen, colour, box, top);
      this.paintLimits(pen, colour, top);
      if (this.cameras.length > 1) this.paintName(pen, colour, camera.name, top);
    });
    this.paintStretch(pen, colour);
    this.paintHead(pen, colour);
  }

  paintStretch(pen, colour) {
    const [from, to] = this.stretch;
    if (from === null && to === null) return;
    const left = from === null ? null : this.xAt(from);
    const right = to === null ? null : this.xAt(to);
    pen.fillStyle = colour("--brand");
    if (left !== null && right !== null) { pen.globalAlpha = 0.14; pen.fillRect(left, AXIS, right - left, this.height - AXIS); pen.globalAlpha = 1; }
    for (const [x, side] of [[left, 1], [right, -1]]) {
      if (x === null) continue;
      pen.fillRect(x - (side < 0 ? 2 : 0), AXIS, 2, this.height - AXIS);
      pen.fillRect(side > 0 ? x : x - 7, AXIS, 7, 2);
      pen.fillRect(side > 0 ? x : x - 7, this.height - 2, 7, 2);
    }
  }

  paintAxis(pen, colour) {
    pen.font = '500 12.5px "Be Vietnam Pro", sans-serif';
    pen.textBaseline = "middle";
    for (const tick of ticks(this.view, this.width)) {
      const x = Math.round(this.xAt(tick.at)) + 0.5;
      pen.strokeStyle = colour(tick.strong ? "--line-2" : "--line");
      pen.beginPath(); pen.moveTo(x, tick.strong ? 4 : 20); pen.lineTo(x, this.height); pen.stroke();
      pen.fillStyle = colour(tick.strong ? "--ink" : "--ink-2");
      pen.fillText(tick.label, x + 5, 13);
    }
  }

  paintBox(pen, colour, box, top) {
    if (box.kind === "none") return;
    const kind = family(box.kind);
    if (kind === "unexplained") this.hatch(pen, colour("--gap-unexplained"), box.left, top, box.width);
    else if (kind === "pending") { pen.fillStyle = colour("--footage"); pen.globalAlpha = 0.35; pen.fillRect(box.left, top, box.width, this.lane); pen.globalAlpha = 1; }
    else if (kind !== "footage") { pen.fillStyle = colour(kind === "erased" ? "--erased" : `--gap-${kind}`); pen.fillRect(box.left, top, box.width, this.lane); }
    if (box.share > 0) {
      // a column that is mostly footage keeps a visible band of what is not
      const height = box.kind === "footage" ? this.lane : Math.min(this.lane - 4, Math.max(3, (this.lane * box.share) / 100));
      pen.fillStyle = colour("--footage");
      pen.fillRect(box.left, top + this.lane - height, box.width, height);
    }
  }

  hatch(pen, colour, left, top, width) {
    pen.save();
    pen.beginPath(); pen.rect(left, top, width, this.lane); pen.clip();
    pen.strokeStyle = colour; pen.lineWidth = 2.5; pen.beginPath();
    for (let x = left - this.lane - ((left) % 7); x < left + width + this.lane; x += 7) { pen.moveTo(x, top + this.lane); pen.lineTo(x + this.lane, top); }
    pen.stroke();
    pen.restore();
  }

  paintLimits(pen, colour, top) {
    pen.fillStyle = colour("--surface");
    pen.globalAlpha = 0.72;
    const left = this.xAt(this.limits[0]);
    const right = this.xAt(this.limits[1]);
    if (left > 0) pen.fillRect(0, top - 2, Math.min(left, this.width), this.lane + 4);
    if (right < this.width) pen.fillRect(Math.max(0, right), top - 2, this.width - Math.max(0, right), this.lane + 4);
    pen.globalAlpha = 1;
  }

  paintName(pen, colour, name, top) {
    pen.font = `600 ${this.lane < 20 ? 11 : 12.5}px "Be Vietnam Pro", sans-serif`;
    const size = pen.measureText(name).width + 14;
    pen.fillStyle = colour("--surface");
    pen.globalAlpha = 0.88;
    pen.beginPath(); pen.roundRect(6, top + (this.lane < 20 ? 1 : 3), size, this.lane - (this.lane < 20 ? 2 : 6), 6); pen.fill();
    pen.globalAlpha = 1;
    pen.fillStyle = colour("--ink");
    pen.fillText(name, 13, top + this.lane / 2 + 0.5);
  }

  paintHead(pen, colour) {
    const x = this.xAt(this.playhead);
    if (x < -8 || x > this.width + 8) return;
    pen.fillStyle = colour("--ink");
    pen.fillRect(Math.round(x) - 1, 22, 2, this.height - 22);
    pen.beginPath(); pen.roundRect(x - 7, 17, 14, 10, 4); pen.fill();
  }

  // ---- hands

  listen() {
    const { host } = this;
    const fingers = new Map();
    const at = (event) => event.clientX - host.getBoundingClientRect().left;
    host.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      host.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, at(event));
      if (fingers.size === 2 && this.scrubbing) this.scrubEnd("off");
      const low = event.clientY - host.getBoundingClientRect().top >= AXIS;
      this.grip = { view: this.view, x: at(event), moved: 0, spread: null, scrubs: low && fingers.size === 1 };
      this.dragging = true;
    });
    host.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) { this.point(at(event), event.clientY - host.getBoundingClientRect().top); return; }
      fingers.set(event.pointerId, at(event));
      if (fingers.size === 2) this.pinch([...fingers.values()]);
      else this.drag(at(event));
    });
    const end = (event) => {
      if (!fingers.delete(event.pointerId)) return;
      if (!fingers.size) this.dragging = false;
      if (this.scrubbing) this.scrubEnd(event.type === "pointerup" ? "end" : "off");
      else if (this.grip && this.grip.moved < 5 && event.type === "pointerup") this.click(at(event), event.clientY - host.getBoundingClientRect().top);
      this.grip = fingers.size ? { view: this.view, x: [...fingers.values()][0], moved: 99, spread: null } : null;
    };
    host.addEventListener("pointerup", end);
    host.addEventListener("pointercancel", end);
    host.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    host.addEventListener("wheel", (event) => {
      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.view = pan(this.view, (event.deltaX / this.width) * (this.view.to - this.view.from), this.bounds);
      else this.view = zoom(this.view, Math.exp(Math.min(120, Math.max(-120, event.deltaY)) * 0.004), this.instantAt(at(event)), this.bounds);
      this.changed();
    }, { passive: false });
    host.addEventListener("keydown", (event) => this.key(event));
  }

  drag(x) {
    if (!this.grip) return;
    this.grip.moved = Math.max(this.grip.moved, Math.abs(x - this.grip.x));
    if (this.grip.moved < 5) return;
    this.tip.hidden = true;
    if (this.grip.scrubs) { this.scrub(x); return; }
    this.view = pan(this.grip.view, ((this.grip.x - x) / this.width) * (this.grip.view.to - this.grip.view.from), this.bounds);
    this.changed();
  }

  /** Under the hand; at either end the view moves on under it. */
  scrub(x) {
    this.scrubbing = true;
    clearTimeout(this.edgeTimer);
    const over = x < 12 ? x - 12 : x > this.width - 12 ? x - this.width + 12 : 0;
    if (over) {
      this.view = pan(this.view, (Math.max(-40, Math.min(40, over)) / this.width) * (this.view.to - this.view.from) * 0.25, this.bounds);
      this.changed();
      this.edgeTimer = setTimeout(() => this.scrub(x), 60);
    }
    this.scrubAt = this.scrubbed(this.instantAt(Math.min(this.width, Math.max(0, x))));
    this.playhead = this.scrubAt;
    this.draw();
    this.onscrub?.(this.scrubAt, "move");
  }

  scrubbed(at) { return Math.round(Math.min(Math.max(at, this.limits[0]), this.limits[1] - 1, this.now)); }

  scrubEnd(how) {
    clearTimeout(this.edgeTimer);
    this.scrubbing = false;
    this.onscrub?.(this.scrubAt, how);
  }

  pinch([a, b]) {
    const spread = Math.max(20, Math.abs(a - b));
    if (!this.grip.spread) { this.grip.spread = spread; this.grip.view = this.view; }
    this.grip.moved = 99;
    this.view = zoom(this.grip.view, this.grip.spread / spread, this.grip.view.from + ((a + b) / 2 / this.width) * (this.grip.view.to - this.grip.view.from), this.bounds);
    this.changed();
  }

  key(event) {
    const length = this.view.to - this.view.from;
    const moves = { PageUp: -0.8, PageDown: 0.8 };
    if (event.key in moves) this.view = pan(this.view, moves[event.key] * length, this.bounds);
    else if (event.key === "+" || event.key === "=") this.view = zoom(this.view, 0.6, (this.view.from + this.view.to) / 2, this.bounds);
    else if (event.key === "-") this.view = zoom(this.view, 1.6, (this.view.from + this.view.to) / 2, this.bounds);
    else if (event.key === "Enter") this.seek((this.view.from + this.view.to) / 2);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.changed();
  }

  /** On a mark of the strip: what it stands for. Elsewhere: the instant. */
  click(x, y) {
    const mark = y >= AXIS && y < LANES ? this.strip?.at(x, this.view, this.width) : null;
    if (mark) mark.open(); else this.seek(this.instantAt(x));
  }

  seek(at) { this.onseek?.(Math.round(Math.min(at, this.now))); }

  point(x, y) {
    const mark = y >= AXIS && y < LANES ? this.strip?.at(x, this.view, this.width) : null;
    if (mark) { this.tell(x, LANES + 4, mark.head, mark.lines); return; }
    const lane = Math.floor((y - LANES + this.gap / 2) / (this.lane + this.gap));
    const camera = this.cameras[lane];
    const at = this.instantAt(x);
    const slack = (2 * (this.view.to - this.view.from)) / this.width;
    const piece = camera && pieceAt(this.pieces[camera.id] ?? [], at, slack);
    this.tell(x, LANES + Math.max(0, lane) * (this.lane + this.gap) + this.lane + 4, `${clockText(at)} ${dateText(at)}`, piece ? [this.describe(piece)] : []);
  }

  tell(x, top, title, lines) {
    this.tip.hidden = false;
    const head = Object.assign(document.createElement("b"), { className: "num", textContent: title });
    this.tip.replaceChildren(head, ...lines.map((each) => Object.assign(document.createElement("div"), { textContent: each })));
    const side = Math.min(Math.max(6, x + 14), this.width - this.tip.offsetWidth - 6);
    this.tip.style.transform = `translate(${side}px, ${top}px)`;
  }

  describe([from, to, kind, share]) {
    const name = { footage: "footage", erased: "erased", pending: "pending", unexplained: "unexplained", none: "none" }[kind] ?? `cause.${kind}`;
    const words = say(name);
    const first = words.charAt(0).toUpperCase() + words.slice(1);
    if (kind === "footage" || kind === "none" || kind === "pending") return first;
    const mixed = share > 0 ? ` · ${say("ofFootage", { share })}` : ` · ${lengthText(to - from, units())}`;
    return first + mixed;
  }
}
