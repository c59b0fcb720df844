// Which names a few letters mean: initials or whole syllables of pinyin, or the characters themselves; knows no page.
import { inOrder, readings } from "./pinyin.js";

const ENOUGH = 2; // letters that may open a name by themselves

/** A finder of names. `names`: by code. */
export class Finder {
  #entries;

  constructor(names) {
    this.#entries = Object.entries(names)
      .map(([code, name]) => ({ code, name, signs: read(name) }))
      .sort((one, other) => inOrder(one.name, other.name));
  }

  /** What `query` may mean, as `{ code, name }`: those that begin with it first, of these the short ones; all without one. */
  matches(query) {
    const letters = plain(query);
    const found = this.#entries.map((entry) => ({ entry, at: place(entry.signs, letters) }));
    return found
      .filter(({ at }) => at >= 0)
      .sort(
        (one, other) => one.at - other.at || (letters && one.entry.signs.length - other.entry.signs.length),
      )
      .map(({ entry: { code, name } }) => ({ code, name }));
  }

  /** The one name that `query` can mean, once it is long enough; null where it may mean others, or none. */
  only(query) {
    const found = plain(query).length >= ENOUGH ? this.matches(query) : [];
    return found.length === 1 ? found[0] : null;
  }
}

// Of each sign that can be read what may be typed for it: itself or its readings.
const read = (name) => [...name].map((sign) => [sign, ...readings(sign)]).filter((ways) => ways.length > 1);

// As it is compared: small letters, ü as u, without what a keyboard's own finder of characters sets between syllables.
const plain = (query) => query.toLowerCase().replace(/[vü]/g, "u").replace(/['\s]/g, "");

// From which sign on the letters fit; -1: from none.
const place = (signs, letters) => (letters ? signs.findIndex((_, n) => fits(signs, n, letters)) : 0);

// Whether the letters are made of beginnings of readings, one of each sign from the n-th on.
function fits(signs, n, letters) {
  if (!letters) return true;
  if (n === signs.length) return false;
  return signs[n].some((reading) => {
    for (let end = Math.min(reading.length, letters.length); end > 0; end--) {
      if (reading.slice(0, end) === letters.slice(0, end) && fits(signs, n + 1, letters.slice(end)))
        return true;
    }
    return false;
  });
}
