// What Streamlit finds when it starts: a language, a theme, its own address, and in a scene one connection.
import { BASE } from "./base.js";

const root = document.documentElement;

/**
 * Answers in advance what Streamlit asks the browser, the system and the server for; the address decides all of it. `frames`:
 * whose pages may show it in a frame.
 */
export function prepare(locale, frames) {
  Object.defineProperty(Navigator.prototype, "language", { get: () => locale });
  Object.defineProperty(Navigator.prototype, "languages", { get: () => [locale] });
  try {
    const theme = root.dataset.look === "light" ? "Light" : "Dark";
    localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(theme));
  } catch {
    // storage may be forbidden: the theme is then the system's
  }
  if (new URLSearchParams(location.search).get("embed") === "true") {
    document.body.classList.add("embedded");
    connectOnce();
  }
  configure(frames);
}

// Its own address (which it would guess from the page's, with failing requests on every deep link), who may command it from
// outside (who may frame it), and its first colours and font.
function configure(frames) {
  const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const theme = {
    primaryColor: token("--accent"),
    backgroundColor: token("--page"),
    secondaryBackgroundColor: token("--card"),
    textColor: token("--ink"),
    bodyFont: token("--sans"),
    headingFont: token("--sans"),
  };
  window.__streamlit = {
    BACKEND_BASE_URL: location.origin + BASE.slice(0, -1),
    HOST_CONFIG: {
      allowedOrigins: [location.origin, ...frames],
      useExternalAuthToken: false,
      enableCustomParentMessages: false,
      blockErrorDialogs: true,
    },
    LIGHT_THEME: theme,
    DARK_THEME: theme,
  };
}

// A scene of the meeting-room screen connects once: without its server it stays as it is, until the screen opens it anew.
function connectOnce() {
  const Real = window.WebSocket;
  let lost = false;
  class Silent extends EventTarget {
    readyState = Real.CONNECTING;
    close() {}
    send() {}
  }
  function construct(_, parameters) {
    if (lost) return new Silent();
    const socket = new Real(...parameters);
    let open = false;
    socket.addEventListener("open", () => {
      open = true;
    });
    socket.addEventListener("close", () => {
      lost ||= open;
    });
    return socket;
  }
  window.WebSocket = new Proxy(Real, { construct });
}
