// What a reader's hand does to any page without asking the server: hints, folds, marks of charts.
import { inside } from "./inside.js";
import { go } from "./links.js";

// ---- Hints: [data-hint] says its words beside the pointer or the focus ----------------------------------------
let hint = null;

function say(words, x, y) {
  hint ??= Object.assign(document.body.appendChild(document.createElement("div")), {
    id: "hint",
    hidden: true,
  });
  hint.textContent = words;
  hint.hidden = !words;
  if (!words) return;
  hint.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - hint.offsetWidth - 8))}px`;
  hint.style.top = `${y + 18 + hint.offsetHeight > innerHeight ? y - hint.offsetHeight - 12 : y + 18}px`;
}

function silence() {
  if (hint && !hint.hidden) say("");
}

document.addEventListener(
  "pointermove",
  (move) => {
    const place = inside(move, "[data-hint]");
    if (place) say(place.dataset.hint, move.clientX, move.clientY);
    else silence();
  },
  { passive: true },
);
document.addEventListener("focusin", (focus) => {
  const place = inside(focus, "[data-hint]");
  if (!place?.matches(":focus-visible")) return;
  const box = place.getBoundingClientRect();
  say(place.dataset.hint, box.left + box.width / 2, box.top + box.height / 2);
});
for (const end of ["focusout", "pointerleave", "scroll"]) addEventListener(end, silence, true);

// ---- Folds that lie over the page: one at a time, closed by Escape or by a tap elsewhere ----------------------
function closeFolds(but) {
  for (const fold of document.querySelectorAll("details[data-alone][open]"))
    if (fold !== but) fold.open = false;
}

document.addEventListener("click", (click) => closeFolds(inside(click, "details[data-alone]")));
document.addEventListener("keydown", (key) => {
  if (key.key !== "Escape") return;
  document.querySelector("details[data-alone][open] summary")?.focus();
  closeFolds();
  silence();
});

// ---- Charts: a press on a mark opens the address that its trace carries in `meta`, one for all or one a row ---
document.addEventListener(
  "pointerover",
  (over) => {
    const plot = inside(over, ".js-plotly-plot");
    if (!plot?.on || plot.dataset.opens) return;
    plot.dataset.opens = "true";
    plot.on("plotly_click", ({ points: [point] }) => {
      const row = Array.isArray(point.pointIndex) ? point.pointIndex[0] : 0;
      const address = point.data.meta?.[row];
      if (address) go(address, { top: true });
    });
  },
  { passive: true },
);
