// The works map under a reader's hand: what the browser can show, the day's slider, a wheel that still scrolls the page.
(() => {
  "use strict";

  // ---- What components/document/viewport.py reads: the window's size, and whether maps can be drawn -----------------------------
  function drawsMaps() {
    const known = sessionStorage.getItem("webgl");
    if (known) return known;
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    const found = context ? "webgl" : "none";
    sessionStorage.setItem("webgl", found);
    return found;
  }
  function tell() {
    try {
      document.cookie = `eyes=${innerWidth}x${innerHeight}-${drawsMaps()}; path=/; samesite=lax`;
    } catch { /* without storage or cookies a desk's window is assumed */ }
  }
  tell();
  addEventListener("resize", tell);

  // Another address of this page, as a new entry of the history or in the place of the last; chrome.js goes there.
  const go = (address, replace) => dispatchEvent(new CustomEvent("go", { detail: { address, replace } }));

  // ---- The wheel zooms the map only where the page has nothing to scroll, or with Ctrl -----------------------------
  addEventListener("wheel", (turn) => {
    const inside = turn.target instanceof Element && turn.target.closest(".st-key-map-works .stDeckGlJsonChart");
    if (!inside || turn.ctrlKey || turn.metaKey) return;
    const main = document.querySelector('[data-testid="stMain"]');
    if (main && main.scrollHeight > main.clientHeight + 1) turn.stopImmediatePropagation();
  }, { capture: true, passive: true });

  // ---- One press is enough ------------------------------------------------------------------------------------------
  // What lies under the pointer is known to deck.gl alone, which says it in its tooltip: it is asked there after a click,
  // and the work goes into the address. The map stays where it is, and draws nothing for it.
  const STILL = 9, PATIENCE = 3000, TOWN = "town";
  const NARROW = 900; // as components/document/viewport.py has it: there the card stands below the map
  let down = null, asked = null, brought = null;
  const onMap = (event) => {
    const on = event.target instanceof Element ? event.target : null;
    return on?.closest("button") ? null : on?.closest(".st-key-map-works #deckgl-wrapper");
  };

  function ask(map, click) {
    const tip = map.querySelector(".deck-tooltip");
    if (!tip) return;
    const question = asked = { until: performance.now() + PATIENCE };
    tip.replaceChildren();
    Object.assign(tip.style, { display: "block", opacity: 0 }); // hidden by deck.gl where nothing lies there
    const { clientX, clientY } = click;
    click.target.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true, composed: true }));
    (function look() {
      if (asked !== question) return;
      const found = tip.querySelector("[data-project]");
      const open = !found && tip.style.display !== "none";
      if (open && performance.now() < question.until) { requestAnimationFrame(look); return; }
      asked = null;
      tip.style.opacity = "";
      if (open) tip.style.display = "none";
      if (found?.dataset.project) choose(found.dataset.project);
    })();
  }
  function choose(project) {
    const address = new URL(location.href), { searchParams: told } = address;
    if (told.get("project") === project) return;
    told.set("centre", told.get("centre") || told.get("project") || TOWN);
    told.set("project", project);
    told.delete("part");
    go(address, false);
    if (innerWidth <= NARROW) brought = project;
  }
  function bring() {
    const card = brought && document.querySelector(`.works-card:has(.works-open[href*="${CSS.escape(brought)}"])`);
    if (!card) return;
    brought = null;
    card.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }
  new MutationObserver(bring).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("pointerdown", (press) => { down = { x: press.clientX, y: press.clientY }; }, true);
  addEventListener("mousemove", (move) => {
    if (asked && move.isTrusted && onMap(move)) move.stopImmediatePropagation(); // else the answer would be another's
  }, true);
  addEventListener("click", (click) => {
    const map = onMap(click);
    const moved = down && Math.hypot(click.clientX - down.x, click.clientY - down.y) > STILL;
    if (map && !moved && !click.button) ask(map, click);
  }, true);

  // ---- The day: <div class="works-time" data-first data-latest> with a button and a slider ---------------------------
  const PAUSE = 900;
  let playing = 0;
  const bar = () => document.querySelector(".works-time");
  const slider = () => bar()?.querySelector("input");

  function dayOf(value) {
    const day = new Date(`${bar().dataset.first}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + Number(value));
    return day.toISOString().slice(0, 10);
  }
  function worded(day) {
    const written = new Intl.DateTimeFormat(navigator.language, { day: "numeric", month: "long", timeZone: "UTC" });
    return written.format(new Date(`${day}T00:00:00Z`));
  }
  function show(day, replace) {
    const address = new URL(location.href);
    if (day === bar().dataset.latest) address.searchParams.delete("on"); else address.searchParams.set("on", day);
    go(address, replace);
  }
  function say() {
    const field = slider();
    const words = worded(dayOf(field.value));
    bar().querySelector("output").textContent = words;
    field.setAttribute("aria-valuetext", words);
  }
  function label() {
    const button = bar()?.querySelector("[data-plays]");
    if (button) {
      const words = playing ? button.dataset.pause : button.dataset.play;
      if (button.textContent !== words) button.textContent = words;
      button.toggleAttribute("data-playing", Boolean(playing));
    }
  }
  const idle = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";

  function step(first) {
    const field = slider();
    if (!field) { playing = 0; return; }
    if (!idle()) { playing = setTimeout(step, 200); return; }
    const most = Number(field.max);
    const stride = Math.max(1, Math.round(most / 26));
    if (Number(field.value) >= most && !first) { stop(); return; }
    field.value = first && Number(field.value) >= most ? 0 : Math.min(most, Number(field.value) + stride);
    say();
    show(dayOf(field.value), !first);
    playing = setTimeout(step, PAUSE);
    label();
  }
  function stop() {
    clearTimeout(playing);
    playing = 0;
    label();
  }

  document.addEventListener("input", (input) => {
    if (input.target === slider()) { stop(); say(); }
  });
  document.addEventListener("change", (change) => {
    if (change.target === slider()) show(dayOf(change.target.value), false);
  });
  document.addEventListener("click", (click) => {
    const button = click.target instanceof Element && click.target.closest("[data-plays]");
    if (!button) return;
    if (playing) stop(); else step(true);
  });
  new MutationObserver(() => { if (playing) label(); }).observe(document.documentElement, { childList: true, subtree: true });

  // ---- The chosen work's row is marked, and comes into sight of its list --------------------------------------------
  let marked = null;
  function mark() {
    const project = new URLSearchParams(location.search).get("project");
    const link = project && document.querySelector(`#works-list [data-project="${CSS.escape(project)}"]`);
    const row = link ? link.closest("tr") : null;
    if (row === marked && (!row || row.hasAttribute("aria-current"))) return;
    marked?.removeAttribute("aria-current");
    row?.setAttribute("aria-current", "true");
    marked = row;
    const room = row?.closest(".works-rows");
    if (room && room.scrollHeight > room.clientHeight) room.scrollTop = row.offsetTop - room.clientHeight / 3;
  }
  new MutationObserver(mark).observe(document.documentElement, { childList: true, subtree: true });
})();
