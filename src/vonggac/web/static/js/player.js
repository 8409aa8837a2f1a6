// The player's page: up to nine cameras in step on one UTC clock, transport, timeline, heartbeat.
import { Snapshots } from "./snapshots.js";
import { Bookmarks } from "./bookmarks.js";
import { Hearing } from "./hearing.js";
import { Events } from "./events.js";
import { bindKeyboard, bindTransport, showLegend } from "./hands.js";
import { Region } from "./region.js";
import { tileOf } from "./tiles.js";
import { given, post, say } from "./text.js";
import { DAY_US, SECOND_US, clockText, dateText, inputText, lengthText } from "./time.js";
import { StepClock, doubled, follow, nextHeld, withTicket } from "./player_model.js";
import { Screen } from "./screen.js";
import { Timeline } from "./timeline.js";
import { nextFootage, pieceAt } from "./timeline_model.js";
import { mark } from "./watermark.js";

const BEAT_MS = 5000;
const REVERSE_MS = 200;
const units = () => ({ d: say("d"), h: say("h"), m: say("m"), s: say("s") });
const $ = (selector) => document.querySelector(selector);

class Player {
  constructor(config) {
    this.config = config;
    this.pass = config.pass;
    this.clock = new StepClock(config.at);
    this.wanted = false;
    this.window = null;
    this.stretch = [null, null];
    this.quality = "";
    this.events = new Events(this, { list: $("#events"), filter: $("#event-kinds"), count: $("#event-count") });
    this.screens = config.cameras.map((camera) => this.screenOf(camera));
    this.timeline = new Timeline($("#timeline"), {
      cameras: config.cameras, limits: config.limits, now: config.now, at: config.at,
      load: (wanted) => { this.events.load(wanted); return this.loadTimeline(wanted); },
      onseek: (at) => this.go(at),
      onscrub: (at, how) => this.scrub(at, how),
      onview: (text) => { $("#timeline-span").textContent = text; },
      ondata: showLegend,
      strip: this.events,
    });
    this.bookmarks = new Bookmarks(this, $("#bookmark-dialog"));
    if ($("#snapshot-dialog")) this.snapshots = new Snapshots(this, $("#snapshot-dialog"), $("#snapshot-open"));
    this.hearing = new Hearing(this, $("#sound"));
    this.region = new Region(this, $("#region-panel"));
    this.arrange();
    bindTransport(this);
    bindKeyboard(this);
    setInterval(() => this.tick(), 80);
    setInterval(() => this.beat(), BEAT_MS);
    setInterval(() => this.reverseStep(), REVERSE_MS);
    addEventListener("pagehide", () => this.leave());
    this.go(config.at, { play: true });
  }

  // ---- cameras

  screenOf(camera) {
    const tile = tileOf(camera);
    $("#screens").insertBefore(tile, $("#notice"));
    mark(tile, this.config.mark);
    tile.querySelector(".open").addEventListener("dblclick", () => this.choose(tile));
    tile.querySelector(".open").addEventListener("keydown", (event) => { if (event.key === "Enter") this.choose(tile); });
    tile.querySelector(".remove").addEventListener("click", () => this.removeCamera(camera));
    return new Screen(tile, camera, { failed: (screen, status) => this.failed(status), ready: () => this.tick(), missing: (screen, at) => screen.say(this.why(screen, at)) });
  }

  get cameraIds() { return this.config.cameras.map((each) => each.id); }
  nameOf(camera) { return this.config.cameras.find((each) => each.id === camera)?.name ?? camera; }
  get chosenScreen() { return this.screens.find((each) => each.tile.classList.contains("chosen")) ?? this.screens[0]; }

  addCamera(id) {
    const camera = this.config.others.find((each) => each.id === id);
    if (!camera) return;
    if (this.screens.length >= this.config.most) { this.notice(say("full", { most: this.config.most })); return; }
    this.config.others = this.config.others.filter((each) => each !== camera);
    this.config.cameras.push(camera);
    this.screens.push(this.screenOf(camera));
    this.rearrange();
  }

  removeCamera(camera) {
    if (this.screens.length < 2) return;
    const screen = this.screens.find((each) => each.camera.id === camera.id);
    if (this.region.isOpen) this.region.close();
    screen.close();
    screen.tile.remove();
    this.screens = this.screens.filter((each) => each !== screen);
    this.config.cameras = this.config.cameras.filter((each) => each.id !== camera.id);
    this.config.others.push(camera);
    this.rearrange();
  }

  /** Other cameras, the same instant: all windows anew, stills meanwhile. */
  rearrange() {
    const at = this.nowUs;
    this.arrange();
    this.timeline.setCameras(this.config.cameras);
    this.remember(at);
    this.cover(at);
    this.clock.stop(performance.now());
    this.openWindow(at);
  }

