// The page's shape stands in its place until Streamlit has drawn something of it. The sheets do not say so by :has() on the
// body: Chromium would then look through the whole page for each label that Plotly measures beside it.
import { onChange } from "./changes.js";

const DRAWN = '[data-testid="stMain"] [data-testid="stElementContainer"]';
const skeleton = document.getElementById("skeleton");

onChange(() => {
  if (skeleton.isConnected && document.querySelector(DRAWN)) skeleton.remove();
});
