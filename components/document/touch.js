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

  // ---- Tables: <th aria-sort><button data-sorts="up|down"> orders the rows of each body by their cells' data-value or
  // text, what is missing last; a foot stays where it is ------------------------------------------------------------
  function ordered(rows, column, down) {
    const collated = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const keyed = rows.map((row) => {
      const said = row.children[column]?.dataset.value ?? row.children[column]?.textContent.trim() ?? "";
      return { row, said, number: said === "" ? NaN : Number(said) };
    });
    keyed.sort((a, b) => {
      if (a.said === "" || b.said === "") return (a.said === "") - (b.said === "");
      const way = Number.isNaN(a.number) || Number.isNaN(b.number) ? collated(a.said, b.said) : a.number - b.number;
      return down ? -way : way;
    });
    return keyed.map((one) => one.row);
  }
  document.addEventListener("click", (click) => {
    const button = inside(click, "[data-sorts]");
    if (!button) return;
    const head = button.closest("th");
    const table = head.closest("table");
    const column = [...head.parentNode.children].indexOf(head);
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : button.dataset.sorts === "down";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of table.tBodies) body.append(...ordered([...body.rows], column, down));
    lay(table);
  });

  // Where the headings have no room: <select data-orders="id"> presses the heading of the chosen words, or follows it.
  document.addEventListener("change", (change) => {
    const table = document.getElementById(change.target.dataset?.orders ?? "");
    const heads = [...(table?.querySelectorAll("thead :is([data-sorts], .sorts)") ?? [])];
    const chosen = change.target.value;
    heads.find((head) => (head.getAttribute("href") ?? head.textContent) === chosen)?.click();
  });

  // ---- Charts: a press on a mark opens the address that its trace carries in `meta`, one for all or one a row ------
  document.addEventListener("pointerover", (over) => {
    const plot = inside(over, ".js-plotly-plot");
    if (!plot?.on || plot.dataset.opens) return;
    plot.dataset.opens = "true";
    plot.on("plotly_click", ({ points: [point] }) => {
      const row = Array.isArray(point.pointIndex) ? point.pointIndex[0] : 0;
      const address = point.data.meta?.[row];
      if (!address) return;
      const link = Object.assign(document.createElement("a"), { href: address });
      link.dataset.inner = "";
      document.body.append(link);
      link.click();
      link.remove();
    });
  }, { passive: true });

  // ---- Long tables: <table data-step> shows so many rows, and as many more by its [data-more] button --------------
  function lay(table) {
    const step = Number(table.dataset.step);
    if (!step) return;
    let room = Number(table.dataset.room ?? step);
    let left = 0;
    for (const body of table.tBodies) {
      for (const row of body.rows) {
        const missed = row.hasAttribute("data-missed");
        const hidden = missed || room <= 0;
        if (row.hidden !== hidden) row.hidden = hidden;
        if (!missed) { left += room <= 0 ? 1 : 0; room -= 1; }
      }
    }
    const button = document.querySelector(`[data-more="${table.id}"]`);
    if (!button) return;
    button.hidden = !left;
    button.textContent = button.dataset.some.replace("{count}", left);
  }
  document.addEventListener("click", (click) => {
    const button = inside(click, "[data-more]");
    const table = button && document.getElementById(button.dataset.more);
    if (!table) return;
    table.dataset.room = Number(table.dataset.room ?? table.dataset.step) + Number(table.dataset.step);
    lay(table);
  });

  // ---- Search: <input data-filters="id"> shows the items of that element that hold every word, and keeps ?q= ----
  function filter(field) {
    const place = document.getElementById(field.dataset.filters);
    if (!place) return;
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of place.querySelectorAll("[data-words]")) {
      const missed = !words.every((word) => item.dataset.words.includes(word));
      item.toggleAttribute("data-missed", missed);
      if (!place.dataset.step && item.hidden !== missed) item.hidden = missed;
      shown += missed ? 0 : 1;
    }
    delete place.dataset.room;
    lay(place);
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
