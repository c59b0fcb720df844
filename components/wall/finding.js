// The finder on the screen: a field for letters, and below it the committees that they may mean.
import { content, find } from "./content.js";
import { Finder } from "./finder.js";

const BREATH = 1_000; // ms between two letters of one name; what follows the one that opened it sooner opens nothing else
const LISTED = 44; // as many as there is room for; more letters leave fewer

let finder = null;
let marked = 0;
let found = [];
let typed = -Infinity; // when the last letter of a name came that is open already
let choose = () => {};

/** Begins to watch the field; `chosen` gets the code of what is found. */
export function watch(chosen) {
  choose = chosen;
  find("query").addEventListener("input", ({ isComposing }) => draw(!isComposing));
}

/** The names have changed: they are read anew when somebody looks for one. */
export function forget() {
  finder = null;
}

/** Whether the finder is open. */
export const isFinding = () => !find("finder").hidden;

/** Whether a field has the keys. */
export const isWriting = () => document.activeElement === find("query");

/** Opens the finder with all names, or closes it; `writing`: its field gets the keys. */
export function toggle(on, writing = false) {
  find("finder").hidden = !on;
  find("query").value = "";
  if (on) draw(false);
  if (on && writing) find("query").focus();
  else find("query").blur();
}

/** One more letter, which opens the finder, and the name as soon as it can be no other. */
export function add(letter) {
  if (goesOn()) return;
  if (!isFinding()) toggle(true);
  find("query").value += letter;
  draw(true);
}

/** One letter less; the last one closes the finder. */
export function erase() {
  const field = find("query");
  field.value = field.value.slice(0, -1);
  if (field.value) draw(false);
  else toggle(false);
}

/** Marks the name so many places further on. */
export function mark(by) {
  marked = Math.min(Math.max(marked + by, 0), found.length - 1);
  draw(false, marked);
}

/** Opens the marked name, or the one of a number. */
export function take(number = marked + 1) {
  const one = found[number - 1];
  if (one) end(one);
}

// Who types on after the name has opened means that name.
function goesOn() {
  if (isFinding() || performance.now() - typed > BREATH) return false;
  typed = performance.now();
  return true;
}

function end({ code }) {
  typed = performance.now();
  toggle(false);
  choose(code);
}

function draw(opens, at = 0) {
  finder ??= new Finder(content.names);
  const query = find("query").value;
  const only = opens && finder.only(query);
  if (only) {
    end(only);
    return;
  }
  const all = finder.matches(query);
  found = all.slice(0, LISTED);
  marked = at;
  find("found").replaceChildren(...found.map(row));
  find("unfound").hidden = all.length > 0;
}

function row({ code, name }, n) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.opens = code;
  button.setAttribute("aria-current", String(n === marked));
  const number = Object.assign(document.createElement("b"), { textContent: n < 9 ? n + 1 : "" });
  button.append(number, name);
  const item = document.createElement("li");
  item.append(button);
  return item;
}
