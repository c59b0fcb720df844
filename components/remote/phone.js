// A phone that says what a wall shows: what it is told to say is said until somebody has heard it, the last word alone.
import { Finder } from "../wall/finder.js";
import { listen } from "./listening.js";
import { countdown, lit, turned } from "./telling.js";

const AGAIN = 500; // ms after which a word that nobody has heard is said again
const PATIENCE = 4_000;
const SLOW = 6_000; // ms within which a wall says that it has heard

const find = (id) => document.getElementById(id);
const { here, heard_at, words, titles, names, projects } = JSON.parse(find("content").textContent);
let news = null; // what was heard last
let until = 0; // when the wall goes its own way again
let told = null; // what has been said and is not done yet: `{ shown, version, since }`
const waiting = new Map(); // words that nobody has heard yet: of what is shown, and of the day, the last one each
let saying = false;
let isLost = false;

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

async function send(word) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(word),
    signal: AbortSignal.timeout(PATIENCE),
  };
  const answer = await fetch(here, options);
  return { status: answer.status, ...(await answer.json().catch(() => ({}))) };
}

// What the wall shows, as far as this phone knows: what it was told last, else what it says.
const shown = () => told?.shown ?? news?.shown ?? {};

/** Says a word until it is heard; a later one about the same takes its place. */
function say(word, shown = null) {
  waiting.set(word.do === "hold" ? "day" : "scene", word);
  if (shown) told = { shown: { ...(news?.shown ?? {}), ...shown }, version: null, since: performance.now() };
  draw();
  if (!saying) deliver();
}

async function deliver() {
  saying = true;
  while (waiting.size) {
    const [about, word] = waiting.entries().next().value;
    const status = await once(about, word);
    if (status === 410) return gone();
    if (status >= 500) await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
  saying = false;
}

// Says a word once; it is done with unless the server is away or another word about the same has come meanwhile.
async function once(about, word) {
  try {
    const { status, version, sentence = "" } = await send(word);
    isLost = false;
    trouble(status === 200 ? "" : sentence);
    if (status < 500 && waiting.get(about) === word) {
      waiting.delete(about);
      if (about === "scene" && told) told = status === 200 ? { ...told, version } : null;
    }
    draw();
    return status;
  } catch {
    isLost = true;
    draw();
    return 503;
  }
}

function show(order) {
  const { page, code = "", line = 0, at } = order;
  const row = { line, name: "", row_page: "", ...(at >= 0 && { at }) };
  say({ do: "show", page, code, line }, { page, code, ...row });
}

const does = {
  previous: () => turn(-1),
  next: () => turn(1),
  down: () => light(lit(shown(), 1)),
  up: () => light(lit(shown(), -1)),
  off: () => light(0),
  open_row: () => show({ page: shown().row_page, code: shown().row_code }),
  stay: () => light(shown().line ?? 0),
  go_on: () => say({ do: "go_on" }),
  freeze: () => say({ do: "hold", on: !news?.day }),
  leave: async () => {
    await send({ do: "leave" }).catch(() => {});
    gone();
  },
};

function turn(by) {
  const order = turned(shown(), by);
  if (order) show(order);
}

function light(line) {
  const { page, code } = shown();
  if (page) show({ page, code, line });
}

function gone() {
  location.replace(here);
}

function trouble(sentence) {
  find("trouble").textContent = sentence;
}

function put(id, words) {
  if (find(id).textContent !== words) find(id).textContent = words;
}

// What the wall is doing, in words.
function state() {
  const left = until - performance.now();
  if (isLost) return words.lost;
  if (told && performance.now() - told.since > SLOW) return words.silent;
  if (told) return words.opening;
  return left > 0 ? filled(words.stays, { time: countdown(left) }) : words.turning;
}

function draw() {
  const { page = "", code = "", line = 0, lines = 0, name = "" } = shown();
  put("title", [titles[page], names[code] ?? projects[code]].filter(Boolean).join(words.beside));
  put("state", state());
  const row = line ? words.line : lines ? words.unlit : words.no_lines;
  put("line", filled(row, { number: line, count: lines, name }));
  const busy = told ? "true" : "false";
  if (find("wall").getAttribute("aria-busy") !== busy) find("wall").setAttribute("aria-busy", busy);
  for (const one of document.querySelectorAll("[data-page]")) {
    one.setAttribute("aria-current", String(one.dataset.page === page && one.dataset.code === code));
  }
  const freeze = document.querySelector("[data-do=freeze]");
  freeze.setAttribute("aria-pressed", String(Boolean(news?.day)));
  const day = news?.day ? words.thaw : words.freeze;
  if (freeze.textContent !== day) freeze.textContent = day;
  document.querySelector("[data-do=open_row]").disabled = !shown().row_page;
  for (const key of ["up", "down", "off"]) document.querySelector(`[data-do=${key}]`).disabled = !lines;
}

function heard(said) {
  if (said.id === news?.id && said.version < news.version) return; // an answer that has been overtaken
  news = said;
  isLost = false;
  until = performance.now() + said.left;
  if (told?.version && said.shown.version >= told.version) told = null;
  if (told?.version && said.version > told.version) told = null; // somebody else has said another thing since
  draw();
}

function opens(page, code, words) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  Object.assign(button.dataset, { page, code });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function list() {
  const query = find("query").value.trim();
  const committees = finder.matches(query);
  const works = Object.entries(projects).filter(([, title]) => query && title.includes(query));
  find("committees").replaceChildren(...committees.map(({ code, name }) => opens("committee", code, name)));
  find("projects").replaceChildren(...works.map(([code, title]) => opens("project", code, title)));
  find("unfound").hidden = committees.length + works.length > 0;
  draw();
}

async function connect(code) {
  trouble("");
  try {
    const { status, sentence } = await send({ do: "pair", code });
    if (status === 200) gone();
    else trouble(sentence ?? "");
  } catch {
    trouble(words.lost);
  }
}

const finder = new Finder(names);
if (find("entry")) {
  find("entry").addEventListener("submit", (entry) => {
    entry.preventDefault();
    connect(find("code").value);
  });
  if (find("code").value) connect(find("code").value);
} else {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do], [data-page]");
    if (button?.dataset.do) does[button.dataset.do]();
    else if (button) show({ page: button.dataset.page, code: button.dataset.code });
  });
  find("query").addEventListener("input", list);
  find("query").addEventListener("focus", ({ target }) => target.scrollIntoView({ block: "start" }));
  list();
  setInterval(draw, 1000);
  const lost = () => {
    isLost = true;
    draw();
  };
  listen(heard_at, { heard, over: gone, lost });
}
