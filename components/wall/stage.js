// What the screen shows: the scenes that take turns, and on top of them what a hand has opened.
//
// `shown` is a scene's frame on the screen, `next` the one that gets ready behind it. A frame that has lost its server stays
// as it was (document/streamlit.js lets it connect once); the scene is then opened anew behind it, and only when that one
// shows its figures do the two change places.
import { addressOf } from "./addresses.js";
import { content, find } from "./content.js";
import { dismiss, isConnected, isDrawn, isGood, openFrame } from "./frames.js";
import { Rotation } from "./rotation.js";
import { hasJustAnswered, server } from "./server.js";

const READY_AFTER = 45_000; // ms in which a scene has to be drawn
const KEPT = 5; // of what a hand has opened, as many can be gone back to
const visits = []; // what a hand has opened, the last one on top
let ahead = null; // what a hand is likely to open next
let seen = null; // the scene whose frame can be seen
let frozen = content.kept.on ?? null;

export const rotation = new Rotation(content.scenes, content, performance.now());

/** The scene that is on, or is to be as soon as it is ready: what a hand has opened, else whose turn it is. */
export const scene = () => visits.at(-1) ?? rotation.scene;

/** Whether a hand has opened something. */
export const isVisiting = () => visits.length > 0;

/** Whether the scene that is on is still on its way. */
export const isOpening = () => isVisiting() && scene() !== seen;

/** The frame that can be seen; null before the first. */
export const frame = () => seen?.shown ?? null;

/** The ISO day that is held; null where none is. */
export const dayHeld = () => frozen;

/** The address of the scene that is on, as the frame has it or as a phone opens it. */
export const address = (embedded = false) => addressOf(placed(scene()), frozen, embedded);

/** Holds a day, or lets go with null: every scene is opened anew. */
export function hold(day) {
  frozen = day;
  for (const one of everything()) one.stale = true;
}

/** Opens a scene on top of the others, which rest meanwhile. */
export function visit(target) {
  const before = visits.at(-1);
  if (before?.next) giveUp(before);
  const one = isAhead(target) ? ahead : { ...target, shown: null, next: null };
  if (one === ahead) ahead = null;
  visits.push(one);
  if (visits.length > KEPT) close(visits.shift());
  if (one.shown) bring(one);
  else if (!one.next) open(one);
}

/** Gets a scene ready that a hand is likely to open; none with null. */
export function foresee(target) {
  if (target ? isAhead(target) : !ahead) return;
  if (ahead) close(ahead);
  ahead = target && { ...target, shown: null, next: null };
}

/** Goes back to what was open before, or to the scenes that take turns. */
export function before() {
  do {
    if (isVisiting()) close(visits.pop());
  } while (isVisiting() && !scene().shown);
  bring(scene());
}

/** Closes all that a hand has opened. */
export function leave() {
  for (const one of visits.splice(0)) close(one);
  bring(rotation.scene);
}

/** Puts the scene on whose number this is, from 1; whether it could. */
export function showScene(number) {
  const turned = rotation.show(number - 1, performance.now());
  if (turned.shown) leave();
  settle(turned);
  return turned.shown;
}

/** Puts the next scene on, or the one before with `by` -1. */
export function step(by) {
  settle(rotation.step(by, performance.now()));
}

/** Looks after every frame, as often as possible. */
export function care() {
  for (const one of everything()) look(one);
  if (rotation.current < 0) settle(rotation.start(performance.now()));
  prepare();
}

/** Gives up what cannot get ready while the server is away. */
export function giveUpLost() {
  for (const one of everything()) if (one.next && !isConnected(one.next)) giveUp(one);
}

const everything = () => [...rotation.scenes, ...visits, ...(ahead ? [ahead] : [])];

const isAhead = (target) => Boolean(ahead) && addressOf(ahead) === addressOf(target);

// A scene with all its parameters: the kept ones, and what its spotlight falls on.
function placed(one) {
  if (one === ahead || visits.includes(one)) return one;
  const spot = rotation.spotOf(one);
  return { ...one, parameters: { ...content.kept, ...(spot !== undefined && { [one.key]: spot }) } };
}

function open(one) {
  one.next?.remove();
  one.next = openFrame(find("scenes"), addressOf(placed(one), frozen, true), one.title);
  one.since = performance.now();
}

function giveUp(one) {
  one.next.remove();
  one.next = null;
}

function close(one) {
  one.next?.remove();
  if (one.shown) dismiss(one.shown);
}

function look(one) {
  if (one.next && isDrawn(one.next)) {
    const old = one.shown;
    one.shown = one.next;
    one.next = null;
    if (seen === one) one.shown.classList.add("shown");
    if (old) dismiss(old);
    if (one === visits.at(-1)) bring(one);
  } else if (one.next && performance.now() - one.since > READY_AFTER) {
    giveUp(one);
    if (one === visits.at(-1) && !one.shown) before();
    else if (one === ahead) ahead = null;
  }
}

// One scene is opened at a time, and only where the server has just answered: a frame opened while it is away never gets
// ready, and would keep all others waiting.
function prepare() {
  if (!server.alive || everything().some((one) => one.next)) return;
  const stale = everything().find((one) => one.stale);
  if (stale) {
    stale.stale = false;
    open(stale);
    return;
  }
  const next = ahead?.shown ? null : ahead;
  const wanting = isVisiting() && !isWell(scene()) ? scene() : (rotation.wanting(isWell) ?? next);
  if (!wanting) return;
  if (hasJustAnswered()) open(wanting);
  else server.asked = -Infinity; // at the next look
}

const isWell = ({ shown }) => Boolean(shown && isConnected(shown) && isGood(shown));

function settle({ shown, renewed }) {
  if (renewed) setTimeout(renew, 1000, renewed);
  if (shown && !isVisiting()) bring(rotation.scene);
}

function bring(one) {
  if (!one?.shown) return;
  seen = one;
  for (const other of everything()) other.shown?.classList.toggle("shown", other === one);
  find("opening")?.remove();
}

function renew(one) {
  if (server.alive && !one.next && (rotation.scene !== one || rotation.scenes.length === 1)) open(one);
}
