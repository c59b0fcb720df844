/** The innermost element that an event came from or through, also out of a shadow, that a selector fits. */
export function inside(event, selector) {
  return event.composedPath().find((node) => node instanceof Element && node.matches(selector));
}
