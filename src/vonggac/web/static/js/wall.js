// The camera wall: small pictures in the grid, one camera enlarged in its main stream.
import { LivePlayer } from "./live.js";
import { rowsOf } from "./wall_rows.js";
import { given, post, say } from "./text.js";
import { clockText } from "./time.js";
import { mark } from "./watermark.js";

/** Asks for the tickets of all cameras that ask within a moment, in one request. */
class Tickets {
  constructor(url) { this.url = url; this.waiting = new Map(); }

  get(camera) {
    return new Promise((resolve, reject) => {
      if (!this.waiting.size) setTimeout(() => this.ask(), 25);
      const list = this.waiting.get(camera) ?? [];
      list.push({ resolve, reject });
      this.waiting.set(camera, list);
    });
  }

  async ask() {
    const asked = this.waiting;
    this.waiting = new Map();
    let answer;
    try { answer = await post(this.url, { cameras: [...asked.keys()] }); } catch (error) { for (const list of asked.values()) for (const each of list) each.reject(error); return; }
    if (answer.status === 401) { location.reload(); return; }
    for (const [camera, list] of asked) for (const each of list) {
      if (answer.ok && answer.body.cameras?.[camera]) each.resolve(answer.body.cameras[camera]);
      else each.reject(new Error(`tickets: ${answer.status}`));
    }
  }
}

/** A refusal in full above the wall: small tiles have room for its first words only. Null: there is a picture again. */
function tellAbove(refusal) {
  const box = document.getElementById("refused");
  box.hidden = !refusal;
  if (!refusal) return;
  box.querySelector("b").textContent = refusal.reason ?? "";
  box.querySelector("span").textContent = [refusal.clause, refusal.next_url ? "" : refusal.next_step].filter(Boolean).join(" · ");
  const link = box.querySelector("a");
  link.hidden = !(refusal.next_step && refusal.next_url);
  if (!link.hidden) { link.textContent = refusal.next_step; link.href = refusal.next_url; }
}

/** One tile: a picture, its state, what is said when there is none. */
class Tile {
  constructor(element, camera, tickets, who) {
    Object.assign(this, { element, camera, tickets });
    this.unmark = mark(element, who);
    this.stream = camera.sub ? "sub" : "main";
    this.player = this.make();
    this.timer = setInterval(() => this.time(), 1000);
  }

  make() {
    return new LivePlayer(this.element.querySelector("video"), {
      openTicket: async () => {
        const answer = await this.tickets.get(this.camera.id);
        return answer.refusal ? answer : { url: answer[this.stream] };
      },
      tell: (state, facts) => this.tell(state, facts),
    });
  }

  tell(state, facts) {
    if (state === "unsupported" && this.stream === "main" && this.camera.sub) {
      this.show("sub");
      return;
    }
    const element = this.element;
    if (element.dataset.state === state && state === "live") return;
    element.dataset.state = state === "unsupported" ? "lost" : state;
    element.querySelector(".state").textContent = say(state === "unsupported" ? "lost" : state);
    const [head, text, link] = ["b", "span", "a"].map((tag) => element.querySelector(`.said ${tag}`));
    head.textContent = { refused: facts.reason, unsupported: say("unsupported"), lost: facts.cause ? say(`cause.${facts.cause}`) : say("lost") }[state] ?? say("waiting");
    text.textContent = state === "refused" ? facts.clause ?? "" : state === "lost" ? say("waitingLong") : "";
    link.hidden = !(state === "refused" && facts.next_step && facts.next_url);
    if (!link.hidden) { link.textContent = facts.next_step; link.href = facts.next_url; }
    else if (state === "refused" && facts.next_step) text.textContent = `${facts.clause ?? ""} · ${facts.next_step}`;
    if (state === "refused" || state === "live") tellAbove(state === "refused" ? facts : null);
  }

  time() {
    const at = this.player.shownUs;
    this.element.querySelector(".caption time").textContent = at && this.element.dataset.state === "live" ? clockText(at) : "";
  }

  start() { this.player.start(); }
  stop() { this.player.stop(); }

  /** Another stream of the camera in the same tile. */
  show(stream) { this.player.stop(); this.stream = stream; this.player = this.make(); this.player.start(); }

  end() { this.player.stop(); clearInterval(this.timer); this.unmark(); }
}

