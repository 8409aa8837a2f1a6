// One camera on the player's page: hls.js, its pieces of time, its stills, and what is said when there is no picture.
import Hls from "../vendor/hls/hls.light.min.mjs";
import { say } from "./text.js";
import { SECOND_US, clockText } from "./time.js";
import { Patience, dated, ticketOf, toMedia, toUtc, withTicket } from "./player_model.js";
import { Pictures } from "./pictures.js";
import { Stills } from "./stills.js";

const AHEAD_S = 20; // two fragments: what is buffered cannot be called back (ACCESS §4.3)
const NEAR_US = 3 * SECOND_US; // a picture of the stream so near the one wanted takes the still's place

export class Screen {
  constructor(tile, camera, { failed, ready, missing }) {
    Object.assign(this, { tile, camera, failed, ready, missing });
    this.video = tile.querySelector("video");
    this.said = tile.querySelector(".said");
    this.pieces = [];
    this.footage = [];
    this.frame = 1 / 15;
    this.stillTicket = "";
    this.patience = new Patience();
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.disablePictureInPicture = true;
    for (const name of ["seeked", "loadeddata", "canplay"]) this.video.addEventListener(name, () => { this.ready(); if (!this.video.requestVideoFrameCallback) this.uncover(); });
    this.still = document.createElement("canvas");
    this.still.className = "still";
    this.still.hidden = true;
    this.still.setAttribute("aria-hidden", "true");
    this.stillNote = document.createElement("span");
    this.stillNote.className = "still-note num";
    this.stillNote.hidden = true;
    this.said.after(this.still, this.stillNote);
    this.stills = new Stills({ ticket: () => this.stillTicket, show: (found) => this.drawStill(found), none: (at) => this.noStill(at) });
    this.watchFrames();
  }

