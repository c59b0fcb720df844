// Films a page from within, ten times a second: which figures are shown, and all that must not be; `busy`: of the longest task
// that kept all else on the page waiting the milliseconds, the frame, and the address whose it was.
(() => {
  if (window !== top) return;
  const KEPT = new Set(["XLSX", "CSV", "PNG", "SVG", "WGS", "GCJ", "English", "Esc"]);
  const TROUBLE = '[role="dialog"], [data-testid="stDialog"], [data-testid="stException"], [data-testid="stSkeleton"], [data-testid="stSpinner"], .trouble';
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  let film, cards, title, turned, changed;

  // What was filmed before is forgotten.
  window.begin = () => {
    film = window.film = { frames: 0, faults: {}, turns: 0, stood: 0, still: 0, busy: [0], registered: [] };
    [cards, title, turned, changed] = [{}, null, performance.now(), 0];
  };
  window.figures = (inside) => {
    const found = new Map();
    for (const card of inside.querySelectorAll('[class*="st-key-fig-"], .board-column')) {
      const key = card.dataset.stage ?? [...card.classList].find((name) => name.startsWith("st-key-fig-"));
      if (seen(card) && card.textContent.trim()) found.set(key, card);
    }
    return found;
  };
  // The document that is looked at: a page, or the scene that a screen shows, the newer one where two change places.
  window.shown = () => {
    if (!document.getElementById("stage")) return document;
    return [...document.querySelectorAll("iframe.shown")].at(-1)?.contentDocument;
  };

  function fault(what) {
    film.faults[what] ??= [0, film.frames];
    film.faults[what][0] += 1;
  }

  // Whose figures they are: another committee has others.
  function placeOf({ pathname, search }) {
    const parameters = new URLSearchParams(search);
    return [pathname, parameters.get("committee"), parameters.get("project")].filter(Boolean).join(" ");
  }

  // Whether a hand has the screen stay as it is.
  const rests = () => document.querySelector('[data-does="pause"]')?.getAttribute("aria-pressed") === "true";

  function look() {
    const inside = window.shown();
    const found = inside?.querySelector(".sentence") ? window.figures(inside) : new Map();
    film.frames += 1;
    if (!found.size) return fault("no figures");
    const place = placeOf(inside.location);
    cards[place] ??= new Set(found.keys());
    for (const key of cards[place]) if (!found.has(key)) fault(`${place} without ${key}`);
    for (const bad of inside.querySelectorAll(TROUBLE)) if (seen(bad)) fault(`${place} shows ${bad.dataset.testid || bad.className}`);
    const value = found.get("st-key-fig-registered")?.querySelector(".figure").textContent.trim();
    if (value && inside.location.pathname === "/" && value !== film.registered.at(-1)) film.registered.push(value);
    if (film.frames % 50 === 1) {
      const words = `${inside.body.innerText} ${inside === document ? "" : document.body.innerText}`.match(/[A-Za-z]{2,}/g) ?? [];
      for (const word of words) if (!KEPT.has(word)) fault(`${place} says ${word}`);
    }
    const says = document.getElementById("title")?.textContent;
    const now = performance.now();
    if (says !== title) film.turns += 1;
    if (says !== title || rests()) [title, turned, changed] = [says, now, film.frames];
    film.stood = Math.max(film.stood, Math.round(now - turned));
    film.still = Math.max(film.still, film.frames - changed);
  }

  window.begin();
  new PerformanceObserver((tasks) => {
    for (const { duration, attribution } of tasks.getEntries())
      if (duration > film.busy[0]) film.busy = [Math.round(duration), film.frames, attribution[0].containerSrc];
  }).observe({ type: "longtask" });
  setInterval(look, 100);
})();
