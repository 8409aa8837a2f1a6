// A tile of the player's page, made from the page's template so that cameras can come and go.
import { say } from "./text.js";

export function tileOf(camera) {
  const tile = document.getElementById("tile-template").content.firstElementChild.cloneNode(true);
  tile.dataset.camera = camera.id;
  const name = tile.querySelector(".caption b");
  const area = Object.assign(document.createElement("span"), { className: "fw-normal opacity-75", textContent: ` · ${camera.area}` });
  name.append(camera.name, area);
  tile.querySelector(".open").setAttribute("aria-label", say("enlarge", { name: camera.name }));
  const remove = tile.querySelector(".remove");
  remove.setAttribute("aria-label", say("remove", { name: camera.name }));
  remove.title = say("remove", { name: camera.name });
  return tile;
}
