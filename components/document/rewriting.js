// What Streamlit puts into the document, made ours: its words, and the pictures that it would drop.
import { onAdded, onAttributes, onText } from "./changes.js";

const ATTRIBUTES = ["title", "aria-label", "placeholder", "data-title", "alt"];
const CARRIER = "data-markup"; // st.html drops <svg>: components/parts/html.py carries it past it in this attribute

/** Says everything that comes in the reader's language; `translated(words)`: theirs, or null. */
export function rewrite(translated) {
  function rewriteText(node) {
    const ours = translated(node.nodeValue);
    if (ours !== null && ours !== node.nodeValue) node.nodeValue = ours;
  }

  function rewriteAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const ours = value && translated(value);
      if (ours && ours !== value) element.setAttribute(name, ours);
    }
  }

  function rewriteAll(node) {
    if (node.nodeType === Node.TEXT_NODE) rewriteText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style")) return;
    rewriteAttributes(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const next = walker.currentNode;
      if (next.nodeType === Node.TEXT_NODE) rewriteText(next);
      else rewriteAttributes(next);
    }
  }

  onAdded(unfold);
  onAdded(rewriteAll);
  onText(rewriteText);
  onAttributes([CARRIER], unfold);
  onAttributes(ATTRIBUTES, rewriteAttributes);
}

function unfold(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const carriers = node.matches(`[${CARRIER}]`) ? [node] : node.querySelectorAll(`[${CARRIER}]`);
  for (const carrier of carriers) {
    carrier.innerHTML = carrier.getAttribute(CARRIER);
    carrier.removeAttribute(CARRIER);
  }
}
