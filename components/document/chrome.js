// Runs before Streamlit on every document: its language and theme, its words, our links, and the script of its page.
import "./copying.js";
import "./links.js";
import "./own.js";
import "./paper.js";
import "./returning.js";
import "./skeleton.js";
import "./sorting.js";
import "./tables.js";
import "./touch.js";
import "./viewport.js";
import { pageOf } from "./addresses.js";
import { onChange } from "./changes.js";
import { watchConnection } from "./connection.js";
import { welcome } from "./first.js";
import { rewrite } from "./rewriting.js";
import { prepare } from "./streamlit.js";
import { translator } from "./words.js";

const { locale, replace, connection, first, scripts, frames } = JSON.parse(
  document.getElementById("chrome-words").textContent,
);
const waiting = new Set(scripts);
let path = null;

// A page's script comes when the page is first opened, also from another page; it then stays.
function loadScript() {
  if (location.pathname === path) return;
  path = location.pathname;
  const key = pageOf(path);
  if (!waiting.delete(key)) return;
  import(`../${key}/${key}.js`).catch((error) => {
    waiting.add(key); // the server was away: the next time the page is opened
    console.error(error);
  });
}

prepare(locale, frames);
rewrite(translator(replace, locale));
watchConnection(connection);
welcome(first);
onChange(loadScript);
loadScript();
