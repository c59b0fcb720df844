// Rows of tables and lists: their order, how many there is room for, which hold what is looked for; knows no page.

/**
 * Rows in the order of their values, what is missing last either way.
 *
 * `valueIn(row)`: a text; two numbers are compared as such, all else as words of the language.
 */
export function inOrder(rows, valueIn, down, lang) {
  const collate = new Intl.Collator(lang, { numeric: true }).compare;
  const keyed = rows.map((row) => {
    const value = valueIn(row);
    return { row, value, number: value === "" ? Number.NaN : Number(value) };
  });
  keyed.sort((a, b) => {
    if (a.value === "" || b.value === "") return (a.value === "") - (b.value === "");
    const way =
      Number.isNaN(a.number) || Number.isNaN(b.number) ? collate(a.value, b.value) : a.number - b.number;
    return down ? -way : way;
  });
  return keyed.map(({ row }) => row);
}

/** Which way a press on a heading orders: the other way round, or as it is to begin with. */
export function turnsDown(before, first) {
  return before ? before === "ascending" : first === "down";
}

/** Which rows are hidden, and how many are left over: `missed` says of each row whether it is not looked for. */
export function laidOut(missed, room) {
  let found = 0;
  const hidden = missed.map((isMissed) => isMissed || ++found > room);
  return { hidden, left: Math.max(0, found - room) };
}

/** A function that says whether a text in small letters holds every word that was typed. */
export function looksFor(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}
