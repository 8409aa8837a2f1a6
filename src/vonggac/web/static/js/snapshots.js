// A snapshot of what is on the screen: the chosen camera's frame of that instant, decoded and marked by the server.
import { post, say } from "./text.js";
import { clockText, dateText } from "./time.js";

export class Snapshots {
  constructor(player, dialog, button) {
    Object.assign(this, { player, dialog });
    this.form = dialog.querySelector("form");
    this.error = dialog.querySelector("[data-error]");
    button.addEventListener("click", () => this.open());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.take(); });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  open() {
    const { player } = this;
    player.setPlaying(false);
    this.camera = player.chosenScreen.camera;
    this.at = Math.round(player.nowUs);
    this.dialog.querySelector("[data-what]").textContent = `${dateText(this.at)} ${clockText(this.at, { tenths: true })} · ${this.camera.name}`;
    this.error.textContent = "";
    this.dialog.showModal();
    this.form.elements.reason.focus();
  }

  async take() {
    const { player, form } = this;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const asked = { camera: this.camera.id, at: this.at, reason: form.elements.reason.value, case: form.elements.case.value };
    const answer = await post(player.config.snapshot, asked).catch(() => null);
    button.disabled = false;
    if (!answer?.ok) { this.error.textContent = answer?.body.reason ?? say("failed"); return; }
    this.dialog.close();
    form.elements.reason.value = "";
    player.notice(answer.body.said);
  }
}
