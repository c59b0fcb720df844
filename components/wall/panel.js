// The code on the screen by which a phone may say what is shown: another one each minute, for as long as it is looked at.
import { content, find } from "./content.js";
import { filled } from "./sayings.js";

const ASK_AGAIN = 3_000; // ms, where there was no answer
const LOCAL = ["localhost", "127.0.0.1", "[::1]"];
const { words, code_stays: stays } = content;
let timer = 0;
let offered = () => {};

/** Has `listener` called as soon as a code counts, which it always does where the screen's address says so. */
export function watch(listener) {
  offered = listener;
  if (stays) renew();
}

/** Shows the code, or puts it away; whether it is shown now. */
export function toggle() {
  const panel = find("remote");
  if (!panel) return false;
  panel.hidden = !panel.hidden;
  if (!panel.hidden) renew();
  return !panel.hidden;
}

/** Puts the code away. */
export function close() {
  if (find("remote") && !find("remote").hidden) toggle();
}

/** Takes the screen from all phones that had it; they need the new code. */
export function end() {
  renew({ method: "POST" });
}

async function renew(how = {}) {
  clearTimeout(timer);
  let wait = ASK_AGAIN;
  try {
    const answer = await fetch(`screen/remote?lang=${content.language}`, { cache: "no-store", ...how });
    const { code = "", seconds = 0, typed_at = "", way, sentence = "" } = await answer.json();
    if (code) wait = seconds * 1000 + 200;
    draw(code, typed_at, way, sentence);
    offered();
  } catch {} // asked again
  if (stays || !find("remote").hidden) timer = setTimeout(renew, wait);
}

function draw(code, typedAt, way, sentence) {
  const panel = find("remote");
  const [line, local] = panel.querySelectorAll("p");
  const signs = `${code.slice(0, 3)} ${code.slice(3)}`;
  const address = typedAt.replace(/^https?:\/\//, "");
  panel.querySelector("output").textContent = signs;
  line.textContent = sentence || filled(words.remote_typed, { address });
  if (stays) find("code").textContent = code && filled(words.remote_stays, { address, code: signs });
  panel.querySelector("img").src = way ? `screen/qr?to=${encodeURIComponent(way)}` : "";
  local.hidden = !typedAt || !LOCAL.includes(new URL(typedAt).hostname);
}
