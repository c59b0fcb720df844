// The day of the works map: <div class="works-time" data-first data-latest> with a slider, and a button that plays.
import { withChoice } from "../document/addresses.js";
import { onChange } from "../document/changes.js";
import { go } from "../document/links.js";
import { dayAt, nextOf, worded } from "./days.js";

const PAUSE = 900; // ms for which a day is shown
const LOOK = 200; // ms after which it is looked again whether the last day is drawn
let playing = 0;

const bar = () => document.querySelector(".works-time");
const slider = () => bar()?.querySelector("input");
const drawn = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";
const chosen = () => dayAt(bar().dataset.first, slider().value);

function show(replace) {
  go(withChoice(location.href, "on", chosen(), bar().dataset.latest), { replace });
}

function say() {
  const words = worded(chosen(), navigator.language);
  bar().querySelector("output").textContent = words;
  slider().setAttribute("aria-valuetext", words);
}

function label() {
  const button = bar()?.querySelector("[data-plays]");
  if (!button) return;
  const words = playing ? button.dataset.pause : button.dataset.play;
  if (button.textContent !== words) button.textContent = words;
  button.toggleAttribute("data-playing", Boolean(playing));
}

// Playing leaves one entry in the history, its first day.
function step(begins) {
  const field = slider();
  if (!field) {
    playing = 0;
    return;
  }
  if (!drawn()) {
    playing = setTimeout(step, LOOK, begins);
    return;
  }
  const next = nextOf(Number(field.value), Number(field.max), begins);
  if (next === null) {
    stop();
    return;
  }
  field.value = next;
  say();
  show(!begins);
  playing = setTimeout(step, PAUSE, false);
  label();
}

function stop() {
  clearTimeout(playing);
  playing = 0;
  label();
}

document.addEventListener("input", ({ target }) => {
  if (target !== slider()) return;
  stop();
  say();
});
document.addEventListener("change", ({ target }) => {
  if (target === slider()) show(false);
});
document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element && target.closest("[data-plays]"))) return;
  if (playing) stop();
  else step(true);
});
onChange(() => playing && label());
