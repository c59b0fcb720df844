// The frames of the meeting-room screen: what can be seen of the page within, and how one takes another's place.
const FADE = 600; // ms, as wall.css has it

function app(frame) {
  try {
    return frame?.contentDocument?.querySelector('[data-testid="stApp"]') ?? null;
  } catch {
    return null;
  }
}

/** A new frame of an address, on top of a place; it is not seen yet. */
export function openFrame(place, src, title) {
  const frame = Object.assign(document.createElement("iframe"), { src, title, tabIndex: -1 });
  place.append(frame);
  return frame;
}

/** Whether the page within has its server. */
export function isConnected(frame) {
  return app(frame)?.getAttribute("data-test-connection-state") === "CONNECTED";
}

/** Whether the page within is worth showing: it has its sentence and no trouble card. */
export function isGood(frame) {
  const root = app(frame);
  return Boolean(root?.querySelector(".sentence") && !root.querySelector(".trouble"));
}

/** Whether it is worth changing to as well: drawn to the end. */
export function isDrawn(frame) {
  return isGood(frame) && app(frame).getAttribute("data-test-script-state") === "notRunning";
}

/** Takes a frame away, after it has faded. */
export function dismiss(frame) {
  frame.classList.replace("shown", "leaving");
  setTimeout(() => frame.remove(), FADE);
}
