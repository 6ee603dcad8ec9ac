/** What is on screen, in the address: written without a reload, so that a copied link shows the same. */
export function readChoice(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

/** Changes some choices; "" or null takes one away. The lens bar's form carries them along. */
export function writeChoices(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  for (const form of document.querySelectorAll(".lens form")) carryAlong(form, changes);
}

function carryAlong(form, changes) {
  for (const [name, value] of Object.entries(changes)) {
    let field = form.querySelector(`input[type="hidden"][name="${name}"]`);
    if (!value) {
      field?.remove();
      continue;
    }
    if (!field) {
      field = document.createElement("input");
      Object.assign(field, { type: "hidden", name });
      form.append(field);
    }
    field.value = value;
  }
}

/** An address of the server with the page's present choices. */
export function addressOf(path) {
  const url = new URL(path, location.href);
  new URLSearchParams(location.search).forEach((value, name) => url.searchParams.set(name, value));
  return url;
}
