// Links and choices that the address keeps: one click, one history entry, no reload.
import { needsLoading, withChoice, withOrders, withSearch } from "./addresses.js";
import { connected } from "./connection.js";
import { inside } from "./inside.js";
import { goTo } from "./places.js";

/** Goes to an address; `replace` its history entry instead of adding one, and stay where the page is scrolled to unless `top`. */
export function go(address, { replace = false, top = false } = {}) {
  const target = new URL(address, location.href);
  if (!connected() || needsLoading(location.href, target.href)) {
    location.assign(target);
    return;
  }
  if (target.href !== location.href) {
    if (replace) history.replaceState({}, "", target);
    else history.pushState({}, "", target);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }
  if (top) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  if (target.hash) goTo(target.hash);
}

function closeMenus() {
  for (const toggle of document.querySelectorAll("[data-toggles]"))
    toggle.setAttribute("aria-expanded", "false");
}

document.addEventListener("click", (click) => {
  const menu = inside(click, "[data-toggles]");
  if (menu) {
    menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true"));
    return;
  }
  const picker = inside(click, "[data-picks]");
  if (picker) {
    document.getElementById(picker.dataset.picks)?.showPicker?.();
    return;
  }
  if (!click.defaultPrevented && !elsewhere(click)) follow(click);
});

// A click that the browser is to open in another tab or window.
const elsewhere = (click) => click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey;

// <a data-inner>; with data-again its address takes along what is searched for, with data-stays the page stays where it is;
// to the same page the order of its tables goes along.
function follow(click) {
  const link = inside(click, "a[data-inner]");
  const given = link?.getAttribute("href"); // an SVG's link has its address here alone
  if (!given || link.getAttribute("target")) return;
  click.preventDefault();
  closeMenus();
  const address = withOrders(new URL(given, location.href).href, location.href);
  const searched = new URLSearchParams(location.search).get("q");
  const top = !link.hasAttribute("data-stays");
  go(link.hasAttribute("data-again") ? withSearch(address, searched) : address, { top });
}

document.addEventListener("keydown", (key) => {
  if (key.key === "Escape") closeMenus();
});

// A choice that the address keeps: <input data-scope="on"> or <select data-scope="committee">; with data-stays the page stays
// where it is.
document.addEventListener("change", ({ target: field }) => {
  const name = field.dataset?.scope;
  if (!name || (field.validity && !field.validity.valid)) return;
  const address = withChoice(location.href, name, field.value, field.dataset.default);
  go(address, { top: !field.hasAttribute("data-stays") });
});
