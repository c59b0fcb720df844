// What paper needs of a script: the words at the foot of each sheet, charts and maps drawn for it.
import { onChange } from "./changes.js";

const root = document.documentElement;
const LOOK = "/look.css";
const LETTERS = 12; // px of a chart's letters, before it takes its column's width
const LOWER = 0.62; // a chart's height on paper, of that in the window

addEventListener("beforeprint", () => {
  root.style.setProperty("--running", JSON.stringify(running()));
  clear();
  const light = inLightColours();
  for (const chart of document.querySelectorAll(".js-plotly-plot")) draw(chart, light);
});

addEventListener("afterprint", clear);

function clear() {
  for (const drawn of document.querySelectorAll(".on-paper")) drawn.remove();
}

// <div data-drawing="address"> takes the place of a map, whose canvas is empty or dark on paper: what is drawn is got when
// the browser has nothing else to do, and stands there unseen.
const got = new WeakMap();
const idle = window.requestIdleCallback ?? setTimeout;

onChange(() => {
  for (const place of document.querySelectorAll("[data-drawing]")) {
    const { drawing } = place.dataset;
    if (got.get(place) === drawing) continue;
    got.set(place, drawing);
    idle(() => get(place, drawing), { timeout: 1000 });
  }
});

async function get(place, address) {
  try {
    place.innerHTML = await (await fetch(address)).json();
  } catch {
    got.delete(place); // the server was away: the canvas is printed as it is
  }
}

// Whose, which page, of which day: the head in a line.
function running() {
  const words = (part) => document.querySelector(`.head ${part}`)?.textContent.trim();
  return [".brand a", ".brand .mark", ".opens", ".shown", ".age"].map(words).filter(Boolean).join(" · ");
}

// The chart once more beside itself: as wide as a sheet's column (--drawn, by paper.css) and in the light look. The one that
// the reader moves stays as it is; paper.css shows this one on paper, that one on the screen.
function draw(chart, light) {
  const { data, layout } = chart;
  const place = document.createElement("div");
  place.className = "on-paper";
  chart.after(place);
  const width = Number(getComputedStyle(place).getPropertyValue("--drawn"));
  const height = Math.round(layout.height * LOWER);
  const own = { ...light(layout), width, height, autosize: false };
  own.font = { ...own.font, size: LETTERS };
  window.Plotly.newPlot(place, light(data), own, { staticPlot: true });
  for (const picture of place.querySelectorAll(".main-svg"))
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  place.style.setProperty("--ratio", width / height);
}

// A function that gives what it is given with the colours of the page's look turned into those of the light one.
function inLightColours() {
  const sheet = [...document.styleSheets].find(({ href }) => href?.endsWith(LOOK));
  const { style } = [...sheet.cssRules].find(({ selectorText }) => selectorText === ":root");
  const now = getComputedStyle(root);
  const turned = new Map();
  for (const name of style) {
    const own = now.getPropertyValue(name).trim();
    if (name.startsWith("--") && !turned.has(own)) turned.set(own, style.getPropertyValue(name).trim());
  }
  return function light(thing) {
    if (typeof thing === "string") return turned.get(thing) ?? thing;
    if (Array.isArray(thing)) return thing.map(light);
    if (thing?.constructor !== Object) return thing;
    return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, light(value)]));
  };
}
