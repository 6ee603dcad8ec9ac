/**
 * Long lists behind a closed <details> stand in a <noscript>: to a page with script that is one text, which costs next
 * to nothing until the list is opened or a link leads into it; without script the list is simply there.
 */

function unfold(held) {
  // a piece of a page that came later may have been read as if without script: its elements are there already
  const piece = document.createElement("template");
  if (held.firstElementChild) piece.content.append(...held.childNodes);
  else piece.innerHTML = held.textContent;
  held.replaceWith(piece.content);
}

/** Unfold and open what holds the element of an id, unless it stands on the page already; says whether it did. */
function reveal(id) {
  if (!id || document.getElementById(id)) return false;
  const held = [...document.querySelectorAll("details > noscript")].find(({ innerHTML }) => innerHTML.includes(`id="${id}"`));
  if (!held) return false;
  held.parentElement.open = true;
  unfold(held);
  return true;
}

function openList({ target }) {
  const held = target.open && target.querySelector?.(":scope > noscript");
  if (held) unfold(held);
}

function followLink({ target }) {
  const link = target.closest?.("a[href^='#']");
  if (link) reveal(link.hash.slice(1));
}

function followAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (reveal(id)) document.getElementById(id).scrollIntoView();
}

export function startFolds() {
  document.addEventListener("toggle", openList, { capture: true });
  document.addEventListener("click", followLink, { capture: true });
  addEventListener("hashchange", followAddress);
  followAddress();
}
