import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, laidOut, looksFor, turnsDown } from "../../components/document/rows.js";

const ordered = (values, down, lang = "zh-CN") => inOrder(values, (value) => value, down, lang);

test("numbers are ordered as numbers, either way", () => {
  assert.deepEqual(ordered(["10", "9", "-1", "2.5"], false), ["-1", "2.5", "9", "10"]);
  assert.deepEqual(ordered(["10", "9", "-1", "2.5"], true), ["10", "9", "2.5", "-1"]);
});

test("what is missing is last either way", () => {
  assert.deepEqual(ordered(["", "2", "", "1"], false), ["1", "2", "", ""]);
  assert.deepEqual(ordered(["", "1", "", "2"], true), ["2", "1", "", ""]);
});

test("names are ordered as the language has them, and numbers in them as numbers", () => {
  assert.deepEqual(ordered(["张庄", "北金", "罗南"], false), ["北金", "罗南", "张庄"]);
  assert.deepEqual(ordered(["Lane 10", "Lane 9", "lane 1"], false, "en"), ["lane 1", "Lane 9", "Lane 10"]);
});

test("rows with the same value stay as they were", () => {
  const rows = [
    { name: "b", value: "1" },
    { name: "a", value: "1" },
    { name: "c", value: "0" },
  ];
  const names = (down) => inOrder(rows, (row) => row.value, down, "en").map((row) => row.name);
  assert.deepEqual(names(false), ["c", "b", "a"]);
  assert.deepEqual(names(true), ["b", "a", "c"]);
  assert.deepEqual(
    rows.map((row) => row.name),
    ["b", "a", "c"],
  );
});

test("a first press orders as the heading says, the next one the other way round", () => {
  assert.equal(turnsDown(null, "down"), true);
  assert.equal(turnsDown(null, "up"), false);
  assert.equal(turnsDown("ascending", "up"), true);
  assert.equal(turnsDown("descending", "down"), false);
});

test("rows beyond the room are hidden and counted, those not looked for are hidden and not counted", () => {
  assert.deepEqual(laidOut([false, false, false], 2), { hidden: [false, false, true], left: 1 });
  assert.deepEqual(laidOut([true, false, true, false, false], 2), {
    hidden: [true, false, true, false, true],
    left: 1,
  });
  assert.deepEqual(laidOut([false, false], 2), { hidden: [false, false], left: 0 });
  assert.deepEqual(laidOut([], 2), { hidden: [], left: 0 });
});

test("every word that was typed must be there, in any order and any case", () => {
  assert.equal(looksFor("LANE  9")("9 north lane"), true);
  assert.equal(looksFor("lane 8")("9 north lane"), false);
  assert.equal(looksFor("  ")("anything"), true);
});
