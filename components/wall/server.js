// Whether the server answers, and what it says of the store's health.
import { content } from "./content.js";
import { isReadable } from "./sayings.js";

const ASK = 10_000; // ms from one question to the next, and while it is away:
const ASK_AGAIN = 2_000;
const PATIENCE = 8_000; // ms

export const server = {
  alive: true,
  health: null,
  goodAt: Date.now(),
  asked: -Infinity,
  answered: -Infinity,
  asking: false,
  lit: undefined, // the store's version that the spotlights are of
};

const fetched = (path) => fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });

/** Whether it is time to ask again. */
export const isDue = () => performance.now() - server.asked > (server.alive ? ASK : ASK_AGAIN);

/** Whether the last answer has only just come. */
export const hasJustAnswered = () => performance.now() - server.answered < ASK_AGAIN;

/** Asks how the server is; what hangs on the data is asked for too when they are others. `changed` gets it. */
export async function ask(changed) {
  if (server.asking) return;
  Object.assign(server, { asked: performance.now(), asking: true });
  try {
    const answer = await fetched(`healthz?lang=${content.language}`);
    if (!answer.headers.has("content-type") && (await isShutOut())) location.reload();
    server.health = { ...server.health, ...(await answer.json()) };
    Object.assign(server, { alive: true, answered: performance.now() });
    if (isReadable(server.health)) server.goodAt = Date.now();
    if (server.health.version !== server.lit) await light(changed).catch(() => {}); // asked again the next time
  } catch {
    server.alive = false;
  }
  server.asking = false;
}

// Whether the screen may read no more: opened anew, it shows the code by which it is paired again.
async function isShutOut() {
  const answer = await fetched(`screen/pairing?lang=${content.language}`);
  return (await answer.json()).paired === false;
}

// What the spotlights fall on is another with other data; it was nothing where the store was away when the screen was opened.
async function light(changed) {
  const { version } = server.health;
  const answer = await fetched(`screen/spots${location.search}`);
  if (!answer.ok) return;
  changed(await answer.json());
  server.lit = version;
}
