// A wall that waits to be paired: shows its code, asks whether somebody has typed it, and opens the screen then.
const ASK = 3000; // ms
const PATIENCE = 8000; // ms
const MINUTE = 60; // seconds for which a code is shown

const find = (id) => document.getElementById(id);
const { language, words } = JSON.parse(find("content").textContent);
let until = 0; // when the code that is shown is over

async function ask() {
  try {
    const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    show(await (await fetch(`screen/pairing?lang=${language}`, options)).json());
  } catch {
    say(words.lost);
  }
  setTimeout(ask, ASK);
}

function show({ paired, code = "", seconds = 0, sentence }) {
  if (paired) {
    say(words.paired);
    location.reload();
    return;
  }
  const [first, second] = find("code").children;
  first.textContent = code.slice(0, 3);
  second.textContent = code.slice(3);
  until = Date.now() + seconds * 1000;
  say(sentence ?? "");
  tick();
}

// Between two answers the seconds are counted here; what is to be said for longer stands instead.
function tick() {
  const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  find("left").style.transform = `scaleX(${left / MINUTE})`;
  if (!find("state").dataset.said && left) put(words.renewed.replace("{count}", left));
}

function say(sentence) {
  find("state").dataset.said = sentence;
  if (sentence) put(sentence);
}

function put(sentence) {
  if (find("state").textContent !== sentence) find("state").textContent = sentence;
}

setInterval(tick, 1000);
ask();
