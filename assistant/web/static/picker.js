// Makes the table of days a grid that the arrow keys go about in, after the date grid of the ARIA Authoring Practices:
// one stop for Tab, Home and End within the week, Page Up and Page Down between months. Without it each free day is a
// link of its own that Tab reaches.

const month = document.getElementById("month");
const table = document.querySelector("table.picker");
const cells = [...table.querySelectorAll("[data-day]")];
const hint = document.getElementById("picker-keys");
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

// What takes the focus in a cell: the link of a free day, else the cell itself.
const stop = (cell) => cell.querySelector("a") ?? cell;

function makeGrid() {
  // A grid has no caption; the heading above names it.
  table.caption.remove();
  table.setAttribute("role", "grid");
  table.setAttribute("aria-labelledby", month.id);
  table.setAttribute("aria-describedby", hint.id);
  hint.hidden = false;
  for (const cell of cells) {
    stop(cell).tabIndex = -1;
    if (stop(cell) === cell) {
      cell.setAttribute("aria-disabled", "true");
    }
  }
}

// The day that Tab leads to: the chosen one if it can be seen, else the first that is free.
function entrance() {
  const chosen = table.querySelector("[aria-current]") ?? table.querySelector("td a");
  return chosen?.closest("td") ?? cells[0];
}

function go(cell) {
  for (const other of cells) {
    stop(other).tabIndex = other === cell ? 0 : -1;
  }
  stop(cell).focus();
}

// The cell a number of days away; none beyond the month.
function away(cell, days) {
  const date = new Date(`${cell.dataset.day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return cells.find((other) => other.dataset.day === date.toISOString().slice(0, 10));
}

function inWeek(cell, key) {
  const week = [...cell.parentElement.querySelectorAll("[data-day]")];
  return key === "Home" ? week[0] : week.at(-1);
}

function onKey(event) {
  const cell = event.target.closest("[data-day]");
  if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const { key } = event;
  if (key in STEPS || key === "Home" || key === "End") {
    event.preventDefault();
    go((key in STEPS ? away(cell, STEPS[key]) : inWeek(cell, key)) ?? cell);
  } else if (key === "PageUp" || key === "PageDown") {
    event.preventDefault();
    document.querySelector(`.months [rel~=${key === "PageUp" ? "prev" : "next"}]`)?.click();
  } else if (key === " ") {
    // Links know Enter only.
    event.preventDefault();
    stop(cell).click();
  }
}

makeGrid();
stop(entrance()).tabIndex = 0;
table.addEventListener("keydown", onKey);
// Who comes from another month goes on in the days.
if (window.location.hash === "#month") {
  month.addEventListener("focus", () => go(entrance()), { once: true });
  if (document.activeElement === month) {
    go(entrance());
  }
}
