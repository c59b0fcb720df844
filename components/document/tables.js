// Tables and lists under a reader's hand, without asking the server: as many rows more, search.
import { withSearch } from "./addresses.js";
import { inside } from "./inside.js";
import { laidOut, looksFor } from "./rows.js";

// ---- <table data-step> shows so many rows, and as many more by its [data-more] button --------------------------
/** Shows the rows that there is room for: `data-room`, or a step. */
export function lay(table) {
  const step = Number(table.dataset.step);
  if (!step) return;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const missed = rows.map((row) => row.hasAttribute("data-missed"));
  const { hidden, left } = laidOut(missed, Number(table.dataset.room ?? step));
  rows.forEach((row, n) => {
    if (row.hidden !== hidden[n]) row.hidden = hidden[n];
  });
  const button = document.querySelector(`[data-more="${table.id}"]`);
  if (!button) return;
  button.hidden = !left;
  button.textContent = button.dataset.some.replace("{count}", left);
  button.dataset.left = button.dataset.unprinted.replace("{count}", left); // on paper
}

document.addEventListener("click", (click) => {
  const button = inside(click, "[data-more]");
  const table = button && document.getElementById(button.dataset.more);
  if (!table) return;
  table.dataset.room = Number(table.dataset.room ?? table.dataset.step) + Number(table.dataset.step);
  lay(table);
});

// ---- <input data-filters="id"> shows the items of that element that hold every word, and keeps ?q= --------------
document.addEventListener("input", ({ target: field }) => {
  const place = field.matches?.("[data-filters]") && document.getElementById(field.dataset.filters);
  if (!place) return;
  const found = looksFor(field.value);
  let shown = 0;
  for (const item of place.querySelectorAll("[data-words]")) {
    const missed = !found(item.dataset.words);
    item.toggleAttribute("data-missed", missed);
    if (!place.dataset.step && item.hidden !== missed) item.hidden = missed;
    shown += missed ? 0 : 1;
  }
  delete place.dataset.room;
  lay(place);
  for (const line of document.querySelectorAll(`[data-counts="${place.id}"]`)) {
    line.textContent = shown ? line.dataset.some.replace("{count}", shown) : line.dataset.none;
  }
  history.replaceState(history.state, "", withSearch(location.href, field.value));
});
