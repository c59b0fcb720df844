// The project's page under a reader's hand: the photo slider, a clause that the address names, the print button.
(() => {
  "use strict";

  // ---- <input data-slides>: where the slider stands between two photos, the later one covers the earlier so far ----
  function show(slider, at) {
    const field = slider.querySelector("[data-slides]");
    const captions = field.dataset.captions.split("|");
    field.value = at;
    slider.style.setProperty("--at", field.value);
    field.setAttribute("aria-valuetext", captions[Math.round(field.value)]);
    for (const button of slider.querySelectorAll("[data-photo]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.photo) === Math.round(field.value)));
    }
  }
  document.addEventListener("input", (input) => {
    if (input.target.matches?.("[data-slides]")) show(input.target.closest(".project-slider"), input.target.value);
  });
  document.addEventListener("keydown", (key) => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    if (!key.target.matches?.("[data-slides]") || !(key.key in steps)) return;
    key.preventDefault();
    const now = Number(key.target.value);
    const next = steps[key.key] > 0 ? Math.floor(now + 1) : Math.ceil(now - 1);
    show(key.target.closest(".project-slider"), Math.max(0, Math.min(Number(key.target.max), next)));
  });
  document.addEventListener("click", (click) => {
    const button = click.target.closest?.("[data-photo]");
    if (button) show(button.closest(".project-slider"), button.dataset.photo);
    if (click.target.closest?.("[data-prints]")) print();
  });

  // ---- #clause-2: Streamlit draws the page after the browser looked for it, so it is gone to when it is there ------
  function seek() {
    const place = location.hash.startsWith("#clause-") && document.getElementById(location.hash.slice(1));
    if (!place || place.dataset.sought === location.href) return;
    place.dataset.sought = location.href;
    place.scrollIntoView({ block: "center" });
    place.setAttribute("data-found", "");
    setTimeout(() => place.removeAttribute("data-found"), 2500);
  }
  new MutationObserver(() => location.hash && seek()).observe(document.documentElement, { subtree: true, childList: true });
  addEventListener("popstate", () => {
    for (const place of document.querySelectorAll("[data-sought]")) delete place.dataset.sought;
    setTimeout(seek, 50);
  });
})();
