// Pictures of an alarm: asked for one by one; where there is none, the server's own words stand in its place.
// A picture of the last minute is in the file that is being written: it is asked for again until that is sealed.
import { say } from "./text.js";

const AGAIN_MS = 10_000, PATIENCE = 18;

async function show(figure, asked = 1) {
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
    const refusal = await answer.json();
    reason = refusal.reason || reason;
    const later = { not_yet: AGAIN_MS, busy: Number(answer.headers.get("Retry-After")) * 1000 }[refusal.code];
    if (later && asked < PATIENCE) setTimeout(() => show(figure, asked + 1), later);
  } catch { /* said below */ }
  frame.textContent = reason;
}

for (const figure of document.querySelectorAll("[data-alarm-picture]")) await show(figure);
