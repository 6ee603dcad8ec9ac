/** The network page: draws the scene and connects it with the form, the panel, the table and the address. */
import { onGroundChange } from "../behaviours/theme.js";
import { addressOf, readChoice, writeChoices } from "./network-address.js";
import { readDay, writeDay } from "./network-days.js";
import { Legend } from "./network-legend.js";
import { fill, make, writeNumber } from "./network-parts.js";
import { Scene } from "./network-scene.js";
import { findTieAt, glide, lookAt } from "./network-sight.js";
import { TimeBar } from "./network-time.js";

const PAN = 0.12;

export default async function draw(element, data, signal) {
  const words = JSON.parse(element.querySelector("script.words").textContent);
  const stage = make("div", { class: "network-stage-inside", tabindex: "0", role: "img" });
  const notice = make("p", { class: "network-notice small", role: "status" });
  element.append(stage, notice);
  const look = await fetchJson(addressOf(element.dataset.look), signal);
  new NetworkPage({ element, stage, notice, data, look, words, signal }).start();
}

async function fetchJson(address, signal) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

/** What the address says is seen: the day, the one it is compared with, and the kinds hidden. */
function readSeen({ first, last }) {
  const bound = (day) => Math.max(first, Math.min(last, day));
  const before = readDay(readChoice("compare"));
  return {
    day: bound(readDay(readChoice("day")) ?? last),
    before: before ? Math.max(1, Math.min(last, before)) : 0,
    hidden: readChoice("hide").split(",").filter(Boolean),
  };
}

class NetworkPage {
  constructor({ element, stage, notice, data, look, words, signal }) {
    Object.assign(this, { element, stage, notice, words, signal });
    this.form = document.querySelector("[data-network-choices]");
    this.scene = new Scene(stage, data, look, readSeen(data));
    this.legend = new Legend(this.scene, words, (hidden) => this.hide(hidden));
    this.scene.onCounts = (counts) => this.legend.drawKinds(counts);
    this.time = new TimeBar(this.scene, words, (day, isResting) => this.changeDay(day, isResting));
    this.resting = null;
  }

  start() {
    document.querySelector(".network-legend-place")?.replaceChildren(this.legend.element);
    this.element.append(this.time.element);
    this.legend.drawGroups(this.scene.groups);
    this.listen();
    this.describe();
    const focus = readChoice("focus");
    if (focus) this.focus(this.scene.find(focus) ?? focus, { isFresh: true });
    // for whoever measures or tests the drawing
    this.element.scene = this.scene;
    this.signal.addEventListener("abort", () => this.end());
  }

  end() {
    clearInterval(this.time.timer);
    this.scene.pace.stop();
    this.scene.renderer.kill();
  }

  takeLook(look) {
    this.scene.setLook(look);
    this.scene.refresh();
    this.legend.drawGroups(look.groups);
  }

  listen() {
    const { signal, scene } = this;
    scene.renderer.on("clickNode", ({ node }) => this.focus(node === scene.focus ? null : node));
    scene.renderer.on("clickStage", ({ event }) => this.chooseTie(event));
    scene.renderer.on("enterNode", ({ node }) => this.hover(node));
    scene.renderer.on("leaveNode", () => this.hover(null));
    this.stage.addEventListener("keydown", (event) => this.press(event), { signal });
    document.addEventListener("click", (event) => this.follow(event), { signal });
    this.form?.addEventListener("submit", (event) => this.submit(event), { signal });
    this.form?.addEventListener("change", (event) => this.change(event), { signal });
    this.form?.elements.focus.addEventListener("input", (event) => this.suggest(event), { signal });
    onGroundChange(() => this.repaint(), signal);
    this.form?.classList.add("is-live");
  }

  repaint() {
    this.scene.refresh();
    this.legend.drawGroups(this.scene.groups);
  }

  hover(id) {
    this.stage.classList.toggle("is-over", id !== null);
    this.scene.setHovered(id);
  }

  hide(hidden) {
    this.scene.setHidden(hidden);
    this.time.tellCounts();
    this.write({ hide: hidden.join(","), rows_from: "" });
  }

  // days

  changeDay(day, isResting) {
    clearTimeout(this.resting);
    if (!isResting) return;
    this.form.elements.day.value = writeDay(day);
    this.resting = setTimeout(() => {
      this.write({ day: day === this.scene.data.last ? "" : writeDay(day), rows_from: "" });
      this.describe();
    }, 200);
  }

  compare(text) {
    const before = text ? readDay(text) : 0;
    if (before === null) return;
    this.scene.setDay(this.scene.view.day, before ? Math.max(1, Math.min(this.scene.data.last, before)) : 0);
    this.time.tellCounts();
    this.write({ compare: text, rows_from: "" });
  }

  // focus

