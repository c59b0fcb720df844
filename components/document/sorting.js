// Tables whose rows a reader orders without asking the server; the address keeps it: ?sort=table.column.down.
import { orderOf, withOrder } from "./addresses.js";
import { onAdded } from "./changes.js";
import { inside } from "./inside.js";
import { inOrder, turnsDown } from "./rows.js";
import { lay } from "./tables.js";

const before = new WeakMap(); // of a table that was ordered here: its rows and its ordered heading as they came
let path = location.pathname;

const headsOf = (table) => [...table.tHead.rows[0].cells];

/** Orders the rows of each body by their cells' data-value or text; a foot stays where it is. */
function order(table, head, down) {
  const heads = headsOf(table);
  remember(table, heads);
  const column = heads.indexOf(head);
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const valueIn = ({ children }) =>
    children[column]?.dataset.value ?? children[column]?.textContent.trim() ?? "";
  for (const body of table.tBodies) {
    body.append(...inOrder([...body.rows], valueIn, down, document.documentElement.lang));
  }
  finish(table, head.textContent);
}

function remember(table, heads) {
  if (before.has(table)) return;
  const bodies = [...table.tBodies].map((body) => [...body.rows]);
  before.set(table, { bodies, ways: heads.map((head) => head.getAttribute("aria-sort")) });
}

function asItCame(table) {
  const came = before.get(table);
  if (!came) return;
  came.bodies.forEach((rows, n) => {
    table.tBodies[n].append(...rows);
  });
  headsOf(table).forEach((head, n) => {
    if (came.ways[n]) head.setAttribute("aria-sort", came.ways[n]);
    else head.removeAttribute("aria-sort");
  });
  finish(table, "");
}

function finish(table, chosen) {
  const choice = document.querySelector(`[data-orders="${CSS.escape(table.id)}"]`);
  if (choice) choice.value = chosen;
  lay(table);
}

function follow(table) {
  const kept = orderOf(location.href, table.id);
  const button = kept && table.tHead.querySelector(`[data-column="${CSS.escape(kept.column)}"] [data-sorts]`);
  if (button) order(table, button.closest("th"), kept.down);
  else asItCame(table);
}

function keep(table, kept) {
  history.replaceState(history.state, "", withOrder(location.href, table.id, kept));
}

// ---- <th data-column aria-sort><button data-sorts="up|down"> ----------------------------------------------------
document.addEventListener("click", (click) => {
  const button = inside(click, "[data-sorts]");
  if (!button) return;
  const head = button.closest("th");
  const table = head.closest("table");
  const down = turnsDown(head.getAttribute("aria-sort"), button.dataset.sorts);
  order(table, head, down);
  keep(table, { column: head.dataset.column, down });
});

// Where the headings have no room: <select data-orders="id"> presses the heading of the chosen words, or follows it.
document.addEventListener("change", ({ target: field }) => {
  const table = document.getElementById(field.dataset?.orders ?? "");
  if (!table) return;
  const heads = [...table.querySelectorAll("thead :is([data-sorts], .sorts)")];
  const head = heads.find((one) => (one.getAttribute("href") ?? one.textContent) === field.value);
  if (head) head.click();
  else {
    asItCame(table);
    keep(table, null);
  }
});

// ---- A table that comes is ordered before it is seen; one that stands follows Back and Forward -----------------
onAdded((node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const table of node.matches("table.data") ? [node] : node.querySelectorAll("table.data"))
    follow(table);
});
addEventListener("popstate", () => {
  if (location.pathname === path) for (const table of document.querySelectorAll("table.data")) follow(table);
  path = location.pathname;
});
