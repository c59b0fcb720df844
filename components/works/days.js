// The days of the works map's slider: where each lies, how it is said, what is played next; knows no page.
const FRAMES = 26; // about so many pictures from the first day to the last

/** The day so many days after the first, as `2017-05-21`. */
export function dayAt(first, count) {
  const day = new Date(`${first}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(count));
  return day.toISOString().slice(0, 10);
}

/** A day as a locale writes it, `5月21日`, `21 May`; with its year where that is not `thisYear`. */
export function worded(day, locale, thisYear = new Date().getFullYear()) {
  const year = Number(day.slice(0, 4)) === thisYear ? {} : { year: "numeric" };
  const format = new Intl.DateTimeFormat(locale, { ...year, day: "numeric", month: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** What is played after a day: the next one, the first one where playing begins at the end, null where it ends. */
export function nextOf(value, most, begins) {
  if (value >= most) return begins ? 0 : null;
  return Math.min(most, value + Math.max(1, Math.round(most / FRAMES)));
}
