// Zones and masks drawn on the live picture, by mouse, finger or keyboard, and what would count right now.
import { LivePlayer } from "./live.js";
import { given, post, say } from "./text.js";
import { mark } from "./watermark.js";
import { FULL, MOST_POINTS, cellsOf, fault, freeName, moved, pointAt, split, without } from "./zones_model.js";

const STEP = 100, LONG_STEP = 500;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const svgElement = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

class Editor {
  constructor(config) {
    this.config = config;
    this.stage = document.getElementById("zones-stage");
    this.drawing = document.getElementById("zones-drawing");
    this.list = document.getElementById("zones-list");
    this.said = document.getElementById("zones-said");
    this.shapes = [...config.zones.map((each) => ({ kind: "zone", ...each })), ...config.masks.map((each) => ({ kind: "mask", ...each }))];
    this.begun = null;
    this.cursor = [FULL / 2, FULL / 2];
    for (const button of document.querySelectorAll("[data-draw]")) button.addEventListener("click", () => this.begin(button.dataset.draw));
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("keydown", (event) => this.key(event));
    document.getElementById("zones-close").addEventListener("click", () => this.close());
    document.getElementById("zones-cancel").addEventListener("click", () => this.cancel());
    this.draw();
  }

  tell(key, values) { this.said.textContent = say(key, values); }

  begin(kind) {
    this.begun = { kind, points: [] };
    this.stage.classList.add("drawing");
    this.stage.focus();
    this.tell("begin");
    this.draw();
  }

  press(event) {
    if (!this.begun || event.button > 0 || event.target.closest("button")) return;
    event.preventDefault();
    this.cursor = pointAt(event.clientX, event.clientY, this.stage.getBoundingClientRect());
    this.add();
  }

  add() {
    const { points } = this.begun;
    const [x, y] = this.cursor;
    if (points.length >= 3 && Math.hypot(points[0][0] - x, points[0][1] - y) < 250) { this.close(); return; }
    if (points.length < MOST_POINTS) points.push([x, y]);
    this.tell("point", { n: points.length });
    this.draw();
  }

  close() {
    if (!this.begun) return;
    const why = fault(this.begun.points);
    if (why) { this.tell(why); return; }
    const { kind, points } = this.begun;
    this.shapes.push({ kind, points, name: freeName(say(kind), this.shapes.map((each) => each.name)) });
    this.cancel();
    this.tell("closed");
  }

  cancel() {
    this.begun = null;
    this.stage.classList.remove("drawing");
    this.said.textContent = "";
    this.draw();
  }

  key(event) {
    if (!this.begun || event.target !== this.stage) return;
    const arrow = ARROWS[event.key];
    if (arrow) { const step = event.shiftKey ? LONG_STEP : STEP; this.cursor = moved(this.cursor, arrow[0] * step, arrow[1] * step); this.draw(); }
    else if (event.key === " ") this.add();
    else if (event.key === "Enter") this.close();
    else if (event.key === "Escape") this.cancel();
    else if (event.key === "Backspace") { this.begun.points.pop(); this.draw(); }
    else return;
    event.preventDefault();
  }

  draw() {
    this.drawing.replaceChildren(...this.shapes.map((each) => this.polygon(each.kind, each.points, "polygon")));
    if (this.begun) {
      this.drawing.append(this.polygon(this.begun.kind, this.begun.points, "polyline"));
      const [x, y] = this.cursor;
      this.drawing.append(svgElement("path", { class: "cursor", d: `M${x} 0V${FULL}M0 ${y}H${FULL}` }));
    }
    for (const handle of this.stage.querySelectorAll(".corner")) handle.remove();
    const shown = this.begun ? [this.begun] : this.shapes;
    for (const shape of shown) shape.points.forEach((_, index) => this.stage.append(this.corner(shape, index)));
    for (const each of document.querySelectorAll("[data-while-drawing]")) each.hidden = !this.begun;
    for (const each of document.querySelectorAll("[data-draw]")) each.hidden = Boolean(this.begun);
    this.fill();
    this.rows();
  }

  polygon(kind, points, name) { return svgElement(name, { class: kind, points: points.map((each) => each.join(",")).join(" ") }); }