class Wall {
  constructor(config) {
    this.config = config;
    this.tickets = new Tickets(config.tickets);
    this.tiles = new Map();
    for (const camera of config.cameras) {
      const element = document.querySelector(`.wall .tile[data-camera="${camera.id}"]`);
      this.tiles.set(camera.id, new Tile(element, camera, this.tickets, config.mark));
      element.querySelector(".open").addEventListener("click", () => this.enlarge(camera.id));
    }
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) this.visible(entry.target.dataset.camera, entry.isIntersecting);
    }, { rootMargin: "200px" });
    for (const tile of this.tiles.values()) this.seen.observe(tile.element);
    document.addEventListener("visibilitychange", () => this.rest());
    this.theatre = document.getElementById("theatre");
    this.theatre.addEventListener("close", () => this.leave());
    document.getElementById("theatre-close").addEventListener("click", () => this.theatre.close());
    document.getElementById("theatre-whole").addEventListener("click", () => { if (document.fullscreenElement) document.exitFullscreen(); else this.theatre.requestFullscreen?.(); });
    this.theatre.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight") this.neighbour(1);
      if (event.key === "ArrowLeft") this.neighbour(-1);
    });
    this.bindAreas();
    this.bindColumns();
    const asked = new URLSearchParams(location.search).get("camera");
    if (asked && this.tiles.has(asked)) this.enlarge(asked);
  }

  /** Only what is on screen is fetched. */
  visible(id, on) {
    const tile = this.tiles.get(id);
    tile.onScreen = on;
    this.settle(tile);
  }

  settle(tile) {
    const run = tile.onScreen && !document.hidden && !this.big;
    if (run) tile.start(); else tile.stop();
  }

  /** A page in the background shows nothing to anybody: after a moment it lets go. */
  rest() {
    clearTimeout(this.restTimer);
    const all = () => { for (const tile of this.tiles.values()) this.settle(tile); if (this.big) { if (document.hidden) this.big.stop(); else this.big.start(); } };
    if (document.hidden) this.restTimer = setTimeout(all, 10_000); else all();
  }

  enlarge(id) {
    const camera = this.config.cameras.find((each) => each.id === id);
    this.big?.end();
    const host = document.getElementById("theatre-tile");
    host.dataset.state = "waiting";
    this.theatre.dataset.camera = id;
    document.getElementById("theatre-name").textContent = camera.name;
    document.getElementById("theatre-area").textContent = camera.areaName;
    this.big = new Tile(host, camera, this.tickets, this.config.mark);
    this.big.stream = "main";
    this.big.start();
    for (const tile of this.tiles.values()) this.settle(tile);
    this.thumbs(camera);
    if (!this.theatre.open) this.theatre.showModal();
  }

  leave() {
    this.big?.end();
    this.big = null;
    for (const tile of this.tiles.values()) this.settle(tile);
  }

  neighbour(direction) {
    const ids = this.config.cameras.map((each) => each.id);
    const index = ids.indexOf(this.big?.camera.id);
    this.enlarge(ids[(index + direction + ids.length) % ids.length]);
  }

  thumbs(current) {
    const near = this.config.cameras.filter((each) => each.area === current.area);
    document.getElementById("theatre-thumbs").replaceChildren(...near.map((each) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = each.name;
      if (each.id === current.id) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => this.enlarge(each.id));
      return button;
    }));
  }

  bindAreas() {
    const buttons = document.querySelectorAll("[data-area-choice]");
    for (const button of buttons) button.addEventListener("click", () => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      for (const section of document.querySelectorAll(".wall-area")) section.hidden = button.dataset.areaChoice !== "" && section.dataset.area !== button.dataset.areaChoice;
      this.lay();
    });
  }

  /** Areas side by side while they fit; a row that is one picture short is filled with wider ones. */
  lay() {
    const areas = [...document.querySelectorAll(".wall-area:not([hidden])")];
    for (const row of rowsOf(areas.map((each) => each.querySelectorAll(".tile").length), this.columns)) {
      for (const { tiles, twelfths } of row) {
        const style = areas.shift().style;
        style.setProperty("--wall-tiles", tiles);
        style.setProperty("--wall-span", twelfths);
      }
    }
  }

  bindColumns() {
    const buttons = document.querySelectorAll("[data-columns]");
    const set = (count) => {
      this.columns = count;
      this.lay();
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.columns === String(count)));
      localStorage.setItem("vonggac-wall-columns", count);
    };
    for (const button of buttons) button.addEventListener("click", () => set(Number(button.dataset.columns)));
    // as many as keep a picture wide enough to recognise somebody
    const usual = innerWidth >= 1180 ? 4 : innerWidth >= 620 ? 2 : 1;
    set(Number(localStorage.getItem("vonggac-wall-columns")) || usual);
  }
}

const config = given("wall-config");
if (config) globalThis.vonggacWall = new Wall(config);
