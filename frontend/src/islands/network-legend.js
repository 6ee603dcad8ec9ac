/** The legend: kinds of tie by colour and dashes, each a button that hides it; groups of actors by colour. */
import { fill, make, makeSvg, writeNumber } from "./network-parts.js";

export class Legend {
  /** @param {(hidden: string[]) => void} onHidden - told which kinds are hidden now. */
  constructor(scene, words, onHidden) {
    this.scene = scene;
    this.words = words;
    this.onHidden = onHidden;
    this.kinds = make("ul", { class: "network-kinds", "aria-label": words.kinds });
    this.groups = make("ul", { class: "network-groups" });
    this.title = make("span", {}, words.legend);
    this.element = make("details", { class: "network-legend", open: innerWidth > 700 }, make("summary", {}, this.title), this.kinds, this.groups);
  }

  drawKinds(counts) {
    const isCompared = this.scene.view.before > 0;
    const items = this.scene.data.kinds.filter(({ word }) => counts.kinds.has(word) || this.scene.hidden.has(word))
      .map((style) => make("li", {}, this.makeSwitch(style, counts)));
    const changes = isCompared ? ["gained", "lost", "kept"].map((word) => make("li", { class: "network-change" },
      this.drawChange(word), make("span", {}, fill(this.words[word], { n: writeNumber(counts[word]) })))) : [];
    this.kinds.replaceChildren(...changes, ...items);
  }

  drawChange(word) {
    const { [this.scene.theme]: stroke, dashes } = this.scene.data.changes[word];
    return drawLine({ stroke, "stroke-dasharray": dashes || "none" });
  }

  makeSwitch({ word, label }, counts) {
    const isHidden = this.scene.hidden.has(word);
    const button = make("button", { type: "button", class: "quiet", "aria-pressed": String(!isHidden), "data-kind": word },
      drawLine({ class: `tie-${word}` }), make("span", {}, label), make("small", {}, writeNumber(counts.kinds.get(word) ?? 0)));
    button.addEventListener("click", () => {
      const hidden = new Set(this.scene.hidden);
      if (!hidden.delete(word)) hidden.add(word);
      this.onHidden([...hidden]);
      this.kinds.querySelector(`[data-kind="${word}"]`)?.focus();
    });
    return button;
  }

  drawGroups(groups) {
    const isPlain = groups.length < 2;
    this.groups.replaceChildren(...(isPlain ? [] : groups).map((group) => {
      const swatch = makeSvg("svg", { class: "network-swatch", viewBox: "0 0 10 10", "aria-hidden": "true" },
        makeSvg("circle", { cx: 5, cy: 5, r: 4.5, fill: group[this.scene.theme] }));
      return make("li", {}, swatch, make("span", {}, group.label), make("small", {}, writeNumber(group.count)));
    }));
  }
}

/** A short line; colour and dashes of a kind come from the page's palette. */
function drawLine(look) {
  return makeSvg("svg", { class: "tie-sample", viewBox: "0 0 28 10", "aria-hidden": "true" },
    makeSvg("line", { ...look, x1: 1, y1: 5, x2: 27, y2: 5 }));
}
