import assert from "node:assert/strict";
import { test } from "node:test";
import {
  needsLoading,
  orderOf,
  pageOf,
  withChoice,
  withOrder,
  withOrders,
  withSearch,
} from "../../components/document/addresses.js";
import { withWork } from "../../components/works/addresses.js";

const TOWN = "http://town:8501";

test("a page of the same language and look is gone to without loading", () => {
  assert.equal(needsLoading(`${TOWN}/?on=2017-07-16`, `${TOWN}/works?kind=tree`), false);
  assert.equal(needsLoading(`${TOWN}/?lang=en&look=wall`, `${TOWN}/works?look=wall&lang=en`), false);
});

test("another language, look, frame or server is loaded", () => {
  for (const to of ["/?lang=en", "/?look=wall", "/?embed=true"]) {
    assert.equal(needsLoading(`${TOWN}/`, TOWN + to), true, to);
    assert.equal(needsLoading(TOWN + to, `${TOWN}/`), true, to);
  }
  assert.equal(needsLoading(`${TOWN}/`, "http://elsewhere:8501/"), true);
});

test("what is searched for stands in the address, or is gone from it", () => {
  assert.equal(withSearch(`${TOWN}/works?on=2017-07-16`, "lane 9"), `${TOWN}/works?on=2017-07-16&q=lane+9`);
  assert.equal(withSearch(`${TOWN}/works?q=old&on=2017-07-16`, ""), `${TOWN}/works?on=2017-07-16`);
  assert.equal(withSearch(`${TOWN}/works?q=old`, null), `${TOWN}/works`);
});

test("a choice stands in the address unless it is the usual one", () => {
  const here = `${TOWN}/works?kind=tree`;
  assert.equal(withChoice(here, "kind", "road", ""), `${TOWN}/works?kind=road`);
  assert.equal(withChoice(here, "kind", "", ""), `${TOWN}/works`);
  assert.equal(withChoice(`${here}&on=2017-05-01`, "on", "2017-07-16", "2017-07-16"), here);
  assert.equal(withChoice(here, "on", "2017-07-16", undefined), `${here}&on=2017-07-16`);
});

test("the page of a path is its last part", () => {
  assert.equal(pageOf("/works"), "works");
  assert.equal(pageOf("/"), "");
});

test("a chosen work leaves the map where it was first, and closes the part that was open", () => {
  const first = withWork(`${TOWN}/works?part=plan`, "p1");
  assert.equal(first, `${TOWN}/works?centre=town&project=p1`);
  assert.equal(withWork(first, "p2"), `${TOWN}/works?centre=town&project=p2`);
  assert.equal(withWork(`${TOWN}/works?project=p1`, "p2"), `${TOWN}/works?project=p2&centre=p1`);
});

test("a work that is chosen already is not chosen again", () => {
  assert.equal(withWork(`${TOWN}/works?project=p1`, "p1"), null);
});

const PAGE = `${TOWN}/registration?on=2017-07-16`;

test("an address says how a table is ordered, several with commas", () => {
  const first = withOrder(PAGE, "ranking", { column: "value", down: true });
  assert.equal(first, `${PAGE}&sort=ranking.value.down`);
  const both = withOrder(first, "runs", { column: "3", down: false });
  assert.deepEqual(orderOf(both, "ranking"), { column: "value", down: true });
  assert.deepEqual(orderOf(both, "runs"), { column: "3", down: false });
  assert.equal(orderOf(both, "run"), null);
  const turned = withOrder(both, "ranking", { column: "place", down: false });
  assert.equal(new URL(turned).searchParams.get("sort"), "runs.3.up,ranking.place.up");
  assert.equal(withOrder(withOrder(turned, "runs", null), "ranking", null), PAGE);
});

test("an order that is none is passed over", () => {
  for (const sort of ["value", "ranking.value", "ranking.value.sideways", "ranking..down", ","])
    assert.equal(orderOf(`${PAGE}&sort=${sort}`, "ranking"), null);
});

test("to the same page the order goes along, unless the address has its own", () => {
  const here = `${PAGE}&sort=ranking.value.down`;
  assert.equal(withOrders(PAGE, here), here);
  assert.equal(withOrders(`${TOWN}/party`, here), `${TOWN}/party`);
  assert.equal(withOrders(`${PAGE}&sort=runs.3.up`, here), `${PAGE}&sort=runs.3.up`);
  assert.equal(withOrders(PAGE, PAGE), PAGE);
});
