/** Buttons that copy: data-copy is the text, or empty for the page's own address; data-copied is said afterwards. */

const SHOWN_MS = 2500;

/** Say something short at the page's corner, read out as well. */
export function showToast(words) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  document.querySelector(".toasts")?.append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}

async function copy({ target }) {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy || location.href);
  showToast(button.dataset.copied);
}

export function startCopying() {
  document.addEventListener("click", copy);
}
