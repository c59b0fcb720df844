// What a phone has the screen do: it says at once that it obeys, and tells what it shows.
import { listen as hear } from "../remote/listening.js";
import { pageOf } from "./addresses.js";
import { content, find } from "./content.js";
import { hold, pause } from "./hands.js";
import * as light from "./light.js";
import * as panel from "./panel.js";
import * as stage from "./stage.js";

const SEEN = 1_500; // ms for which it is said at least what comes
const { rotation } = stage;
const { names, words, pages } = content;
let listener = null;
let heard = null; // what was heard last
let obeyed = ""; // the order that was obeyed last
let heldHere = null; // the day that a phone has held
let saidAt = 0;
let told = ""; // what has been told of the screen

/** Begins to listen; nothing comes until a code has been shown here, from when on it is listened again. */
export function listen() {
  listener?.stop();
  listener = hear(`screen/orders?lang=${content.language}`, { heard: obey, over: () => (heard = null) });
}

/** Looks after what is said and lit, and tells what is shown, as often as possible. */
export function look() {
  if (!heard) return;
  if (!stage.isOpening() && performance.now() - saidAt > SEEN) find("order").hidden = true;
  if (!rotation.paused) light.light(0);
  light.look();
  const { leads, ...row } = heard.paired ? light.lit() : { leads: null };
  foresee(leads);
  if (heard.paired) tell(leads, row);
}

function obey(news) {
  const before = heard;
  if (news.id === before?.id && news.version < before.version) return; // an answer that has been overtaken
  heard = news;
  const order = `${news.id} ${news.version}`;
  if (order === obeyed) return;
  obeyed = order;
  follow(news.day);
  if (news.order && news.left > 0) show(news.order, news.left);
  else if (before && rotation.paused) pause(false);
  look();
}

// The day that a phone holds; a hand's own is left alone as long as no phone says anything of it.
function follow(day) {
  if (day === heldHere) return;
  heldHere = day;
  if (day !== stage.dayHeld()) hold(day);
}

function show({ page, code, name, line }, left) {
  const target = pageOf(page, pages);
  if (!target) return;
  const number = rotation.scenes.findIndex(({ key }) => key === page) + 1;
  const caption = [target.title, code && (names[code] ?? name)].filter(Boolean).join(words.beside);
  panel.close();
  pause(true, left);
  const stays = isOn(page, code);
  if (!stays || !line) say(caption); // a light that moves says enough
  if (!stays && (code || !stage.showScene(number))) {
    stage.visit(placeOf(target, code));
  }
  light.light(line);
}

// A page of a committee or a work, or of none, as it is opened on top of the others.
const placeOf = (page, code) => ({
  ...page,
  parameters: { ...content.kept, ...(code && { [page.key]: code }) },
});

// What the lit row leads to is got ready, for it is likely to be opened next.
function foresee(leads) {
  stage.foresee(leads && placeOf(pageOf(leads.key, pages), leads.parameters[leads.key]));
}

// Whether it is the scene that is on, or on its way.
function isOn(page, code) {
  const scene = stage.scene();
  if (scene?.key !== page) return false;
  return stage.isVisiting() ? (scene.parameters[page] ?? "") === code : !code;
}

function say(caption) {
  saidAt = performance.now();
  const place = find("order");
  place.replaceChildren(Object.assign(document.createElement("b"), { textContent: words.told }), caption);
  place.hidden = false;
}

// What is on, as the phones show it.
async function tell(leads, row) {
  const scene = stage.scene();
  if (!scene || stage.isOpening()) return;
  const code = (stage.isVisiting() && scene.parameters[scene.key]) || "";
  const turning = rotation.scenes.filter((one) => !rotation.isIdle(one));
  const turn = { scenes: turning.map(({ key }) => key), at: turning.indexOf(rotation.scene) };
  const way = leads ? { row_page: leads.key, row_code: leads.parameters[leads.key] } : {};
  const shown = JSON.stringify({ page: scene.key, code, ...turn, ...row, ...way, version: heard.version });
  if (shown === told) return;
  told = shown;
  const headers = { "Content-Type": "application/json" };
  const how = { method: "POST", headers, body: shown, cache: "no-store" };
  const answer = await fetch("screen/orders", how).catch(() => null);
  if (!answer?.ok) told = ""; // told again at the next look
}

panel.watch(() => {
  if (!heard) listen();
});
