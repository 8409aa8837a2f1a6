// The drawn week of a recording plan: mouse, keyboard, two taps on a touch screen. The form's hidden fields follow.
import { COLUMNS, EXAM, HOLIDAY, ROWS, WEEKDAYS, Week, cellOf, clock, moved, rectangle, runs } from "./plan_model.js";
import { given, say } from "./text.js";

const data = given("week-data");
const form = document.getElementById("plan-form");
const frame = document.getElementById("week");
const week = new Week(data.plan);
const modeWords = new Map(data.modes);
const cells = [];
const texts = [];
const own = [];
let brush = data.modes[0][0];
let at = { row: 0, column: 24 };
let anchor = null;
let drag = null;

function make(tag, parent, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}

function build() {
  const hours = make("div", frame, { class: "week-hours", "aria-hidden": "true" });
  for (let hour = 0; hour <= 24; hour += 2) make("span", hours).textContent = String(hour).padStart(2, "0");
  for (let row = 0; row < ROWS; row += 1) {
    const line = make("div", frame, { role: "row", class: row < WEEKDAYS ? "week-row" : "week-row special" });
    const head = make("div", line, { role: "rowheader", class: "week-day" });
    if (row < WEEKDAYS) head.textContent = data.days[row];
    else buildOwn(head, row);
    const strip = make("div", line, { class: "week-cells", role: "presentation" });
    cells.push([]);
    for (let column = 0; column < COLUMNS; column += 1) {
      cells[row].push(make("div", strip, { role: "gridcell", class: "week-cell", tabindex: "-1", "data-row": row, "data-column": column }));
    }
    texts.push(row < WEEKDAYS ? null : make("span", strip, { class: "week-as" }));
    if (texts[row]) texts[row].textContent = say("as_weekday");
  }
}

function buildOwn(head, row) {
  const label = make("label", head, { class: "form-check" });
  const box = make("input", label, { type: "checkbox", class: "form-check-input", "aria-label": say("own", { day: data.days[row] }) });
  make("span", label, { class: "form-check-label" }).textContent = data.days[row];
  box.addEventListener("change", () => { week.setOwn(row - WEEKDAYS, box.checked); changed(); });
  own.push(box);
}

function show() {
  for (let row = 0; row < ROWS; row += 1) {
    const open = week.open(row);
    cells[row][0].parentElement.classList.toggle("closed", !open);
    for (let column = 0; column < COLUMNS; column += 1) {
      const cell = cells[row][column];
      const value = week.rows[row][column];
      if (cell.dataset.cell !== value) {
        cell.dataset.cell = value;
        cell.setAttribute("aria-label", `${data.days[row]} ${clock(column)}–${clock(column + 1)}: ${modeWords.get(value)}`);
      }
    }
  }
  own[0].checked = week.own[0];
  own[1].checked = week.own[1];
}

function changed() {
  show();
  for (const name of ["grid", "holiday", "exam"]) form.elements[name].value = week[name];
  document.getElementById("undo").disabled = week.past.length === 0;
  document.body.dispatchEvent(new CustomEvent("plan-changed"));
}

function mark() {
  const area = anchor ? rectangle(anchor, at) : null;
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const inside = Boolean(area) && row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
      const cell = cells[row][column];
      if (cell.classList.contains("chosen") !== inside) {
        cell.classList.toggle("chosen", inside);
        cell.setAttribute("aria-selected", String(inside));
      }
    }
  }
  const where = document.getElementById("week-at");
  const from = area ?? rectangle(at, at);
  const days = from.top === from.bottom ? data.days[from.top] : `${data.days[from.top]} – ${data.days[from.bottom]}`;
  where.textContent = `${days} ${clock(from.left)}–${clock(from.right + 1)}`;
}

function goTo(next, focus = true) {
  cells[at.row][at.column].tabIndex = -1;
  at = next;
  cells[at.row][at.column].tabIndex = 0;
  if (focus) cells[at.row][at.column].focus({ preventScroll: false });
  mark();
}

