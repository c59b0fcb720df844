// The project's page under a reader's hand: the photo slider, a clause that the address names, the print button.
import { onChange } from "../document/changes.js";
import { photoAfter } from "./slides.js";

const FOUND = 2500; // ms for which the clause that was looked for is marked

// ---- <input data-slides>: where the slider stands between two photos, the later one covers the earlier so far --
function show(slider, place) {
  const field = slider.querySelector("[data-slides]");
  const captions = field.dataset.captions.split("|");
  field.value = place;
  slider.style.setProperty("--at", field.value);
  field.setAttribute("aria-valuetext", captions[Math.round(field.value)]);
  for (const button of slider.querySelectorAll("[data-photo]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.photo) === Math.round(field.value)));
  }
}

document.addEventListener("input", ({ target: field }) => {
  if (field.matches?.("[data-slides]")) show(field.closest(".project-slider"), field.value);
});
document.addEventListener("keydown", (key) => {
  const field = key.target;
  if (!field.matches?.("[data-slides]")) return;
  const next = photoAfter(key.key, Number(field.value), Number(field.max));
  if (next === null) return;
  key.preventDefault();
  show(field.closest(".project-slider"), next);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-photo]");
  if (button) show(button.closest(".project-slider"), button.dataset.photo);
  if (target.closest?.("[data-prints]")) print();
});

// ---- #clause-2, #project_ledger: Streamlit draws the page after the browser looked for it, so it is gone to when it is there
function seek() {
  const named = /^#(clause-\d+|project_ledger)$/.test(location.hash);
  const place = named && document.getElementById(location.hash.slice(1));
  if (!place || place.dataset.sought === location.href) return;
  place.dataset.sought = location.href;
  place.scrollIntoView({ block: place.id === "project_ledger" ? "start" : "center" });
  place.setAttribute("data-found", "");
  setTimeout(() => place.removeAttribute("data-found"), FOUND);
}

onChange(seek);
seek();
addEventListener("popstate", () => {
  for (const place of document.querySelectorAll("[data-sought]")) delete place.dataset.sought;
  setTimeout(seek, 50);
});
