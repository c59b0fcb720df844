// A map whose graphics the system has taken away (a driver that restarts, a tab long asleep) would stay white: the page is
// opened anew, where it was. Where that has just been done, the reader is told and decides.
import { due } from "./again.js";

const MARK = "works-map-lost";

addEventListener(
  "webglcontextlost",
  ({ target }) => {
    if (!(target instanceof Element && target.closest(".st-key-map-works"))) return;
    if (due(Number(sessionStorage.getItem(MARK)), Date.now())) {
      sessionStorage.setItem(MARK, String(Date.now()));
      location.reload();
    } else for (const said of document.querySelectorAll(".works-lost")) said.hidden = false;
  },
  true,
);
addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-reloads]")) location.reload();
});
