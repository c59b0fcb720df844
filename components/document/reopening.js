// A tab that cannot go on: another version has taken the server's place and a script is gone, or the reader is signed in no
// more, here or at a portal in between. It says so, and opens itself anew.
import { BASE } from "./base.js";

const PATIENCE = 8000; // ms for an answer
const AGAIN = 3000; // ms until a server that is away is asked again
const PAUSE = 2000; // ms in which the sentence can be read
const ONCE = 15_000; // ms: what has been opened anew so shortly before would be so for ever
const KEPT = "reopened";
let opening = false;

/** Whether the tab is about to open anew. */
export const isOpening = () => opening;

/** Empties and leaves a page whose reader is signed in no more: somebody else answers in the server's place, or it refuses. */
export async function leaveIfSignedOut(say, words) {
  if ((await whoAnswers()) === "other") leave(say, words);
}

/** Opens the tab anew where one of Streamlit's scripts cannot be had, as soon as somebody answers. */
export function watchScripts(say, words) {
  let watching = false;
  addEventListener("vite:preloadError", async () => {
    if (watching) return;
    watching = true;
    document.documentElement.dataset.reopening = ""; // hides what Streamlit says of it (chrome.css)
    let who = await whoAnswers();
    while (who === "nobody") {
      await new Promise((done) => setTimeout(done, AGAIN));
      who = await whoAnswers();
    }
    if (who === "server") reopen(say, words.updated, words.broken);
    else leave(say, words);
  });
}

function leave(say, { ended, broken }) {
  if (opening) return;
  document.body.replaceChildren();
  reopen(say, ended, broken);
}

function reopen(say, why, broken) {
  if (opening) return;
  opening = true;
  const before = Number(sessionStorage.getItem(KEPT));
  sessionStorage.setItem(KEPT, Date.now());
  if (Date.now() - before < ONCE) say(broken);
  else {
    say(why);
    setTimeout(() => location.reload(), PAUSE);
  }
}

// `server`, `other` (a page or a refusal in its place) or `nobody`.
async function whoAnswers() {
  try {
    const options = { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(`${BASE}_stcore/health`, options);
    if (answer.ok) return (await answer.text()) === "ok" ? "server" : "other";
    return answer.status >= 500 ? "nobody" : "other";
  } catch {
    return "nobody";
  }
}
