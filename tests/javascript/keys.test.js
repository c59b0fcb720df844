import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, sceneOf } from "../../components/wall/addresses.js";
import { deedOf } from "../../components/wall/keys.js";

const does = (key, state = {}, held = {}) => deedOf({ key, ...held }, state)?.does;

test("numbers open scenes, letters find a committee, arrows turn", () => {
  assert.deepEqual(deedOf({ key: "3" }, {}), { does: "scene", number: 3 });
  assert.deepEqual(deedOf({ key: "Q" }, {}), { does: "letter", letter: "q" });
  assert.deepEqual(
    ["ArrowRight", "PageDown", "ArrowLeft", "PageUp"].map((key) => does(key)),
    ["next", "next", "previous", "previous"],
  );
  assert.deepEqual(
    ["Escape", "Backspace", " ", "Enter", "0", "F8", "Tab"].map((key) => does(key)),
    ["back", "before", "pause", "pause", "remote", "rest", "rest"],
  );
});

test("while a committee is looked for the same keys choose one", () => {
  const finding = { finding: true };
  assert.deepEqual(deedOf({ key: "2" }, finding), { does: "choose", number: 2 });
  assert.deepEqual(deedOf({ key: "ArrowUp" }, finding), { does: "mark", number: -1 });
  assert.deepEqual(
    ["Enter", "ArrowRight", "Backspace", "Escape", "n", "PageDown"].map((key) => does(key, finding)),
    ["choose", "choose", "erase", "close", "letter", "next"],
  );
});

test("a field that is written in keeps its letters, a button its press, and the browser its own keys", () => {
  const writing = { finding: true, writing: true };
  assert.deepEqual(
    ["q", "Backspace", " "].map((key) => deedOf({ key }, writing)),
    [null, null, null],
  );
  assert.deepEqual([does("2", writing), does("Escape", writing)], ["choose", "close"]);
  assert.equal(does("Enter", writing, { isComposing: true }), undefined);
  assert.equal(does("Enter", { pressing: true }), undefined);
  assert.deepEqual([does("r", {}, { ctrlKey: true }), does("Shift")], [undefined, undefined]);
});

test("a scene's address has its day, and as a frame what makes it a scene", () => {
  const scene = { address: "/works", parameters: { lang: "en", on: "2017-06-01" } };
  assert.equal(addressOf(scene, null, false), "/works?lang=en");
  assert.equal(addressOf(scene, "2017-07-01", true), "/works?lang=en&on=2017-07-01&embed=true&look=wall");
  assert.equal(addressOf({ address: "/", parameters: {} }, null, false), "/");
});

test("a link is followed where it leads to a page that can be a scene", () => {
  const pages = { "/committee": { key: "committee", title: "Committee" }, "/project": { key: "project" } };
  const scene = (href) => sceneOf(href, "http://wall:8501", pages);
  assert.deepEqual(scene("/committee?committee=7&look=wall&embed=true"), {
    key: "committee",
    title: "Committee",
    address: "/committee",
    parameters: { committee: "7" },
  });
  assert.deepEqual(scene("/works?project=p1&look=wall"), {
    key: "project",
    address: "/project",
    parameters: { project: "p1" },
  });
  assert.deepEqual(["/definitions", "http://other/committee", "#top"].map(scene), [null, null, null]);
});
