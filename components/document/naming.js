// Names for elements that Streamlit draws anew: by the nearest container that has a name, and the way down from it; knows no page.
const NAMED = '[id], [class*="st-key-"], [data-testid="stMain"]';

/** The name under which an element, or the one that has taken its place, is found again; null without a named container. */
export function nameOf(element) {
  const container = element.closest(NAMED);
  if (!container) return null;
  const way = [];
  for (let one = element; one !== container; one = one.parentElement)
    way.unshift([...one.parentElement.children].indexOf(one));
  return [selectorOf(container), ...way].join("/");
}

/** The element of a name within `root`, or null. */
export function elementOf(root, name) {
  const [selector, ...way] = name.split("/");
  return way.reduce((element, number) => element?.children[number] ?? null, root.querySelector(selector));
}

function selectorOf(container) {
  if (container.dataset.testid === "stMain") return '[data-testid="stMain"]';
  const key = [...container.classList].find((one) => one.startsWith("st-key-"));
  return key ? `.${key}` : `[id="${container.id}"]`;
}
