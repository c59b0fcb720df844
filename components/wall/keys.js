// What a key on the meeting-room screen means; knows no page.
const TURNS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowDown: "next",
  ArrowLeft: "previous",
  PageUp: "previous",
  ArrowUp: "previous",
};
const FINDS = { Escape: "close", Enter: "choose", ArrowRight: "choose", Backspace: "erase" };
const MARKS = { ArrowDown: 1, ArrowUp: -1 };
const SHOWS = { Escape: "back", Backspace: "before", Enter: "pause", " ": "pause" };

/**
 * What a key does, as `{ does, number, letter }`; null for one that is left to the browser.
 *
 * `finding`: the finder is open; `writing`: its field has the letters itself; `pressing`: the key presses a button.
 */
export function deedOf({ key, ctrlKey, altKey, metaKey, isComposing }, { finding, writing, pressing }) {
  if (ctrlKey || altKey || metaKey || isComposing || ["Shift", "Control", "Alt", "Meta"].includes(key))
    return null;
  if (pressing && (key === " " || key === "Enter")) return null;
  if (finding) {
    if (writing && (key === "Backspace" || key === " " || isLetter(key))) return null;
    if (FINDS[key]) return { does: FINDS[key] };
    if (MARKS[key]) return { does: "mark", number: MARKS[key] };
    if (isNumber(key)) return { does: "choose", number: Number(key) };
  }
  if (isLetter(key)) return { does: "letter", letter: key.toLowerCase() };
  if (isNumber(key)) return { does: "scene", number: Number(key) };
  if (key === "0") return { does: "remote" };
  const does = TURNS[key] ?? SHOWS[key];
  return { does: does ?? "rest" };
}

const isLetter = (key) => /^[a-z]$/i.test(key);
const isNumber = (key) => /^[1-9]$/.test(key);
