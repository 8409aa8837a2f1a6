// The player's page: up to four cameras in step on one UTC clock, transport, timeline, heartbeat.
import { given, post, say } from "./text.js";
import { DAY_US, HOUR_US, MINUTE_US, SECOND_US, clockText, dateText, fromInputText, inputText, lengthText } from "./time.js";
import { SPEEDS, StepClock, follow, nextHeld, neighbourSpeed, withTicket } from "./player_model.js";
import { Screen } from "./screen.js";
import { Timeline } from "./timeline.js";
import { family, nextFootage, pieceAt } from "./timeline_model.js";
import { mark } from "./watermark.js";

const BEAT_MS = 5000;
const units = () => ({ d: say("d"), h: say("h"), m: say("m"), s: say("s") });
const $ = (selector) => document.querySelector(selector);

class Player {
  constructor(config) {
    this.config = config;
    this.pass = config.pass;
    this.clock = new StepClock(config.at);
    this.wanted = false;
    this.window = null;
    this.screens = config.cameras.map((camera) => this.screenOf(camera));
    this.timeline = new Timeline($("#timeline"), {
      cameras: config.cameras, limits: config.limits, now: config.now, at: config.at,
      load: (wanted) => this.loadTimeline(wanted),
      onseek: (at) => this.go(at),
      onscrub: (at, how) => this.scrub(at, how),
      onview: (text) => { $("#timeline-span").textContent = text; },
      ondata: (pieces) => this.legend(pieces),
    });
    this.bindTransport();
    this.bindKeys();
    setInterval(() => this.tick(), 80);
    setInterval(() => this.beat(), BEAT_MS);
    addEventListener("pagehide", () => this.leave());
    this.go(config.at, { play: true });
  }

  screenOf(camera) {
    const tile = $(`.tile[data-camera="${camera.id}"]`);
    mark(tile, this.config.mark);
    tile.querySelector(".open").addEventListener("dblclick", () => this.choose(tile));
    tile.querySelector(".open").addEventListener("keydown", (event) => { if (event.key === "Enter") this.choose(tile); });
    return new Screen(tile, camera, { failed: (screen, status) => this.failed(status), ready: () => this.tick(), missing: (screen, at) => screen.say(this.why(screen, at)) });
  }

  // ---- where we are

  get nowUs() { return Math.round(this.clock.now(performance.now())); }

  /** To an instant: inside the window at once, else by a new window. */
  async go(at, { play = this.wanted, silent = false } = {}) {
    const [from, to] = this.config.limits;
    if (at < from || at >= to) { this.notice(say("outside")); at = Math.min(Math.max(at, from), to - SECOND_US); }
    this.showPlaying(play);
    this.clock.stop(performance.now());
    this.clock.set(at, performance.now());
    this.timeline.setPlayhead(at, true);
    this.cover(at);
    if (this.window && at >= this.window[0] && at < this.window[1] - SECOND_US) { this.arrive(at, silent); return; }
    await this.openWindow(at);
  }

  // ---- stills: under a dragging hand, and until the stream has a picture

  get stillWidth() { return this.screens.length > 2 ? 320 : 640; }

