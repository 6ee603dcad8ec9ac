/** Names offered while one types: inputs with data-names fill their datalist from that address. */

const WAIT_MS = 150;

async function fill(input, signal) {
  const mark = input.dataset.names.includes("?") ? "&" : "?";
  const address = `${input.dataset.names}${mark}q=${encodeURIComponent(input.value)}`;
  const response = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!response.ok) return;
  const offered = await response.json();
  const options = offered.map(({ value, label }) => Object.assign(document.createElement("option"), { value, label }));
  input.list?.replaceChildren(...options);
}

/** Watch the inputs inside the element until it leaves the page. */
export default function draw(element, _data, signal) {
  let waiting;
  const offer = ({ target }) => {
    if (!target.matches?.("[data-names]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => fill(target, signal).catch(() => {}), WAIT_MS);
  };
  element.addEventListener("input", offer, { signal });
  element.addEventListener("focusin", offer, { signal });
}
