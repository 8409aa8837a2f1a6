// The player's keyboard. What the keys do stands in KEYS; the help overlay and the user guide say the same.

const TYPING = /^(INPUT|SELECT|TEXTAREA)$/;
const CODES = { KeyJ: "j", KeyK: "k", KeyL: "l", KeyN: "n", KeyP: "p", KeyB: "b", KeyF: "f", KeyR: "r", KeyC: "c", KeyM: "m" };

/** The name of what a key asks for, or null. Pure: `{key, code, shiftKey, tag}`. */
export function wish({ key, code = "", shiftKey = false, tag = "" }) {
  if (TYPING.test(tag)) return null;
  if (key === " ") return tag === "BUTTON" || tag === "A" || tag === "SUMMARY" ? null : "toggle";
  if (key === "ArrowLeft") return shiftKey ? "minuteBack" : "back";
  if (key === "ArrowRight") return shiftKey ? "minuteOn" : "on";
  const signs = { ",": "frameBack", ".": "frameOn", "<": "slower", ">": "faster", "[": "markFrom", "]": "markTo", "?": "help", Escape: "escape" };
  if (key in signs) return signs[key];
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : CODES[code];
  return { j: "reverse", k: "pause", l: "forward", n: "next", p: "previous", b: "bookmark", f: "whole", r: "region", c: "copy", m: "sound" }[letter] ?? null;
}

/** `deeds` has a function for each wish. */
export function bindKeys(deeds) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const name = wish({ key: event.key, code: event.code, shiftKey: event.shiftKey, tag: event.target.tagName });
    if (!name || !deeds[name]) return;
    if (event.repeat && ["toggle", "reverse", "forward", "bookmark", "help", "region", "whole", "copy", "sound"].includes(name)) return;
    if (deeds[name]() !== false) event.preventDefault();
  });
}
