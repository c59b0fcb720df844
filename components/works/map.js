// The works map under a reader's hand: one press opens a work, and a wheel still scrolls the page.
import { onChange } from "../document/changes.js";
import { go } from "../document/links.js";
import { withWork } from "./addresses.js";

// ---- The wheel zooms the map only where the page has nothing to scroll, or with Ctrl ---------------------------
addEventListener(
  "wheel",
  (turn) => {
    const inside =
      turn.target instanceof Element && turn.target.closest(".st-key-map-works .stDeckGlJsonChart");
    if (!inside || turn.ctrlKey || turn.metaKey) return;
    const main = document.querySelector('[data-testid="stMain"]');
    if (main && main.scrollHeight > main.clientHeight + 1) turn.stopImmediatePropagation();
  },
  { capture: true, passive: true },
);

// ---- One press is enough ----------------------------------------------------------------------------------------
// What lies under the pointer is known to deck.gl alone, which says it in its tooltip: it is asked there after a click,
// and the work goes into the address. The map stays where it is, and draws nothing for it.
const STILL = 9; // px within which a pointer was not moved
const PATIENCE = 3000; // ms in which deck.gl has to answer
const NARROW = 900; // as components/document/viewport.py has it: there the card stands below the map
let down = null;
let question = null;
let awaited = null;

function mapAt({ target }) {
  const on = target instanceof Element ? target : null;
  return on?.closest("button") ? null : on?.closest(".st-key-map-works #deckgl-wrapper");
}

function ask(map, click) {
  const tip = map.querySelector(".deck-tooltip");
  if (!tip) return;
  question = { tip, until: performance.now() + PATIENCE };
  tip.replaceChildren();
  Object.assign(tip.style, { display: "block", opacity: 0 }); // hidden by deck.gl where nothing lies there
  const { clientX, clientY } = click;
  click.target.dispatchEvent(
    new MouseEvent("mousemove", { clientX, clientY, bubbles: true, composed: true }),
  );
  look(question);
}

function look(asked) {
  if (question !== asked) return;
  const { tip, until } = asked;
  const found = tip.querySelector("[data-project]");
  const open = !found && tip.style.display !== "none";
  if (open && performance.now() < until) {
    requestAnimationFrame(() => look(asked));
    return;
  }
  question = null;
  tip.style.opacity = "";
  if (open) tip.style.display = "none";
  if (found?.dataset.project) choose(found.dataset.project);
}

function choose(project) {
  const address = withWork(location.href, project);
  if (!address) return;
  go(address);
  if (innerWidth <= NARROW) awaited = project;
}

// On a phone the card of the work is brought into sight when it is there.
onChange(() => {
  const card =
    awaited && document.querySelector(`.works-card:has(.works-open[href*="${CSS.escape(awaited)}"])`);
  if (!card) return;
  awaited = null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
});

addEventListener(
  "pointerdown",
  (press) => {
    down = { x: press.clientX, y: press.clientY };
  },
  true,
);
addEventListener(
  "mousemove",
  (move) => {
    if (question && move.isTrusted && mapAt(move)) move.stopImmediatePropagation(); // else the answer would be another's
  },
  true,
);
addEventListener(
  "click",
  (click) => {
    const map = mapAt(click);
    const moved = down && Math.hypot(click.clientX - down.x, click.clientY - down.y) > STILL;
    if (map && !moved && !click.button) ask(map, click);
  },
  true,
);
