// The meeting-room screen: shows pages as scenes, keeps the last good picture of each, and needs nobody.
//
// Each scene is a page in a frame. A frame that has lost its server stays as it was (document/streamlit.js lets it connect
// once); the shell then opens the scene anew behind it, and only when that one shows its figures do the two change places.
import { dismiss, isConnected, isDrawn, isGood, openFrame } from "./frames.js";
import { isNight, Rotation } from "./rotation.js";
import { clockOf, dataLine, isReadable, sentences } from "./sayings.js";

const given = JSON.parse(document.getElementById("told").textContent);
const { words } = given;
const find = (id) => document.getElementById(id);
const buttonOf = (deed) => document.querySelector(`[data-does="${deed}"]`);
const READY_AFTER = 45_000; // ms in which a scene has to be drawn
const LOOK = 500; // ms from one look at everything to the next
const ASK = 10_000; // ms from one question to the server to the next, and while it is away:
const ASK_AGAIN = 2_000;
const SHIFT = 180_000; // ms after which the picture moves by a few pixels, so that nothing burns in
const NOTICED = 30_000; // ms for which it is said what the address has wrong
const AWAKE = 6_000; // ms for which the controls stay
const opened = Date.now();
const clock = clockOf(given.lang);
const rotation = new Rotation(given.scenes, given, performance.now());
const { scenes } = rotation;
let frozen = given.kept.on ?? null;

// ---- Scenes: `shown` is a scene's frame on the screen, `next` the one that gets ready behind it -----------------
function address(scene, embedded) {
  const parameters = new URLSearchParams(given.kept);
  if (frozen) parameters.set("on", frozen);
  else parameters.delete("on");
  const spot = rotation.spotOf(scene);
  if (spot !== undefined) parameters.set(scene.key, spot);
  if (embedded) {
    parameters.set("embed", "true");
    parameters.set("look", "wall");
  }
  const query = parameters.toString();
  return scene.address + (query ? `?${query}` : "");
}

function open(scene) {
  scene.next?.remove();
  scene.next = openFrame(find("scenes"), address(scene, true), scene.title);
  scene.since = performance.now();
}

function giveUp(scene) {
  scene.next.remove();
  scene.next = null;
}

function care(scene) {
  if (scene.next && isDrawn(scene.next)) {
    const old = scene.shown;
    scene.shown = scene.next;
    scene.next = null;
    if (rotation.scene === scene) scene.shown.classList.add("shown");
    if (old) dismiss(old);
  } else if (scene.next && performance.now() - scene.since > READY_AFTER) giveUp(scene);
}

// One scene is opened at a time, and only where the server has just answered: a frame opened while it is away never gets
// ready, and would keep all others waiting.
function prepare() {
  if (!server.alive || scenes.some((scene) => scene.next)) return;
  const stale = scenes.find((scene) => scene.stale);
  if (stale) {
    stale.stale = false;
    open(stale);
    return;
  }
  const wanting = rotation.wanting(({ shown }) => shown && isConnected(shown) && isGood(shown));
  if (!wanting) return;
  if (performance.now() - server.answered < ASK_AGAIN) open(wanting);
  else ask();
}

function settle({ shown, renewed }) {
  if (renewed) setTimeout(renew, 1000, renewed);
  if (!shown) return;
  for (const scene of scenes) scene.shown?.classList.toggle("shown", scene === rotation.scene);
  find("opening")?.remove();
  label();
}

function renew(scene) {
  if (server.alive && !scene.next && (rotation.scene !== scene || scenes.length === 1)) open(scene);
}

const step = (by) => settle(rotation.step(by, performance.now()));

// ---- The server ---------------------------------------------------------------------------------------------------
const server = {
  alive: true,
  health: null,
  goodAt: opened,
  asked: -Infinity,
  answered: -Infinity,
  asking: false,
};

const fetched = (path) => fetch(path, { cache: "no-store", signal: AbortSignal.timeout(8000) });

async function ask() {
  if (server.asking) return;
  Object.assign(server, { asked: performance.now(), asking: true });
  try {
    const answer = await fetched(`/healthz?lang=${given.language}`);
    server.health = { ...server.health, ...(await answer.json()) };
    Object.assign(server, { alive: true, answered: performance.now() });
    if (isReadable(server.health)) server.goodAt = Date.now();
    tellData();
    if (server.health.version !== server.lit) await light().catch(() => {}); // asked again the next time
  } catch {
    server.alive = false;
    for (const scene of scenes) if (scene.next && !isConnected(scene.next)) giveUp(scene);
  }
  server.asking = false;
}

// What the spotlights fall on is another with other data; it was nothing where the store was away when the screen was opened.
async function light() {
  const { version } = server.health;
  const answer = await fetched(`/screen/spots${location.search}`);
  if (!answer.ok) return;
  const town = await answer.json();
  rotation.spots = town.spots;
  given.demonstration = town.demonstration;
  server.lit = version;
}

