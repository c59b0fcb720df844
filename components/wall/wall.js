// The meeting-room screen: shows pages as scenes, keeps the last good picture of each, and needs nobody.
import { clock, label, tell, tellData } from "./bar.js";
import { content, find } from "./content.js";
import * as finding from "./finding.js";
import { goOnWhenRested, passing } from "./hands.js";
import * as obeying from "./obeying.js";
import { isNight } from "./rotation.js";
import { ask, isDue, server } from "./server.js";
import * as stage from "./stage.js";

const LOOK = 500; // ms from one look at everything to the next
const SHIFT = 180_000; // ms after which the picture moves by a few pixels, so that nothing burns in
const SHIFTS = [
  [0, 0],
  [3, 0],
  [3, 2],
  [0, 2],
];
const { rotation } = stage;

function fit() {
  const place = find("stage");
  const zoom = Math.min(innerWidth / 1920, innerHeight / 1080);
  const [x, y] = SHIFTS[Math.floor(Date.now() / SHIFT) % SHIFTS.length];
  place.style.zoom = zoom;
  place.style.left = `${Math.max((innerWidth / zoom - 1920) / 2, 0) + (x - 1)}px`;
  place.style.top = `${Math.max((innerHeight / zoom - 1080) / 2, 0) + (y - 1)}px`;
}

function sleep() {
  const at = clock.time(Date.now());
  const night = isNight(at, content.night);
  find("night").hidden = !night;
  if (night) find("night").firstElementChild.textContent = at;
}

function renewed(town) {
  Object.assign(content, town);
  rotation.spots = town.spots;
  finding.forget();
}

async function question() {
  await ask(renewed);
  if (server.alive) tellData();
  else stage.giveUpLost();
}

function turn() {
  if (isDue()) question();
  stage.care();
  goOnWhenRested();
  const passed = rotation.passed(performance.now());
  find("dwell").style.transform = `scaleX(${passed})`;
  if (passed >= 1) stage.step(1);
  sleep();
  tell(passing());
  label();
  obeying.look();
}

addEventListener("resize", fit);
setInterval(fit, 30_000);
setInterval(turn, LOOK);
fit();
label();
question().then(turn);
if (content.remote) obeying.listen();
