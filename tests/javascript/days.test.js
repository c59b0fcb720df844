import assert from "node:assert/strict";
import { test } from "node:test";
import { photoAfter } from "../../components/project/slides.js";
import { dayAt, nextOf, worded } from "../../components/works/days.js";

test("days are counted from the first one, over months and years", () => {
  assert.equal(dayAt("2017-05-01", 0), "2017-05-01");
  assert.equal(dayAt("2017-05-01", "20"), "2017-05-21");
  assert.equal(dayAt("2017-05-01", 31), "2017-06-01");
  assert.equal(dayAt("2016-12-31", 1), "2017-01-01");
  assert.equal(dayAt("2020-02-28", 1), "2020-02-29");
});

test("a day is said in the reader's language", () => {
  assert.equal(worded("2017-05-21", "zh-CN", 2017), "5月21日");
  assert.equal(worded("2017-05-01", "en-GB", 2017), "1 May");
  assert.equal(worded("2017-05-21", "zh-CN", 2026), "2017年5月21日");
  assert.equal(worded("2017-05-01", "en-GB", 2026), "1 May 2017");
});

test("playing goes through some 26 days, to the last one, and ends there", () => {
  assert.equal(nextOf(0, 76, true), 3);
  assert.equal(nextOf(75, 76, false), 76);
  assert.equal(nextOf(76, 76, false), null);
  assert.equal(nextOf(4, 10, false), 5);
  const days = [];
  for (let day = 0; day !== null; day = nextOf(day, 76, false)) days.push(day);
  assert.equal(days.length, 27);
});

test("playing begins with the first day where the last one is shown", () => {
  assert.equal(nextOf(76, 76, true), 0);
  assert.equal(nextOf(0, 0, true), 0);
});

test("a key leads from any place between two photos to the next one, and not beyond the ends", () => {
  assert.equal(photoAfter("ArrowRight", 0, 2), 1);
  assert.equal(photoAfter("ArrowUp", 0.4, 2), 1);
  assert.equal(photoAfter("ArrowLeft", 1, 2), 0);
  assert.equal(photoAfter("ArrowDown", 1.4, 2), 1);
  assert.equal(photoAfter("ArrowRight", 2, 2), 2);
  assert.equal(photoAfter("ArrowLeft", 0, 2), 0);
  assert.equal(photoAfter("Enter", 1, 2), null);
});
