// Streams that no <video> shows, as single pictures: MJPEG, and H.265 where the browser has none. The server decodes.
import { StepClock, nextHeld, holding } from "./player_model.js";
import { Stills } from "./stills.js";

const EVERY_MS = 160;

/** Stands in for a <video> on a Screen: a clock of its own, and a picture of its instant again and again. */
export class Pictures {
  constructor({ footage, at, ticket, show, width }) {
    Object.assign(this, { footage, show });
    this.clock = new StepClock(at);
    this.stills = new Stills({ ticket, show: (found) => { this.shown = true; this.show(found); }, width });
    this.timer = setInterval(() => this.tick(), EVERY_MS);
    this.ask();
  }

  tick() { if (this.clock.running) this.ask(); }

  /** One at a time: a wish that waits is replaced by the newer one. */
  ask() { const at = this.utc; if (this.shows(at)) this.stills.wish(at); }

  get utc() { return this.clock.now(performance.now()); }
  shows(at) { return holding(this.footage, at) !== null; }
  next(at) { return nextHeld(this.footage, at); }
  seek(at) { if (!this.shows(at)) return false; this.clock.set(at, performance.now()); this.ask(); return true; }
  step(direction, frame) { this.seek(this.utc + direction * frame * 1e6); }
  play(rate) { if (this.clock.speed !== rate) this.clock.setSpeed(rate, performance.now()); this.clock.run(performance.now()); }
  pause() { this.clock.stop(performance.now()); }
  close() { clearInterval(this.timer); this.stills.forget(); this.stills.shelf.clear(); }
}
