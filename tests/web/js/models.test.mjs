// The pure halves of the pages' modules. Run by tests/web/test_javascript.py where Node is there.
import assert from "node:assert/strict";
import test from "node:test";

const base = new URL("../../../src/vonggac/web/static/js/", import.meta.url);
const load = (name) => import(new URL(name, base));
const model = await load("player_model.js");
const line = await load("timeline_model.js");
const rules = await load("live_rules.js");
const time = await load("time.js");
const boxes = await load("fmp4.js");
const marks = await load("watermark.js");
const { Shelf } = await load("stills.js");
const happened = await load("events_model.js");
const keys = await load("keys.js");
const region = await load("region_model.js");
const { rowsOf } = await load("wall_rows.js");

const zones = await load("zones_model.js");

const S = 1_000_000;
const NOON = 1_795_000_000 * S;
// two pieces, a gap of a minute between them that the media timeline does not have
const PIECES = [{ start: 0, duration: 10, utc: NOON }, { start: 10, duration: 10, utc: NOON + 70 * S }];

test("media time and UTC are each other's inverse, over a gap too", () => {
  for (const seconds of [0, 3.5, 9.9, 10, 19]) assert.ok(Math.abs(model.toMedia(PIECES, model.toUtc(PIECES, seconds)) - seconds) < 0.002);
  assert.equal(model.toUtc(PIECES, 12), NOON + 72 * S);
});
test("an instant in a gap has no media time, and none before the first", () => {
  assert.equal(model.toMedia(PIECES, NOON + 30 * S), null);
  assert.equal(model.toMedia(PIECES, NOON - 1), null);
});
test("a follower is nudged when near and sought when far", () => {
  assert.equal(model.follow(0.01, 1).rate, 1);
  assert.ok(model.follow(0.2, 1).rate < 1);
  assert.ok(model.follow(-0.2, 1).rate > 1);
  assert.equal(model.follow(2, 1).seek, true);
  assert.ok(model.follow(-3, 16).rate <= 16);
});
test("the common clock keeps its place when its speed changes", () => {
  const clock = new model.StepClock(NOON);
  clock.run(1000);
  clock.setSpeed(4, 2000);
  assert.equal(clock.now(3000), NOON + S + 4 * S);
  clock.stop(3000);
  assert.equal(clock.now(9000), NOON + 5 * S);
});
test("the next footage is the instant itself where there is some", () => {
  const ranges = [[NOON, NOON + S], [NOON + 5 * S, NOON + 6 * S]];
  assert.equal(model.nextHeld(ranges, NOON + 1), NOON + 1);
  assert.equal(model.nextHeld(ranges, NOON + 2 * S), NOON + 5 * S);
  assert.equal(model.nextHeld(ranges, NOON + 7 * S), null);
});
test("a renewed ticket takes the place of the old one", () => {
  assert.equal(model.withTicket("/media/old/f/ab/0-1", "new"), "/media/new/f/ab/0-1");
  assert.equal(model.ticketOf("/media/T-_1/index.m3u8?at=1"), "T-_1");
});
test("zoom keeps the instant under the pointer where it is", () => {
  const view = { from: NOON, to: NOON + 3600 * S };
  const bounds = { from: NOON - 400 * 86400 * S, to: NOON + 86400 * S };
  const near = line.zoom(view, 0.5, NOON + 900 * S, bounds);
  assert.ok(Math.abs((NOON + 900 * S - near.from) / (near.to - near.from) - 0.25) < 1e-6);
});
test("a picture that does not come is pushed, ever more seldom, at last opened anew", () => {
  const patience = new model.Patience();
  const told = [];
  for (let ms = 0; ms < 70_000; ms += 100) { const due = patience.after(true, ms); if (due) told.push([due, ms]); }
  assert.deepEqual(told, [["push", 4000], ["push", 12_000], ["push", 28_000], ["anew", 60_000], ["push", 64_000]]);
});
test("a picture that comes is left alone", () => {
  const patience = new model.Patience();
  for (let ms = 0; ms < 60_000; ms += 100) assert.equal(patience.after(ms % 3900 !== 0, ms), "");
});
test("a view is never shorter than 20 s or longer than 32 days", () => {
  const bounds = { from: NOON - 400 * 86400 * S, to: NOON };
  assert.equal(line.clamp({ from: NOON - 1, to: NOON }, bounds).to - line.clamp({ from: NOON - 1, to: NOON }, bounds).from, line.SHORTEST_US);
  const wide = line.clamp({ from: NOON - 300 * 86400 * S, to: NOON }, bounds);
  assert.equal(wide.to - wide.from, line.LONGEST_US);
});
test("ticks stand on round local times and do not crowd", () => {
  for (const length of [30, 600, 7200, 86400, 31 * 86400]) {
    const view = { from: NOON, to: NOON + length * S };
    const found = line.ticks(view, 1000);
    assert.ok(found.length > 0 && found.length <= 12, `${length}: ${found.length}`);
  }
});
test("a gap narrower than a pixel is still drawn, and found under the pointer", () => {
  const pieces = [[NOON, NOON + 50 * S, "footage", 100, ""], [NOON + 50 * S, NOON + 51 * S, "stream_stalled", 0, ""], [NOON + 51 * S, NOON + 86400 * S, "footage", 100, ""]];
  const drawn = line.boxes(pieces, { from: NOON, to: NOON + 86400 * S }, 1000).find((each) => each.kind === "stream_stalled");
  assert.ok(drawn.width >= 2);
  assert.equal(line.pieceAt(pieces, NOON + 60 * S, 170 * S)[2], "stream_stalled");
  assert.equal(line.pieceAt(pieces, NOON + 60 * S)[2], "footage");
});
test("every cause of a gap has a colour of its family", () => {
  const causes = ["not_scheduled", "no_event", "camera_unreachable", "credentials_refused", "stream_stalled", "stream_undecodable", "recorder_stopped", "host_off", "disk_full", "disk_failed", "maintenance", "out_of_service", "clock_step"];
  for (const cause of causes) assert.notEqual(line.family(cause), "unexplained");
});
test("the live player keeps a little slack before the next picture, at any rate of pictures", () => {
  const rate = (slack) => rules.steer({ current: 9.8, edge: 10, interval: 0.2, slack, sinceJumpS: 9 }).rate;
  assert.equal(rate(rules.AIM_S), 1);
  assert.equal(rate(null), 1);
  assert.ok(rate(0.3) > 1);
  assert.ok(rate(0) < 1);
});
test("the tightest of the last two seconds counts, and little is concluded from little", () => {
  const slack = new rules.Slack();
  for (const [left, at] of [[0.01, 1], [0.2, 2.5], [0.1, 3]]) slack.add(left, at);
  assert.equal(slack.tightest, null);
  slack.add(0.15, 3);
  assert.equal(slack.tightest, 0.01);
  for (const at of [3.1, 3.2]) slack.add(0.3, at);
  assert.equal(slack.tightest, 0.1);
});
test("it jumps when two seconds behind, and not again within three", () => {
  assert.ok(rules.steer({ current: 5, edge: 10, interval: 0.04, slack: 4, sinceJumpS: 4 }).jumpTo > 9.8);
  assert.equal(rules.steer({ current: 5, edge: 10, interval: 0.04, slack: 4, sinceJumpS: 1 }).jumpTo, undefined);
});
test("retries grow to five seconds and no further", () => {
  assert.ok(rules.retryDelayS(0, 0.5) <= 0.6);
  assert.ok(rules.retryDelayS(50, 1) <= 5.8);
});
test("local time is the school's, and what is typed comes back", () => {
  const at = Date.UTC(2025, 9, 2, 1, 15, 7) * 1000;
  assert.equal(time.clockText(at), "08:15:07");
  assert.equal(time.dateText(at), "02/10/2025");
  assert.equal(time.fromInputText(time.inputText(at)), at);
  assert.ok(Number.isNaN(time.fromInputText("2025-10-02")));
});
test("tfdt of 64 bits is read, and garbage is no time", () => {
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, body]);
  };
  const tfdt = Buffer.alloc(12);
  tfdt.writeUInt8(1, 0);
  tfdt.writeBigUInt64BE(161_550_000_000_000n, 4);
  const fragment = box("moof", box("mfhd", Buffer.alloc(8)), box("traf", box("tfhd", Buffer.alloc(8)), box("tfdt", tfdt)));
  assert.equal(boxes.firstDecodeTime(new Uint8Array(fragment)), 161_550_000_000_000);
  for (const bad of [new Uint8Array(0), new Uint8Array(7), new Uint8Array([0, 0, 0, 1, 109, 111, 111, 102]), new Uint8Array(64).fill(255)]) assert.equal(boxes.firstDecodeTime(bad), null);
});
test("any quarter of a picture, wherever it is cut out, holds one whole tag (ACCESS 8.2)", () => {
  for (const [width, height] of [[1920, 1080], [1280, 720], [640, 480], [320, 180], [300, 400]]) {
    for (const [em, lines] of [[7.2, 3], [9.5, 3], [5, 4]]) {
      const size = marks.letterSize(width, height, em, lines);
      const [tagWidth, tagHeight] = [em * size, lines * 1.18 * size];
      const places = marks.tagPlaces(width, height, tagWidth, tagHeight);
      for (let x0 = 0; x0 <= width / 2; x0 += width / 61) {
        for (let y0 = 0; y0 <= height / 2; y0 += height / 61) {
          const whole = ([x, y]) => x >= x0 && x + tagWidth <= x0 + width / 2 + 1e-6 && y >= y0 && y + tagHeight <= y0 + height / 2 + 1e-6;
          assert.ok(places.some(whole), `${width}x${height} at ${x0},${y0}`);
        }
      }
    }
  }
});
test("the tiling belongs to the picture and not to the screen round it", () => {
  assert.deepEqual(marks.pictureIn(1600, 900, 640, 480), { x: 200, y: 0, width: 1200, height: 900 });
  assert.deepEqual(marks.pictureIn(1600, 900, 0, 0), { x: 0, y: 0, width: 1600, height: 900 });
});
test("two lines move, one in each half of the picture", () => {
  const at = (s) => marks.movingLines(720, s * 1_000_000);
  for (const s of [0, 5, 11, 22]) assert.ok(at(s)[0] < 360 && at(s)[1] > 360);
  assert.notDeepEqual(at(3), at(9));
});

