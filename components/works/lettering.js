// Which font the map's canvases letter with, and which characters they will meet.
export const FAMILY = '"Noto Sans SC"';

/** A canvas's font, ours in the place of the machine's. */
export function ours(font) {
  return font.replace(/(^|\s)sans-serif$/, `$1${FAMILY}, sans-serif`);
}

/** The characters of a text beyond ASCII, each once. */
export function signs(text) {
  return [...new Set(text)].filter((sign) => sign > "~").join("");
}
