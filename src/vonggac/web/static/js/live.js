// One live picture: fMP4 over WebSocket into MSE. Knows nothing of pages; tells its owner what happens.
import { firstDecodeTime, sampleData, timescale } from "./fmp4.js";
import { AIM_S, Slack, nextInterval, retryDelayS, steer, trim } from "./live_rules.js";

const MAX_WAITING = 180; // fragments; more means that the decoder stands still: begin again at the edge

/**
 * `openTicket()` resolves to `{url}` or `{refusal}`; `tell(state, facts)` with states
 * waiting · live · lost · refused · unsupported. Facts: `{reason, clause, nextStep, nextUrl, cause}`.
 */
export class LivePlayer {
  constructor(video, { openTicket, tell }) {
    this.video = video;
    this.openTicket = openTicket;
    this.tell = tell;
    this.wanted = false;
    this.attempt = 0;
    this.edgeUs = null;
    this.slack = new Slack();
    video.muted = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
  }

  start() {
    if (this.wanted) return;
    this.wanted = true;
    this.tell("waiting", {});
    this.connect();
    this.timer = setInterval(() => this.keepUp(), 250);
    this.beatTimer = setInterval(() => this.beat(), 5000);
  }

  stop() {
    this.wanted = false;
    clearInterval(this.timer);
    clearInterval(this.beatTimer);
    clearTimeout(this.retryTimer);
    this.close();
    this.detach();
  }

  /** The capture time of the picture on screen, µs UTC; null before the first. */
  get shownUs() {
    if (this.canvas) return this.pictureUs ?? null;
    return this.originS === undefined ? null : Math.round((this.originS + this.video.currentTime) * 1e6);
  }

