// What a phone has a wall show next, from what the wall shows now; knows no page.

/** The scene `by` places further on in the wall's turn than the one that it shows; null where it says none. */
export function turned({ scenes = [], at = 0 }, by) {
  if (!scenes.length) return null;
  const number = (Math.max(at, 0) + by + scenes.length) % scenes.length;
  return { page: scenes[number], code: "", line: 0, at: number };
}

/** The row `by` further on than the lit one, of as many as there are; from none the first or the last. */
export function lit({ line = 0, lines = 0 }, by) {
  if (!lines) return 0;
  if (!line) return by > 0 ? 1 : lines;
  return ((line - 1 + by + lines) % lines) + 1;
}

/** Seconds as a clock counts them down, `1:05`. */
export function countdown(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
