// Recorded sound: off until a hand asks for it, and of one camera at a time. Until then not one byte of it is loaded.
import { say } from "./text.js";

export class Hearing {
  constructor(player, button) {
    Object.assign(this, { player, button });
    this.camera = "";
    button?.addEventListener("click", () => this.toggle());
  }

  /** Windows are opened anew: with the sound they are other bytes, and without it none of them have any. */
  toggle() {
    if (!this.button) return;
    this.camera = this.camera ? "" : this.player.chosenScreen.camera.id;
    this.player.reopen();
  }

  /** Another tile was enlarged: its sound, if any is on. */
  follow() {
    const { id } = this.player.chosenScreen.camera;
    if (!this.camera || this.camera === id) return;
    this.camera = id;
    this.player.reopen();
  }

  /** What the server says of the windows that were opened just now. */
  take(cameras) {
    const said = cameras[this.camera]?.sound ?? "off";
    if (this.camera && said !== "on") {
      if (cameras[this.camera]) this.player.notice(say(`sound.${said}`));
      this.camera = "";
    }
    for (const screen of this.player.screens) screen.hear(screen.camera.id === this.camera);
    this.show();
  }

  show() {
    if (!this.button) return;
    const on = Boolean(this.camera);
    const text = say(on ? "soundOff" : "soundOn");
    this.button.setAttribute("aria-label", text);
    this.button.title = `${text} (M)`;
    this.button.querySelector(".when-heard").hidden = !on;
    this.button.querySelector(".when-mute").hidden = on;
  }
}
