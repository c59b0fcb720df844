// The meeting-room screen: shows pages as scenes, keeps the last good picture of each, and needs nobody.
//
// Each scene is a page in a frame. A frame that has lost its server stays as it was (chrome.js lets it connect once);
// the shell then opens the scene anew behind it, and only when that one shows its figures do the two change places.
(() => {
  "use strict";
  const told = JSON.parse(document.getElementById("told").textContent);
  const words = told.words;
  const find = (id) => document.getElementById(id);
  const [stage, place, dots] = [find("stage"), find("scenes"), find("dots")];
  const READY_AFTER = 45_000, LOOK = 500, ASK = 10_000, ASK_AGAIN = 2_000, SHIFT = 180_000, RENEWED = 30;
  const say = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const scenes = told.scenes.map((scene) => ({ ...scene, shown: null, next: null, since: 0, turn: 0 }));
  let current = -1;
  let began = performance.now();
  let pausedUntil = 0;
  let frozen = told.kept.on ?? null;
  let health = null;
  let goodAt = Date.now();
  let alive = true;

  // ---- Scenes ----------------------------------------------------------------------------------------------
  function address(scene, embedded = true) {
    const parameters = new URLSearchParams(told.kept);
    if (frozen) parameters.set("on", frozen); else parameters.delete("on");
    const spots = told.spots[scene.key];
    if (spots?.length) parameters.set(scene.key, spots[scene.turn % spots.length]);
    if (embedded) { parameters.set("embed", "true"); parameters.set("look", "wall"); }
    const query = parameters.toString();
    return scene.address + (query ? `?${query}` : "");
  }

  function open(scene) {
    scene.next?.remove();
    scene.next = Object.assign(document.createElement("iframe"), { src: address(scene), title: scene.title, tabIndex: -1 });
    scene.since = performance.now();
    place.append(scene.next);
  }

  function app(frame) {
    try {
      return frame?.contentDocument?.querySelector('[data-testid="stApp"]') ?? null;
    } catch { return null; }
  }

  // A spotlight with nothing to fall on is left out.
  const idle = (scene) => told.spots[scene.key]?.length === 0;

  const connected = (frame) => app(frame)?.getAttribute("data-test-connection-state") === "CONNECTED";

  // A picture worth showing has its sentence and no trouble card; one worth changing to is also drawn to the end.
  function good(frame) {
    const root = app(frame);
    return Boolean(root?.querySelector(".sentence") && !root.querySelector(".trouble"));
  }

  const drawn = (frame) => good(frame) && app(frame).getAttribute("data-test-script-state") === "notRunning";

  function care(scene) {
    if (scene.next && drawn(scene.next)) {
      const old = scene.shown;
      scene.shown = scene.next;
      scene.next = null;
      if (scenes[current] === scene) scene.shown.classList.add("shown");
      old?.classList.replace("shown", "leaving");
      if (old) setTimeout(() => old.remove(), 600);
    } else if (scene.next && performance.now() - scene.since > READY_AFTER) giveUp(scene);
  }

  function giveUp(scene) {
    scene.next.remove();
    scene.next = null;
  }

  // One scene is opened at a time: the one that is nearest in the rotation and has nothing good to show; and only where the
  // server has just answered, for a frame opened while it is away never gets ready, and would keep all others waiting.
  function prepare() {
    if (!alive || scenes.some((scene) => scene.next)) return;
    const order = scenes.map((_, n) => scenes[(Math.max(current, 0) + n) % scenes.length]);
    const wanting = order.find((scene) => !idle(scene) && (!scene.shown || !connected(scene.shown) || !good(scene.shown)));
    if (!wanting) return;
    if (performance.now() - answered < ASK_AGAIN) open(wanting); else ask();
  }

  function show(number) {
    const scene = scenes[number];
    if (!scene?.shown || (idle(scene) && number !== current)) return false;
    for (const other of scenes) other.shown?.classList.toggle("shown", other === scene);
    if (current !== number && scenes[current]) leave(scenes[current]);
    current = number;
    began = performance.now();
    find("opening")?.remove();
    label();
    return true;
  }

  // A spotlight falls on another committee or work the next time round; any other scene is opened anew after many rounds,
  // for a page that stays open for weeks holds on to more and more.
  function leave(scene) {
    scene.turn += 1;
    if (!(told.spots[scene.key]?.length > 1) && scene.turn % RENEWED) return;
    setTimeout(() => {
      if (alive && !scene.next && (scenes[current] !== scene || scenes.length === 1)) open(scene);
    }, 1000);
  }

  function step(by) {
    for (let n = 1; n <= scenes.length; n++) {
      const number = (Math.max(current, 0) + by * n + scenes.length * n) % scenes.length;
      if (number !== current && show(number)) return;
    }
    began = performance.now();
    if (scenes.length === 1) leave(scenes[0]);
  }

  // ---- The bar ---------------------------------------------------------------------------------------------
  const zone = { timeZone: "Asia/Shanghai", hourCycle: "h23" };
  const hour = new Intl.DateTimeFormat(told.lang, { ...zone, hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(told.lang, { ...zone, month: "long", day: "numeric" });

  function label() {
    find("title").textContent = scenes[current]?.title ?? "";
    while (dots.children.length < scenes.length) dots.append(document.createElement("li"));
    scenes.forEach((scene, n) => { dots.children[n].className = n === current ? "shown" : scene.shown ? "ready" : ""; });
  }

  function age(milliseconds) {
    const minutes = Math.floor(milliseconds / 60_000);
    if (minutes < 60) return say(words.minutes, { count: Math.max(minutes, 1) });
    if (minutes < 48 * 60) return say(words.hours, { count: Math.floor(minutes / 60) });
    return say(words.days, { count: Math.floor(minutes / 1440) });
  }

  function tell() {
    const now = Date.now();
    find("clock").textContent = `${day.format(now)} ${hour.format(now)}`;
    const said = [];
    if (!alive) said.push(say(words.lost, { age: age(now - goodAt) }));
    else if (health?.status === "failing") {
      said.push(health.sentence);
      if (!readable()) said.push(say(words.stands, { age: age(now - goodAt) }));
    }
    if (frozen) said.push(say(words.frozen, { day: shownDay(frozen) }));
    if (pausedUntil) said.push(words.paused);
    if (told.notices.length && now - opened < 30_000) said.push(...told.notices);
    const words_ = said.join(" · ");
    if (find("said").textContent !== words_) find("said").textContent = words_;
  }

  const readable = () => health?.status === "ok" || ["old", "ahead"].includes(health?.reason);
  const shownDay = (iso) => day.format(new Date(`${iso}T12:00:00+08:00`));
  const opened = Date.now();

  function tellData() {
    if (!health?.last_day) return;
    const at = new Date(`${health.complete_at.slice(0, 19).replace(" ", "T")}+08:00`);
    const [line, old] = [find("data"), Date.now() - at];
    const stale = !told.demonstration && old > told.stale * 3_600_000;
    const refreshed = stale ? `${words.not_refreshed} ${age(old)}` : say(words.refreshed, { at: `${day.format(at)} ${hour.format(at)}` });
    line.textContent = say(words.data_until, { day: shownDay(frozen ?? health.last_day) }) + (stale ? "" : ` · ${refreshed}`);
    const marks = [told.demonstration, stale && refreshed].filter(Boolean);
    line.prepend(...marks.map((mark) => Object.assign(document.createElement("b"), { textContent: mark })));
  }

  let [asked, answered, asking] = [-Infinity, -Infinity, false];
  async function ask() {
    if (asking) return;
    [asked, asking] = [performance.now(), true];
    try {
      const answer = await fetch(`/healthz?lang=${told.language}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      health = { ...(health ?? {}), ...(await answer.json()) };
      [alive, answered] = [true, performance.now()];
      if (readable()) goodAt = Date.now();
      tellData();
      if (health.version !== lit) await light().catch(() => {}); // asked again the next time
    } catch {
      alive = false;
      for (const scene of scenes) if (scene.next && !connected(scene.next)) giveUp(scene);
    }
    asking = false;
  }

  // What the spotlights fall on is another with other data; it was nothing where the store was away when the screen was opened.
  let lit;
  async function light() {
    const version = health.version;
    const answer = await fetch(`/screen/spots${location.search}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return;
    Object.assign(told, await answer.json());
    lit = version;
  }

  // ---- Hands -----------------------------------------------------------------------------------------------
  let asleep = 0;
  function wake() {
    document.body.classList.add("awake");
    document.body.classList.remove("still");
    clearTimeout(asleep);
    asleep = setTimeout(() => {
      document.body.classList.remove("awake");
      document.body.classList.add("still");
      find("phone").hidden = true;
    }, 6000);
  }

  function pause(on = !pausedUntil) {
    pausedUntil = on ? Date.now() + told.resume * 1000 : 0;
    const button = document.querySelector('[data-does="pause"]');
    button.setAttribute("aria-pressed", String(Boolean(pausedUntil)));
    button.querySelector("span").textContent = pausedUntil ? words.go_on : words.pause;
    button.querySelector("path").setAttribute("d", told.signs[pausedUntil ? "go_on" : "pause"]);
    began = performance.now();
  }

  function freeze() {
    frozen = frozen ? null : health?.last_day ?? null;
    const here = new URL(location.href);
    if (frozen) here.searchParams.set("on", frozen); else here.searchParams.delete("on");
    history.replaceState(null, "", here);
    const button = document.querySelector('[data-does="freeze"]');
    button.setAttribute("aria-pressed", String(Boolean(frozen)));
    button.querySelector("span").textContent = frozen ? words.thaw : words.freeze;
    for (const scene of scenes) { scene.stale = true; }
    tellData();
  }

  function phone() {
    const figure = find("phone");
    figure.hidden = !figure.hidden;
    const scene = scenes[current];
    if (figure.hidden || !scene) return;
    figure.querySelector("img").src = `/screen/qr?to=${encodeURIComponent(address(scene, false))}`;
    figure.querySelector("figcaption").textContent = words.phone;
  }

  const does = {
    previous: () => step(-1),
    next: () => step(1),
    pause: () => pause(),
    freeze,
    phone,
    full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  };
  document.addEventListener("click", (click) => does[click.target.closest("[data-does]")?.dataset.does]?.());
  const KEYS = { ArrowRight: "next", PageDown: "next", ArrowDown: "next", ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous" };
  document.addEventListener("keydown", (key) => {
    if (["Shift", "Control", "Alt", "Meta"].includes(key.key)) return;
    wake();
    if (KEYS[key.key]) does[KEYS[key.key]]();
    else if (key.target.closest?.("button")) return;
    else if (key.key === " " || key.key === "Enter") pause();
    else if (!pausedUntil) pause(true);
    if (pausedUntil) pausedUntil = Date.now() + told.resume * 1000;
  });
  document.addEventListener("pointerdown", (press) => {
    wake();
    if (!press.target.closest?.("button") && !pausedUntil) pause(true);
    else if (pausedUntil) pausedUntil = Date.now() + told.resume * 1000;
  });
  document.addEventListener("pointermove", wake, { passive: true });

  // ---- The clockwork ---------------------------------------------------------------------------------------
  function fit() {
    const zoom = Math.min(innerWidth / 1920, innerHeight / 1080);
    stage.style.zoom = zoom;
    const shift = Math.floor(Date.now() / SHIFT) % 4;
    const [x, y] = [[0, 0], [3, 0], [3, 2], [0, 2]][shift];
    stage.style.left = `${Math.max((innerWidth / zoom - 1920) / 2, 0) + (x - 1)}px`;
    stage.style.top = `${Math.max((innerHeight / zoom - 1080) / 2, 0) + (y - 1)}px`;
  }

  function isNight(now) {
    if (!told.night) return false;
    const [from, to] = told.night;
    const at = hour.format(now);
    return from < to ? at >= from && at < to : at >= from || at < to;
  }

  function turn() {
    if (performance.now() - asked > (alive ? ASK : ASK_AGAIN)) ask();
    for (const scene of scenes) {
      care(scene);
      if (scene.stale && !scenes.some((other) => other.next) && alive) { scene.stale = false; open(scene); }
    }
    prepare();
    if (current < 0) scenes.some((_, number) => show(number));
    if (pausedUntil && Date.now() > pausedUntil) pause(false);
    const passed = (performance.now() - began) / 1000;
    find("dwell").style.transform = `scaleX(${pausedUntil ? 0 : Math.min(passed / told.dwell, 1)})`;
    if (!pausedUntil && passed >= told.dwell) step(1);
    const night = isNight(Date.now());
    find("night").hidden = !night;
    if (night) find("night").firstElementChild.textContent = hour.format(Date.now());
    tell();
    label();
  }

  addEventListener("resize", fit);
  setInterval(fit, 30_000);
  setInterval(turn, LOOK);
  fit();
  label();
  if (frozen) document.querySelector('[data-does="freeze"]').setAttribute("aria-pressed", "true");
  ask().then(turn);
})();
