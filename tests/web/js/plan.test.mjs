// The pure half of the drawn recording plan. Run by tests/web/test_javascript.py where Node is there.
import assert from "node:assert/strict";
import test from "node:test";

const plan = await import(new URL("../../../src/vonggac/web/static/js/plan_model.js", import.meta.url));
const NOTHING = { grid: "-".repeat(672), holiday: "", exam: "" };
const row = (week, day) => week.rows[day].join("");
const area = (top, left, bottom, right) => ({ top, left, bottom, right });

test("what is given comes out again, letter by letter", () => {
  const given = { grid: "a".repeat(100) + "e".repeat(572), holiday: "-".repeat(96), exam: "" };
  assert.deepEqual(new plan.Week(given).plan, given);
});
test("a rectangle may be drawn from any corner", () => {
  const wanted = area(1, 4, 3, 9);
  for (const [a, b] of [[[1, 4], [3, 9]], [[3, 9], [1, 4]], [[3, 4], [1, 9]], [[1, 9], [3, 4]]]) {
    assert.deepEqual(plan.rectangle({ row: a[0], column: a[1] }, { row: b[0], column: b[1] }), wanted);
  }
});
test("painting changes the rectangle and nothing else", () => {
  const week = new plan.Week(NOTHING);
  assert.ok(week.paint(area(0, 24, 4, 71), "a"));
  for (let day = 0; day < 7; day += 1) assert.equal(row(week, day), day < 5 ? "-".repeat(24) + "a".repeat(48) + "-".repeat(24) : "-".repeat(96));
  assert.equal(week.paint(area(0, 24, 4, 71), "a"), false);
});
test("a special day that is as its weekday is not painted, and one of its own is", () => {
  const week = new plan.Week(NOTHING);
  week.paint(area(6, 0, 8, 95), "e");
  assert.deepEqual([week.holiday, week.exam], ["", ""]);
  week.setOwn(0, true);
  week.paint(area(7, 0, 8, 3), "a");
  assert.equal(week.holiday, "aaaa" + "e".repeat(92));
  assert.equal(week.exam, "");
  week.setOwn(0, false);
  assert.equal(week.holiday, "");
});
test("a night runs on into the next day, from Sunday into Monday", () => {
  const week = new plan.Week(NOTHING);
  week.paintTimes([6], plan.cellOf("22:00"), plan.cellOf("05:00"), "e");
  assert.equal(row(week, 6), "-".repeat(88) + "e".repeat(8));
  assert.equal(row(week, 0), "e".repeat(20) + "-".repeat(76));
});
test("what was done is taken back step by step, the special days too", () => {
  const week = new plan.Week(NOTHING);
  week.paint(area(0, 0, 0, 0), "a");
  week.setOwn(1, true);
  week.replace({ grid: "e".repeat(672) });
  for (const exam of ["a" + "-".repeat(95), ""]) { assert.ok(week.undo()); assert.equal(week.exam, exam); }
  assert.ok(week.undo());
  assert.deepEqual(week.plan, NOTHING);
  assert.equal(week.undo(), false);
});
test("keys lead to the neighbour, an hour on, to the ends, never out of the week", () => {
  const open = (day) => day !== plan.HOLIDAY;
  const at = { row: 6, column: 94 };
  assert.deepEqual(plan.moved(at, "ArrowRight", { far: true }), { row: 6, column: 95 });
  assert.deepEqual(plan.moved(at, "ArrowLeft", { far: true }), { row: 6, column: 90 });
  assert.deepEqual(plan.moved(at, "Home"), { row: 6, column: 0 });
  assert.deepEqual(plan.moved(at, "ArrowDown", { open }), { row: plan.EXAM, column: 94 });
  assert.deepEqual(plan.moved({ row: plan.EXAM, column: 1 }, "ArrowDown", { open }), { row: plan.EXAM, column: 1 });
  assert.deepEqual(plan.moved({ row: 0, column: 1 }, "ArrowUp"), { row: 0, column: 1 });
  assert.equal(plan.moved(at, "a"), null);
});
test("quarter-hours are read and written", () => {
  for (const cell of [0, 25, 71, 96]) assert.equal(plan.cellOf(plan.clock(cell)), cell);
  for (const wrong of ["", "6", "06:10", "24:15", "25:00", "06:60", "-1:00", "06:15x"]) assert.equal(plan.cellOf(wrong), null);
});
test("equal neighbours are one run", () => assert.deepEqual(plan.runs([..."aae-"]), [[0, 2, "a"], [2, 3, "e"], [3, 4, "-"]]));
