// The button under an enlarged live picture: something happens there, now.
import { post, say } from "./text.js";

const button = document.getElementById("mark-event");
const said = document.getElementById("mark-said");
const theatre = document.getElementById("theatre");

button?.addEventListener("click", async () => {
  button.disabled = true;
  said.textContent = "";
  try {
    const answer = await post(button.dataset.url, { camera: theatre.dataset.camera });
    said.textContent = answer.body.said ?? answer.body.reason ?? say("noServer");
  } catch { said.textContent = say("noServer"); }
  // A press too many marks nothing new, and a person in a hurry presses often.
  setTimeout(() => { button.disabled = false; }, 2000);
});
theatre?.addEventListener("close", () => { said.textContent = ""; });