  arrange() {
    const screens = $("#screens");
    screens.dataset.count = this.screens.length;
    if (this.screens.length === 1) { screens.classList.remove("one-up"); this.screens[0].tile.classList.remove("chosen"); }
    const box = $("#add-camera");
    box.hidden = !this.config.others.length;
    const select = box.querySelector("select");
    select.replaceChildren(select.options[0], ...this.config.others.map((each) => new Option(`${each.name} · ${each.area}`, each.id)));
  }

  setQuality(quality) { this.quality = quality; this.reopen(); }

  /** The same instant in other bytes. */
  reopen() { const at = this.nowUs; this.clock.stop(performance.now()); this.cover(at, { always: true }); this.openWindow(at); }

  // ---- where we are

  get nowUs() { return Math.round(this.clock.now(performance.now())); }

  /** To an instant: inside the window at once, else by a new window. */
  async go(at, { play = this.wanted, silent = false } = {}) {
    const [from, to] = this.config.limits;
    if (at < from || at >= to) { this.notice(say("outside")); at = Math.min(Math.max(at, from), to - SECOND_US); }
    this.stopReverse();
    this.showPlaying(play);
    this.clock.stop(performance.now());
    this.clock.set(at, performance.now());
    this.timeline.setPlayhead(at, true);
    this.remember(at);
    this.cover(at);
    if (this.window && at >= this.window[0] && at < this.window[1] - SECOND_US) { this.arrive(at, silent); return; }
    await this.openWindow(at);
  }

  // ---- stills: under a dragging hand, and until the stream has a picture

  get stillWidth() { return this.screens.length > 2 ? 320 : 640; }

  /** A still of each camera where the stream cannot show the instant at once. */
  cover(at, options = {}) {
    for (const screen of this.screens) {
      if (!options.hold && !options.always && screen.isAt(at)) screen.uncover(true);
      else screen.cover(at, { width: this.stillWidth, ...options });
    }
  }

  /** The hand is on the timeline: pictures follow it; let go, and playing goes on there. */
  scrub(at, how) {
    if (how === "move") {
      if (!this.scrubbing) { this.scrubbing = true; this.clock.stop(performance.now()); for (const screen of this.screens) screen.pause(); }
      this.clock.set(at, performance.now());
      this.cover(at, { hold: true });
      this.show();
      return;
    }
    this.scrubbing = false;
    for (const screen of this.screens) screen.release();
    this.go(at);
  }

  /** The address follows, so that a reload, or a copy of it, is of what is on screen. */
  remember(at) {
    const query = new URLSearchParams(this.cameraIds.map((each) => ["camera", each]));
    query.set("at", String(Math.round(at)));
    history.replaceState(null, "", `${this.config.again}?${query}`);
  }

