// Keeps the name and the address typed in a booking form until a session is booked, or the tab is closed: nobody types
// them twice because a time was gone.

const KEPT = "veivalg-typed";
const form = document.querySelector("form[data-keep-typed]");

// Storage may be switched off in the browser; then nothing is kept, and nothing else changes.
const quietly = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

if (form) {
  const fields = [...form.querySelectorAll("input[autocomplete]")];
  const typed = quietly(() => JSON.parse(sessionStorage.getItem(KEPT))) ?? {};
  for (const field of fields) {
    field.value ||= typed[field.name] ?? "";
  }
  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    quietly(() => sessionStorage.setItem(KEPT, JSON.stringify(now)));
  });
} else {
  quietly(() => sessionStorage.removeItem(KEPT));
}