  async focus(id, { isFresh = false } = {}) {
    const steps = Number(this.form?.elements.steps.value ?? 1);
    if (!isFresh) writeChoices({ focus: id ?? "", with: "", rows_from: "", steps: steps === 1 ? "" : String(steps) });
    if (id === null) {
      this.scene.setFocus(null);
      this.notice.textContent = "";
    } else {
      await this.fetchAround(id, steps);
    }
    if (this.form) this.form.elements.focus.value = id === null ? "" : this.scene.graph.getNodeAttribute(id, "label");
    if (!isFresh) await this.fetchBeside();
  }

  /** Every tie around an actor, drawn before or not, then looks at it. */
  async fetchAround(id, steps) {
    try {
      const around = await fetchJson(addressOf(this.element.dataset.around), this.signal);
      const added = this.scene.addPart(around);
      if (added) {
        const look = await fetchJson(addressOf(this.element.dataset.look), this.signal);
        this.scene.setLook(look);
        this.scene.activate();
      }
      this.scene.setFocus(id, steps);
      lookAt(this.scene, id);
      const name = this.scene.graph.getNodeAttribute(id, "label");
      this.notice.textContent = fill(this.words.focused, { name, n: writeNumber(around.total) });
      this.time.tellCounts();
    } catch (error) {
      this.complain(error);
    }
  }

  chooseTie(event) {
    const tie = findTieAt(this.scene, event);
    if (!tie) return;
    const focus = tie.receiver === this.scene.focus ? tie.receiver : tie.sender;
    this.open(focus, focus === tie.sender ? tie.receiver : tie.sender);
  }

  async open(focus, other) {
    if (focus !== this.scene.focus) await this.focus(focus);
    await this.write({ with: other, rows_from: "" });
  }

  /** Links of the panel and the table that change what is drawn do so without a reload. */
  follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a[data-focus], a[data-with], a[data-unfocus]");
    if (!link) return;
    event.preventDefault();
    if ("unfocus" in link.dataset) this.focus(null);
    else if ("focus" in link.dataset) this.focus(link.dataset.focus);
    else this.write({ with: link.dataset.with });
  }

  // the form

  submit(event) {
    event.preventDefault();
    this.search();
  }

  async change(event) {
    const { name, value } = event.target;
    if (name === "focus") this.search();
    else if (name === "compare") this.compare(value);
    else if (name === "day") this.time.show(readDay(value) ?? this.scene.data.last, true);
    else if (name === "steps" && this.scene.focus) this.focus(this.scene.focus);
    else if (name === "colour" || name === "size") {
      await this.write({ [name]: value });
      this.takeLook(await fetchJson(addressOf(this.element.dataset.look), this.signal));
    }
  }

  search() {
    const text = this.form.elements.focus.value.trim();
    const id = text ? this.scene.find(text) : null;
    if (text && !id) this.notice.textContent = this.words.notfound;
    else if (id !== this.scene.focus) this.focus(id);
  }

  suggest(event) {
    const field = event.target;
    let list = document.getElementById("network-names");
    if (!list) {
      list = make("datalist", { id: "network-names" });
      field.after(list);
      field.setAttribute("list", list.id);
      field.autocomplete = "off";
    }
    list.replaceChildren(...this.scene.suggest(field.value, 12).map((name) => make("option", { value: name })));
  }

  // keys

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { camera } = this.scene;
    const { x, y, ratio } = camera.getState();
    const move = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[event.key];
    const nearer = { "+": 1 / 1.4, "=": 1 / 1.4, "-": 1.4 }[event.key];
    if (move) glide(this.scene, { x: x + move[0] * ratio, y: y + move[1] * ratio });
    else if (nearer) glide(this.scene, { ratio: camera.getBoundedRatio(ratio * nearer) });
    else if (event.key === "0") glide(this.scene, { x: 0.5, y: 0.5, ratio: 1 });
    else if (event.key === " ") this.time.toggle();
    else if (event.key === "Escape" && this.scene.focus) this.focus(null);
    else return;
    event.preventDefault();
  }

  // what stands beside the drawing

  async write(changes) {
    writeChoices(changes);
    await this.fetchBeside();
  }

  async fetchBeside() {
    this.pending?.abort();
    this.pending = new AbortController();
    const { signal } = this.pending;
    try {
      const [panel, table] = await Promise.all(["panel", "table"].map(async (name) => {
        const response = await fetch(addressOf(this.element.dataset[name]), { signal });
        if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
        return response.text();
      }));
      replace(".network-panel-inside", panel);
      replace("#network-table", table);
    } catch (error) {
      if (!signal.aborted) this.complain(error);
    }
  }

  complain(error) {
    if (this.signal.aborted) return;
    this.notice.textContent = this.words.failed;
    throw error;
  }

  describe() {
    const { scene } = this;
    const values = { n: writeNumber(scene.active.size), m: writeNumber(scene.count().held), day: writeDay(scene.view.day) };
    this.stage.setAttribute("aria-label", fill(this.words.summary, values));
  }
}

function replace(css, markup) {
  const fresh = new DOMParser().parseFromString(markup, "text/html").querySelector(css);
  if (fresh) document.querySelector(css)?.replaceWith(document.adoptNode(fresh));
}
