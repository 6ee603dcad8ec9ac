/**
 * Draws <div data-island="NAME"> with the module src/islands/NAME.js, fetched only by pages that have one.
 *
 * The module's default export is draw(element, data, signal): `data` is the JSON behind the element's data-source, or
 * that of its child <script type="application/json">, or null, or text where the address answers with a piece of a page;
 * `signal` aborts once the element has left the page.
 * Until it is drawn the element shows its own content; data-state is "drawing", "drawn" or "failed", and where it
 * failed the element's child .failed, if any, is shown.
 */
import islands from "found:islands";

const drawn = new Map();

function isJson(response) {
  return response.headers.get("content-type")?.startsWith("application/json");
}

async function readData(element, signal) {
  const source = element.dataset.source;
  if (!source) {
    const inline = element.querySelector('script[type="application/json"]');
    return inline ? JSON.parse(inline.textContent) : null;
  }
  const response = await fetch(source, { headers: { Accept: "application/json, text/html" }, signal });
  if (!response.ok) throw new Error(`${source} answered ${response.status}`);
  return isJson(response) ? response.json() : response.text();
}

async function draw(element) {
  const load = islands[element.dataset.island];
  if (!load || drawn.has(element)) return;
  const ending = new AbortController();
  drawn.set(element, ending);
  element.dataset.state = "drawing";
  try {
    const [island, data] = await Promise.all([load(), readData(element, ending.signal)]);
    await island.default(element, data, ending.signal);
    element.dataset.state = "drawn";
  } catch (error) {
    if (ending.signal.aborted) return;
    element.dataset.state = "failed";
    element.querySelector(".failed")?.removeAttribute("hidden");
    throw error;
  }
}

function forgetRemoved() {
  for (const [element, ending] of drawn) {
    if (element.isConnected) continue;
    ending.abort();
    drawn.delete(element);
  }
}

function drawAll() {
  forgetRemoved();
  document.querySelectorAll("[data-island]").forEach(draw);
}

/** Draw what is on the page, and what comes onto it later. */
export function startIslands() {
  drawAll();
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes, removedNodes }) => addedNodes.length || removedNodes.length)) drawAll();
  }).observe(document.body, { childList: true, subtree: true });
}
