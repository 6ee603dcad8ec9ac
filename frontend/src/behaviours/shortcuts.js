/**
 * Keys: an element with data-key="/" or data-key="g r" is focused (a field) or followed (a link, a button) by them.
 * "?" lists all. Keys do nothing while one types, nor with a modifier; <html data-shortcuts="off"> turns them off.
 */

const SEQUENCE_MS = 1200;
let pressed = "";
let pressedAt = 0;

function isTyping(target) {
  return target.isContentEditable || target.matches?.("input, select, textarea");
}

function follow(element) {
  if (element.matches("input, select, textarea")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function handleKey(event) {
  const off = document.documentElement.dataset.shortcuts === "off";
  if (off || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const sequence = event.timeStamp - pressedAt < SEQUENCE_MS ? `${pressed} ${event.key}`.trim() : event.key;
  const keyed = [...document.querySelectorAll("[data-key]")];
  const hit = keyed.find(({ dataset }) => dataset.key === sequence || dataset.key === event.key);
  pressed = keyed.some(({ dataset }) => dataset.key.startsWith(`${event.key} `)) ? event.key : "";
  pressedAt = event.timeStamp;
  if (!hit) return;
  event.preventDefault();
  follow(hit);
}

/** Fill the list of keys from the page itself, so that it never tells of what is not there. */
function listKeys(list) {
  const rows = [...document.querySelectorAll("[data-key]")].map((element) => {
    const row = document.createElement("div");
    const name = document.createElement("dt");
    const keys = document.createElement("dd");
    name.textContent = element.dataset.keyName ?? element.getAttribute("aria-label") ?? element.textContent.trim();
    keys.append(
      ...element.dataset.key.split(" ").map((key) => Object.assign(document.createElement("kbd"), { textContent: key })),
    );
    row.append(name, keys);
    return row;
  });
  list.replaceChildren(...rows);
}

export function startShortcuts() {
  document.addEventListener("keydown", handleKey);
  const list = document.querySelector("#shortcuts .keys");
  if (list) listKeys(list);
}
