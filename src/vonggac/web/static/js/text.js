// Words of the page, translated by the server: <script type="application/json" id="words">.

const source = globalThis.document?.getElementById("words");
const words = source ? JSON.parse(source.textContent) : {};

/** The sentence of that key with `{name}` filled in; the key itself where the server gave none. */
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** JSON that the server put into the page under that id, or null. */
export function given(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

/** POST of JSON with the CSRF token; resolves to `{ok, status, body}`, never rejects on a refusal. */
export async function post(url, data) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const answer = await fetch(url, {
    method: "POST", credentials: "same-origin", cache: "no-store",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(data),
  });
  let body = {};
  try { body = await answer.json(); } catch { body = {}; }
  return { ok: answer.ok, status: answer.status, body };
}
