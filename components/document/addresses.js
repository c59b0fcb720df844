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

/** How an address has a table ordered, `{column, down}`; null where it does not say. */
export function orderOf(address, table) {
  const [kept] = ordersOf(address).filter(([name]) => name === table);
  return kept ? { column: kept[1], down: kept[2] === "down" } : null;
}

/** An address with a table ordered, or as it comes where `order` is null; the other tables stay as they are. */
export function withOrder(address, table, order) {
  const others = ordersOf(address).filter(([name]) => name !== table);
  const own = order ? [[table, order.column, order.down ? "down" : "up"]] : [];
  return changed(address, "sort", [...others, ...own].map((one) => one.join(".")).join(","));
}

/** An address of the page that one is on, with the order of its tables, where it says none of its own. */
export function withOrders(address, from) {
  const [target, here] = [new URL(address), new URL(from)];
  if (target.pathname !== here.pathname || target.searchParams.has("sort")) return address;
  return changed(address, "sort", here.searchParams.get("sort"));
}

/** The key of the page at a path: `/works` → `works`, `/` → ``. */
export function pageOf(path) {
  return path.split("/").at(-1);
}

function ordersOf(address) {
  const listed = new URL(address).searchParams.get("sort") ?? "";
  const orders = listed.split(",").map((one) => one.split("."));
  return orders.filter(([, column, way]) => column && (way === "up" || way === "down"));
}

function changed(address, name, value) {
  const target = new URL(address);
  if (value) target.searchParams.set(name, value);
  else target.searchParams.delete(name);
  return target.href;
}
