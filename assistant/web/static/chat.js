// The chat page's behaviour on top of forms that work without it: sends without leaving the page, shows what
// comes, keeps drafts, and tells when the network is away. The server's answers are HTML and are placed as they are.

const log = document.getElementById("log");
const state = document.getElementById("state");
const composer = document.getElementById("composer");
const field = document.getElementById("text");
const numbers = document.getElementById("numbers");
const DRAFT = "veivalg-draft";
let stream = null;
let holder = log.dataset.holder;

const store = {
  // Storage may be switched off in the browser; then drafts do not survive, and nothing else changes.
  read: () => { try { return sessionStorage.getItem(DRAFT) ?? ""; } catch { return ""; } },
  write: (text) => { try { sessionStorage.setItem(DRAFT, text); } catch { /* see above */ } },
};

// Says what is going on; with nothing special going on, who holds the conversation.
function tell(name, { warning = false } = {}) {
  state.textContent = state.dataset[name || holder] ?? "";
  state.classList.toggle("warning", warning);
}

function lastNumber() {
  return Math.max(0, ...[...log.querySelectorAll("[data-number]")].map((shown) => Number(shown.dataset.number)));
}

// Shows the numbers to call. The same ones are left as they are: they may be open, or hold the focus.
function showNumbers(fresh) {
  const shown = numbers.firstElementChild;
  if (shown?.lang !== fresh.lang) {
    fresh.open = shown?.open ?? false;
    numbers.replaceChildren(fresh);
  }
}

// Puts messages where they belong; one that is shown already is left alone, and a pending one becomes the real one.
function place(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  let last = null;
  const toCall = template.content.querySelector(".to-call");
  if (toCall) {
    toCall.remove();
    showNumbers(toCall);
  }
  for (const message of [...template.content.children]) {
    const pending = message.dataset.clientId && log.querySelector(`[data-pending="${CSS.escape(message.dataset.clientId)}"]`);
    if (document.getElementById(message.id)) {
      continue;
    }
    if (pending) {
      pending.id = message.id;
      pending.dataset.number = message.dataset.number;
      pending.classList.remove("pending", "failed");
      delete pending.dataset.pending;
    } else {
      log.append(message);
      window.htmx?.process(message);
    }
    last = document.getElementById(message.id);
  }
  if (last) {
    log.scrollTop = last.offsetTop - log.offsetTop - 16;
  }
}

function showPending(text, clientId) {
  const message = document.getElementById("pending").content.firstElementChild.cloneNode(true);
  message.querySelector(".typed").textContent = text;
  message.dataset.pending = clientId;
  log.append(message);
  log.scrollTop = log.scrollHeight;
  return message;
}

async function post(action, fields) {
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "fetch", Accept: "text/html, application/json" },
  });
  if (!answer.ok) {
    const refusal = await answer.json().catch(() => null);
    throw Object.assign(new Error(refusal?.message ?? ""), { refused: true });
  }
  place(await answer.text());
  listen();
}

// Browsers give crypto.randomUUID only to pages that came over HTTPS.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Puts what could not be sent back into the field, unless something else is being written there.
function giveBack(message, text) {
  if (message && !field.value) {
    message.remove();
    field.value = text;
    store.write(text);
  }
}

async function send(action, fields, { own }) {
  const body = { ...fields, client_id: newId() };
  const message = own ? showPending(fields.text, body.client_id) : null;
  const attempt = async () => {
    tell(holder === "counsellor" ? "" : "thinking");
    try {
      await post(action, body);
      tell("");
      store.write(field.value);
    } catch (error) {
      message?.classList.add("failed");
      if (!error.refused && !navigator.onLine) {
        tell("offline", { warning: true });
        store.write(own ? fields.text : field.value);
        window.addEventListener("online", attempt, { once: true });
        return;
      }
      tell("failed", { warning: true });
      state.textContent = error.refused && error.message ? error.message : state.textContent;
      giveBack(message, fields.text);
    }
  };
  await attempt();
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-send]");
  if (!form) {
    return;
  }
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  delete fields.client_id;
  const text = (fields.text ?? "").trim();
  const own = "text" in fields;
  if (own && !text) {
    field.focus();
    return;
  }
  if (form === composer) {
    field.value = "";
    field.focus();
  }
  await send(form.action, fields, { own });
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
field.addEventListener("input", () => store.write(field.value));

document.querySelector("[data-leave]").addEventListener("click", (event) => {
  // Replaces this page in the history, so that "back" does not lead here.
  event.preventDefault();
  window.location.replace(event.currentTarget.href);
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

function listen() {
  if (stream) {
    return;
  }
  stream = new EventSource(`/chat/stream?after=${lastNumber()}`);
  stream.addEventListener("message", (event) => place(event.data));
  stream.addEventListener("numbers", (event) => place(event.data));
  stream.addEventListener("holder", (event) => { holder = event.data; tell(""); });
  stream.addEventListener("erased", () => { stream.close(); tell("erased"); });
}

window.addEventListener("offline", () => tell("offline", { warning: true }));
window.addEventListener("online", () => tell(""));
field.value = store.read();
if (log.dataset.live === "true") {
  listen();
  log.scrollTop = log.scrollHeight;
}
