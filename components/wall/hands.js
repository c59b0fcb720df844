// Hands on the screen: keys, the buttons that come when somebody is there, and clicks on what a scene shows.
import { pageOf, sceneOf } from "./addresses.js";
import { tellData } from "./bar.js";
import { content, find } from "./content.js";
import * as finding from "./finding.js";
import { deedOf } from "./keys.js";
import * as panel from "./panel.js";
import { server } from "./server.js";
import * as stage from "./stage.js";

const AWAKE = 6_000; // ms for which the controls stay
const ONCE_MORE = 4_000; // ms within which a second press leaves the screen
const { words, pages } = content;
const { rotation } = stage;
const buttonOf = (deed) => document.querySelector(`[data-does="${deed}"]`);
let asleep = 0;
let stopped = 0;
let leaving = -Infinity;

/** What is said for a moment: that one more press leaves. */
export const passing = () => (performance.now() - leaving < ONCE_MORE ? words.leaving : null);

/** Goes on with the scenes that take turns, when nobody has been there for long. */
export function goOnWhenRested() {
  if (!rotation.isRested(performance.now())) return;
  finding.toggle(false);
  pause(false);
}

// The hand moves: its pointer can be seen for a while.
function stir() {
  document.body.classList.remove("still");
  clearTimeout(stopped);
  stopped = setTimeout(() => document.body.classList.add("still"), AWAKE);
}

// Somebody is there: the controls can be seen for a while.
function wake() {
  stir();
  document.body.classList.add("awake");
  clearTimeout(asleep);
  asleep = setTimeout(rest, AWAKE);
}

function rest() {
  document.body.classList.remove("awake");
}

function press(deed, on, sentence) {
  const button = buttonOf(deed);
  button.setAttribute("aria-pressed", String(on));
  if (sentence) button.querySelector("span").textContent = sentence;
  return button;
}

/** Lets the scenes rest, or take turns again. `lasts`: ms for which they rest. */
export function pause(on = !rotation.paused, lasts = undefined) {
  rotation.pause(on, performance.now(), lasts);
  if (!on) {
    stage.leave();
    find("phone").hidden = true;
    panel.close();
  }
  const button = press("pause", on, on ? words.go_on : words.pause);
  button.querySelector("path").setAttribute("d", content.signs[on ? "go_on" : "pause"]);
}

/** Holds a day in every scene, or lets go with null. */
export function hold(day) {
  stage.hold(day);
  press("freeze", Boolean(day), day ? words.thaw : words.freeze);
  tellData();
}

function freeze() {
  const day = stage.dayHeld() ? null : (server.health?.last_day ?? null);
  hold(day);
  const place = new URL(location.href);
  if (day) place.searchParams.set("on", day);
  else place.searchParams.delete("on");
  history.replaceState(null, "", place);
}

function phone() {
  const figure = find("phone");
  panel.close();
  figure.hidden = !figure.hidden;
  if (figure.hidden || !stage.scene()) return;
  pause(true);
  figure.querySelector("img").src = `screen/qr?to=${encodeURIComponent(stage.address())}`;
  figure.querySelector("figcaption").textContent = words.phone;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

// To the page that the reader came from, or to the one that the screen shows.
function exit() {
  const home = new URL(".", location.href).href;
  if (document.referrer.startsWith(home) && history.length > 1) history.back();
  else location.assign(stage.scene() ? stage.address() : home);
}

function turn(by) {
  finding.toggle(false);
  stage.leave();
  stage.step(by);
}

function back() {
  if (rotation.paused) pause(false);
  else if (passing()) exit();
  else leaving = performance.now();
}

/** Opens a committee's page on top of the scenes. */
function open(committee) {
  visit({ ...pageOf("committee", pages), parameters: { ...content.kept, committee } });
}

function visit(scene) {
  rest();
  pause(true);
  stage.visit(scene);
}

function show({ number }) {
  finding.toggle(false);
  if (stage.showScene(number)) pause(true);
}

const does = {
  previous: () => turn(-1),
  next: () => turn(1),
  pause: () => pause(),
  freeze,
  phone,
  remote: () => {
    find("phone").hidden = true;
    if (panel.toggle()) pause(true);
  },
  end_remote: panel.end,
  full,
  exit,
  find: () => finding.toggle(!finding.isFinding(), true),
  scene: show,
  back,
  before: stage.before,
  letter: ({ letter }) => finding.add(letter),
  close: () => finding.toggle(false),
  choose: ({ number }) => finding.take(number),
  erase: finding.erase,
  mark: ({ number }) => finding.mark(number),
  rest: () => {},
};
const GO_ON = ["back", "pause", "exit"]; // all else is a hand that wants the scene to stay

// What a point of the screen shows of the page within: the link it is on, or the only one of its row.
function linkAt({ clientX, clientY }) {
  const frame = stage.frame();
  const box = frame?.getBoundingClientRect();
  if (!box?.width) return null;
  const scale = frame.contentWindow.innerWidth / box.width;
  const at = [(clientX - box.left) * scale, (clientY - box.top) * scale];
  const place = frame.contentDocument.elementFromPoint(...at);
  const link = place?.closest("a[href]") ?? place?.closest("tr, li, article")?.querySelector("a[href]");
  return link ? sceneOf(link.getAttribute("href"), location.origin, pages) : null;
}

const isOnScene = ({ target }) => Boolean(target.closest?.("#scenes"));

document.addEventListener("click", (click) => {
  const button = click.target.closest("[data-does], [data-scene], [data-opens]");
  if (!button) {
    const scene = isOnScene(click) && linkAt(click);
    if (scene) visit(scene);
    else wake();
  } else if (button.dataset.does) does[button.dataset.does]();
  else if (button.dataset.scene) show({ number: Number(button.dataset.scene) });
  else finding.choose(button.dataset.opens);
});

document.addEventListener("keydown", (key) => {
  const state = {
    finding: finding.isFinding(),
    writing: finding.isWriting(),
    pressing: Boolean(key.target.closest?.("button")),
  };
  const deed = deedOf(key, state);
  if (!deed) return;
  if (deed.does !== "rest") key.preventDefault();
  wake();
  if (!GO_ON.includes(deed.does) && !rotation.paused) pause(true);
  does[deed.does](deed);
  rotation.prolong(performance.now());
});

document.addEventListener("pointerdown", (pointer) => {
  if (isOnScene(pointer)) stir();
  else wake();
  if (isOnScene(pointer) && !rotation.paused) pause(true);
  else rotation.prolong(performance.now());
});

document.addEventListener(
  "pointermove",
  (pointer) => {
    if (isOnScene(pointer)) stir();
    else wake();
    find("scenes").style.cursor = isOnScene(pointer) && linkAt(pointer) ? "pointer" : "";
  },
  { passive: true },
);

// A page that is longer than the wall, which a scene never is, is moved by the wheel.
document.addEventListener(
  "wheel",
  ({ deltaY }) => stage.frame()?.contentDocument.querySelector('[data-testid="stMain"]')?.scrollBy(0, deltaY),
  { passive: true },
);

document.body.classList.add("still");
finding.watch(open);
if (stage.dayHeld()) press("freeze", true);
