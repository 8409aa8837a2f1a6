// Search for motion in a part of the picture: drawn by dragging (a rectangle), by clicks (corners), or by keys.
import { post, say } from "./text.js";
import { DAY_US, clockText, dateText, lengthText } from "./time.js";
import { FULL, cornersOf, moved, pictureBox, toCorner } from "./region_model.js";

const units = () => ({ d: say("d"), h: say("h"), m: say("m"), s: say("s") });
const LONGEST_US = 7 * DAY_US;
const SVG = "http://www.w3.org/2000/svg";

export class Region {
  constructor(player, panel) {
    Object.assign(this, { player, panel });
    this.corners = [];
    this.list = panel.querySelector("[data-hits]");
    this.word = panel.querySelector("[data-word]");
    panel.querySelector("[data-search]").addEventListener("click", () => this.search());
    panel.querySelector("[data-again]").addEventListener("click", () => this.clear());
    panel.querySelector("[data-close]").addEventListener("click", () => this.close());
  }

  get isOpen() { return Boolean(this.overlay); }
  toggle() { if (this.isOpen) this.close(); else this.open(); }

  open() {
    this.screen = this.player.chosenScreen;
    const overlay = document.createElementNS(SVG, "svg");
    overlay.setAttribute("class", "region");
    overlay.setAttribute("tabindex", "0");
    overlay.setAttribute("role", "application");
    overlay.setAttribute("aria-label", this.panel.dataset.help);
    overlay.append(document.createElementNS(SVG, "polygon"));
    this.overlay = overlay;
    this.screen.tile.append(overlay);
    this.panel.hidden = false;
    this.panel.querySelector("[data-camera]").textContent = this.screen.camera.name;
    this.listen(overlay);
    this.corners = [[3500, 3500], [6500, 3500], [6500, 6500], [3500, 6500]];
    this.fresh = true; // the first drag or click begins anew
    this.draw();
    overlay.focus({ preventScroll: true });
    this.player.setPlaying(false);
  }

  close() {
    this.overlay?.remove();
    this.overlay = null;
    this.panel.hidden = true;
    this.player.events.hits = [];
    this.player.timeline.draw();
  }

  clear() { this.corners = []; this.list.replaceChildren(); this.word.textContent = ""; this.player.events.hits = []; this.player.timeline.draw(); this.draw(); }

  get box() {
    const { tile, video, still } = this.screen;
    const shape = video.videoWidth ? [video.videoWidth, video.videoHeight] : [still.width, still.height];
    return pictureBox(tile.clientWidth, tile.clientHeight, ...shape);
  }

  listen(overlay) {
    let from = null;
    let dragged = false;
    const corner = (event) => { const r = overlay.getBoundingClientRect(); return toCorner(event.clientX - r.left, event.clientY - r.top, this.box); };
    overlay.addEventListener("pointerdown", (event) => { overlay.setPointerCapture(event.pointerId); from = corner(event); dragged = false; });
    overlay.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = corner(event);
      if (Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) > 200) dragged = true;
      if (dragged) { this.fresh = false; this.corners = cornersOf(from, to); this.draw(); }
    });
    overlay.addEventListener("pointerup", () => {
      if (from && !dragged) { this.corners = this.fresh || this.corners.length >= 24 ? [from] : [...this.corners, from]; this.fresh = false; this.draw(); }
      from = null;
    });
    overlay.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.search();
      else if (event.key === "Escape") { this.close(); document.getElementById("region-open")?.focus(); } else if (event.key.startsWith("Arrow") && this.corners.length) { this.corners = moved(this.corners, event.key, event.shiftKey); this.draw(); } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  draw() {
    if (!this.overlay) return;
    const box = this.box;
    const { clientWidth: width, clientHeight: height } = this.screen.tile;
    this.overlay.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const points = this.corners.map(([x, y]) => `${box.left + (x / FULL) * box.width},${box.top + (y / FULL) * box.height}`);
    this.overlay.firstChild.setAttribute("points", points.join(" "));
  }

  get range() {
    const { player } = this;
    const [low, high] = player.config.limits;
    const [from, to] = player.stretch;
    const view = player.timeline.view;
    const wanted = from !== null && to !== null ? { from, to } : { from: view.from, to: view.to };
    return { from: Math.max(low, Math.round(wanted.from)), to: Math.min(high, player.timeline.now, Math.round(wanted.to)) };
  }

  async search() {
    if (this.corners.length < 3) { this.tell(say("drawFirst")); return; }
    const range = this.range;
    if (range.to <= range.from) { this.tell(say("outside")); return; }
    if (range.to - range.from > LONGEST_US) { this.tell(say("stretchTooLong")); return; }
    this.tell(say("searching"));
    const answer = await post(this.player.config.region, { pass: this.player.pass, cameras: [this.screen.camera.id], ...range, region: this.corners }).catch(() => null);
    if (!answer?.ok) { this.tell(answer?.body.reason ?? say("failed")); return; }
    const { hits, watched } = answer.body;
    this.player.events.hits = hits;
    this.player.timeline.draw();
    this.tell(!watched ? say("notWatched") : hits.length ? say("motionHits", { count: hits.length }) : say("motionNone"));
    this.list.replaceChildren(...hits.slice(0, 300).map((each) => this.row(each)));
  }

  tell(text) { this.word.textContent = text; }

  row(hit) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "event" });
    const time = Object.assign(document.createElement("b"), { className: "num", textContent: clockText(hit.from) });
    const bar = Object.assign(document.createElement("i"), { className: "score" });
    bar.style.setProperty("--score", `${hit.score}%`);
    button.append(time, document.createTextNode(`${dateText(hit.from)} · ${lengthText(hit.to - hit.from, units())}`), bar);
    button.addEventListener("click", () => this.player.go(hit.at));
    item.append(button);
    return item;
  }
}