test("areas stand side by side, and a row one picture short is spread over the width", () => {
  const shares = (counts, columns) => rowsOf(counts, columns).map((row) => row.map((each) => each.twelfths));
  assert.deepEqual(shares([2, 2, 2, 2], 4), [[6, 6], [6, 6]]);
  assert.deepEqual(shares([2, 2], 3), [[12], [12]]);
  assert.deepEqual(shares([1, 2, 2], 4), [[4, 8], [6]]);
  assert.deepEqual(shares([9, 1], 2), [[12], [6]]);
  assert.deepEqual(shares([3], 1), [[12]]);
});

test("a still at hand stands for its fragment, for a few seconds, and closes when it goes", () => {
  const shelf = new Shelf(2, 1000);
  let closed = 0;
  const entry = (from) => ({ from, to: from + 2 * S, bitmap: { close: () => { closed += 1; } } });
  shelf.add(entry(NOON), 0);
  assert.equal(shelf.find(NOON + S, 500).from, NOON);
  assert.equal(shelf.find(NOON + 2 * S, 500), null);
  assert.equal(shelf.find(NOON + S, 1500), null);
  shelf.add(entry(NOON + 2 * S), 100); shelf.add(entry(NOON + 4 * S), 200);
  assert.equal(shelf.kept.length, 2);
  assert.equal(closed, 1);
});

