// Masks of a viewing copy: pictures of a range one by one, a shape drawn on one of them, and the list of what is covered.
import { cornersOf, FULL, moved, toCorner } from "./region_model.js";
import { given, post, say } from "./text.js";
import { clockText } from "./time.js";

const byId = (id) => document.getElementById(id);
const polygon = (points, name) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
  element.setAttribute("points", points.map(([x, y]) => `${x},${y}`).join(" "));
  element.setAttribute("class", name);
  return element;
};

class Covering {
  constructor(config) {
    Object.assign(this, { config, masks: config.masks, points: [], at: config.from, shown: config.from, end: config.to, busy: false, wanted: null });
    this.stage = byId("masks-stage");
    this.slider = byId("masks-at");
    Object.assign(this.slider, { min: 0, max: Math.ceil((config.to - config.from) / config.step) - 1, step: 1, value: 0 });
    this.slider.addEventListener("input", () => this.go(config.from + Number(this.slider.value) * config.step));
    for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => this.go(this.at + Number(button.dataset.step) * config.step));
    byId("masks-again").addEventListener("click", () => { this.points = []; this.draw(); });
    byId("masks-until").addEventListener("click", () => { this.end = Math.min(config.to, this.shown + config.step); this.tell("until"); this.draw(); });
    byId("masks-follow").addEventListener("change", () => this.draw());
    byId("masks-add").addEventListener("click", () => this.add());
    this.listen();
    this.list();
    this.go(config.from);
  }

  tell(key, values) { this.told(say(key, values)); }
  told(text) { byId("masks-said").textContent = text; }

  get follow() { return byId("masks-follow").checked; }
  get until() { return this.follow ? Math.min(this.end, this.shown + this.config.followMost) : this.end; }

  listen() {
    let from = null, dragged = false;
    const corner = (event) => {
      const box = this.stage.getBoundingClientRect();
      return toCorner(event.clientX - box.left, event.clientY - box.top, { left: 0, top: 0, width: box.width, height: box.height });
    };
    this.stage.addEventListener("pointerdown", (event) => { this.stage.setPointerCapture(event.pointerId); from = corner(event); dragged = false; });
    this.stage.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = corner(event);
      dragged ||= Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) > 200;
      if (dragged) { this.points = cornersOf(from, to); this.draw(); }
    });
    this.stage.addEventListener("pointerup", () => {
      if (from && !dragged) { this.points = this.points.length >= 32 ? [from] : [...this.points, from]; this.draw(); }
      from = null;
    });
    this.stage.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      if (this.points.length < 3) this.points = cornersOf([3500, 3500], [6500, 6500]);
      else this.points = moved(this.points, event.key, event.shiftKey);
      event.preventDefault();
      this.draw();
    });
  }

  go(at) {
    const { from, to, step } = this.config;
    this.at = Math.max(from, Math.min(to - 1, at));
    this.slider.value = Math.round((this.at - from) / step);
    byId("masks-time").textContent = clockText(this.at);
    this.wanted = this.at;
    if (!this.busy) this.fetch();
  }

  async fetch() {
    this.busy = true;
    while (this.wanted !== null) {
      const at = this.wanted;
      this.wanted = null;
      this.tell("fetching");
      await this.show(at).catch(() => this.tell("failed"));
    }
    this.busy = false;
  }

  async show(at) {
    const answer = await fetch(`${this.config.frame}?camera=${this.config.camera}&at=${at}`, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) { this.told((await answer.json()).reason ?? say("failed")); return; }
    const bitmap = await createImageBitmap(await answer.blob());
    const canvas = byId("masks-picture");
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    this.stage.style.aspectRatio = `${bitmap.width} / ${bitmap.height}`;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
    this.shown = Math.max(this.config.from, Number(answer.headers.get("X-Frame-Us")));
    this.told("");
    this.draw();
  }

  draw() {
    byId("masks-drawing").replaceChildren(...(this.points.length ? [polygon(this.points, "mask")] : []));
    byId("masks-end").textContent = clockText(this.until);
  }

  async add() {
    if (this.points.length < 3) { this.tell("drawFirst"); return; }
    await this.change(this.config.add, { camera: this.config.camera, points: this.points, from: this.shown, to: this.until, follow: this.follow }, () => {
      this.points = [];
      this.end = this.config.to;
      this.tell("added", { n: this.masks.at(-1).number });
    });
  }

  async change(url, body, then) {
    const answer = await post(url, body).catch(() => null);
    if (!answer?.ok) { this.told(answer?.body.reason ?? say("failed")); return; }
    this.masks = answer.body.masks;
    this.list();
    then();
    this.draw();
    this.go(this.at);
  }

  list() {
    const mine = this.masks.filter((each) => each.camera === this.config.camera);
    byId("masks-none").hidden = mine.length > 0;
    byId("masks-list").replaceChildren(...mine.map((each) => this.row(each)));
  }

  row(mask) {
    const item = document.createElement("li");
    const words = Object.assign(document.createElement("div"), { className: "grow" });
    const go = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-ghost btn-sm", textContent: say("mask", { n: mask.number }) });
    go.addEventListener("click", () => this.go(mask.from));
    const when = Object.assign(document.createElement("div"), { className: "faint small num", textContent: `${clockText(mask.from)} – ${clockText(mask.to)} · ${say(mask.follow ? "follows" : "stays")}` });
    words.append(go, when);
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-ghost btn-sm", textContent: say("take") });
    drop.addEventListener("click", () => this.change(this.config.drop, { number: mask.number }, () => this.tell("gone", { n: mask.number })));
    item.append(words, drop);
    return item;
  }
}

const config = given("masks-config");
if (config?.camera) new Covering(config);
