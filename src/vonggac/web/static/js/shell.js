// The frame's own behaviour: theme, drawer on a phone, forms that ask before they act.

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", () => {
    const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    document.documentElement.dataset.bsTheme = next;
    localStorage.setItem("vonggac-theme", next);
    dispatchEvent(new CustomEvent("vonggac:theme"));
  });
}

const side = document.getElementById("side");
const opener = document.querySelector("[data-drawer-open]");
const scrim = document.querySelector("[data-drawer-close]");

function drawer(open) {
  side.classList.toggle("open", open);
  scrim.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) side.querySelector("a")?.focus(); else opener.focus();
}
opener?.setAttribute("role", "button"); // without script it is a link to the menu, which then opens as its target
opener?.setAttribute("aria-controls", "side");
opener?.setAttribute("aria-expanded", "false");
opener?.addEventListener("click", (event) => { event.preventDefault(); drawer(true); });
opener?.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); drawer(true); } });
scrim?.addEventListener("click", () => drawer(false));
addEventListener("keydown", (event) => { if (event.key === "Escape" && side?.classList.contains("open")) drawer(false); });

for (const button of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(button.dataset.dialog);
  button.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-dialog-close]")?.addEventListener("click", () => dialog.close());
}

// A field for a day shows it as the browser's own language does (11/30/2026): beside it stands what is meant.
const days = document.documentElement.lang === "vi" ? ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"] : null;
function sayDay(field) {
  const [year, month, day] = field.value.slice(0, 10).split("-");
  const said = year && day ? `${days[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]}, ${day}/${month}/${year}${field.type === "date" ? "" : `, ${field.value.slice(11, 16)}`}` : "";
  let place = field.nextElementSibling;
  if (!place?.matches(".day-said")) {
    if (!said) return;
    place = document.createElement("div");
    place.className = "day-said";
    place.setAttribute("aria-hidden", "true"); // the field itself is read out
    field.after(place);
  }
  place.textContent = said;
}
if (days) {
  const kinds = ".field input[type=date], .field input[type=datetime-local]";
  for (const field of document.querySelectorAll(kinds)) sayDay(field);
  for (const kind of ["input", "change"]) addEventListener(kind, (event) => { if (event.target.matches?.(kinds)) sayDay(event.target); });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => { for (const b of form.querySelectorAll("button[type=submit]")) b.setAttribute("aria-disabled", "true"); });
}
for (const control of document.querySelectorAll("[data-submits]")) control.addEventListener("change", () => control.form.requestSubmit());

// What is wrong with a form comes into sight, however far down the form stands.
const complaint = document.querySelector("main form .errors, main form .note.bad[role=alert]");
if (complaint) {
  for (let at = complaint.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  complaint.closest(".field")?.querySelector("input, select, textarea")?.focus({ preventScroll: true });
  complaint.scrollIntoView({ block: "center" });
}

// One deliberate press for all that was looked at and is in order; what is answered already stays.
for (const button of document.querySelectorAll("[data-answers-rest]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const radios = [...button.form.querySelectorAll("input[type=radio]")];
    const answered = new Set(radios.filter((each) => each.checked).map((each) => each.name));
    for (const each of radios) if (each.value === button.dataset.answersRest && !answered.has(each.name)) each.checked = true;
  });
}

// A wall or a player fetches by itself, which is no human act; a hand on it is one (at most one word a minute).
const token = document.querySelector('meta[name="csrf-token"]')?.content;
let stirredAt = performance.now();
function stir(event) {
  if (!side || !event.isTrusted || performance.now() - stirredAt < 60_000) return;
  stirredAt = performance.now();
  fetch("/stir", { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token } }).catch(() => {});
}
addEventListener("pointerdown", stir, { capture: true, passive: true });
addEventListener("keydown", stir, { capture: true, passive: true });
