import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ageOf,
  captionOf,
  clockOf,
  dataLine,
  filled,
  isReadable,
  sentences,
} from "../../components/wall/sayings.js";

const WORDS = {
  minutes: "{count} min",
  hours: "{count} h",
  days: "{count} d",
  lost: "lost for {age}",
  stands: "as {age} ago",
  frozen: "kept on {day}",
  paused: "paused",
  data_until: "data until {day}",
  refreshed: "refreshed {at}",
  not_refreshed: "not refreshed for",
  beside: " · ",
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = clockOf("en", () => Date.parse("2017-07-17T00:00:00+08:00"));
const GOOD = { alive: true, health: { status: "ok" }, age: 0, frozen: null, resting: null, notices: [] };

test("values stand in their places, and a place without one is empty", () => {
  assert.equal(filled("{a} of {b}{c}", { a: 0, b: "$&" }), "0 of $&");
});

test("an age is said in minutes, then hours, then days", () => {
  const said = [0, 59 * MINUTE, 60 * MINUTE, 47.9 * HOUR, 48 * HOUR, 71 * HOUR].map((age) =>
    ageOf(age, WORDS),
  );
  assert.deepEqual(said, ["1 min", "59 min", "1 h", "47 h", "2 d", "2 d"]);
});

test("moments are said as on the town's clocks, wherever the screen stands", () => {
  const at = new Date("2017-07-16T16:05:00Z");
  assert.equal(clock.time(at), "00:05");
  const inChinese = clockOf("zh-CN", () => at);
  assert.equal(inChinese.day(at), "7月17日");
  assert.equal(inChinese.dayOf("2017-07-16"), "7月16日");
});

test("a day of another year than today's is said with its year, from the new year on", () => {
  let now = new Date("2017-12-31T15:59:00Z");
  const { dayOf } = clockOf("zh-CN", () => now);
  assert.equal(dayOf("2017-12-30"), "12月30日");
  now = new Date("2017-12-31T16:00:00Z");
  assert.equal(dayOf("2017-12-30"), "2017年12月30日");
});

test("there is nothing to say where all is well", () => {
  assert.deepEqual(sentences(GOOD, WORDS, clock), []);
});

test("a server that is away is said to be, since when", () => {
  const state = { ...GOOD, alive: false, age: 5 * MINUTE, health: { status: "failing", sentence: "old" } };
  assert.deepEqual(sentences(state, WORDS, clock), ["lost for 5 min"]);
});

test("a failing store is said in the server's sentence, with the picture's age unless the store can be read", () => {
  const failing = (reason) => ({
    ...GOOD,
    age: 2 * HOUR,
    health: { status: "failing", reason, sentence: "So it is." },
  });
  assert.deepEqual(sentences(failing("old"), WORDS, clock), ["So it is."]);
  assert.deepEqual(sentences(failing("ahead"), WORDS, clock), ["So it is."]);
  assert.deepEqual(sentences(failing("file_missing"), WORDS, clock), ["So it is.", "as 2 h ago"]);
});

test("a store is readable where it is well or only old or ahead", () => {
  assert.equal(isReadable({ status: "ok" }), true);
  assert.equal(isReadable({ status: "failing", reason: "old" }), true);
  assert.equal(isReadable({ status: "failing", reason: "file_missing" }), false);
  assert.equal(isReadable(null), false);
});

test("a day that is kept, a pause and what the address has wrong are said, in this order", () => {
  const state = { ...GOOD, frozen: "2017-06-15", resting: "paused", notices: ["no such scene"] };
  assert.deepEqual(sentences(state, WORDS, clock), ["kept on June 15", "paused", "no such scene"]);
});

const DATA = {
  health: { last_day: "2017-07-16", complete_at: "2017-07-17 03:10:00.123" },
  frozen: null,
  demonstration: "",
  limit: 30 * HOUR,
};
const REFRESHED = Date.parse("2017-07-17T03:10:00+08:00");

test("the data's last day and their refreshing are said", () => {
  const { marks, line } = dataLine(DATA, REFRESHED + 30 * HOUR, WORDS, clock);
  assert.equal(line, "data until July 16 · refreshed July 17 03:10");
  assert.deepEqual(marks, []);
});

test("data that were not refreshed for longer than the limit are marked with their age", () => {
  const { marks, line } = dataLine(DATA, REFRESHED + 30 * HOUR + 1, WORDS, clock);
  assert.equal(line, "data until July 16");
  assert.deepEqual(marks, ["not refreshed for 30 h"]);
});

test("a demonstration is marked as such and does not grow old", () => {
  const { marks, line } = dataLine({ ...DATA, demonstration: "demo" }, REFRESHED + 999 * HOUR, WORDS, clock);
  assert.equal(line, "data until July 16 · refreshed July 17 03:10");
  assert.deepEqual(marks, ["demo"]);
});

test("a screen kept on a day says that day", () => {
  assert.match(
    dataLine({ ...DATA, frozen: "2017-06-15" }, REFRESHED, WORDS, clock).line,
    /^data until June 15 /,
  );
});

const TOWN = {
  kept: {},
  names: { c1: "Qinan", c2: "Luonan" },
  whys: { committee: { c1: "gained most" } },
  words: WORDS,
};
const turning = (spot) => ({ spotOf: () => spot });

test("a scene says why its spotlight falls where it does, and on whom all scenes are held", () => {
  const scene = { key: "committee", title: "Committee" };
  assert.deepEqual(captionOf(scene, turning("c1"), TOWN), { title: "Committee", why: "gained most" });
  assert.deepEqual(captionOf(scene, turning("c2"), TOWN), { title: "Committee", why: "" });
  const held = { ...TOWN, kept: { committee: "c2" } };
  assert.equal(captionOf({ key: "overview", title: "All" }, turning(), held).title, "All · Luonan");
  assert.deepEqual(captionOf(undefined, turning(), TOWN), { title: "", why: "" });
});

test("what a hand has opened says whose it is, and no reason", () => {
  const opened = { key: "committee", title: "Committee", parameters: { committee: "c1" } };
  assert.deepEqual(captionOf(opened, undefined, TOWN), { title: "Committee · Qinan", why: "" });
});
