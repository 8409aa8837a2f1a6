// Passkeys: what the server asks goes to the browser's own dialogue, and its answer back. Buttons carry data-passkey.
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function ask(url, body) {
  const answer = await fetch(url, {
    method: "POST", headers: { "content-type": "application/json", "x-csrftoken": token() },
    body: JSON.stringify(body ?? {}), credentials: "same-origin",
  });
  const said = await answer.json();
  if (answer.ok) return said;
  throw Object.assign(new Error(said.reason), { nextUrl: said.next_url });
}

const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function show(button) {
  const asked = await ask(button.dataset.ask);
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const made = await navigator.credentials.get({ publicKey });
  const response = made.response;
  return ask(button.dataset.answer, { answer: {
    id: made.id, rawId: text(made.rawId), type: made.type,
    response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData),
      signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  } });
}

async function enrol(button) {
  const asked = await ask(button.dataset.ask);
  const publicKey = {
    ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return ask(button.dataset.answer, {
    label: document.getElementById(button.dataset.label).value,
    answer: {
      id: made.id, rawId: text(made.rawId), type: made.type,
      response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) },
    },
  });
}

async function press(button) {
  const complaint = document.getElementById(button.dataset.complaint);
  complaint.hidden = true;
  button.disabled = true;
  try {
    const said = await (button.dataset.passkey === "new" ? enrol(button) : show(button));
    if (said.next_url) location.assign(said.next_url);
    else if (button.dataset.then) document.getElementById(button.dataset.then).submit();
    else location.reload();
  } catch (error) {
    if (error.nextUrl) { location.assign(error.nextUrl); return; }
    // The browser's own words for "closed the dialogue" are English and technical.
    complaint.textContent = error.name === "Error" ? error.message : complaint.dataset.closed;
    complaint.hidden = false;
    button.disabled = false;
  }
}

// Only where the page came safely and by a name: browsers bind a passkey to a name, never to an address of digits.
const isNamed = !/^[\d.:[\]]+$/.test(location.hostname);
if (window.PublicKeyCredential && isSecureContext && isNamed) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.closest("[data-passkey-part]").hidden = false;
    button.addEventListener("click", () => press(button));
  }
}