  async openWindow(at) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.window = null; // until the answer is here: the clock's tick must not jump to footage of the old one
    for (const screen of this.screens) { screen.pause(); screen.say(say("loading"), true); }
    const h265 = globalThis.MediaSource?.isTypeSupported('video/mp4; codecs="hvc1.1.6.L120.90"') ?? false;
    let answer;
    try { answer = await post(this.config.open, { pass: this.pass, cameras: this.cameraIds, at: Math.round(at), h265, quality: this.quality, heard: this.hearing.camera }); } catch { answer = { ok: false, status: 0, body: {} }; }
    if (turn !== this.turn) return;
    if (!answer.ok) { this.refused(answer); return; }
    this.pass = answer.body.pass;
    this.window = answer.body.window;
    for (const screen of this.screens) {
      const window = answer.body.cameras[screen.camera.id];
      if (window) screen.open(window, this.startOf(answer.body.cameras, at));
    }
    this.hearing.take(answer.body.cameras);
    this.arrive(at);
  }

  startOf(cameras, at) {
    return nextHeld(Object.values(cameras).flatMap((each) => each.footage).sort((a, b) => a[0] - b[0]), at) ?? at;
  }

  get footage() { return this.screens.flatMap((each) => each.footage).sort((a, b) => a[0] - b[0]); }

  /** In the window at `at`: show it, or go on to the next footage and say what was between. */
  async arrive(at, silent = false) {
    const next = nextHeld(this.footage, at);
    if (next === null) { await this.beyond(at); return; }
    if (next > at) {
      if (!silent) this.sayJump(at, next);
      this.clock.set(next, performance.now());
      this.timeline.setPlayhead(next, true);
      this.cover(next);
    }
    for (const screen of this.screens) screen.seek(next);
    this.tick();
  }

  /** No footage in the rest of the window: the timeline knows where the next one is. */
  async beyond(at) {
    const range = { from: at, to: Math.min(this.config.limits[1], at + 31 * DAY_US), columns: 2000 };
    const answer = range.to > range.from ? await this.loadTimeline(range).catch(() => null) : null;
    const next = answer ? nextFootage(Object.values(answer.cameras), at) : null;
    if (!this.window) return; // somebody went elsewhere meanwhile
    if (next !== null && next > this.window[1] - SECOND_US && next < this.config.limits[1]) {
      this.sayJump(at, next);
      await this.go(next, { silent: true });
      return;
    }
    this.setPlaying(false);
    this.notice(at >= this.config.limits[1] - 2 * SECOND_US ? say("end") : say("endOfFootage"));
    for (const screen of this.screens) if (!screen.shows(this.nowUs)) screen.say(this.why(screen, this.nowUs));
  }

  sayJump(from, to) {
    if (to - from < SECOND_US) return;
    const cause = this.causeAt(this.screens[0].camera.id, from + 1) ?? say("none");
    this.notice(say("jumped", { length: lengthText(to - from, units()), cause: cause.toLowerCase() }));
  }

  /** Why a camera has no picture of the instant, as far as the timeline knows; null where it has footage. */
  causeAt(camera, at) {
    const kind = pieceAt(this.timeline.pieces[camera] ?? [], at)?.[2] ?? "none";
    if (kind === "footage") return null;
    return say(["none", "pending", "erased", "unexplained"].includes(kind) ? kind : `cause.${kind}`);
  }

  why(screen, at) {
    const cause = this.causeAt(screen.camera.id, at);
    return cause ? `${say("noFootage")}: ${cause.toLowerCase()}` : say("noFootage");
  }

  // ---- the common clock

  tick() {
    if (this.scrubbing || this.reversing) return;
    const ms = performance.now();
    const at = this.clock.now(ms);
    const showing = this.screens.filter((each) => each.shows(at));
    for (const screen of this.screens) {
      if (showing.includes(screen)) { screen.say(screen.isReady ? "" : say("loading"), !screen.isReady); screen.urge(at, ms); }
      else if (screen.begun && this.window) { screen.pause(); screen.uncover(true); screen.say(this.why(screen, at)); }
    }
    const opening = this.screens.some((each) => each.isOpening);
    if (!showing.length) {
      this.clock.stop(ms);
      if (this.wanted && this.window && !opening) this.jumpOn(at);
    } else this.keepStep(showing, at, ms);
    this.show();
  }

  keepStep(showing, at, ms) {
    const ready = showing.every((each) => each.isReady);
    const master = showing.find((each) => each.camera.id === this.hearing.camera) ?? showing[0]; // its rate is not nudged
    const speed = this.clock.speed;
    if (!this.wanted || this.reversing || !ready) {
      this.clock.stop(ms);
      for (const screen of showing) {
        screen.pause();
        if (!screen.isSeeking && Math.abs((screen.utc ?? at) - at) > (this.wanted ? 0.2 : 0.02) * SECOND_US) screen.seek(at);
      }
      return;
    }
    this.clock.run(ms);
    const drift = (master.utc - at) / SECOND_US;
    if (Math.abs(drift) < 0.6 * Math.max(1, speed)) this.clock.set(master.utc, ms);
    else if (drift < 0 || showing.length > 1) master.seek(at);
    else { this.clock.set(master.utc, ms); this.sayJump(at, master.utc); }
    master.play(speed);
    for (const screen of showing.filter((each) => each !== master)) {
      const plan = follow((screen.utc - this.clock.now(ms)) / SECOND_US, speed);
      if (plan.seek) screen.seek(this.clock.now(ms));
      screen.play(plan.rate);
    }
  }

  jumpOn(at) {
    if (this.jumping) return;
    this.jumping = true;
    this.arrive(Math.round(at)).finally(() => { this.jumping = false; });
  }

  show() {
    const at = this.nowUs;
    if (at !== this.shown) {
      this.shown = at;
      $("#clock-time").textContent = clockText(at, { tenths: !this.wanted || this.clock.speed < 1 });
      $("#clock-date").textContent = dateText(at);
      this.timeline.setPlayhead(at, this.wanted);
      const field = $("#goto");
      if (document.activeElement !== field) field.value = inputText(at);
    }
  }

  // ---- what may happen to a window

  failed(status) {
    const now = performance.now();
    if (now - (this.failedAt ?? -1e9) < 4000) return;
    this.failedAt = now;
    const refused = status === 403 || status === 410; // nothing to wait for: the next answer says why
    if (!refused) this.notice(say("failed"));
    this.window = null;
    setTimeout(() => this.go(this.nowUs), refused ? 0 : 1500);
  }

  refused({ status, body }) {
    this.setPlaying(false);
    for (const screen of this.screens) { screen.close(); screen.say(body.reason ?? say(status ? "expired" : "failed")); }
    if (status === 0) { setTimeout(() => this.go(this.nowUs), 4000); return; }
    if (status === 401) { location.reload(); return; }
    const box = $("#refused");
    box.hidden = false;
    box.querySelector("b").textContent = body.reason ?? say("expired");
    box.querySelector("span").textContent = body.clause ?? "";
    const link = box.querySelector("a");
    link.textContent = body.next_step || "";
    link.href = body.next_url || location.href;
    link.hidden = !body.next_step;
  }

  async beat() {
    if (document.hidden && !this.wanted) return;
    for (const screen of this.screens.filter((each) => each.ticket || each.stillTicket)) {
      const answer = await post(`/media/${screen.ticket || screen.stillTicket}/beat`, {}).catch(() => null);
      if (answer?.ok) screen.renew(answer.body);
      else if (answer && answer.status >= 400) { this.failed(answer.status); return; }
    }
  }

  leave() {
    const ticket = this.screens.map((each) => each.ticket || each.stillTicket).find(Boolean);
    if (ticket) navigator.sendBeacon(withTicket("/media/x/stop", ticket));
  }

  async loadTimeline({ from, to, columns }) {
    const query = new URLSearchParams({ from: Math.round(from), to: Math.round(to), columns });
    for (const camera of this.config.cameras) query.append("camera", camera.id);
    const answer = await fetch(`${this.config.timeline}?${query}`, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? answer.json() : null;
  }

  // ---- hands

  setPlaying(playing) {
    if (this.reversing) { const at = this.nowUs; this.stopReverse(); this.go(at, { play: playing }); return; }
    this.showPlaying(playing);
    this.tick();
  }

  showPlaying(playing) {
    this.wanted = playing;
    const button = $("#play");
    button.setAttribute("aria-label", say(playing ? "pause" : "play"));
    button.querySelector(".when-paused").hidden = playing;
    button.querySelector(".when-playing").hidden = !playing;
  }

  setSpeed(speed) {
    this.clock.setSpeed(speed, performance.now());
    $("#speed").value = String(speed);
    this.tick();
  }

  /** L: on, then twice as fast each time. J: backwards by key pictures. K: stop. */
  shuttle(direction) {
    if (direction > 0) {
      const speed = this.wanted && !this.reversing ? doubled(this.clock.speed) : 1;
      this.setSpeed(speed);
      if (!this.wanted) this.setPlaying(true);
      this.announce(say("forward", { speed }));
      return;
    }
    if (!this.reversing) {
      this.showPlaying(false);
      this.clock.stop(performance.now());
      for (const screen of this.screens) screen.pause();
    }
    this.reversing = doubled(this.reversing || 0.5);
    this.announce(say("reverse", { speed: this.reversing }));
  }

  pause() { this.setPlaying(false); this.announce(say("paused")); }

  reverseStep() {
    if (!this.reversing || this.scrubbing) return;
    const at = this.clock.now(performance.now()) - REVERSE_MS * 1000 * this.reversing;
    const [low] = this.config.limits;
    if (at <= low) { this.stopReverse(); this.go(low, { play: false }); return; }
    this.clock.set(at, performance.now());
    this.cover(at, { hold: true });
    this.show();
  }

  stopReverse() {
    if (!this.reversing) return;
    this.reversing = 0;
    for (const screen of this.screens) screen.release();
  }

  /** [ and ]: the stretch that a bookmark or a search is of. */
  setMark(index) {
    const at = Math.round(this.nowUs);
    const [from, to] = this.stretch;
    if (index === 0) this.stretch = from === at ? [null, to] : [at, to !== null && to > at ? to : null];
    else this.stretch = to === at ? [from, null] : [from !== null && from < at ? from : null, at];
    this.timeline.setStretch(this.stretch);
    const set = this.stretch[index] !== null;
    this.announce(set ? say(index ? "markTo" : "markFrom", { t: clockText(at) }) : say("markNone"));
  }

  /** For who does not see it, and as a word on the picture for who does. */
  announce(text) { this.notice(text); }

  stepFrame(direction) {
    this.setPlaying(false);
    const showing = this.screens.filter((each) => each.shows(this.nowUs));
    for (const screen of showing) screen.step(direction);
    if (showing[0]) { this.clock.set(showing[0].utc, performance.now()); this.show(); }
  }

  choose(tile) {
    const screens = $("#screens");
    const enlarge = !screens.classList.contains("one-up");
    screens.classList.toggle("one-up", enlarge && this.screens.length > 1);
    for (const each of this.screens) each.tile.classList.toggle("chosen", enlarge && each.tile === tile);
    this.hearing.follow();
  }

  wholeScreen() { if (document.fullscreenElement) document.exitFullscreen(); else $("#screens").requestFullscreen?.(); }

  notice(text) {
    const box = $("#notice");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => { box.hidden = true; }, 5000);
  }
}

const config = given("player-config");
if (config) globalThis.vonggacPlayer = new Player(config);
