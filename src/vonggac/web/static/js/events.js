// "What happened here": marks above the lanes, a list for keyboard and screen reader, a filter of kinds.
import { post, say } from "./text.js";
import { SECOND_US, clockText, dateText, lengthText } from "./time.js";
import { FAMILIES, clusters, familyOf, filtered, neighbour } from "./events_model.js";

const units = () => ({ d: say("d"), h: say("h"), m: say("m"), s: say("s") });
const BEFORE_US = 2 * SECOND_US; // a person sees what led to it
const LISTED = 200;

export class Events {
  /** `player` is asked for its pass, cameras, limits; `go(at)` is called with the instant to show. */
  constructor(player, { list, filter, count }) {
    Object.assign(this, { player, list, filter, count });
    this.events = [];
    this.hits = [];
    this.without = new Set();
    this.kinds = player.config.kinds;
    this.buildFilter();
  }

  get shown() { return filtered(this.events, this.without, this.player.cameraIds); }

  /** What the timeline's view needs; asked for again only when the view asks for other data. */
  async load({ from, to }) {
    const [low, high] = this.player.config.limits;
    const range = { from: Math.max(Math.round(from), low), to: Math.min(Math.round(to), high) };
    if (range.from >= range.to) { this.events = []; this.changed(); return; }
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const answer = await post(this.player.config.events, { pass: this.player.pass, cameras: this.player.cameraIds, ...range }).catch(() => null);
    if (turn !== this.turn || !answer?.ok) return;
    this.events = answer.body.events;
    this.more = answer.body.more;
    this.changed();
  }

  changed() {
    this.player.timeline.draw();
    const present = new Set(this.events.map((each) => familyOf(each.kind)));
    for (const input of this.filter.querySelectorAll("input")) input.closest("label").hidden = !present.has(input.value);
    this.fillList();
  }

  buildFilter() {
    this.filter.replaceChildren(...FAMILIES.map((family) => {
      const label = document.createElement("label");
      label.className = "kind";
      label.dataset.family = family;
      label.hidden = true;
      const input = Object.assign(document.createElement("input"), { type: "checkbox", value: family, checked: true });
      input.addEventListener("change", () => { if (input.checked) this.without.delete(family); else this.without.add(family); this.changed(); });
      label.append(input, shapeOf(family), this.familyWord(family));
      return label;
    }));
  }

  familyWord(family) { return this.player.config.families?.[family] ?? this.kinds[family] ?? family; }

  fillList() {
    const shown = this.shown;
    this.count.textContent = say("eventCount", { count: shown.length });
    const rows = shown.slice(-LISTED).map((each) => this.row(each));
    const note = !shown.length ? say("noEvents") : this.more || shown.length > LISTED ? say("eventsMore", { count: rows.length }) : "";
    const end = document.createElement("li");
    end.className = "quiet small";
    end.textContent = note;
    this.list.replaceChildren(...rows, ...(note ? [end] : []));
  }

  row(event) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "event" });
    const time = Object.assign(document.createElement("b"), { className: "num", textContent: clockText(event.at) });
    button.append(shapeOf(familyOf(event.kind)), time, document.createTextNode(this.words(event)));
    button.addEventListener("click", () => this.open(event));
    item.append(button);
    return item;
  }

  words(event) {
    const parts = [this.kinds[event.kind] ?? event.kind];
    if (event.zones.length) parts.push(event.zones.join(", "));
    if (this.player.cameraIds.length > 1) parts.push(this.player.nameOf(event.camera));
    parts.push(event.to === null ? say("goingOn") : lengthText(event.to - event.from, units()));
    return parts.join(" · ");
  }

  open(event) {
    const [low] = this.player.config.limits;
    this.current = event.at;
    this.player.announce(`${clockText(event.at)} · ${this.words(event)}`);
    this.player.go(Math.max(low, Math.max(event.from - BEFORE_US, event.at - 2 * BEFORE_US)));
  }

  /** To the next or the previous event; `N` and `P`. */
  step(direction) {
    const here = this.current !== undefined && Math.abs(this.current - this.player.nowUs) < 3 * BEFORE_US ? this.current : this.player.nowUs;
    const found = neighbour(this.shown, here, direction, direction < 0 && here === this.current ? 100_000 : undefined);
    if (found) this.open(found);
    else this.player.announce(say(direction > 0 ? "noNext" : "noPrevious"));
  }

  // ---- drawn by the timeline, in a strip of this height

  paint(pen, colour, { view, width, top, height, xAt }) {
    const middle = top + height / 2;
    for (const hit of this.hits) {
      const left = Math.max(0, xAt(hit.from));
      const right = Math.min(width, Math.max(xAt(hit.to), left + 3));
      if (right < 0 || left > width) continue;
      pen.fillStyle = colour("--event-region");
      pen.fillRect(left, top + height - 4, right - left, 4);
    }
    for (const mark of this.marks(view, width)) {
      pen.fillStyle = colour(`--event-${mark.family}`);
      draw(pen, mark.family, mark.x, middle - 2, mark.count > 1 ? 7.5 : 6);
      if (mark.count > 1) {
        pen.font = '600 11px "Be Vietnam Pro", sans-serif';
        pen.fillStyle = colour("--ink-2");
        pen.fillText(mark.count > 99 ? "99+" : String(mark.count), mark.x + 9, middle - 1);
      }
    }
  }

  marks(view, width) { return clusters(this.shown, view, width, 26); }

  /** What lies under a point of the strip: lines for the tooltip, and where a click goes. */
  at(x, view, width) {
    const mark = this.marks(view, width).find((each) => Math.abs(each.x - x) < 11);
    if (!mark) return null;
    const lines = mark.events.slice(0, 4).map((each) => `${clockText(each.at)} · ${this.words(each)}`);
    if (mark.count > 4) lines.push(`+ ${mark.count - 4}`);
    return { head: dateText(mark.events[0].at), lines, open: () => this.open(mark.events[0]) };
  }
}

const PATHS = {
  motion: (p, x, y, r) => p.arc(x, y, r * 0.8, 0, 7),
  tamper: (p, x, y, r) => polygon(p, [[x, y - r], [x + r, y + r * 0.8], [x - r, y + r * 0.8]]),
  device: (p, x, y, r) => p.rect(x - r * 0.75, y - r * 0.75, r * 1.5, r * 1.5),
  input: (p, x, y, r) => polygon(p, [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]),
  button: (p, x, y, r) => polygon(p, [[x - r * 0.7, y - r], [x + r, y - r * 0.3], [x - r * 0.7, y + r * 0.4], [x - r * 0.7, y + r], [x - r, y + r], [x - r, y - r]]),
  technical: (p, x, y, r) => p.rect(x - r, y - r * 0.35, r * 2, r * 0.7),
};

function polygon(pen, points) {
  pen.moveTo(...points[0]);
  for (const each of points.slice(1)) pen.lineTo(...each);
  pen.closePath();
}

function draw(pen, family, x, y, r) { pen.beginPath(); PATHS[family](pen, x, y, r); pen.fill(); }

/** The same shape for a list or a legend. */
function shapeOf(family) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "shape");
  svg.dataset.family = family;
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", {
    motion: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", tamper: "M0 -6L6 5L-6 5z", device: "M-5 -5h10v10h-10z",
    input: "M0 -6L6 0L0 6L-6 0z", button: "M-4 -6L6 -2L-4 2.4L-4 6L-6 6L-6 -6z", technical: "M-6 -2h12v4h-12z",
  }[family]);
  svg.append(path);
  return svg;
}
