// The map's letters are the page's own: a machine without Chinese fonts (a bare kiosk) would show boxes. The map's libraries
// draw each character once on a canvas and keep it, so its slice of the font has to be there when they hear of it.
import { FAMILY, ours, signs } from "./lettering.js";

const HELD = /\/map\/[0-9a-f]+\.json$/;
const PATIENCE = 8000; // ms after which a map with strange letters is better than none

async function lettered(answer) {
  const text = await answer.clone().text();
  const loaded = document.fonts.load(`700 24px ${FAMILY}`, `A0${signs(text)}`);
  await Promise.race([loaded, new Promise((done) => setTimeout(done, PATIENCE))]).catch(() => {});
  return answer;
}

const fetched = window.fetch;
window.fetch = async (asked, ...more) => {
  const answer = await fetched(asked, ...more);
  const { pathname } = new URL(asked?.url ?? asked, location.href);
  return HELD.test(pathname) && answer.ok ? lettered(answer) : answer;
};

const { get, set } = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, "font");
Object.defineProperty(CanvasRenderingContext2D.prototype, "font", {
  get,
  set(font) {
    set.call(this, ours(String(font)));
  },
  configurable: true,
  enumerable: true,
});
