// The counsellors' console: asks only for messages after the last one shown, and empties the field once sent.

const log = document.getElementById("log");

function lastNumber() {
  return Math.max(0, ...[...log.querySelectorAll("[data-number]")].map((shown) => Number(shown.dataset.number)));
}

document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches(".poll")) {
    event.detail.parameters.after = lastNumber();
  }
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== log) {
    return;
  }
  // A message can come both as the answer to writing it and with the next look: it is shown once.
  const template = document.createElement("template");
  template.innerHTML = event.detail.serverResponse;
  for (const message of [...template.content.querySelectorAll("[id]")]) {
    if (document.getElementById(message.id)) {
      message.remove();
    }
  }
  event.detail.serverResponse = template.innerHTML;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches("[data-clear]") && event.detail.successful) {
    event.target.reset();
  }
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === log && event.detail.xhr.responseText.trim()) {
    log.scrollTop = log.scrollHeight;
  }
});

if (log) {
  log.scrollTop = log.scrollHeight;
}
