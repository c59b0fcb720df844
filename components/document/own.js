// <button data-owns="code"> has the browser remember the committee that it is used for, without a code forget it; the server
// reads it where the page is loaded (components/scope.py).
import { BASE } from "./base.js";
import { inside } from "./inside.js";

const NAME = "committee";
const YEAR = 31536000; // s

document.addEventListener("click", (click) => {
  const button = inside(click, "[data-owns]");
  if (!button) return;
  const code = button.dataset.owns;
  // biome-ignore lint/suspicious/noDocumentCookie: the other way needs HTTPS, which not every town has
  document.cookie = `${NAME}=${code}; path=${BASE}; samesite=lax; max-age=${code ? YEAR : 0}`;
  location.reload();
});
