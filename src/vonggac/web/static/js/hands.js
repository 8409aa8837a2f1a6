// What a person's hands do on the player's page: buttons, fields, keys; and the legend below the lanes.
import { copyLink } from "./bookmarks.js";
import { bindKeys } from "./keys.js";
import { SPEEDS, neighbourSpeed } from "./player_model.js";
import { say } from "./text.js";
import { DAY_US, HOUR_US, MINUTE_US, SECOND_US, fromInputText, inputText } from "./time.js";
import { family } from "./timeline_model.js";

const $ = (selector) => document.querySelector(selector);

export function bindTransport(player) {
  $("#speed").replaceChildren(...SPEEDS.map((each) => new Option(`${String(each).replace(".", document.documentElement.lang === "vi" ? "," : ".")}×`, each, each === 1, each === 1)));
  $("#speed").addEventListener("change", (event) => player.setSpeed(Number(event.target.value)));
  $("#play").addEventListener("click", () => player.setPlaying(!player.wanted));
  $("#frame-back").addEventListener("click", () => player.stepFrame(-1));
  $("#frame-on").addEventListener("click", () => player.stepFrame(1));
  $("#back10").addEventListener("click", () => player.go(player.nowUs - 10 * SECOND_US));
  $("#on10").addEventListener("click", () => player.go(player.nowUs + 10 * SECOND_US));
  $("#whole").addEventListener("click", () => player.wholeScreen());
  $("#bookmark-open").addEventListener("click", () => player.bookmarks.open());
  $("#copy-link").addEventListener("click", () => copyLink(player));
  $("#region-open").addEventListener("click", () => player.region.toggle());
  $("#event-next").addEventListener("click", () => player.events.step(1));
  $("#event-previous").addEventListener("click", () => player.events.step(-1));
  $("#quality").addEventListener("change", (event) => player.setQuality(event.target.value));
  $("#add-camera select").addEventListener("change", (event) => { player.addCamera(event.target.value); event.target.selectedIndex = 0; });
  for (const button of document.querySelectorAll("[data-opens]")) button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
  for (const button of document.querySelectorAll("[data-closes]")) button.addEventListener("click", () => button.closest("dialog").close());
  $("#goto-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const at = fromInputText($("#goto").value);
    if (Number.isFinite(at)) player.go(at);
  });
  $("#goto").value = inputText(player.config.at);
  $("#zoom-in").addEventListener("click", () => player.timeline.zoomBy(0.5));
  $("#zoom-out").addEventListener("click", () => player.timeline.zoomBy(2));
  const lengths = { month: 31 * DAY_US, day: DAY_US, hour: HOUR_US, minutes: 10 * MINUTE_US };
  for (const button of document.querySelectorAll("[data-span]")) button.addEventListener("click", () => player.timeline.show(lengths[button.dataset.span]));
  player.setPlaying(true);
}

export function bindKeyboard(player) {
  const by = (seconds) => () => { const { wanted } = player; player.go(player.nowUs + seconds * SECOND_US, { play: wanted }); };
  bindKeys({
    toggle: () => player.setPlaying(!player.wanted), pause: () => player.pause(), forward: () => player.shuttle(1), reverse: () => player.shuttle(-1),
    back: by(-5), on: by(5), minuteBack: by(-60), minuteOn: by(60),
    frameBack: () => player.stepFrame(-1), frameOn: () => player.stepFrame(1),
    slower: () => player.setSpeed(neighbourSpeed(player.clock.speed, -1)), faster: () => player.setSpeed(neighbourSpeed(player.clock.speed, 1)),
    markFrom: () => player.setMark(0), markTo: () => player.setMark(1),
    next: () => player.events.step(1), previous: () => player.events.step(-1),
    bookmark: () => player.bookmarks.open(), copy: () => copyLink(player), region: () => player.region.toggle(),
    whole: () => player.wholeScreen(), sound: () => player.hearing.toggle(), help: () => $("#keys-dialog").showModal(),
    escape: () => { if (!player.region.isOpen) return false; player.region.close(); return true; },
  });
}

export function showLegend(pieces) {
  const shown = new Map();
  for (const each of Object.values(pieces)) for (const [, , kind, share] of each) {
    if (share > 0) shown.set("footage", "footage");
    if (kind !== "none" && kind !== "footage" && kind !== "pending") shown.set(kind, kind);
  }
  $("#legend").replaceChildren(...[...shown.keys()].sort((a, b) => (b === "footage") - (a === "footage")).map((kind) => {
    const item = document.createElement("li");
    item.dataset.kind = family(kind);
    const words = say(["footage", "erased", "unexplained"].includes(kind) ? kind : `cause.${kind}`);
    item.append(document.createElement("i"), words.charAt(0).toUpperCase() + words.slice(1));
    return item;
  }));
}
