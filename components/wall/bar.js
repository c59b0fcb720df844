// The bar below the scenes: which scene is on and why, how the screen is, until when the data are.
import { content, find } from "./content.js";
import { captionOf, clockOf, dataLine, sentences } from "./sayings.js";
import { server } from "./server.js";
import { dayHeld, isOpening, isVisiting, rotation, scene } from "./stage.js";

const NOTICED = 30_000; // ms for which it is said what the address has wrong
const { words } = content;
const opened = Date.now();

export const clock = clockOf(content.lang);

function put(id, words) {
  if (find(id).textContent !== words) find(id).textContent = words;
}

/** Says which scene is on, and which are ready. */
export function label() {
  const { scenes } = rotation;
  const dots = find("dots");
  const { title, why } = captionOf(scene(), isVisiting() ? undefined : rotation, content);
  put("title", title);
  put("why", why);
  while (dots.children.length < scenes.length) dots.append(document.createElement("li"));
  scenes.forEach((one, n) => {
    dots.children[n].className = n === rotation.current ? "shown" : one.shown ? "ready" : "";
  });
}

/** Says what there is to say about the screen, and what time it is. `passing`: what is said for a moment. */
export function tell(passing) {
  const now = Date.now();
  put("clock", `${clock.day(now)} ${clock.time(now)}`);
  const { alive, health, goodAt } = server;
  const notices = [...(passing ? [passing] : []), ...(now - opened < NOTICED ? content.notices : [])];
  const resting = isOpening() ? "opening" : isVisiting() ? "visiting" : rotation.paused ? "paused" : null;
  const state = { alive, health, age: now - goodAt, frozen: dayHeld(), resting, notices };
  put("said", sentences(state, words, clock).join(words.beside));
}

/** Says until when the data are. */
export function tellData() {
  const { health } = server;
  if (!health?.last_day) return;
  const { demonstration, stale } = content;
  const data = { health, frozen: dayHeld(), demonstration, limit: stale * 3_600_000 };
  const { marks, line } = dataLine(data, Date.now(), words, clock);
  find("data").textContent = line;
  find("data").prepend(
    ...marks.map((mark) => Object.assign(document.createElement("b"), { textContent: mark })),
  );
}
