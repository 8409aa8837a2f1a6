// One camera on the player's page: hls.js, its pieces of time, and what is said when there is no picture.
import Hls from "../vendor/hls/hls.light.min.mjs";
import { say } from "./text.js";
import { dated, ticketOf, toMedia, toUtc, withTicket } from "./player_model.js";

const AHEAD_S = 20; // two fragments: what is buffered cannot be called back (ACCESS §4.3)

export class Screen {
  constructor(tile, camera, { failed, ready }) {
    Object.assign(this, { tile, camera, failed, ready });
    this.video = tile.querySelector("video");
    this.said = tile.querySelector(".said");
    this.pieces = [];
    this.footage = [];
    this.frame = 1 / 15;
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.disablePictureInPicture = true;
    for (const name of ["seeked", "loadeddata", "canplay"]) this.video.addEventListener(name, () => this.ready());
    this.watchFrames();
  }

  /** Takes a window of `play_open`: `{url, footage, unshowable, substituted}`; shows `at` as soon as it can. */
  open(window, at) {
    this.close();
    this.footage = window.footage;
    this.tile.querySelector(".sub-note").textContent = window.substituted ? say("substituted") : "";
    if (!window.url) { this.say(window.unshowable ? say("unshowable") : say("noFootageHere")); return; }
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

  learn(details) { if (details) this.pieces = dated(details.fragments); }

  begin() {
    if (this.begun) return;
    this.begun = true;
    const position = toMedia(this.pieces, this.pending) ?? 0;
    this.hls.startLoad(position);
    if (position) this.video.currentTime = position;
  }

  close() {
    this.hls?.destroy();
    this.hls = null;
    this.begun = false;
    this.pieces = [];
    this.ticket = "";
  }

  get utc() { return this.pieces.length ? toUtc(this.pieces, this.video.currentTime) : null; }
  shows(at) { return toMedia(this.pieces, at) !== null; }
  get isReady() { return this.video.readyState >= 3 || (this.video.readyState === 2 && this.video.paused && !this.video.seeking); }

  /** Goes to the instant where there is footage of it; false where there is none. */
  seek(at) {
    const media = toMedia(this.pieces, at);
    if (media === null) return false;
    if (Math.abs(this.video.currentTime - media) > 0.001) this.video.currentTime = media;
    return true;
  }

  step(direction) { this.video.currentTime = Math.max(0, this.video.currentTime + direction * this.frame * 1.001); }

  play(rate) {
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
    if (this.video.paused) this.video.play().catch(() => {});
  }

  pause() { if (!this.video.paused) this.video.pause(); }

  say(text, busy = false) {
    this.tile.dataset.state = text === "" ? "live" : busy ? "waiting" : "lost";
    this.said.querySelector("b").textContent = text;
  }

  watchFrames() {
    if (!this.video.requestVideoFrameCallback) return;
    let last = null;
    const gaps = [];
    const seen = (_, facts) => {
      const gap = last === null ? 0 : Math.abs(facts.mediaTime - last);
      // a busy machine leaves pictures out: the shortest of the last distances is that of two neighbours
      if (gap > 0.005 && gap < 1.1) { gaps.push(gap); if (gaps.length > 40) gaps.shift(); this.frame = Math.min(...gaps); }
      last = facts.mediaTime;
      this.video.requestVideoFrameCallback(seen);
    };
    this.video.requestVideoFrameCallback(seen);
  }
}
