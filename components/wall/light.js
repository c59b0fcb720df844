// The light on one row of the scene that is on: what lies around it is dimmed.
import { sceneOf } from "./addresses.js";
import { content, find } from "./content.js";
import { frame } from "./stage.js";

const NAMED = ["committee", "project", "topic", "case", "branch", "department", "decision"]; // what a row stands for, by its link
const ROWS = '[data-testid="stMain"] :is(tbody tr, li, article)';
let number = 0; // of the lit row, from 1; 0: none

/** Lights a row, from 1; none with 0. */
export function light(line) {
  number = line;
  look();
}

/** The lit row of the scene that is on: its number, of how many, what it is called, and the scene that it leads to. */
export function lit() {
  const found = rows();
  const link = found[number - 1] && linkOf(found[number - 1]);
  if (!link) return { line: 0, lines: found.length, name: "", leads: null };
  const name = link.textContent.trim().slice(0, 60);
  const leads = sceneOf(link.getAttribute("href"), location.origin, content.pages);
  return { line: number, lines: found.length, name, leads: leads?.parameters[leads.key] ? leads : null };
}

/** Keeps the light where the row is. */
export function look() {
  const row = number ? rows()[number - 1] : null;
  find("light").hidden = !row;
  if (!row) return;
  const box = row.getBoundingClientRect();
  const scale = find("scenes").offsetWidth / frame().contentWindow.innerWidth;
  const style = find("light").firstElementChild.style;
  const place = { left: box.left, top: box.top, width: box.width, height: box.height };
  for (const [side, length] of Object.entries(place)) style[side] = `${Math.round(length * scale)}px`;
}

// The rows that stand for one thing with a page of its own and can be seen whole: column by column, from above.
function rows() {
  const inside = frame()?.contentDocument;
  if (!inside) return [];
  const { innerHeight } = frame().contentWindow;
  return [...inside.querySelectorAll(ROWS)]
    .filter((row) => linkOf(row) && !row.querySelector("tr, li, article"))
    .map((row) => ({ row, ...row.getBoundingClientRect().toJSON() }))
    .filter(({ top, bottom, height }) => height > 0 && top >= 0 && bottom <= innerHeight)
    .sort((one, other) => one.left - other.left || one.top - other.top)
    .map(({ row }) => row);
}

function linkOf(row) {
  return [...row.querySelectorAll("a[href]")].find((link) => {
    const { searchParams } = new URL(link.href, location.href);
    return NAMED.some((name) => searchParams.has(name));
  });
}
