/** Small pieces of markup for the network island; words come from the server, never from here. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The icon of another button of the page, from the same sheet. */
export function makeIcon(name) {
  const sheet = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0] ?? "";
  return makeSvg("svg", { class: "icon", "aria-hidden": "true" }, makeSvg("use", { href: `${sheet}#${name}` }));
}

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function writeNumber(number) {
  return number.toLocaleString(document.documentElement.lang || "en");
}
