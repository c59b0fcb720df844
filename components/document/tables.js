// Tables and lists under a reader's hand, without asking the server: sorting, as many rows more, search.
import { withSearch } from "./addresses.js";
import { inside } from "./inside.js";
import { inOrder, laidOut, looksFor, turnsDown } from "./rows.js";

// ---- <th aria-sort><button data-sorts="up|down"> orders the rows of each body by their cells' data-value or text; a foot
// stays where it is ----------------------------------------------------------------------------------------------
document.addEventListener("click", (click) => {
  const button = inside(click, "[data-sorts]");
  if (!button) return;
  const head = button.closest("th");
  const table = head.closest("table");
  const column = [...head.parentNode.children].indexOf(head);
  const down = turnsDown(head.getAttribute("aria-sort"), button.dataset.sorts);
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const valueIn = ({ children }) =>
    children[column]?.dataset.value ?? children[column]?.textContent.trim() ?? "";
  for (const body of table.tBodies) {
    body.append(...inOrder([...body.rows], valueIn, down, document.documentElement.lang));
  }
  lay(table);
});

// Where the headings have no room: <select data-orders="id"> presses the heading of the chosen words, or follows it.
document.addEventListener("change", ({ target: field }) => {
  const table = document.getElementById(field.dataset?.orders ?? "");
  const heads = [...(table?.querySelectorAll("thead :is([data-sorts], .sorts)") ?? [])];
  heads.find((head) => (head.getAttribute("href") ?? head.textContent) === field.value)?.click();
});

// ---- <table data-step> shows so many rows, and as many more by its [data-more] button --------------------------
function lay(table) {
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
