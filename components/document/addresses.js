// Addresses of pages, and what a reader's choices make of them; knows no page.
const OF_THE_DOCUMENT = ["lang", "look", "embed"]; // another document has to be loaded where these change

/** Whether another document has to be loaded to go from one address to another. */
export function needsLoading(from, to) {
  const [here, target] = [new URL(from), new URL(to)];
  const differs = (name) => here.searchParams.get(name) !== target.searchParams.get(name);
  return target.origin !== here.origin || OF_THE_DOCUMENT.some(differs);
}

/** An address with the words that are in the search field, which the server does not know; without them where there are none. */
export function withSearch(address, words) {
  return changed(address, "q", words);
}

/** An address with a choice in it, or without it where it is the usual one. */
export function withChoice(address, name, value, usual) {
  return changed(address, name, value === usual ? "" : value);
}

/** The key of the page at a path: `/works` → `works`, `/` → ``. */
export function pageOf(path) {
  return path.split("/").at(-1);
}

function changed(address, name, value) {
  const target = new URL(address);
  if (value) target.searchParams.set(name, value);
  else target.searchParams.delete(name);
  return target.href;
}
