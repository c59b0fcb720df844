import assert from "node:assert/strict";
import { test } from "node:test";
import { isNight, Rotation } from "../../components/wall/rotation.js";

const NOTHING = { committee: [], project: [] };

/** Scenes of these keys, all of them ready, the first one on since moment 0. */
function turning(keys, spots = NOTHING) {
  const rotation = new Rotation(
    keys.map((key) => ({ key })),
    { spots, dwell: 20, resume: 300 },
    0,
  );
  for (const scene of rotation.scenes) scene.shown = scene.key;
  rotation.start(0);
  return rotation;
}

const on = (rotation) => rotation.scene?.key;

test("the first scene that is ready comes on, and none before", () => {
  const rotation = new Rotation([{ key: "a" }, { key: "b" }], { spots: NOTHING, dwell: 20, resume: 300 }, 0);
  assert.equal(rotation.start(0).shown, false);
  assert.equal(rotation.scene, undefined);
  rotation.scenes[1].shown = "b";
  assert.equal(rotation.start(0).shown, true);
  assert.equal(on(rotation), "b");
});

test("scenes come round in their order, both ways", () => {
  const rotation = turning(["a", "b", "c"]);
  const seen = [];
  for (let n = 0; n < 4; n++) {
    rotation.step(1, 0);
    seen.push(on(rotation));
  }
  assert.deepEqual(seen, ["b", "c", "a", "b"]);
  rotation.step(-1, 0);
  rotation.step(-1, 0);
  assert.equal(on(rotation), "c");
});

test("a scene that is not ready, and a spotlight with nothing to fall on, are passed over", () => {
  const rotation = turning(["a", "b", "project", "d"]);
  rotation.scenes[1].shown = null;
  rotation.step(1, 0);
  assert.equal(on(rotation), "d");
  rotation.step(-1, 0);
  assert.equal(on(rotation), "a");
});

test("a scene stays for its time, and anew when another came on", () => {
  const rotation = turning(["a", "b"]);
  assert.equal(rotation.passed(5_000), 0.25);
  assert.ok(rotation.passed(19_999) < 1);
  assert.equal(rotation.passed(20_000), 1);
  assert.equal(rotation.passed(60_000), 1);
  rotation.step(1, 60_000);
  assert.equal(rotation.passed(60_000), 0);
});

test("a scene without another to change to has its time again", () => {
  const rotation = turning(["a"]);
  assert.deepEqual(rotation.step(1, 20_000), { shown: false, renewed: null });
  assert.equal(on(rotation), "a");
  assert.equal(rotation.passed(25_000), 0.25);
});

test("a scene that is put on again leaves nothing, also when its spotlight has nothing left to fall on", () => {
  const rotation = turning(["project", "b"], { committee: [], project: ["p1", "p2"] });
  assert.deepEqual(rotation.show(0, 5_000), { shown: true, renewed: null });
  assert.equal(rotation.spotOf(rotation.scene), "p1");
  rotation.spots = NOTHING;
  assert.equal(rotation.show(0, 5_000).shown, true);
  rotation.step(1, 5_000);
  assert.equal(rotation.show(0, 5_000).shown, false);
});

test("a scene that waits for the others to get ready is not counted a round", () => {
  const rotation = turning(["committee", "b"], { committee: ["c1", "c2"], project: [] });
  rotation.scenes[1].shown = null;
  assert.deepEqual(rotation.step(1, 20_000), { shown: false, renewed: null });
  assert.equal(rotation.spotOf(rotation.scene), "c1");
});

test("a pause keeps the scene, and ends by itself after its time or when it is told to", () => {
  const rotation = turning(["a", "b"]);
  rotation.pause(true, 10_000);
  assert.equal(rotation.paused, true);
  assert.equal(rotation.passed(200_000), 0);
  assert.equal(rotation.isRested(310_000), false);
  assert.equal(rotation.isRested(310_001), true);
  rotation.pause(false, 320_000);
  assert.equal(rotation.paused, false);
  assert.equal(rotation.isRested(999_999), false);
  assert.equal(rotation.passed(325_000), 0.25);
});

test("who is there prolongs a pause, and begins none", () => {
  const rotation = turning(["a", "b"]);
  rotation.prolong(5_000);
  assert.equal(rotation.paused, false);
  rotation.pause(true, 0);
  rotation.prolong(200_000);
  assert.equal(rotation.isRested(400_000), false);
  assert.equal(rotation.isRested(500_001), true);
});

test("a spotlight falls on the next one each time it comes round, and is opened anew for it when it leaves", () => {
  const rotation = turning(["committee", "b"], { committee: ["c1", "c2"], project: [] });
  const [spotlight, plain] = rotation.scenes;
  assert.equal(rotation.spotOf(spotlight), "c1");
  assert.equal(rotation.spotOf(plain), undefined);
  assert.deepEqual(rotation.step(1, 0), { shown: true, renewed: spotlight });
  assert.equal(rotation.spotOf(spotlight), "c2");
  assert.deepEqual(rotation.step(1, 0), { shown: true, renewed: null });
  rotation.step(1, 0);
  assert.equal(rotation.spotOf(spotlight), "c1");
});

test("a spotlight with one to fall on is opened anew no more often than any scene", () => {
  const rotation = turning(["committee", "b"], { committee: ["c1"], project: [] });
  assert.equal(rotation.step(1, 0).renewed, null);
});

test("any scene is opened anew after thirty rounds, a lone one too", () => {
  const rotation = turning(["a", "b"]);
  const renewed = [];
  for (let n = 1; n <= 120; n++) if (rotation.step(1, 0).renewed) renewed.push(n);
  const lone = turning(["a"]);
  const rounds = [];
  for (let n = 1; n <= 60; n++) if (lone.step(1, 0).renewed) rounds.push(n);
  assert.deepEqual(renewed, [59, 60, 119, 120]);
  assert.deepEqual(rounds, [30, 60]);
});

test("the next to get ready is the nearest from the one that is on, idle spotlights left out", () => {
  const rotation = turning(["a", "b", "project", "d"]);
  rotation.step(1, 0);
  const wanting = (...bad) => rotation.wanting((scene) => !bad.includes(scene.key))?.key;
  assert.equal(wanting("a", "d"), "d");
  assert.equal(wanting("a", "b"), "b");
  assert.equal(wanting("a"), "a");
  assert.equal(wanting("project"), undefined);
  assert.equal(wanting(), undefined);
});

test("before any scene is on, the first is got ready first", () => {
  const rotation = new Rotation([{ key: "a" }, { key: "b" }], { spots: NOTHING, dwell: 20, resume: 300 }, 0);
  assert.equal(rotation.wanting(() => false).key, "a");
});

test("a night lasts from its hour to its hour, also past midnight", () => {
  const through = ["22:00", "06:30"];
  assert.deepEqual(
    ["21:59", "22:00", "23:30", "00:00", "06:29", "06:30"].map((at) => isNight(at, through)),
    [false, true, true, true, true, false],
  );
  assert.deepEqual(
    ["00:59", "01:00", "04:59", "05:00"].map((at) => isNight(at, ["01:00", "05:00"])),
    [false, true, true, false],
  );
  assert.equal(isNight("23:00", null), false);
});
