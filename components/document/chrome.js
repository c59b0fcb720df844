// Runs before Streamlit on every document: its language and theme, its words, our links and header.
(() => {
  "use strict";
  const said = JSON.parse(document.getElementById("chrome-words").textContent);
  const root = document.documentElement;

  // Streamlit and its calendar ask the browser for the language and the system for the theme; the address decides both.
  const locale = said.locale;
  Object.defineProperty(Navigator.prototype, "language", { get: () => locale });
  Object.defineProperty(Navigator.prototype, "languages", { get: () => [locale] });
  try {
    const theme = root.dataset.look === "light" ? "Light" : "Dark";
    localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(theme));
  } catch { /* storage may be forbidden: the theme is then the system's */ }

  // A scene of the meeting-room screen connects once: without its server it stays as it is, until the screen opens it anew.
  if (new URLSearchParams(location.search).get("embed") === "true") {
    document.addEventListener("DOMContentLoaded", () => document.body.classList.add("embedded"));
    const Real = window.WebSocket;
    let lost = false;
    class Silent extends EventTarget {
      readyState = Real.CONNECTING;
      close() {}
      send() {}
    }
    window.WebSocket = function (...given) {
      if (lost) return new Silent();
      const socket = new Real(...given);
      let open = false;
      socket.addEventListener("open", () => { open = true; });
      socket.addEventListener("close", () => { lost ||= open; });
      return socket;
    };
    Object.assign(window.WebSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  }

  // What Streamlit would otherwise find out by asking: its own address (guessed from the page's, with failing
  // requests on every deep link), who may command it from outside (nobody), and its first colours and font.
  const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const first = {
    primaryColor: token("--accent"), backgroundColor: token("--page"), secondaryBackgroundColor: token("--card"),
    textColor: token("--ink"), bodyFont: token("--sans"), headingFont: token("--sans"),
  };
  window.__streamlit = {
    BACKEND_BASE_URL: location.origin,
    HOST_CONFIG: {
      allowedOrigins: [location.origin], useExternalAuthToken: false, enableCustomParentMessages: false,
      blockErrorDialogs: true,
    },
    LIGHT_THEME: first, DARK_THEME: first,
  };

  // ---- Words ------------------------------------------------------------------------------------------------
  const exact = new Map();
  const patterns = [];
  for (const [original, ours] of Object.entries(said.replace)) {
    const places = [...original.matchAll(/\{(\w+)\}/g)].map((place) => place[1]);
    if (!places.length) { exact.set(original, ours); continue; }
    const escaped = original.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\w+\\\}/g, "(.+?)");
    patterns.push([new RegExp(`^${escaped}$`), places, ours]);
  }
  const ATTRIBUTES = ["title", "aria-label", "placeholder", "data-title", "alt"];

  // "July 16, 2017", as the calendar announces it whatever the language.
  function dated(words) {
    const day = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(words) ? new Date(words) : NaN;
    return Number.isNaN(+day) ? words : new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(day);
  }

  function translated(words) {
    const trimmed = words.trim();
    if (!trimmed || trimmed.length > 200 || !/[A-Za-z]/.test(trimmed)) return null;
    const whole = exact.get(trimmed);
    if (whole !== undefined) return words.replace(trimmed, () => whole);
    for (const [pattern, places, ours] of patterns) {
      const found = pattern.exec(trimmed);
      if (found) return ours.replace(/\{(\w+)\}/g, (_, place) => dated(found[1 + places.indexOf(place)]));
    }
    return null;
  }

  function sayText(node) {
    const ours = translated(node.nodeValue);
    if (ours !== null && ours !== node.nodeValue) node.nodeValue = ours;
  }

  function sayAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const ours = value && translated(value);
      if (ours && ours !== value) element.setAttribute(name, ours);
    }
  }

  function say(node) {
    if (node.nodeType === Node.TEXT_NODE) return sayText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style")) return;
    sayAttributes(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const next = walker.currentNode;
      if (next.nodeType === Node.TEXT_NODE) sayText(next); else sayAttributes(next);
    }
  }

  // ---- Pictures in HTML: st.html drops <svg>, so components/parts/markup.py carries it in an attribute --------------
  function unfold(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const carriers = node.matches("[data-markup]") ? [node] : node.querySelectorAll("[data-markup]");
    for (const carrier of carriers) {
      carrier.innerHTML = carrier.getAttribute("data-markup");
      carrier.removeAttribute("data-markup");
    }
  }

  // ---- Connection -------------------------------------------------------------------------------------------
  let connectedOnce = false;
  let losing = 0;

  function banner(words) {
    let line = document.getElementById("connection");
    if (!line) {
      line = document.body.appendChild(document.createElement("div"));
      line.id = "connection";
      line.setAttribute("role", "status");
    }
    line.textContent = words;
    line.hidden = !words;
  }

  function watch() {
    const app = document.querySelector('[data-testid="stApp"]');
    const state = app && app.getAttribute("data-test-connection-state");
    if (state === "CONNECTED") {
      clearTimeout(losing);
      if (losing && connectedOnce && !document.getElementById("connection")?.hidden) {
        banner(said.back);
        setTimeout(() => banner(""), 3000);
      }
      losing = 0;
      connectedOnce = true;
    } else if (connectedOnce && !losing) {
      losing = setTimeout(() => banner(said.lost), 1500);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") sayText(change.target);
      else if (change.type === "attributes") {
        if (change.attributeName === "data-test-connection-state") watch();
        else if (change.attributeName === "data-markup") unfold(change.target);
        else sayAttributes(change.target);
      } else {
        for (const node of change.addedNodes) {
          unfold(node);
          say(node);
        }
      }
    }
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "data-test-connection-state", "data-markup"],
  });

  // ---- Links: one click, one history entry, no reload ---------------------------------------------------------
  // Scripts of single pages go by an event: new CustomEvent("go", { detail: { address, replace } }).
  function go(address, stays, replace = false) {
    const target = new URL(address, location.href);
    const app = document.querySelector('[data-testid="stApp"]');
    const here = new URLSearchParams(location.search);
    const reload = ["lang", "look", "embed"].some((name) => here.get(name) !== target.searchParams.get(name));
    if (reload || target.origin !== location.origin || app?.getAttribute("data-test-connection-state") !== "CONNECTED") {
      location.assign(target);
      return;
    }
    if (target.href === location.href) return;
    if (replace) history.replaceState({}, "", target); else history.pushState({}, "", target);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (!stays) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  addEventListener("go", ({ detail }) => go(detail.address, true, detail.replace));

  document.addEventListener("click", (click) => {
    const inside = click.composedPath().filter((node) => node instanceof Element);
    const menu = inside.find((node) => node.matches("[data-toggles]"));
    if (menu) {
      const open = menu.getAttribute("aria-expanded") !== "true";
      menu.setAttribute("aria-expanded", String(open));
      return;
    }
    const picker = inside.find((node) => node.matches("[data-picks]"));
    if (picker) {
      document.getElementById(picker.dataset.picks)?.showPicker?.();
      return;
    }
    if (click.defaultPrevented || click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const link = inside.find((node) => node.matches("a[data-inner]"));
    const address = link && link.getAttribute("href");
    if (!address || link.getAttribute("target")) return;
    click.preventDefault();
    for (const toggle of document.querySelectorAll("[data-toggles]")) toggle.setAttribute("aria-expanded", "false");
    go(link.hasAttribute("data-again") ? withSearch(address) : address, link.hasAttribute("data-stays"));
  });

  // What was typed into a search field stands in the address without the server's knowing.
  function withSearch(address) {
    const target = new URL(address, location.href);
    const typed = new URLSearchParams(location.search).get("q");
    if (typed) target.searchParams.set("q", typed); else target.searchParams.delete("q");
    return target.href;
  }

  document.addEventListener("keydown", (key) => {
    if (key.key === "Escape") for (const toggle of document.querySelectorAll("[data-toggles]")) toggle.setAttribute("aria-expanded", "false");
  });

  // A choice that the address keeps: <input data-scope="on"> or <select data-scope="committee">.
  document.addEventListener("change", (change) => {
    const chosen = change.target;
    const name = chosen.dataset && chosen.dataset.scope;
    if (!name || (chosen.validity && !chosen.validity.valid)) return;
    const target = new URL(location.href);
    if (chosen.value && chosen.value !== chosen.dataset.default) target.searchParams.set(name, chosen.value);
    else target.searchParams.delete(name);
    go(target.href);
  });
})();
