// <button data-copies="id"> copies the words of that element, its links written out as addresses, and says so; without an id
// it copies the address of the page.
import { inside } from "./inside.js";

const SAID = 2000; // ms for which the button says that it has copied

document.addEventListener("click", async (click) => {
  const button = inside(click, "[data-copies]");
  const message = button && document.getElementById(button.dataset.copies);
  if (!button || button.dataset.says) return;
  if (!(await copied(message ? written(message) : location.href))) {
    if (message) choose(message);
    return;
  }
  button.dataset.says = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = button.dataset.says;
    delete button.dataset.says;
  }, SAID);
});

function written(message) {
  const words = message.cloneNode(true);
  for (const link of words.querySelectorAll("a")) link.textContent = new URL(link.href, location.href).href;
  return words.textContent.trim();
}

// A browser lends its clipboard to pages of https and of this machine alone; to others by a field that is copied from.
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: words, readOnly: true });
    field.style.cssText = "position: fixed; opacity: 0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

// Where nothing may be copied, the words stand there chosen.
function choose(message) {
  const fold = message.closest("details");
  if (fold) fold.open = true;
  getSelection().selectAllChildren(message);
}
