// Addresses of the works map; knows no page.
const TOWN = "town";

/** The address with a work chosen and the map where it is; null where the work is chosen already. */
export function withWork(address, project) {
  const target = new URL(address);
  const chosen = target.searchParams;
  if (chosen.get("project") === project) return null;
  chosen.set("centre", chosen.get("centre") || chosen.get("project") || TOWN);
  chosen.set("project", project);
  chosen.delete("part");
  return target.href;
}
