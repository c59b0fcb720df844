// A line above the page while its server is away, and a word when it is back.
import { onAttributes } from "./changes.js";

const STATE = "data-test-connection-state";
const PATIENCE = 1500; // ms in which a connection that broke may come back unnoticed
const GLANCE = 3000; // ms for which it is said to be back

/** Whether the page has its server. */
export function connected() {
  return app()?.getAttribute(STATE) === "CONNECTED";
}

/** Says `lost` while the connection is lost, and `back` when it is there again. */
export function watchConnection(lost, back) {
  let connectedOnce = false;
  let losing = 0;
  onAttributes([STATE], () => {
    if (connected()) {
      clearTimeout(losing);
      if (losing && document.getElementById("connection")?.hidden === false) {
        say(back);
        setTimeout(say, GLANCE, "");
      }
      losing = 0;
      connectedOnce = true;
    } else if (connectedOnce && !losing) losing = setTimeout(say, PATIENCE, lost);
  });
}

const app = () => document.querySelector('[data-testid="stApp"]');

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