  async connect() {
    let ticket;
    try { ticket = await this.openTicket(); } catch { return this.again({}); }
    if (!this.wanted) return;
    if (ticket.refusal) return this.refuse(ticket.refusal);
    const address = new URL(ticket.url, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onmessage = (event) => { if (socket === this.socket) this.receive(event.data); };
    socket.onclose = () => { if (socket === this.socket) this.again({}); };
  }

  receive(data) {
    if (typeof data !== "string") {
      const bytes = new Uint8Array(data);
      if (this.expectInit) { this.expectInit = false; this.init = bytes; this.scale = timescale(bytes); this.attach(); return; }
      this.lastFragmentAt = performance.now();
      this.feed(bytes);
      return;
    }
    const message = JSON.parse(data);
    if (message.t === "init") { this.codec = message.codec; this.expectInit = true; this.queue = []; this.originS = undefined; }
    else if (message.t === "gap") this.tell("lost", { cause: message.cause, reason: message.reason });
    else if (message.t === "end") this.ended(message);
  }

  /** A ticket or a grant may just have run out: ask once for a new one, which says whether it is a refusal. */
  ended(refusal) {
    const now = performance.now();
    const justAsked = now - (this.endedAt ?? -1e9) < 5000;
    this.endedAt = now;
    if (justAsked) this.refuse(refusal); else this.again({});
  }

  refuse(refusal) {
    this.close();
    this.detach();
    this.tell("refused", refusal);
    this.wanted = false;
    clearInterval(this.timer);
    clearInterval(this.beatTimer);
  }

  again(facts) {
    this.close();
    if (!this.wanted) return;
    if (performance.now() - (this.lastFragmentAt ?? -1e9) > 1500) this.tell("waiting", facts);
    this.retryTimer = setTimeout(() => this.connect(), retryDelayS(this.attempt) * 1000);
    this.attempt += 1;
  }

  attach() {
    if (this.codec === "mjpeg") { this.detach(); this.attachPictures(); return; }
    const type = `video/mp4; codecs="${this.codec}"`;
    if (!globalThis.MediaSource?.isTypeSupported(type)) {
      this.close(); this.wanted = false; this.tell("unsupported", { codec: this.codec }); return;
    }
    this.detach();
    const source = new MediaSource();
    this.source = source;
    this.objectUrl = URL.createObjectURL(source);
    this.video.src = this.objectUrl;
    source.addEventListener("sourceopen", () => {
      if (source !== this.source) return;
      this.buffer = source.addSourceBuffer(type);
      this.buffer.addEventListener("updateend", () => { this.came(); this.pump(); });
      this.buffer.addEventListener("error", () => this.restart());
      this.queue.unshift(this.init);
      this.pump();
    }, { once: true });
  }

  /** MJPEG: no <video> shows it, but each picture is a JPEG, drawn on a canvas over it. */
  attachPictures() {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "pictures";
    this.video.after(this.canvas);
  }

  async draw(bytes, atS) {
    if (this.drawing) return; // a slow machine leaves pictures out
    const data = sampleData(bytes);
    if (!data) return;
    this.drawing = true;
    try {
      const picture = await createImageBitmap(new Blob([data], { type: "image/jpeg" }));
      if (this.canvas) {
        if (this.canvas.width !== picture.width) { this.canvas.width = picture.width; this.canvas.height = picture.height; }
        this.canvas.getContext("2d").drawImage(picture, 0, 0);
        this.pictureUs = Math.round(atS * 1e6);
        this.edgeUs = this.pictureUs;
      }
      picture.close();
    } catch { /* a damaged picture: the next one comes */ }
    this.drawing = false;
  }

  feed(bytes) {
    const ticks = firstDecodeTime(bytes);
    if (ticks === null) return;
    if (this.canvas) { this.draw(bytes, ticks / this.scale); return; }
    const atS = ticks / this.scale;
    if (this.originS === undefined) { this.originS = Math.floor(atS); this.lastS = null; }
    this.interval = nextInterval(this.interval ?? null, this.lastS === null ? 0 : atS - this.lastS);
    this.lastS = atS;
    this.queue.push(bytes);
    if (this.queue.length > MAX_WAITING) { this.restart(); return; }
    this.pump();
  }

  pump() {
    const buffer = this.buffer;
    if (!buffer || buffer.updating || this.source?.readyState !== "open" || !this.queue.length) return;
    // tfdt is the wall clock: shift it to a small number, where players keep their precision
    if (this.originS !== undefined && buffer.timestampOffset !== -this.originS && this.queue[0] !== this.init) {
      buffer.timestampOffset = -this.originS;
    }
    try { buffer.appendBuffer(this.queue.shift()); } catch { this.restart(); }
  }

  /** A picture is in the buffer: what was left to show until it came? */
  came() {
    const { video } = this;
    if (!video.buffered.length) return;
    const edge = video.buffered.end(video.buffered.length - 1);
    if (this.edgeS !== null && edge > this.edgeS && this.begun && !video.seeking) this.slack.add(this.edgeS - video.currentTime, performance.now() / 1000);
    this.edgeS = edge;
  }

  keepUp() {
    const { video, buffer } = this;
    if (this.canvas) {
      const late = performance.now() - (this.lastFragmentAt ?? -1e9) > 5000;
      if (!late) this.attempt = 0;
      this.tell(late || !this.pictureUs ? "waiting" : "live", {});
      return;
    }
    if (!buffer || !video.buffered.length || this.originS === undefined) return;
    const edge = video.buffered.end(video.buffered.length - 1);
    const start = video.buffered.start(0);
    if (video.paused || !this.begun) this.begin(edge);
    const now = performance.now();
    const plan = steer({ current: video.currentTime, edge, interval: this.interval, slack: this.slack.tightest, sinceJumpS: (now - (this.jumpedAt ?? -1e9)) / 1000 });
    if (plan.jumpTo !== undefined) { video.currentTime = plan.jumpTo; this.jumpedAt = now; this.slack.clear(); }
    if (video.playbackRate !== plan.rate) video.playbackRate = plan.rate;
    const old = trim({ start, current: video.currentTime });
    if (old && !buffer.updating) buffer.remove(old.from, old.to);
    this.edgeUs = Math.round((this.originS + edge) * 1e6);
    if (now - this.lastFragmentAt > 5000) this.tell("waiting", {});
    else { this.attempt = 0; this.tell("live", {}); }
  }

  begin(edge) {
    this.begun = true;
    this.video.currentTime = Math.max(0, edge - (this.interval ?? 0.2) - AIM_S);
    this.slack.clear();
    this.jumpedAt = performance.now() - 2000;
    this.video.play().catch(() => {});
  }

  beat() {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ t: "beat", visible: !document.hidden }));
  }

  restart() { this.again({}); this.detach(); }

  close() {
    const socket = this.socket;
    this.socket = null;
    if (socket) { socket.onclose = null; socket.onmessage = null; socket.close(); }
  }

  detach() {
    this.canvas?.remove();
    this.canvas = null;
    this.pictureUs = null;
    this.source = null; this.buffer = null; this.begun = false; this.queue = []; this.edgeS = null;
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
    this.objectUrl = null;
    this.video.removeAttribute("src");
    this.video.load();
  }
}