function paint() {
  const area = rectangle(anchor ?? at, at);
  anchor = null;
  if (week.paint(area, brush)) changed();
  mark();
}

function choose(cell) {
  brush = cell;
  for (const button of document.querySelectorAll("[data-brush]")) button.setAttribute("aria-pressed", String(button.dataset.brush === cell));
}

const placeOf = (element) => {
  const cell = element?.closest?.(".week-cell");
  return cell && frame.contains(cell) ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : null;
};

function listen() {
  frame.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.button || event.pointerType === "touch" || !week.open(place.row)) return;
    event.preventDefault();
    anchor = event.shiftKey ? anchor ?? { ...at } : place;
    drag = event.pointerId;
    goTo(place);
  });
  addEventListener("pointermove", (event) => {
    if (drag !== event.pointerId) return;
    const place = placeOf(document.elementFromPoint(event.clientX, event.clientY));
    if (place && (place.row !== at.row || place.column !== at.column)) goTo(place, false);
  });
  addEventListener("pointerup", (event) => { if (drag === event.pointerId) { drag = null; paint(); } });
  addEventListener("pointercancel", () => { drag = null; anchor = null; mark(); });
  // A finger scrolls: the first tap sets one corner, the second the other, and paints.
  frame.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (!place || event.pointerType !== "touch" || !week.open(place.row)) return;
    const second = anchor !== null;
    anchor ??= place;
    goTo(place, false);
    if (second) paint();
  });
  frame.addEventListener("keydown", pressed);
}

function pressed(event) {
  if (!event.target.classList.contains("week-cell") || event.isComposing || event.altKey) return;
  const next = moved(at, event.key, { far: event.ctrlKey, open: (row) => week.open(row) });
  const digit = data.modes[Number(event.key) - 1];
  if (next) { anchor = event.shiftKey ? anchor ?? { ...at } : null; goTo(next); }
  else if (event.key === " " || event.key === "Enter") paint();
  else if (event.key === "Escape") { anchor = null; mark(); }
  else if (event.key.toLowerCase() === "z" && event.ctrlKey) undo();
  else if (digit && !event.ctrlKey) choose(digit[0]);
  else return;
  event.preventDefault();
}

function undo() { if (week.undo()) changed(); }

function tools() {
  for (const button of document.querySelectorAll("[data-brush]")) button.addEventListener("click", () => choose(button.dataset.brush));
  for (const button of document.querySelectorAll("[data-preset]")) {
    button.addEventListener("click", () => { week.replace(data.presets[button.dataset.preset]); changed(); });
  }
  document.getElementById("undo").addEventListener("click", undo);
  const row = document.getElementById("times");
  const field = (name) => row.querySelector(`[data-times=${name}]`);
  field("paint").addEventListener("click", () => {
    const from = cellOf(field("from").value);
    const to = cellOf(field("to").value);
    field("said").textContent = from === null || to === null ? say("no_clock") : "";
    if (from === null || to === null) return;
    week.paintTimes([...field("days").value].map(Number), from, to, field("mode").value);
    changed();
  });
}

// The whole preview would be too much to hear at each stroke: its first line is said.
const preview = document.getElementById("preview");
new MutationObserver(() => {
  document.getElementById("week-said").textContent = preview.querySelector("[data-summary]")?.textContent ?? "";
}).observe(preview, { childList: true });

/** For tests and for whoever opens the console: what is drawn, as words. */
export const spoken = () => week.rows.map((row, day) => `${data.days[day]}: ${runs(row).map(([a, b, cell]) => `${clock(a)}–${clock(b)} ${modeWords.get(cell)}`).join(", ")}`);

document.querySelector("[data-no-script]").hidden = true;
document.querySelector("[data-drawn]").hidden = false;
build();
listen();
tools();
choose(brush);
changed();
goTo(at, false);