  /** A corner is a button: dragged, or moved with the arrows; Delete takes it away. */
  corner(shape, index) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: `corner ${shape.kind}` });
    button.setAttribute("aria-label", say("corner", { name: shape.name ?? "", n: index + 1 }));
    const place = () => { button.style.left = `${shape.points[index][0] / 100}%`; button.style.top = `${shape.points[index][1] / 100}%`; };
    place();
    button.addEventListener("pointerdown", (event) => { if (this.begun) return; event.preventDefault(); button.setPointerCapture(event.pointerId); });
    button.addEventListener("pointermove", (event) => {
      if (!button.hasPointerCapture(event.pointerId)) return;
      shape.points[index] = pointAt(event.clientX, event.clientY, this.stage.getBoundingClientRect());
      place();
      this.redrawShapes();
    });
    button.addEventListener("click", () => { if (this.begun && index === 0) this.close(); });
    button.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (this.begun) return;
      if (arrow) { const step = event.shiftKey ? LONG_STEP : STEP; shape.points[index] = moved(shape.points[index], arrow[0] * step, arrow[1] * step); place(); this.redrawShapes(); event.preventDefault(); }
      if (event.key === "Delete") { const left = without(shape.points, index); if (left) { shape.points = left; this.draw(); } }
    });
    return button;
  }

  redrawShapes() {
    [...this.drawing.children].forEach((element, index) => { if (this.shapes[index]) element.setAttribute("points", this.shapes[index].points.map((each) => each.join(",")).join(" ")); });
    this.fill();
  }

  rows() {
    this.list.replaceChildren(...this.shapes.map((shape) => {
      const row = document.getElementById("zones-row").content.firstElementChild.cloneNode(true);
      row.querySelector(".swatch").classList.add(shape.kind);
      const input = row.querySelector("input");
      input.value = shape.name;
      input.setAttribute("aria-label", say(`${shape.kind}Name`));
      input.addEventListener("input", () => { shape.name = input.value; this.fill(); });
      row.querySelector("[data-split]").addEventListener("click", () => { if (shape.points.length < MOST_POINTS) { shape.points = split(shape.points); this.draw(); } });
      row.querySelector("[data-take-away]").addEventListener("click", () => { this.shapes = this.shapes.filter((each) => each !== shape); this.draw(); });
      return row;
    }));
    document.getElementById("zones-none").hidden = this.shapes.length > 0;
  }

  of(kind) { return this.shapes.filter((each) => each.kind === kind).map(({ name, points }) => ({ name, points })); }

  /** The form carries what is drawn. */
  fill() {
    document.getElementById("id_zones").value = JSON.stringify(this.of("zone"));
    document.getElementById("id_masks").value = JSON.stringify(this.of("mask"));
  }
}

/** Asks once a second what would count with the settings as they stand, and shows it on the picture. */
class Preview {
  constructor(config, editor) {
    Object.assign(this, { config, editor });
    this.canvas = document.getElementById("zones-cells");
    this.level = document.getElementById("zones-level");
    this.word = document.getElementById("zones-level-word");
    this.ask();
  }

  async ask() {
    if (document.visibilityState === "visible") {
      const sensitivity = Number(document.getElementById("id_sensitivity").value);
      const answer = await post(this.config.preview, { zones: this.editor.of("zone"), masks: this.editor.of("mask"), sensitivity }).catch(() => null);
      this.show(answer?.ok ? answer.body : null);
    }
    setTimeout(() => this.ask(), 1000);
  }

  show(seen) {
    const picture = this.canvas.getContext("2d");
    picture.clearRect(0, 0, 32, 18);
    picture.fillStyle = "rgb(255 211 107 / .55)";
    for (const [column, row] of seen?.cells ? cellsOf(seen.cells) : []) picture.fillRect(column, row, 1, 1);
    this.level.value = seen?.motion ?? 0;
    this.word.textContent = seen?.cells ? say(seen.motion > 0 ? "counts" : "quiet") : say("unseen");
  }
}

function watch(config) {
  const said = document.getElementById("zones-picture-said");
  mark(document.getElementById("zones-stage"), config.mark);
  new LivePlayer(document.querySelector("#zones-stage video"), {
    openTicket: async () => {
      const answer = await post(config.tickets, { cameras: [config.camera] });
      const one = answer.body.cameras?.[config.camera];
      if (!one) throw new Error(`tickets: ${answer.status}`);
      return one.refusal ? one : { url: one[config.stream] };
    },
    tell: (state, facts) => { said.hidden = state === "live"; said.textContent = state === "refused" ? facts.reason : say(state); },
  }).start();
}

const config = given("zones-config");
if (config) { new Preview(config, new Editor(config)); watch(config); }
