/** The ground, light or dark: what the page says, else what the machine prefers. */

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

/** Whether the ground is dark now. */
export function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
}

/** The colour behind a style property such as "--accent", as the browser computes it now: "rgb(...)". */
export function readColour(property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** Call back whenever the ground changes between light and dark, until the signal aborts. */
export function onGroundChange(callback, signal) {
  prefersDark.addEventListener("change", callback, { signal });
  const watcher = new MutationObserver(callback);
  watcher.observe(root, { attributeFilter: ["data-theme"] });
  signal?.addEventListener("abort", () => watcher.disconnect());
}

/** A choice named "theme" shows at once what it would be like; the server keeps it once the form is sent. */
export function startTheme() {
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.("[name=theme]")) return;
    if (target.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = target.value;
  });
}
