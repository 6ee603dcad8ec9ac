/** Dialogs and explanations where the browser alone does less than the page needs. */

/** Browsers without commands of buttons (commandfor) open and close dialogs by this. */
function followCommand({ target }) {
  const button = target.closest?.("button[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!dialog) return;
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  else dialog.close();
}

/** Escape hides an explanation without moving the pointer (WCAG 2.2, 1.4.13). */
function hideExplanations({ key }) {
  if (key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus)")) {
    term.classList.add("dismissed");
    const show = () => term.classList.remove("dismissed");
    term.addEventListener("pointerleave", show, { once: true });
    term.addEventListener("blur", show, { once: true });
  }
}

function closeOnBackdrop({ target }) {
  if (target.matches?.("dialog[open]")) target.close();
}

export function startOpening() {
  if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", followCommand);
  document.addEventListener("click", closeOnBackdrop);
  document.addEventListener("keydown", hideExplanations);
}
