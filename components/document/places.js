// The place on a page that an address names by its #: Streamlit draws it after the browser has looked for it.
import { onChange } from "./changes.js";

const SETTLING = 1500; // ms for which what stands above it may still grow
let place = null;
let until = 0;

/** Goes to the card of this place as soon as it is drawn, and stays there while the page settles. */
export function goTo(hash) {
  place = decodeURIComponent(hash.slice(1));
  until = 0;
  show();
}

function show() {
  const card = place && document.querySelector(`[data-place="${CSS.escape(place)}"]`);
  if (!card) return;
  if (!until) {
    until = performance.now() + SETTLING;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
  }
  if (performance.now() < until) card.scrollIntoView({ block: "start" });
  else leave();
}

function leave() {
  place = null;
}

onChange(show);
for (const hand of ["wheel", "pointerdown", "keydown", "popstate"]) {
  addEventListener(hand, (event) => event.isTrusted && leave(), { capture: true, passive: true });
}
if (location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") goTo(location.hash);
