// The one observer of the document: who wants to hear of its changes says so here.
const added = [];
const texts = [];
const changed = [];
const attributes = new Map();

/** `hear(node)` of each node that was put into the document. */
export function onAdded(hear) {
  added.push(hear);
}

/** `hear(node)` of each text that became another. */
export function onText(hear) {
  texts.push(hear);
}

/** `hear(element)` of each element whose attribute of one of these names was set. */
export function onAttributes(names, hear) {
  for (const name of names) attributes.set(name, [...(attributes.get(name) ?? []), hear]);
  observe();
}

/** `hear()` once after nodes came or went, however many at a time. */
export function onChange(hear) {
  changed.push(hear);
}

const observer = new MutationObserver((changes) => {
  let nodes = false;
  for (const { type, target, attributeName, addedNodes } of changes) {
    if (type === "characterData") for (const hear of texts) hear(target);
    else if (type === "attributes") for (const hear of attributes.get(attributeName) ?? []) hear(target);
    else {
      nodes = true;
      for (const node of addedNodes) for (const hear of added) hear(node);
    }
  }
  if (nodes) for (const hear of changed) hear();
});

function observe() {
  const named = attributes.size ? { attributeFilter: [...attributes.keys()] } : {};
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    ...named,
  });
}

observe();
