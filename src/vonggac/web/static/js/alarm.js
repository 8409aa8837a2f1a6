// Pictures of an alarm: asked for one by one; where there is none, the server's own words stand in its place.
import { say } from "./text.js";

async function show(figure) {
  const frame = figure.querySelector(".alarm-frame");
  let reason = say("failed");
  try {
    const answer = await fetch(figure.dataset.alarmPicture, { credentials: "same-origin", cache: "no-store" });
    if (answer.ok) {
      const picture = document.createElement("img");
      picture.alt = frame.getAttribute("aria-label");
      picture.src = URL.createObjectURL(await answer.blob());
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
      frame.replaceWith(picture);
      return;
    }
    reason = (await answer.json()).reason || reason;
  } catch { /* said below */ }
  frame.textContent = reason;
}

for (const figure of document.querySelectorAll("[data-alarm-picture]")) await show(figure);
