import assert from "node:assert/strict";
import { test } from "node:test";
import { elementOf, nameOf } from "../../components/document/naming.js";

// Elements as far as names need them: `named` holds what a selector finds.
function element(marks = {}, children = []) {
  const { id = "", keys = [], testid } = marks;
  const one = { id, classList: keys, dataset: { testid }, children, parentElement: null };
  one.closest = () => (id || keys.length || testid ? one : (one.parentElement?.closest() ?? null));
  for (const child of children) child.parentElement = one;
  return one;
}

const page = () => {
  const fold = element();
  const table = element({ id: "ranking" }, [element(), element()]);
  const card = element({ keys: ["stVerticalBlock", "st-key-table-ranking"] }, [
    element({}, [table]),
    element({}, [element(), fold]),
  ]);
  const main = element({ testid: "stMain" }, [element({}, [card])]);
  const found = {
    '[id="ranking"]': table,
    ".st-key-table-ranking": card,
    '[data-testid="stMain"]': main,
  };
  return { fold, table, main, root: { querySelector: (selector) => found[selector] ?? null } };
};

test("an element is named by its container and the way down from it", () => {
  const { fold, table, main } = page();
  assert.equal(nameOf(fold), ".st-key-table-ranking/1/1");
  assert.equal(nameOf(table), '[id="ranking"]');
  assert.equal(nameOf(table.children[1]), '[id="ranking"]/1');
  assert.equal(nameOf(main.children[0]), '[data-testid="stMain"]/0');
  assert.equal(nameOf(element()), null);
});

test("a name finds what has taken the element's place", () => {
  const [before, after] = [page(), page()];
  for (const kind of ["fold", "table", "main"])
    assert.equal(elementOf(after.root, nameOf(before[kind])), after[kind]);
});

test("a name whose container or way is gone finds nothing", () => {
  const { root } = page();
  assert.equal(elementOf(root, ".st-key-gone/0"), null);
  assert.equal(elementOf(root, ".st-key-table-ranking/7/1"), null);
});
