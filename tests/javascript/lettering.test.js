import assert from "node:assert/strict";
import { test } from "node:test";
import { due } from "../../components/works/again.js";
import { ours, signs } from "../../components/works/lettering.js";

test("the machine's font gives way to ours, a named one stays", () => {
  assert.equal(ours("900 24px sans-serif"), '900 24px "Noto Sans SC", sans-serif');
  assert.equal(ours("sans-serif"), '"Noto Sans SC", sans-serif');
  assert.equal(
    ours("700 48px 'Noto Sans SC', sans-serif"),
    `700 48px 'Noto Sans SC', "Noto Sans SC", sans-serif`,
  );
  assert.equal(ours("10px Monaco, monospace"), "10px Monaco, monospace");
  assert.equal(ours("12px my-sans-serif"), "12px my-sans-serif");
});

test("of a text each character beyond ASCII counts once", () => {
  assert.equal(signs('{"label":"月罗公路","name":"罗店路 A1"}'), "月罗公路店");
  assert.equal(signs("{}"), "");
});

test("a lost map is opened anew by itself, but not again within a minute", () => {
  assert.equal(due(0, 5_000), true);
  assert.equal(due(1_000_000, 1_059_000), false);
  assert.equal(due(1_000_000, 1_061_000), true);
});
