// A line above the page while its server is away, and a word when it is back.
import { onAttributes } from "./changes.js";
import { isOpening, leaveIfSignedOut, watchScripts } from "./reopening.js";

const STATE = "data-test-connection-state";
const BEGINNING = ["INITIAL", "CONNECTING", "CONNECTED"];
const PATIENCE = 1500; // ms in which a connection that broke may come back unnoticed
const GLANCE = 3000; // ms for which it is said to be back
const LOOK = 4000; // ms after which it is asked who answers in the server's place

/** Whether the page has its server. */
export function connected() {
  return app()?.getAttribute(STATE) === "CONNECTED";
}

/**
 * Says `words.lost` while the connection is lost, and `words.back` when it is there again; opens the tab anew where it will not
 * come back by itself, saying why.
 */
export function watchConnection(words) {
  let connectedOnce = false;
  let losing = 0;
  const isTold = () => losing && document.getElementById("connection")?.hidden === false;
  watchScripts(say, words);
  setInterval(() => isTold() && leaveIfSignedOut(say, words), LOOK);
  onAttributes([STATE], (app) => {
    if (!BEGINNING.includes(app.getAttribute(STATE))) leaveIfSignedOut(say, words);
    if (connected()) {
      clearTimeout(losing);
      if (isTold()) {
        tell(words.back);
        setTimeout(tell, GLANCE, "");
      }
      losing = 0;
      connectedOnce = true;
    } else if (connectedOnce && !losing) losing = setTimeout(tell, PATIENCE, words.lost);
  });
}

const app = () => document.querySelector('[data-testid="stApp"]');

// What the last word of a tab is that opens anew, nothing follows.
function tell(words) {
  if (!isOpening()) say(words);
}

function say(words) {
  let line = document.getElementById("connection");
  if (!line) {
    line = document.body.appendChild(document.createElement("div"));
    line.id = "connection";
    line.setAttribute("role", "status");
  }
  line.textContent = words;
  line.hidden = !words;
}
