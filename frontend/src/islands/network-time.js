/** The bar below the drawing: a slider over the days, how many ties held on each, play, and the counts of the day. */
import { addTime, writeDay } from "./network-days.js";
import { fill, make, makeIcon, makeSvg, writeNumber } from "./network-parts.js";

const SAMPLES = 160;
const TICK = 160;
const UNITS = ["day", "month", "year"];

export class TimeBar {
  /** @param {(day: number, isResting: boolean) => void} onDay - told of every day shown, and when it stays. */
  constructor(scene, words, onDay) {
    this.scene = scene;
    this.words = words;
    this.onDay = onDay;
    this.timer = null;
    const { first, last } = scene.data;
    this.slider = make("input", {
      type: "range", min: first, max: last, step: 1, class: "network-slider", "aria-label": words.day,
      disabled: first >= last,
    });
    this.units = make("select", { "aria-label": words.step },
      ...UNITS.map((unit) => make("option", { value: unit, selected: unit === this.guessUnit() }, words[unit])));
    this.button = make("button", { type: "button", class: "plain only-icon", disabled: first >= last });
    this.told = make("output", { class: "network-day" });
    this.counts = make("p", { class: "network-counts small", role: "status" });
    this.element = make("div", { class: "network-time" },
      make("div", { class: "network-track" }, this.drawCurve(), this.slider),
      make("div", { class: "network-controls" }, this.button, this.told, this.units, this.counts));
    this.slider.addEventListener("input", () => this.show(Number(this.slider.value), false));
    this.slider.addEventListener("change", () => this.show(Number(this.slider.value), true));
    this.slider.addEventListener("keydown", (event) => this.step(event));
    this.button.addEventListener("click", () => this.toggle());
    this.setPlaying(false);
    this.tell(scene.view.day);
  }

  guessUnit() {
    const { first, last } = this.scene.data;
    return last - first > 365 * 6 ? "month" : "day";
  }

  /** How many ties held on each of some days; above it, paler, those that only may have. */
  drawCurve() {
    const { first, last } = this.scene.data;
    const days = Array.from({ length: SAMPLES }, (_, at) => Math.round(first + ((last - first) * at) / (SAMPLES - 1)));
    const [sure, all] = this.scene.trace(days);
    const most = Math.max(...all, 1);
    const path = (values) => `M0 30${values.map((value, at) => `L${(at * 100) / (SAMPLES - 1)} ${30 - (28 * value) / most}`).join("")}L100 30Z`;
    return makeSvg("svg", { class: "network-curve", viewBox: "0 0 100 30", preserveAspectRatio: "none", "aria-hidden": "true" },
      makeSvg("path", { class: "maybe", d: path(all) }), makeSvg("path", { class: "sure", d: path(sure) }));
  }

  step(event) {
    const turn = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!turn) return;
    event.preventDefault();
    this.show(addTime(Number(this.slider.value), this.units.value, turn), true);
  }

  show(day, isResting) {
    const { first, last } = this.scene.data;
    const bounded = Math.max(first, Math.min(last, day));
    this.scene.setDay(bounded);
    this.tell(bounded);
    this.onDay(bounded, isResting);
  }

  tell(day) {
    this.slider.value = day;
    this.slider.setAttribute("aria-valuetext", writeDay(day));
    this.told.value = writeDay(day);
    this.tellCounts();
  }

  tellCounts() {
    const counts = this.scene.count();
    const say = (name, kind = "") => make("span", { class: kind || null }, fill(this.words[name], { n: writeNumber(counts[name]) }));
    const { data } = this.scene;
    // of a backbone only what is drawn is counted here; the table counts all
    const held = data.totals.ties > data.ties.number.length ? "drawn" : "held";
    const parts = this.scene.view.before
      ? [say("gained", "gained"), say("lost", "lost"), say("kept", "kept")]
      : [make("span", {}, fill(this.words[held], { n: writeNumber(counts.held) })), ...(counts.possible ? [say("possible")] : []), ...(counts.undated ? [say("undated")] : [])];
    this.counts.replaceChildren(...parts);
    this.scene.onCounts?.(counts);
  }

  toggle() {
    if (this.timer) this.stop();
    else this.play();
  }

  play() {
    const { first, last } = this.scene.data;
    if (this.scene.view.day >= last) this.show(first, false);
    this.setPlaying(true);
    // in a calm setting the picture changes in few, slow steps
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(() => {
      const next = addTime(this.scene.view.day, isCalm ? "year" : this.units.value, 1);
      this.show(next, next >= last);
      if (next >= last) this.stop();
    }, isCalm ? TICK * 6 : TICK);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.setPlaying(false);
    this.onDay(this.scene.view.day, true);
  }

  setPlaying(isPlaying) {
    this.button.replaceChildren(makeIcon(isPlaying ? "pause" : "play"));
    this.button.setAttribute("aria-label", this.words[isPlaying ? "pause" : "play"]);
  }
}
