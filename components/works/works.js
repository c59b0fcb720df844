// The works' page under a reader's hand: the map, the day, and the chosen work in the list.
import "./letters.js";
import "./lost.js";
import "./map.js";
import "./player.js";
import { onChange } from "../document/changes.js";

// The chosen work's row is marked, and comes into sight of its list.
let marked = null;

function mark() {
  const project = new URLSearchParams(location.search).get("project");
  const link = project && document.querySelector(`#works-list [data-project="${CSS.escape(project)}"]`);
  const row = link ? link.closest("tr") : null;
  if (row === marked && (!row || row.hasAttribute("aria-current"))) return;
  marked?.removeAttribute("aria-current");
  row?.setAttribute("aria-current", "true");
  marked = row;
  const room = row?.closest(".works-rows");
  if (room && room.scrollHeight > room.clientHeight) room.scrollTop = row.offsetTop - room.clientHeight / 3;
}

onChange(mark);
mark();
