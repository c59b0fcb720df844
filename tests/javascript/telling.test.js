import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, lit, turned } from "../../components/remote/telling.js";

test("a turn goes on from what the wall shows, and round", () => {
  const shown = { scenes: ["overview", "works", "cases"], at: 2, page: "committee" };
  assert.deepEqual(turned(shown, 1), { page: "overview", code: "", line: 0, at: 0 });
  assert.deepEqual(turned(shown, -1), { page: "works", code: "", line: 0, at: 1 });
  assert.equal(turned({}, 1), null);
  assert.equal(turned({ scenes: ["works"], at: -1 }, 1).page, "works");
});

test("the light goes from row to row and round, from none to the first or the last", () => {
  assert.equal(lit({ lines: 3 }, 1), 1);
  assert.equal(lit({ lines: 3 }, -1), 3);
  assert.equal(lit({ line: 3, lines: 3 }, 1), 1);
  assert.equal(lit({ line: 1, lines: 3 }, -1), 3);
  assert.equal(lit({ line: 2 }, 1), 0);
});

test("time is counted down as on a clock", () => {
  assert.deepEqual([0, 999, 60_000, 61_500, 119_999].map(countdown), [
    "0:00",
    "0:01",
    "1:00",
    "1:02",
    "2:00",
  ]);
});
