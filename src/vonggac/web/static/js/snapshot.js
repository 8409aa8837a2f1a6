// “Chụp ảnh” under an enlarged live picture: reason, then one press of a purpose.
import { post, say } from "./text.js";

const box = document.getElementById("snapshot");
const said = document.getElementById("snapshot-said");
const link = document.getElementById("snapshot-link");
const theatre = document.getElementById("theatre");
const field = (id) => document.getElementById(id);

async function take(button) {
  const buttons = [...box.querySelectorAll("button[data-purpose]")];
  for (const each of buttons) each.disabled = true;
  said.textContent = "";
  link.hidden = true;
  try {
    const asked = { camera: theatre.dataset.camera, purpose: button.dataset.purpose, reason: field("snapshot-why").value, case: field("snapshot-case").value };
    const answer = await post(box.dataset.url, asked);
    said.textContent = answer.body.said ?? answer.body.reason ?? say("noServer");
    if (answer.ok) { link.href = answer.body.url; link.textContent = answer.body.no; link.hidden = false; field("snapshot-why").value = ""; box.open = false; }
  } catch { said.textContent = say("noServer"); }
  for (const each of buttons) each.disabled = false;
}

for (const each of box?.querySelectorAll("button[data-purpose]") ?? []) each.addEventListener("click", () => take(each));
theatre?.addEventListener("close", () => { said.textContent = ""; link.hidden = true; box.open = false; });
