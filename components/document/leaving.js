// A page whose reader is signed in no more is emptied, and the server leads to where one signs in.
import { onAttributes } from "./changes.js";

const STATE = "data-test-connection-state";
const BEGINNING = ["INITIAL", "CONNECTING", "CONNECTED"];

/** Leaves the page as soon as its connection has ended and its address leads elsewhere. */
export function leaveWhenSignedOut() {
  let asking = false;
  onAttributes([STATE], async (app) => {
    if (asking || BEGINNING.includes(app.getAttribute(STATE))) return;
    asking = true;
    if (await leadsElsewhere()) {
      document.body.replaceChildren();
      location.reload();
    }
    asking = false;
  });
}

async function leadsElsewhere() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual", cache: "no-store" });
    return answer.type === "opaqueredirect";
  } catch {
    return false; // the server is away: the connection says so
  }
}
