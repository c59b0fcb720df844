// What the bar of the meeting-room screen says; knows no page and no clock.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A sentence with values in its places, such as `{count}`; a place without a value is left empty. */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/**
 * How a moment is said in a language, as it is on the town's clocks: `day` and `time` of a moment, `dayOf` an ISO day; a day
 * has its year where that is another than `now`'s.
 */
export function clockOf(lang, now = () => new Date()) {
  const zone = { timeZone: "Asia/Shanghai", hourCycle: "h23" };
  const time = new Intl.DateTimeFormat(lang, { ...zone, hour: "2-digit", minute: "2-digit" });
  const plain = new Intl.DateTimeFormat(lang, { ...zone, month: "long", day: "numeric" });
  const dated = new Intl.DateTimeFormat(lang, { ...zone, year: "numeric", month: "long", day: "numeric" });
  const year = new Intl.DateTimeFormat("en", { ...zone, year: "numeric" });
  const day = (at) => (year.format(at) === year.format(now()) ? plain : dated).format(at);
  return {
    time: (at) => time.format(at),
    day,
    dayOf: (iso) => day(new Date(`${iso}T12:00:00+08:00`)),
  };
}

/** An age in minutes, hours or days; at least a minute. */
export function ageOf(milliseconds, words) {
  if (milliseconds < HOUR) {
    return filled(words.minutes, { count: Math.max(Math.floor(milliseconds / MINUTE), 1) });
  }
  if (milliseconds < 48 * HOUR) return filled(words.hours, { count: Math.floor(milliseconds / HOUR) });
  return filled(words.days, { count: Math.floor(milliseconds / (24 * HOUR)) });
}

/** Whether the store can be read, as the server's health has it; it may be old all the same. */
export function isReadable(health) {
  return health?.status === "ok" || ["old", "ahead"].includes(health?.reason);
}

/**
 * What there is to say about the screen, in sentences.
 *
 * `alive`: the server answers, the last time well `age` ms ago; `health`: what it said then; `frozen`: the ISO day that the
 * screen is kept on; `resting`: why no scene takes its turn, by its word.
 */
export function sentences({ alive, health, age, frozen, resting, notices }, words, clock) {
  const said = [];
  const since = { age: ageOf(age, words) };
  if (!alive) said.push(filled(words.lost, since));
  else if (health?.status === "failing") {
    said.push(health.sentence);
    if (!isReadable(health)) said.push(filled(words.stands, since));
  }
  if (frozen) said.push(filled(words.frozen, { day: clock.dayOf(frozen) }));
  if (resting) said.push(words[resting]);
  return [...said, ...notices];
}

/**
 * Until when the data are, and what they are marked with: as a demonstration, or as not refreshed for longer than `limit` ms.
 *
 * `health.complete_at`: the town's wall clock, `2017-07-17 03:10:00`.
 */
export function dataLine({ health, frozen, demonstration, limit }, now, words, clock) {
  const at = new Date(`${health.complete_at.slice(0, 19).replace(" ", "T")}+08:00`);
  const stale = !demonstration && now - at > limit;
  const until = filled(words.data_until, { day: clock.dayOf(frozen ?? health.last_day) });
  const refreshed = filled(words.refreshed, { at: `${clock.day(at)} ${clock.time(at)}` });
  const marks = [demonstration, stale && `${words.not_refreshed} ${ageOf(now - at, words)}`].filter(Boolean);
  return { marks, line: stale ? until : until + words.beside + refreshed };
}

/**
 * What a scene is called, with the committee that it is held on, and why its spotlight fell where it is.
 *
 * `turns`: the rotation whose turn it is, nothing for a scene that a hand has opened; `names`: of the committees by code;
 * `whys`: by scene and code.
 */
export function captionOf(scene, turns, { kept, names, whys, words }) {
  if (!scene) return { title: "", why: "" };
  const spot = turns?.spotOf(scene);
  const committee = turns ? kept.committee : scene.parameters.committee;
  const title = [scene.title, names[committee]].filter(Boolean).join(words.beside);
  return { title, why: whys[scene.key]?.[spot] ?? "" };
}
