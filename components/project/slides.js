// Where the photo slider goes: from any place between two photos to a photo; knows no page.
const WAYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** The photo that a key leads to from a place, of photos 0 to `last`; null for a key that leads nowhere. */
export function photoAfter(key, place, last) {
  const way = WAYS[key];
  if (!way) return null;
  const next = way > 0 ? Math.floor(place + 1) : Math.ceil(place - 1);
  return Math.max(0, Math.min(last, next));
}
