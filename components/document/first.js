// Shows who opens the dashboard for the first time, once and never again, where one's own committee, the day and the
// definitions are; not on the meeting-room screen, whose reader nobody is.
const KEPT = "visited";

/** Draws the card above the page, if this browser has never seen it; `words`: title, points, close. */
export function welcome({ title, points, close }) {
  const { dataset } = document.documentElement;
  if (dataset.look === "wall" || document.body.classList.contains("embedded") || visited()) return;
  const card = make("section", { id: "welcome" });
  card.setAttribute("aria-label", title);
  const list = make("ul", {});
  for (const point of points) list.append(make("li", { textContent: point }));
  const button = make("button", { type: "button", textContent: close });
  button.addEventListener("click", () => card.remove());
  document.addEventListener("keydown", (key) => key.key === "Escape" && card.remove());
  card.append(make("h2", { textContent: title }), list, button);
  document.body.prepend(card);
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

// Whether the card was shown before; where nothing can be kept it would come each time, and so never comes.
function visited() {
  try {
    if (localStorage.getItem(KEPT)) return true;
    localStorage.setItem(KEPT, "yes");
    return !localStorage.getItem(KEPT);
  } catch {
    return true;
  }
}
