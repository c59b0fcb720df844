// Back to where one was: for each entry of the history what was scrolled to, which folds stood open, how many rows were shown.
import { onAttributes, onChange } from "./changes.js";
import { connected } from "./connection.js";
import { elementOf, nameOf } from "./naming.js";
import { lay } from "./tables.js";

const KEPT = "returning"; // in the tab's storage: entries with what was seen at each, the latest last
const MOST = 60; // entries
const SCRIPT = "data-test-script-state";
const DRAWN = 500; // ms after which a page that is not drawn anew is taken for the one that stood here
const QUIET = 400; // ms without a change after which a page is whole
const PATIENCE = 20000; // ms after which a page that is still not long enough stays as it is
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];

const scrolled = new Set();
let entry = null;
let returning = null; // what is being restored

const main = () => document.querySelector('[data-testid="stMain"]');

// ---- Entries: each has a name in its state, whoever made it -------------------------------------------------------
const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);

history.pushState = (state, ...where) => {
  keep();
  entry = fresh();
  push({ ...state, entry }, ...where);
};
history.replaceState = (state, ...where) => replace({ ...state, entry }, ...where);

function arrive() {
  returning = null;
  entry = history.state?.entry;
  const before = entry && entries()[entry];
  if (before) begin(before);
  if (entry) return;
  entry = fresh();
  replace({ ...history.state, entry }, "");
}

addEventListener("popstate", (event) => {
  if (!event.isTrusted) return; // links.js has gone on
  keep();
  arrive();
});
addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => document.hidden && keep());

// ---- What is seen at an entry, and kept when it is left -----------------------------------------------------------
function entries() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // storage may be forbidden, or hold what is not ours
  }
}

function keep() {
  if (!entry) return;
  const { [entry]: _, ...others } = entries();
  const latest = [...Object.entries(others), [entry, returning?.seen ?? seen()]].slice(-MOST);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(latest)));
  } catch {
    // without storage Back leads to the page's beginning
  }
}

function seen() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const one of scrolled) if (!one.isConnected) scrolled.delete(one);
  const places = new Set([main(), ...scrolled]);
  places.delete(null);
  return {
    rooms: all("table[data-room]").map((table) => [nameOf(table), table.dataset.room]),
    folds: all("details").map((fold) => [nameOf(fold), fold.open]),
    places: [...places].map((one) => [nameOf(one), one.scrollLeft, one.scrollTop]),
  };
}

document.addEventListener("scroll", ({ target }) => target instanceof HTMLElement && scrolled.add(target), {
  capture: true,
  passive: true,
});

// ---- Restoring: while Streamlit draws, until the page is whole or the reader takes it in hand ---------------------
function begin(before) {
  const now = performance.now();
  returning = { seen: before, done: new WeakSet(), began: now, changed: now, redrawn: false };
  requestAnimationFrame(step);
}

function step() {
  if (!returning) return;
  const now = performance.now();
  const { began, changed, redrawn } = returning;
  if (redrawn || now - began > DRAWN) restore();
  const idle = connected() && document.querySelector(`[${SCRIPT}="notRunning"]`) && !isComing();
  const whole = idle && (redrawn || now - began > 2 * DRAWN) && now - changed > QUIET;
  if (whole || now - began > PATIENCE) returning = null;
  else requestAnimationFrame(step);
}

const isComing = () =>
  document.fonts.status !== "loaded" ||
  document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]');

function restore() {
  for (const [name, room] of returning.seen.rooms)
    once(name, (table) => {
      table.dataset.room = room;
      lay(table);
    });
  for (const [name, open] of returning.seen.folds)
    once(name, (fold) => {
      fold.open = open;
    });
  for (const [name, left, top] of returning.seen.places) {
    if (!left && !top) {
      once(name, (place) => place.scrollTo({ left, top, behavior: "instant" }));
      continue; // a page that grows stays at its beginning by itself
    }
    const place = elementOf(document, name);
    if (!place || place.scrollHeight - place.clientHeight < top - 1) continue;
    if (Math.abs(place.scrollTop - top) > 1 || Math.abs(place.scrollLeft - left) > 1)
      place.scrollTo({ left, top, behavior: "instant" });
  }
}

// What is drawn anew while the page comes is seen to again; what a reader has changed since is not.
function once(name, see) {
  const element = elementOf(document, name);
  if (!element || returning.done.has(element)) return;
  returning.done.add(element);
  see(element);
}

onChange(() => {
  if (returning) returning.changed = performance.now();
});
onAttributes([SCRIPT], (app) => {
  if (returning && app.getAttribute(SCRIPT) !== "notRunning") returning.redrawn = true;
});
for (const hand of HANDS)
  addEventListener(
    hand,
    () => {
      returning = null;
    },
    { capture: true, passive: true },
  );

arrive();
