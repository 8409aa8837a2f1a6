// A recording plan as it is drawn: nine rows (Monday … Sunday, holidays, exam days) of 96 quarter-hours. Pure.
// Cells are the server's: "-" nothing, "a" always, "e" around events. A special row that is not `own` is as its weekday.

export const COLUMNS = 96;
export const WEEKDAYS = 7;
const MONDAY = 0;
const SUNDAY = 6;
export const HOLIDAY = 7;
export const EXAM = 8;
export const ROWS = 9;
const UNDO = 100;

/** The rectangle between two cells, both included, whatever the order they were chosen in. */
export function rectangle(a, b) {
  return {
    top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column), right: Math.max(a.column, b.column),
  };
}

/** Where a key leads from a cell; null for a key that does not move. Rows that are not `open` are passed over. */
export function moved(at, key, { far = false, open = () => true } = {}) {
  const step = far ? 4 : 1;
  const column = (value) => ({ row: at.row, column: Math.max(0, Math.min(COLUMNS - 1, value)) });
  const row = (by) => {
    let next = at.row + by;
    while (next >= 0 && next < ROWS && !open(next)) next += by;
    return next >= 0 && next < ROWS ? { row: next, column: at.column } : { ...at };
  };
  switch (key) {
    case "ArrowLeft": return column(at.column - step);
    case "ArrowRight": return column(at.column + step);
    case "ArrowUp": return row(-1);
    case "ArrowDown": return row(1);
    case "Home": return column(0);
    case "End": return column(COLUMNS - 1);
    default: return null;
  }
}

/** 25 → "06:15", 96 → "24:00". */
export const clock = (cell) => `${String(Math.floor(cell / 4)).padStart(2, "0")}:${String((cell % 4) * 15).padStart(2, "0")}`;

/** "06:15" → 25, "24:00" → 96; null for what is no quarter-hour. */
export function cellOf(text) {
  const found = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim());
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return minutes % 15 || minutes > 1440 ? null : minutes / 15;
}

/** Equal neighbours as [first, after the last, cell]. */
export function runs(cells) {
  const found = [];
  for (let at = 0; at < cells.length; at += 1) {
    const last = found.at(-1);
    if (last && last[2] === cells[at]) last[1] = at + 1;
    else found.push([at, at + 1, cells[at]]);
  }
  return found;
}

export class Week {
  /** `plan`: {grid: 672 characters, holiday: 96 or "", exam: 96 or ""}. */
  constructor(plan) {
    this.past = [];
    this.set(plan);
  }

  set({ grid, holiday = "", exam = "" }) {
    this.own = [holiday !== "", exam !== ""];
    this.kept = [...this.own];
    this.rows = [];
    for (let day = 0; day < WEEKDAYS; day += 1) this.rows.push(grid.slice(day * COLUMNS, (day + 1) * COLUMNS).split(""));
    this.rows.push((holiday || this.rows[SUNDAY].join("")).split(""), (exam || this.rows[MONDAY].join("")).split(""));
  }

  /** Whether a row is drawn: weekdays always, a special one only where it is its own. */
  open(row) { return row < WEEKDAYS || this.own[row - WEEKDAYS]; }
  get grid() { return this.rows.slice(0, WEEKDAYS).map((row) => row.join("")).join(""); }
  get holiday() { return this.own[0] ? this.rows[HOLIDAY].join("") : ""; }
  get exam() { return this.own[1] ? this.rows[EXAM].join("") : ""; }
  get plan() { return { grid: this.grid, holiday: this.holiday, exam: this.exam }; }

  /** Paints a rectangle; rows that are not drawn stay. Answers whether anything changed. */
  paint(area, cell) {
    const before = this.plan;
    let changed = false;
    for (let row = area.top; row <= area.bottom; row += 1) {
      if (!this.open(row)) continue;
      for (let column = area.left; column <= area.right; column += 1) {
        if (this.rows[row][column] === cell) continue;
        this.rows[row][column] = cell;
        changed = true;
      }
    }
    if (changed) this.remember(before);
    return changed;
  }

  /** Paints from–to on some weekdays; an end at or before the beginning runs on into the next day. */
  paintTimes(days, from, to, cell) {
    const before = this.plan;
    const last = to <= from ? to + COLUMNS : to;
    for (const day of days) {
      for (let at = from; at < last; at += 1) {
        const index = (day * COLUMNS + at) % (WEEKDAYS * COLUMNS);
        this.rows[Math.floor(index / COLUMNS)][index % COLUMNS] = cell;
      }
    }
    this.remember(before);
  }

  /** Gives a special row a pattern of its own, at first a Sunday's or a Monday's, or takes it away. */
  setOwn(which, own) {
    this.remember(this.plan);
    if (own && !this.kept[which]) this.rows[WEEKDAYS + which] = [...this.rows[which ? MONDAY : SUNDAY]];
    this.kept[which] ||= own;
    this.own[which] = own;
  }

  replace(plan) {
    this.remember(this.plan);
    this.set(plan);
  }

  remember(plan) {
    this.past.push(plan);
    if (this.past.length > UNDO) this.past.shift();
  }

  /** Takes the last change back; false where there is none. */
  undo() {
    const plan = this.past.pop();
    if (plan) this.set(plan);
    return Boolean(plan);
  }
}
