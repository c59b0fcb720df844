// Where the screen's frames lead, and which of a page's links it follows itself; knows no page.
const OWN = ["embed", "look"]; // what a page says as a scene, and not as itself

/** The address of a scene: its path with its parameters, on `day` where one is held; `embedded`: as the frame has it. */
export function addressOf({ address, parameters }, day, embedded) {
  const query = new URLSearchParams(parameters);
  if (day) query.set("on", day);
  else query.delete("on");
  if (embedded) {
    query.set("embed", "true");
    query.set("look", "wall");
  }
  return address + (query.size ? `?${query}` : "");
}

/**
 * The scene that a link leads to, which for a work is its own page, also from a map that would only mark it; null where it
 * leads elsewhere than to a page that can be a scene. `pages`: by path.
 */
export function sceneOf(href, origin, pages) {
  const target = new URL(href, origin);
  const key = target.searchParams.has("project") ? "project" : pages[target.pathname]?.key;
  const page = target.origin === origin ? pageOf(key, pages) : null;
  if (!page) return null;
  const kept = [...target.searchParams].filter(([name]) => !OWN.includes(name));
  return { ...page, parameters: Object.fromEntries(kept) };
}

/** A page with its address, by its key; null where it is none that can be a scene. */
export function pageOf(key, pages) {
  const [address, page] = Object.entries(pages).find(([, one]) => one.key === key) ?? [];
  return page ? { ...page, address } : null;
}
