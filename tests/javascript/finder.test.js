import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder } from "../../components/wall/finder.js";
import { readings } from "../../components/wall/pinyin.js";

const NAMES = {
  a: "祁南",
  b: "新桥",
  c: "金星",
  d: "金星第二",
  e: "美罗家园佳翔苑",
  f: "长江二村",
  g: "绿地Park 9",
};
const finder = new Finder(NAMES);
const found = (query) => finder.matches(query).map(({ name }) => name);
const only = (query) => finder.only(query)?.code;

test("characters are read as pinyin without tones, some of them in two ways", () => {
  assert.deepEqual(
    [..."祁南琥珀郡罗店"].map((sign) => readings(sign)[0]),
    ["qi", "nan", "hu", "po", "jun", "luo", "dian"],
  );
  assert.deepEqual(readings("长"), ["zhang", "chang"]);
  assert.deepEqual([readings("K"), readings("9"), readings("·")], [["k"], ["9"], []]);
});

test("initials, whole syllables, both mixed, and the characters themselves find a name", () => {
  for (const query of ["qn", "QN", "qinan", "qin", "qnan", "祁南", "祁n", "qi'nan"])
    assert.equal(only(query), "a", query);
  assert.equal(only("cj"), "f");
  assert.equal(only("zhangjiang"), "f");
  assert.equal(only("lvdi"), "g");
  assert.equal(only("ldpark9"), "g");
});

test("a name is found by its middle too, after those that begin so, the short ones first", () => {
  assert.deepEqual(found("jx"), ["金星", "金星第二", "美罗家园佳翔苑"]);
  assert.deepEqual(found("jxy"), ["美罗家园佳翔苑"]);
});

test("one letter opens nothing by itself, nor does what may be several or none", () => {
  assert.deepEqual(found("x"), ["新桥", "金星", "金星第二", "美罗家园佳翔苑"]);
  assert.deepEqual([only("m"), only("jx"), only("qq")], [undefined, undefined, undefined]);
  assert.deepEqual(found("qq"), []);
});

test("without letters all names stand in the order of pinyin", () => {
  assert.deepEqual(found("").slice(-3), ["祁南", "新桥", "长江二村"].sort(new Intl.Collator("zh").compare));
  assert.equal(found("").length, 7);
});
