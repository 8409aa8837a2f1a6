// A bookmark of what is on screen, and the link to it.
import { post, say } from "./text.js";
import { clockText, dateText } from "./time.js";

export class Bookmarks {
  constructor(player, dialog) {
    Object.assign(this, { player, dialog });
    this.form = dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.keep(); });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  open() {
    const { player } = this;
    player.setPlaying(false);
    const [from, to] = player.stretch;
    this.at = from ?? Math.round(player.nowUs);
    this.to = from !== null && to !== null ? to : null;
    this.dialog.querySelector("[data-what]").textContent = `${dateText(this.at)} ${clockText(this.at)}${this.to ? ` – ${clockText(this.to)}` : ""} · ${player.config.cameras.map((each) => each.name).join(", ")}`;
    this.dialog.querySelector("[data-error]").textContent = "";
    this.form.elements.title.value = "";
    this.dialog.showModal();
    this.form.elements.title.focus();
  }

  async keep() {
    const { player } = this;
    const title = this.form.elements.title.value;
    const answer = await post(player.config.bookmark, { pass: player.pass, cameras: player.cameraIds, at: this.at, to: this.to, title }).catch(() => null);
    if (!answer?.ok) { this.dialog.querySelector("[data-error]").textContent = answer?.body.reason ?? say("failed"); return; }
    this.dialog.close();
    player.notice(say("bookmarked", { title: answer.body.title }));
  }
}

/** The address of what is on screen: names cameras and an instant, gives no right. */
export function linkTo(base, cameras, at) {
  const query = new URLSearchParams(cameras.map((each) => ["camera", each]));
  query.set("at", String(Math.round(at)));
  return new URL(`${base}?${query}`, location.href).href;
}

export async function copyLink(player) {
  const link = linkTo(player.config.link, player.cameraIds, player.nowUs);
  try {
    await navigator.clipboard.writeText(link);
    player.notice(say("copied"));
  } catch {
    // no clipboard without a secure context: the address is shown, chosen, to be copied by hand
    prompt(say("copyThis"), link);
  }
}