test("a corner lies where the finger is, and never beyond the picture", () => {
  const box = { left: 100, top: 50, width: 640, height: 360 };
  assert.deepEqual(zones.pointAt(420, 230, box), [5000, 5000]);
  assert.deepEqual(zones.pointAt(0, 999, box), [0, 10000]);
  assert.deepEqual(zones.moved([9990, 10], 500, -500), [10000, 0]);
});
test("what is no shape is not closed", () => {
  const square = [[0, 0], [1000, 0], [1000, 1000], [0, 1000]];
  assert.equal(zones.fault(square), "");
  assert.equal(zones.fault(square.slice(0, 2)), "few");
  assert.equal(zones.fault([[0, 0], [5000, 5000], [10000, 10000]]), "thin");
  assert.equal(zones.fault(Array(33).fill([0, 0])), "many");
});
test("corners come and go, and three always stay", () => {
  const triangle = [[0, 0], [1000, 0], [0, 4000]];
  assert.equal(zones.without(triangle, 1), null);
  const four = zones.split(triangle);
  assert.equal(four.length, 4);
  assert.equal(zones.fault(four), "");
  assert.deepEqual(zones.without(four, four.findIndex(([x]) => x === 500)), triangle);
});
test("cells that move are found again in the text that carries them", () => {
  const bits = Array(576).fill(0);
  for (const [column, row] of [[0, 0], [31, 17], [5, 2]]) bits[row * 32 + column] = 1;
  const hex = Array.from({ length: 144 }, (_, at) => parseInt(bits.slice(at * 4, at * 4 + 4).join(""), 2).toString(16)).join("");
  assert.deepEqual(zones.cellsOf(hex), [[0, 0], [5, 2], [31, 17]]);
});
test("a new shape has a name of its own", () => assert.equal(zones.freeName("Vùng", ["Vùng 1", "Vùng 3"]), "Vùng 2"));
test("cameras in step are nudged before they are 100 ms apart, at 4× too", () => {
  for (const speed of [1, 4]) {
    assert.equal(model.follow(0.01, speed).rate, speed);
    assert.ok(model.follow(0.045, speed).rate < speed);
    assert.ok(model.follow(-0.045, speed).rate > speed);
  }
});
test("speeds double up to sixteen", () => {
  assert.deepEqual([0.5, 1, 4, 8, 16].map(model.doubled), [1, 2, 8, 16, 16]);
});
test("every key asks for one thing, and none while somebody types", () => {
  assert.equal(keys.wish({ key: "j" }), "reverse");
  assert.equal(keys.wish({ key: "L", shiftKey: true }), "forward");
  assert.equal(keys.wish({ key: "ArrowLeft", shiftKey: true }), "minuteBack");
  assert.equal(keys.wish({ key: "ArrowRight" }), "on");
  assert.equal(keys.wish({ key: "ы", code: "KeyK" }), "pause");
  assert.equal(keys.wish({ key: " ", tag: "BUTTON" }), null);
  assert.equal(keys.wish({ key: "b", tag: "INPUT" }), null);
  assert.equal(keys.wish({ key: "?" }), "help");
  assert.equal(keys.wish({ key: "q" }), null);
});
const EVENTS = [10, 11, 60, 300].map((s, n) => ({ id: String(n), camera: n === 2 ? "b" : "a", kind: n === 1 ? "covered" : "motion", at: NOON + s * S, from: NOON + s * S, to: null }));
test("neighbours on the timeline become one mark, named by the gravest", () => {
  const found = happened.clusters(EVENTS, { from: NOON, to: NOON + 600 * S }, 600, 16);
  assert.deepEqual(found.map((each) => [each.count, each.family]), [[2, "tamper"], [1, "motion"], [1, "motion"]]);
});
test("next and previous leave out what is being looked at", () => {
  assert.equal(happened.neighbour(EVENTS, NOON + 11 * S, 1).id, "2");
  assert.equal(happened.neighbour(EVENTS, NOON + 60 * S, -1).id, "1");
  assert.equal(happened.neighbour(EVENTS, NOON + 300 * S, 1), null);
});
test("a filter leaves out kinds and cameras", () => {
  assert.deepEqual(happened.filtered(EVENTS, new Set(["motion"]), ["a", "b"]).map((each) => each.id), ["1"]);
  assert.deepEqual(happened.filtered(EVENTS, new Set(), ["b"]).map((each) => each.id), ["2"]);
});
test("a region lies in the picture, not in the bars beside it", () => {
  const box = region.pictureBox(1000, 300, 1600, 900);
  assert.ok(Math.abs(box.width - 533.3) < 0.1 && box.height === 300 && box.top === 0);
  assert.deepEqual(region.toCorner(box.left, 0, box), [0, 0]);
  assert.deepEqual(region.toCorner(0, 900, box), [0, 10_000]);
  assert.deepEqual(region.cornersOf([5000, 6000], [1000, 2000]), [[1000, 2000], [5000, 2000], [5000, 6000], [1000, 6000]]);
});
test("keys move a region and change its size, never out of the picture", () => {
  const square = region.cornersOf([0, 0], [1000, 1000]);
  assert.deepEqual(region.moved(square, "ArrowLeft"), square);
  assert.deepEqual(region.moved(square, "ArrowRight")[0], [250, 0]);
  assert.deepEqual(region.moved(square, "ArrowDown", true)[2], [1000, 1250]);
});
