/** Forms: sent when changed (data-live), guarded while unsaved (data-guard), files dropped onto them (.drop-zone). */

const unsaved = new Set();

function sendLiveForm({ target }) {
  target.closest?.("form[data-live]")?.requestSubmit();
}

function noteChange({ target }) {
  const form = target.closest?.("form[data-guard]");
  if (form) unsaved.add(form);
}

function askBeforeLeaving(event) {
  const open = [...unsaved].some((form) => form.isConnected);
  if (open) event.preventDefault();
}

function findZone(event) {
  return event.target.closest?.(".drop-zone");
}

function markZone(event) {
  const zone = findZone(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle("over", event.type === "dragover");
}

function takeFiles(event) {
  const zone = findZone(event);
  const input = zone?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  zone.classList.remove("over");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function startForms() {
  document.addEventListener("change", sendLiveForm);
  document.addEventListener("input", noteChange);
  document.addEventListener("submit", ({ target }) => unsaved.delete(target));
  addEventListener("beforeunload", askBeforeLeaving);
  document.addEventListener("dragover", markZone);
  document.addEventListener("dragleave", markZone);
  document.addEventListener("drop", takeFiles);
}
