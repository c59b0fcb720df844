import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../components/document/words.js";

const REPLACE = {
  "Select all": "全选",
  "{count} options available": "有 {count} 个选项",
  "{first} to {last}": "{last} 之前，从 {first} 起",
  "Choose a date, selected {date}": "选择日期，已选 {date}",
  "Costs $5 (net)": "净价 $& 五元",
};
const translated = translator(REPLACE, "zh-CN");

test("a word is said in the reader's language, with the spaces around it", () => {
  assert.equal(translated("Select all"), "全选");
  assert.equal(translated("\n  Select all "), "\n  全选 ");
});

test("what stands in a sentence's places is kept, in the order of our sentence", () => {
  assert.equal(translated("12 options available"), "有 12 个选项");
  assert.equal(translated("May to July"), "July 之前，从 May 起");
});

test("a day in a sentence is said as in the reader's language", () => {
  assert.equal(translated("Choose a date, selected July 16, 2017"), "选择日期，已选 2017年7月16日");
  const english = translator({ "Chosen {date}": "Picked {date}" }, "en-GB");
  assert.equal(english("Chosen July 16, 2017"), "Picked 16 July 2017");
});

test("signs that mean something in a pattern mean nothing in a word", () => {
  assert.equal(translated("Costs $5 (net)"), "净价 $& 五元");
  assert.equal(translator({ "{n}+ (of 9)": "{n} 多" }, "zh-CN")("7+ (of 9)"), "7 多");
  assert.equal(translator({ "{n}+ (of 9)": "{n} 多" }, "zh-CN")("77 of 9"), null);
});

test("what is not known is left alone", () => {
  for (const words of ["", "  ", "全选", "select all", "Select all of it", "1,234", "options available"]) {
    assert.equal(translated(words), null, words);
  }
});

test("a long text is not looked through", () => {
  const text = `${"x".repeat(192)} to July`;
  assert.equal(translated(text), `July 之前，从 ${"x".repeat(192)} 起`);
  assert.equal(translated(`x${text}`), null);
});
