// Streamlit's words in the reader's language; knows no page.

/**
 * A function that says words in the reader's language, or gives null where it knows no others.
 *
 * `replace`: what Streamlit says → what we say, both with places such as `{count}`; a day in such a place is said as in `locale`.
 */
export function translator(replace, locale) {
  const whole = new Map();
  const patterns = [];
  for (const [original, ours] of Object.entries(replace)) {
    const places = [...original.matchAll(/\{(\w+)\}/g)].map((place) => place[1]);
    if (places.length) patterns.push([pattern(original), places, ours]);
    else whole.set(original, ours);
  }
  return (words) => {
    const trimmed = words.trim();
    if (!trimmed || trimmed.length > 200 || !/[A-Za-z]/.test(trimmed)) return null;
    const ours = whole.get(trimmed);
    return ours === undefined ? filled(trimmed, patterns, locale) : words.replace(trimmed, () => ours);
  };
}

function pattern(original) {
  const escaped = original.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\w+\\\}/g, "(.+?)");
  return new RegExp(`^${escaped}$`);
}

function filled(words, patterns, locale) {
  for (const [form, places, ours] of patterns) {
    const found = form.exec(words);
    if (found)
      return ours.replace(/\{(\w+)\}/g, (_, place) => dated(found[1 + places.indexOf(place)], locale));
  }
  return null;
}

// "July 16, 2017", as the calendar announces it whatever the language.
function dated(words, locale) {
  const day = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(words) ? new Date(words) : Number.NaN;
  return Number.isNaN(+day) ? words : new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(day);
}