  /** A still of each camera where the stream cannot show the instant at once. */
  cover(at, options = {}) {
    for (const screen of this.screens) {
      if (!options.hold && screen.isAt(at)) screen.uncover(true);
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

  async openWindow(at) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.window = null; // until the answer is here: the clock's tick must not jump to footage of the old one
    for (const screen of this.screens) { screen.pause(); screen.say(say("loading"), true); }
    const h265 = globalThis.MediaSource?.isTypeSupported('video/mp4; codecs="hvc1.1.6.L120.90"') ?? false;
    let answer;
    try { answer = await post(this.config.open, { pass: this.pass, cameras: this.config.cameras.map((c) => c.id), at, h265 }); } catch { answer = { ok: false, status: 0, body: {} }; }
    if (turn !== this.turn) return;
    if (!answer.ok) { this.refused(answer); return; }
    this.pass = answer.body.pass;
    this.window = answer.body.window;
    for (const screen of this.screens) screen.open(answer.body.cameras[screen.camera.id], this.startOf(answer.body.cameras, at));
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
    if (this.scrubbing) return;
    const ms = performance.now();
    const at = this.clock.now(ms);
    const showing = this.screens.filter((each) => each.shows(at));
    for (const screen of this.screens) {
      if (showing.includes(screen)) screen.say(screen.isReady ? "" : say("loading"), !screen.isReady);
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
    const master = showing[0];
    const speed = this.clock.speed;
    if (!this.wanted || !ready) {
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
    for (const screen of showing.slice(1)) {
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
    if (status !== 410) this.notice(say("failed"));
    this.window = null;
    setTimeout(() => this.go(this.nowUs), status === 410 ? 0 : 1500);
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
  }

  bindTransport() {
    $("#speed").replaceChildren(...SPEEDS.map((each) => new Option(`${String(each).replace(".", document.documentElement.lang === "vi" ? "," : ".")}×`, each, each === 1, each === 1)));
    $("#speed").addEventListener("change", (event) => this.setSpeed(Number(event.target.value)));
    $("#play").addEventListener("click", () => this.setPlaying(!this.wanted));
    $("#frame-back").addEventListener("click", () => this.stepFrame(-1));
    $("#frame-on").addEventListener("click", () => this.stepFrame(1));
    $("#back10").addEventListener("click", () => this.go(this.nowUs - 10 * SECOND_US));
    $("#on10").addEventListener("click", () => this.go(this.nowUs + 10 * SECOND_US));
    $("#whole").addEventListener("click", () => { if (document.fullscreenElement) document.exitFullscreen(); else $("#screens").requestFullscreen?.(); });
    $("#goto-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const at = fromInputText($("#goto").value);
      if (Number.isFinite(at)) this.go(at);
    });
    $("#goto").value = inputText(this.config.at);
    $("#zoom-in").addEventListener("click", () => this.timeline.zoomBy(0.5));
    $("#zoom-out").addEventListener("click", () => this.timeline.zoomBy(2));
    const lengths = { month: 31 * DAY_US, day: DAY_US, hour: HOUR_US, minutes: 10 * MINUTE_US };
    for (const button of document.querySelectorAll("[data-span]")) button.addEventListener("click", () => this.timeline.show(lengths[button.dataset.span]));
    this.setPlaying(true);
  }

  bindKeys() {
    addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      if (event.key === " " && event.target.tagName !== "BUTTON" && event.target.tagName !== "A") this.setPlaying(!this.wanted);
      else if (event.key === "ArrowLeft") this.go(this.nowUs - 5 * SECOND_US);
      else if (event.key === "ArrowRight") this.go(this.nowUs + 5 * SECOND_US);
      else if (event.key === ",") this.stepFrame(-1);
      else if (event.key === ".") this.stepFrame(1);
      else if (event.key === "<") this.setSpeed(neighbourSpeed(this.clock.speed, -1));
      else if (event.key === ">") this.setSpeed(neighbourSpeed(this.clock.speed, 1));
      else return;
      event.preventDefault();
    });
  }

  notice(text) {
    const box = $("#notice");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => { box.hidden = true; }, 5000);
  }

  legend(pieces) {
    const shown = new Map();
    for (const each of Object.values(pieces)) for (const [, , kind, share] of each) {
      if (share > 0) shown.set("footage", "footage");
      if (kind !== "none" && kind !== "footage" && kind !== "pending") shown.set(kind, kind);
    }
    $("#legend").replaceChildren(...[...shown.keys()].sort((a, b) => (b === "footage") - (a === "footage")).map((kind) => {
      const item = document.createElement("li");
      item.dataset.kind = family(kind);
      const words = say(["footage", "erased", "unexplained"].includes(kind) ? kind : `cause.${kind}`);
      item.append(document.createElement("i"), words.charAt(0).toUpperCase() + words.slice(1));
      return item;
    }));
  }
}

const config = given("player-config");
if (config) globalThis.vonggacPlayer = new Player(config);
