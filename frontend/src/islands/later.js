/** A piece of the page that takes a while to work out: what its address answers with takes the element's place. */
import htmx from "htmx.org";

export default function draw(element, text) {
  const piece = document.createElement("template");
  piece.innerHTML = text;
  const parts = [...piece.content.children];
  element.replaceWith(...parts);
  parts.forEach((part) => htmx.process(part));
}
