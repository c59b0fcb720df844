// The works map under a reader's hand: what the browser can show, the day's slider, a wheel that still scrolls the page.
(() => {
  "use strict";

  // ---- What components/eyes.py reads: the window's size, and whether maps can be drawn -----------------------------
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

  // ---- The wheel zooms the map only where the page has nothing to scroll, or with Ctrl -----------------------------
  addEventListener("wheel", (turn) => {
    const inside = turn.target instanceof Element && turn.target.closest(".st-key-map-works .stDeckGlJsonChart");
    if (!inside || turn.ctrlKey || turn.metaKey) return;
    const main = document.querySelector('[data-testid="stMain"]');
    if (main && main.scrollHeight > main.clientHeight + 1) turn.stopImmediatePropagation();
  }, { capture: true, passive: true });

  // ---- One press is enough ------------------------------------------------------------------------------------------
  // deck.gl takes a press for none that has lasted 250 ms: under a slow hand, or because its own look-up of what lies
  // there, begun by the press, had to wait for a drawing. Such a press is taken back and given again, a quick one.
  // Of a double click the second press is left out: the map would take it for the end of the choice.
  const QUICK = 200, STILL = 9, TRIES = 20, PAUSE_BETWEEN = 60, DOUBLE = 500;
  let press = null, last = { x: 0, y: 0, stamp: -DOUBLE }, waiting = 0;

  function given(kind, up, buttons) {
    const { clientX, clientY, pointerId, pointerType } = up;
    up.target.dispatchEvent(new PointerEvent(kind, {
      clientX, clientY, pointerId, pointerType, buttons, isPrimary: true, bubbles: true, cancelable: true, composed: true,
    }));
  }
  function again(up, tries) {
    const begun = Date.now();
    given("pointerdown", up, 1);
    if (Date.now() - begun < QUICK || !tries) { given("pointerup", up, 0); return; }
    given("pointercancel", up, 0);
    waiting = setTimeout(again, PAUSE_BETWEEN, up, tries - 1);
  }
  addEventListener("pointerdown", (down) => {
    if (!down.isTrusted) return;
    const on = down.target instanceof Element ? down.target : null;
    const inside = on?.closest(".st-key-map-works #deckgl-wrapper") && !on.closest("button");
    press = null;
    if (!inside || down.button || !down.isPrimary) return;
    const { clientX: x, clientY: y, timeStamp: stamp } = down;
    if (stamp - last.stamp < DOUBLE && Math.hypot(x - last.x, y - last.y) <= STILL) {
      down.stopImmediatePropagation();
      return;
    }
    clearTimeout(waiting);
    press = { x, y, stamp, at: Date.now() };
  }, true);
  addEventListener("pointerup", (up) => {
    if (!up.isTrusted || !press) return;
    const begun = press;
    press = null;
    if (Math.hypot(up.clientX - begun.x, up.clientY - begun.y) > STILL) return;
    last = begun;
    if (Date.now() - begun.at < QUICK) return;
    up.stopImmediatePropagation();
    given("pointercancel", up, 0);
    again(up, TRIES);
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
    const [, month, date] = day.split("-").map(Number);
    const lang = document.documentElement.lang;
    return lang.startsWith("zh") ? `${month}月${date}日`
      : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  }
  function show(day, replace) {
    const address = new URL(location.href);
    if (day === bar().dataset.latest) address.searchParams.delete("on"); else address.searchParams.set("on", day);
    if (address.href === location.href) return;
    if (replace) history.replaceState({}, "", address); else history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
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
