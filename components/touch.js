// What a reader's hand does to our own HTML, without asking the server: hints, folds, sorting, filtering.
(() => {
  "use strict";
  const inside = (event, selector) =>
    event.composedPath().find((node) => node instanceof Element && node.matches(selector));

  // ---- Hints: [data-hint] says its words beside the pointer or the focus ------------------------------------
  let hint = null;
  function say(words, x, y) {
    hint ??= Object.assign(document.body.appendChild(document.createElement("div")), { id: "hint", hidden: true });
    hint.textContent = words;
    hint.hidden = !words;
    if (!words) return;
    hint.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - hint.offsetWidth - 8))}px`;
    hint.style.top = `${y + 18 + hint.offsetHeight > innerHeight ? y - hint.offsetHeight - 12 : y + 18}px`;
  }
  document.addEventListener("pointermove", (move) => {
    const place = inside(move, "[data-hint]");
    if (place) say(place.dataset.hint, move.clientX, move.clientY);
    else if (hint && !hint.hidden) say("");
  }, { passive: true });
  document.addEventListener("focusin", (focus) => {
    const place = inside(focus, "[data-hint]");
    if (!place || !place.matches(":focus-visible")) return;
    const box = place.getBoundingClientRect();
    say(place.dataset.hint, box.left + box.width / 2, box.top + box.height / 2);
  });
  for (const end of ["focusout", "pointerleave", "scroll"]) addEventListener(end, () => hint && say(""), true);

  // ---- Folds that lie over the page: one at a time, closed by Escape or by a tap elsewhere --------------------
  function closeFolds(but) {
    for (const fold of document.querySelectorAll("details[data-alone][open]")) if (fold !== but) fold.open = false;
  }
  document.addEventListener("click", (click) => closeFolds(inside(click, "details[data-alone]")));
  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    document.querySelector("details[data-alone][open] summary")?.focus();
    closeFolds();
    if (hint) say("");
  });

  // ---- Tables: <th aria-sort><button data-sorts> orders the rows by their cells' data-value or text -----------
  document.addEventListener("click", (click) => {
    const button = inside(click, "[data-sorts]");
    if (!button) return;
    const head = button.closest("th");
    const table = head.closest("table");
    const column = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const value = (row) => row.children[column]?.dataset.value ?? row.children[column]?.textContent.trim() ?? "";
    for (const body of table.tBodies) {
      const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * order(value(a), value(b)));
      body.append(...rows);
    }
  });

  // ---- Search: <input data-filters="id"> shows the items of that element that hold every word, and keeps ?q= ----
  function filter(field) {
    const place = document.getElementById(field.dataset.filters);
    if (!place) return;
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of place.querySelectorAll("[data-words]")) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    for (const line of document.querySelectorAll(`[data-counts="${field.dataset.filters}"]`)) {
      line.textContent = shown ? line.dataset.some.replace("{count}", shown) : line.dataset.none;
    }
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value); else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }
  document.addEventListener("input", (input) => {
    if (input.target.matches?.("[data-filters]")) filter(input.target);
  });
})();