// ---- The bar ------------------------------------------------------------------------------------------------------
function label() {
  const dots = find("dots");
  find("title").textContent = rotation.scene?.title ?? "";
  while (dots.children.length < scenes.length) dots.append(document.createElement("li"));
  scenes.forEach((scene, n) => {
    dots.children[n].className = n === rotation.current ? "shown" : scene.shown ? "ready" : "";
  });
}

function tell() {
  const now = Date.now();
  find("clock").textContent = `${clock.day(now)} ${clock.time(now)}`;
  const notices = now - opened < NOTICED ? given.notices : [];
  const { alive, health, goodAt } = server;
  const state = { alive, health, age: now - goodAt, frozen, paused: rotation.paused, notices };
  const said = sentences(state, words, clock).join(words.beside);
  if (find("said").textContent !== said) find("said").textContent = said;
}

function tellData() {
  const { health } = server;
  if (!health?.last_day) return;
  const data = { health, frozen, demonstration: given.demonstration, limit: given.stale * 3_600_000 };
  const { marks, line } = dataLine(data, Date.now(), words, clock);
  find("data").textContent = line;
  find("data").prepend(
    ...marks.map((mark) => Object.assign(document.createElement("b"), { textContent: mark })),
  );
}

// ---- Hands --------------------------------------------------------------------------------------------------------
let asleep = 0;

function wake() {
  document.body.classList.add("awake");
  document.body.classList.remove("still");
  clearTimeout(asleep);
  asleep = setTimeout(() => {
    document.body.classList.remove("awake");
    document.body.classList.add("still");
    find("phone").hidden = true;
  }, AWAKE);
}

function press(deed, on, sentence) {
  const button = buttonOf(deed);
  button.setAttribute("aria-pressed", String(on));
  if (sentence) button.querySelector("span").textContent = sentence;
  return button;
}

function pause(on = !rotation.paused) {
  rotation.pause(on, performance.now());
  const button = press("pause", on, on ? words.go_on : words.pause);
  button.querySelector("path").setAttribute("d", given.signs[on ? "go_on" : "pause"]);
}

function freeze() {
  frozen = frozen ? null : (server.health?.last_day ?? null);
  const here = new URL(location.href);
  if (frozen) here.searchParams.set("on", frozen);
  else here.searchParams.delete("on");
  history.replaceState(null, "", here);
  press("freeze", Boolean(frozen), frozen ? words.thaw : words.freeze);
  for (const scene of scenes) scene.stale = true;
  tellData();
}

function phone() {
  const figure = find("phone");
  figure.hidden = !figure.hidden;
  if (figure.hidden || !rotation.scene) return;
  figure.querySelector("img").src = `/screen/qr?to=${encodeURIComponent(address(rotation.scene, false))}`;
  figure.querySelector("figcaption").textContent = words.phone;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

const does = { previous: () => step(-1), next: () => step(1), pause: () => pause(), freeze, phone, full };
const KEYS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowDown: "next",
  ArrowLeft: "previous",
  PageUp: "previous",
  ArrowUp: "previous",
};

document.addEventListener("click", (click) => does[click.target.closest("[data-does]")?.dataset.does]?.());
document.addEventListener("keydown", ({ key, target }) => {
  if (["Shift", "Control", "Alt", "Meta"].includes(key)) return;
  wake();
  if (KEYS[key]) does[KEYS[key]]();
  else if (target.closest?.("button")) return;
  else if (key === " " || key === "Enter") pause();
  else if (!rotation.paused) pause(true);
  rotation.prolong(performance.now());
});
document.addEventListener("pointerdown", ({ target }) => {
  wake();
  if (!target.closest?.("button") && !rotation.paused) pause(true);
  else rotation.prolong(performance.now());
});
document.addEventListener("pointermove", wake, { passive: true });

// ---- The clockwork --------------------------------------------------------------------------------------------------
function fit() {
  const stage = find("stage");
  const zoom = Math.min(innerWidth / 1920, innerHeight / 1080);
  const shift = Math.floor(Date.now() / SHIFT) % 4;
  const [x, y] = [
    [0, 0],
    [3, 0],
    [3, 2],
    [0, 2],
  ][shift];
  stage.style.zoom = zoom;
  stage.style.left = `${Math.max((innerWidth / zoom - 1920) / 2, 0) + (x - 1)}px`;
  stage.style.top = `${Math.max((innerHeight / zoom - 1080) / 2, 0) + (y - 1)}px`;
}

function sleep() {
  const at = clock.time(Date.now());
  const night = isNight(at, given.night);
  find("night").hidden = !night;
  if (night) find("night").firstElementChild.textContent = at;
}

function turn() {
  if (performance.now() - server.asked > (server.alive ? ASK : ASK_AGAIN)) ask();
  scenes.forEach(care);
  prepare();
  const now = performance.now();
  if (rotation.current < 0) settle(rotation.start(now));
  if (rotation.isRested(now)) pause(false);
  find("dwell").style.transform = `scaleX(${rotation.passed(now)})`;
  if (rotation.passed(now) >= 1) step(1);
  sleep();
  tell();
  label();
}

addEventListener("resize", fit);
setInterval(fit, 30_000);
setInterval(turn, LOOK);
fit();
label();
if (frozen) press("freeze", true);
ask().then(turn);
