// What components/document/viewport.py reads: the window's size, and whether maps can be drawn.
import { BASE } from "./base.js";

function drawsMaps() {
  const known = sessionStorage.getItem("webgl");
  if (known) return known;
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  const found = context ? "webgl" : "none";
  sessionStorage.setItem("webgl", found);
  return found;
}

function tell() {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the other way needs HTTPS, which not every town has
    document.cookie = `viewport=${innerWidth}x${innerHeight}-${drawsMaps()}; path=${BASE}; samesite=lax`;
  } catch {
    // without storage or cookies a desk's window is assumed
  }
}

tell();
addEventListener("resize", tell);