  /** Takes a window of `play_open`: `{url, still, footage, pictures, substituted}`; shows `at` as soon as it can. */
  open(window, at) {
    this.close();
    this.footage = window.footage;
    this.codec = window.codec;
    this.stillTicket = window.still ?? "";
    this.tile.querySelector(".sub-note").textContent = window.substituted ? say("substituted") : "";
    if (window.pictures) { this.openPictures(window, at); return; }
    if (!window.url) { this.uncover(true); this.say(say("noFootageHere")); return; }
    this.ticket = ticketOf(window.url);
    this.address = window.url;
    this.say(say("loading"), true);
    const hls = new Hls({
      enableWorker: false, autoStartLoad: false, lowLatencyMode: false, startFragPrefetch: true,
      maxBufferLength: AHEAD_S, maxMaxBufferLength: AHEAD_S, backBufferLength: 40, maxBufferHole: 0.3, nudgeMaxRetry: 8,
      xhrSetup: (xhr, url) => xhr.open("GET", withTicket(url, this.ticket), true),
    });
    this.hls = hls;
    this.pending = at;
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => { this.learn(details); this.begin(); });
    hls.on(Hls.Events.LEVEL_PTS_UPDATED, (_, { details }) => this.learn(details));
    hls.on(Hls.Events.FRAG_BUFFERED, () => this.learn(hls.levels[0]?.details));
    hls.on(Hls.Events.ERROR, (_, data) => {
      const status = data.response?.code;
      if (data.fatal || status === 403 || status === 410) { hls.stopLoad(); this.failed(this, status ?? 0); }
    });
    hls.attachMedia(this.video);
    hls.loadSource(window.url);
  }

  /** What no <video> shows is drawn where stills are drawn. */
  openPictures(window, at) {
    const note = this.tile.querySelector(".sub-note");
    note.textContent = say(window.pictures);
    note.title = window.pictures === "unshowable" ? say("unshowableNext") : "";
    this.uncover(true);
    this.begun = true;
    this.coverAt = at;
    const width = this.tile.clientWidth > 420 ? 1280 : 640;
    this.pictures = new Pictures({ footage: window.footage, at, width, ticket: () => this.stillTicket, show: (found) => { this.coverAt = found.from; this.drawStill(found); this.stillNote.hidden = true; } });
    this.pieces = window.footage.map(([from, to]) => ({ utc: from, start: 0, duration: (to - from) / 1e6 }));
  }

  learn(details) { if (details) this.pieces = dated(details.fragments); }

  begin() {
    if (this.begun) return;
    this.begun = true;
    const position = toMedia(this.pieces, this.pending) ?? 0;
    this.hls.startLoad(position);
    if (position) this.video.currentTime = position;
  }

  close() {
    this.pictures?.close();
    this.pictures = null;
    this.hls?.destroy();
    this.hls = null;
    this.begun = false;
    this.pieces = [];
    this.ticket = "";
  }

  /** Takes the tickets of a beat. */
  renew({ ticket, still }) {
    if (this.ticket) this.ticket = ticket;
    this.stillTicket = still;
  }

  get isOpening() { return Boolean(this.hls) && !this.pieces.length; }
  get utc() { if (this.pictures) return this.pictures.utc; return this.pieces.length ? toUtc(this.pieces, this.video.currentTime) : null; }
  shows(at) { if (this.pictures) return this.pictures.shows(at); return toMedia(this.pieces, at) !== null; }
  get isReady() { if (this.pictures) return true; return this.video.readyState >= 3 || (this.video.readyState === 2 && this.video.paused && !this.video.seeking); }
  get isSeeking() { return this.video.seeking; }

  /** The instant can be shown without loading anything. */
  isAt(at) {
    if (this.pictures) return this.pictures.shows(at);
    const media = toMedia(this.pieces, at);
    return media !== null && this.bufferedFrom(media) === media;
  }

  /** Where from `media` seconds on there is something buffered, no more than a second later; null where there is nothing. */
  bufferedFrom(media) {
    const { buffered } = this.video;
    for (let n = 0; n < buffered.length; n += 1) {
      const from = Math.max(buffered.start(n), media);
      if (from - media < 1 && from + 0.2 < buffered.end(n)) return from;
    }
    return null;
  }

  /** To be asked again and again while `at` is to be shown. hls.js gives no push to a video that waits for others. */
  urge(at, monotonicMs) {
    const media = this.pictures || this.isReady || document.hidden ? null : toMedia(this.pieces, at);
    const from = media === null ? null : this.bufferedFrom(media);
    const due = this.patience.after(from !== null, monotonicMs);
    if (due === "push") this.video.currentTime = from + 0.01;
    if (due === "anew") this.failed(this, 0);
  }

  /** Goes to the instant where there is footage of it; false where there is none. */
  seek(at) {
    if (this.pictures) return this.pictures.seek(at);
    const media = toMedia(this.pieces, at);
    if (media === null) return false;
    if (Math.abs(this.video.currentTime - media) > 0.001) this.video.currentTime = media;
    return true;
  }

  step(direction) { if (this.pictures) { this.pictures.step(direction, 0.2); return; } this.video.currentTime = Math.max(0, this.video.currentTime + direction * this.frame * 1.001); }

  play(rate) {
    if (this.pictures) { this.pictures.play(rate); return; }
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
    if (this.video.paused) this.video.play().catch(() => {});
  }

  /** Its sound, or silence; the caption says which. */
  hear(on) {
    this.video.muted = !on;
    const note = this.tile.querySelector(".sub-note");
    if (on) note.textContent = say("soundHere");
  }

  pause() { if (this.pictures) { this.pictures.pause(); return; } if (!this.video.paused) this.video.pause(); }

  say(text, busy = false) {
    this.tile.dataset.state = text === "" ? "live" : busy ? "waiting" : "lost";
    const said = this.said.querySelector("b");
    if (said.textContent !== text) said.textContent = text;
  }

  // ---- stills: while a hand drags, and until the stream shows a picture

  /** A still of the instant as soon as there is one. `hold`: until `release`, whatever the stream shows. */
  cover(at, { hold = false, width = 320 } = {}) {
    this.coverAt = at;
    this.held = hold;
    this.stills.width = width;
    this.stills.wish(at);
  }

  release() { this.held = false; }

  drawStill({ bitmap, from }) {
    if (this.coverAt === null || this.coverAt === undefined) return;
    const { still } = this;
    if (still.width !== bitmap.width || still.height !== bitmap.height) { still.width = bitmap.width; still.height = bitmap.height; }
    still.getContext("2d").drawImage(bitmap, 0, 0);
    still.hidden = false;
    this.stillNote.hidden = false;
    this.stillNote.textContent = clockText(from);
    this.stillFrom = from;
  }

  noStill(at) {
    this.still.hidden = this.stillNote.hidden = true;
    if (this.held) this.missing?.(this, at);
  }

  /** The stream has a picture of its own: the still goes. */
  uncover(always = false) {
    if (this.pictures) { this.held = false; if (always && !this.pictures.shows(this.pictures.utc)) this.still.hidden = true; return; }
    if (this.held && !always) return;
    if (!always && this.coverAt !== null && this.coverAt !== undefined) {
      const at = this.utc;
      if (at === null || this.video.seeking || this.video.readyState < 2 || Math.abs(at - this.coverAt) > NEAR_US) return;
    }
    this.held = false;
    this.coverAt = null;
    this.stills.forget();
    if (!this.still.hidden) { this.still.hidden = true; this.stillNote.hidden = true; }
  }

  watchFrames() {
    if (!this.video.requestVideoFrameCallback) return;
    let last = null;
    const gaps = [];
    const seen = (_, facts) => {
      if (this.coverAt !== null && this.coverAt !== undefined) this.uncover();
      const gap = last === null ? 0 : Math.abs(facts.mediaTime - last);
      // a busy machine leaves pictures out: the shortest of the last distances is that of two neighbours
      if (gap > 0.005 && gap < 1.1) { gaps.push(gap); if (gaps.length > 40) gaps.shift(); this.frame = Math.min(...gaps); }
      last = facts.mediaTime;
      this.video.requestVideoFrameCallback(seen);
    };
    this.video.requestVideoFrameCallback(seen);
  }
}
