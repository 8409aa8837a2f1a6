// Single pictures of one camera: asked for one at a time, the newest wish first, a few kept for a few seconds.
const KEEP_MS = 8000;
const KEEP = 24;

/** The pictures that are in memory: each stands for the instants [from, to). Pure but for `close` of what goes. */
export class Shelf {
  constructor(keep = KEEP, keepMs = KEEP_MS) { Object.assign(this, { keep, keepMs, kept: [] }); }

  find(at, nowMs) { return this.kept.find((each) => each.from <= at && at < each.to && nowMs - each.since < this.keepMs) ?? null; }

  add(entry, nowMs) {
    this.kept = this.kept.filter((each) => {
      const stays = nowMs - each.since < this.keepMs && each.from !== entry.from;
      if (!stays) each.bitmap?.close?.();
      return stays;
    });
    this.kept.push({ ...entry, since: nowMs });
    while (this.kept.length > this.keep) this.kept.shift().bitmap?.close?.();
  }

  clear() { for (const each of this.kept) each.bitmap?.close?.(); this.kept = []; }
}

export class Stills {
  /** `ticket()` gives the ticket of now; `show({bitmap, from})` draws, `none(at)` says there is none; `width` in pixels, one that the server knows. */
  constructor({ ticket, show, none = () => {}, width = 320 }) {
    Object.assign(this, { ticket, show, none, width });
    this.shelf = new Shelf();
    this.wanted = null;
    this.busy = false;
  }

  /** The picture of the instant, at once where it is at hand, else as soon as it comes; older wishes are forgotten. */
  wish(at) {
    const found = this.shelf.find(at, performance.now());
    if (found) { this.wanted = null; this.show(found); return; }
    this.wanted = Math.round(at);
    if (!this.busy) this.work();
  }

  forget() { this.wanted = null; this.turn = (this.turn ?? 0) + 1; }

  async work() {
    this.busy = true;
    while (this.wanted !== null) {
      const at = this.wanted;
      const turn = this.turn;
      this.wanted = null;
      const found = await this.fetch(at).catch(() => null);
      if (found && turn === this.turn) this.show(found);
    }
    this.busy = false;
  }

  async fetch(at) {
    const ticket = this.ticket();
    if (!ticket) return null;
    const address = `/media/${ticket}/still?at=${at}&width=${this.width}`;
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 204 && this.wanted === null) this.none(at);
    if (answer.status !== 200) return null;
    const entry = { from: Number(answer.headers.get("X-From-Us")), to: Number(answer.headers.get("X-To-Us")), at };
    entry.bitmap = await createImageBitmap(await answer.blob());
    this.shelf.add(entry, performance.now());
    return entry;
  }
}
