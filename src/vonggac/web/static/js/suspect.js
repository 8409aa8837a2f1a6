// “Ghi nhận nghi vấn” under an enlarged live picture: one press of a purpose is the whole act.
import { post, say } from "./text.js";

const box = document.getElementById("suspect");
const said = document.getElementById("suspect-said");
const link = document.getElementById("suspect-link");
const theatre = document.getElementById("theatre");

async function note(button) {
  const buttons = [...box.querySelectorAll("button[data-purpose]")];
  for (const each of buttons) each.disabled = true;
  said.textContent = "";
  link.hidden = true;
  try {
    const what = box.querySelector("input").value;
    const answer = await post(box.dataset.url, { cameras: [theatre.dataset.camera], purpose: button.dataset.purpose, what });
    said.textContent = answer.body.said ?? answer.body.reason ?? say("noServer");
    if (answer.ok) { link.href = answer.body.url; link.textContent = answer.body.no; link.hidden = false; box.querySelector("input").value = ""; box.open = false; }
  } catch { said.textContent = say("noServer"); }
  // A second press is a second case: a person in a hurry presses often.
  setTimeout(() => { for (const each of buttons) each.disabled = false; }, 3000);
}

for (const each of box?.querySelectorAll("button[data-purpose]") ?? []) each.addEventListener("click", () => note(each));
theatre?.addEventListener("close", () => { said.textContent = ""; link.hidden = true; box.open = false; });
