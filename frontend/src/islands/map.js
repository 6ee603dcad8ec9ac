/**
 * Lets one move about the world map that the server drew: buttons, the wheel, keys, pointers; and says what lies under
 * the pointer. The drawing stays as it is: only its viewBox changes, and dots and names keep their size on the screen.
 */
const MOST = 24;
const STEP = 1.5;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class WorldMap {
  constructor(frame) {
    this.frame = frame;
    this.canvas = frame.querySelector(".canvas");
    this.svg = this.canvas.querySelector("svg");
    this.unit = 1;
    this.world = this.svg.querySelector(".g-sea").getBBox();
    this.places = [...this.svg.querySelectorAll(".place")].map((element) => {
      const dot = element.querySelector("circle");
      return { element, x: Number(dot.getAttribute("cx")), y: Number(dot.getAttribute("cy")) };
    });
  }

  /** Look anew at the same part once the drawing has got another size; at the places when it first has one. */
  resize() {
    const { clientWidth, clientHeight } = this.svg;
    if (!clientWidth || !clientHeight || (clientWidth === this.sheet?.width && clientHeight === this.sheet.height)) return;
    this.sheet = { width: clientWidth, height: clientHeight };
    if (this.width) this.look(this.x, this.y, this.width);
    else if (!this.adopt()) this.fit();
  }

  /** Leave the drawing as the server made it, where the sheet is about as large as the one it was made for. */
  adopt() {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const unit = width / this.sheet.width;
    if (Math.abs(height / width / this.ratio - 1) > 0.03 || Math.abs(unit - 1) > 0.2) return false;
    Object.assign(this, { x: x + width / 2, y: y + height / 2, width, unit });
    return true;
  }

  get ratio() {
    return this.svg.clientHeight / this.svg.clientWidth;
  }

  /** Look at the places, with room about them. */
  fit() {
    const [xs, ys] = [this.places.map(({ x }) => x), this.places.map(({ y }) => y)];
    const [left, right, top, foot] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const width = 1.35 * Math.max(right - left, (foot - top) / this.ratio, this.world.width / 9);
    this.look((left + right) / 2, (top + foot) / 2, width);
  }

  /** Look at a part of the world: its middle and its width in the drawing's own units. */
  look(x, y, width) {
    const { world, ratio } = this;
    const wide = this.bound(width);
    const high = wide * ratio;
    this.x = keepWithin(x, world.x, world.width, wide);
    this.y = keepWithin(y, world.y, world.height, high);
    this.width = wide;
    this.svg.setAttribute("viewBox", `${this.x - wide / 2} ${this.y - high / 2} ${wide} ${high}`);
    cancelAnimationFrame(this.pending);
    this.pending = requestAnimationFrame(() => this.keepSizes());
  }

  /** A width that can be looked at: never wider than the world, never so narrow that coasts are straight lines. */
  bound(width) {
    return Math.min(Math.max(width, this.world.width / MOST), this.world.width * 1.05);
  }

  /** Dots and names at the size they first had on the screen; names where there is room, the most important first. */
  keepSizes() {
    const scale = this.width / this.svg.clientWidth / this.unit;
    for (const { element, x, y } of this.places) {
      element.setAttribute("transform", `translate(${x * (1 - scale)} ${y * (1 - scale)}) scale(${scale})`);
    }
    const dots = this.places.map(({ element }) => element.querySelector("circle").getBoundingClientRect());
    const sheet = this.canvas.getBoundingClientRect();
    const taken = [];
    this.places.forEach((place, index) => {
      const texts = [...place.element.querySelectorAll("text")];
      const others = dots.filter((_, other) => other !== index);
      const isFree = () => {
        const box = texts[0].getBoundingClientRect();
        const isInside = box.left >= sheet.left && box.right <= sheet.right;
        if (!isInside || [...taken, ...others].some((other) => touch(box, other))) return false;
        taken.push(box);
        return true;
      };
      if (!texts.length) return;
      const isShown = isFree() || (mirror(texts, place.x), isFree());
      for (const text of texts) text.setAttribute("visibility", isShown ? "visible" : "hidden");
    });
  }

  /** Zoom by a factor about a point of the screen, or about the middle. */
  zoom(factor, point) {
    const width = this.bound(this.width / factor);
    const [dx, dy] = point ? this.measure(point) : [0, 0];
    const share = 1 - width / this.width;
    this.look(this.x + dx * share, this.y + dy * share, width);
  }

  /** From the middle of the view to a point of the screen, in the drawing's units. */
  measure({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    const unit = this.width / box.width;
    return [(clientX - box.left - box.width / 2) * unit, (clientY - box.top - box.height / 2) * unit];
  }

  /** Move by pixels of the screen. */
  move(dx, dy) {
    const unit = this.width / this.svg.clientWidth;
    this.look(this.x - dx * unit, this.y - dy * unit, this.width);
  }
}

/** The middle of a view of some length, held so that it shows as much as it can of what begins at `start`. */
function keepWithin(middle, start, length, view) {
  const room = Math.min(view, length) / 2;
  return Math.min(Math.max(middle, start + room), start + length - room);
}

/** Set a name on the other side of its dot. */
function mirror(texts, x) {
  const turned = { start: "end", end: "start" };
  for (const text of texts) {
    text.setAttribute("x", 2 * x - Number(text.getAttribute("x")));
    text.setAttribute("text-anchor", turned[text.getAttribute("text-anchor")] ?? "middle");
  }
}

const touch = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function followPointers(map, signal) {
  const held = new Map();
  let moved = 0;
  const gap = () => {
    const [one, other] = [...held.values()];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  };
  const on = (type, listener, options) => map.canvas.addEventListener(type, listener, { signal, ...options });
  on("dragstart", (event) => event.preventDefault());
  on("pointerdown", (event) => {
    if (event.button) return;
    if (!held.size) moved = 0;
    held.set(event.pointerId, event);
  });
  on("pointermove", (event) => {
    const last = held.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
    const before = held.size === 2 ? gap() : 0;
    held.set(event.pointerId, event);
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < 5) return;
    if (!map.canvas.hasPointerCapture(event.pointerId)) map.canvas.setPointerCapture(event.pointerId);
    map.frame.dataset.moving = "";
    map.move(dx / held.size, dy / held.size);
    if (before) map.zoom(gap() / before, event);
  });
  for (const type of ["pointerup", "pointercancel"]) {
    on(type, (event) => {
      held.delete(event.pointerId);
      delete map.frame.dataset.moving;
    });
  }
  // what was dragged was not clicked
  on("click", (event) => {
    if (moved >= 5) event.preventDefault();
  }, { capture: true });
}

function followKeys(map, signal) {
  map.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = KEYS[event.key];
    if (step) map.move(-60 * step[0], -60 * step[1]);
    else if (event.key === "+" || event.key === "=") map.zoom(STEP);
    else if (event.key === "-") map.zoom(1 / STEP);
    else if (event.key === "0") map.fit();
    else return;
    event.preventDefault();
  }, { signal });
}

/** The wheel zooms with Ctrl, or once the map has the focus; otherwise it scrolls the page. */
function followWheel(map, signal) {
  map.canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !map.canvas.matches(":focus-within")) return;
    event.preventDefault();
    map.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), event);
  }, { signal, passive: false });
}

/** The titles of the drawing at once and beside the pointer, instead of after a while. */
function showTitles(map, signal) {
  const tip = map.frame.querySelector(".world-tip");
  for (const title of map.svg.querySelectorAll("path > title, circle > title")) {
    title.parentElement.dataset.told = title.textContent;
    title.remove();
  }
  const hide = () => { tip.hidden = true; };
  map.canvas.addEventListener("pointermove", (event) => {
    const told = event.target.closest("[data-told]") ?? event.target.closest(".place")?.querySelector("[data-told]");
    tip.hidden = !told || event.pointerType === "touch";
    if (tip.hidden) return;
    tip.textContent = told.dataset.told;
    const box = map.frame.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    tip.style.left = `${Math.max(0, Math.min(x + 14, box.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  }, { signal });
  map.canvas.addEventListener("pointerleave", hide, { signal });
}

export default function draw(frame, _, signal) {
  const map = new WorldMap(frame);
  const controls = frame.querySelector(".world-controls");
  controls.hidden = false;
  controls.addEventListener("click", ({ target }) => {
    const kind = target.closest("[data-zoom]")?.dataset.zoom;
    if (kind === "fit") map.fit();
    else if (kind) map.zoom(kind === "in" ? STEP : 1 / STEP);
  }, { signal });
  followPointers(map, signal);
  followKeys(map, signal);
  followWheel(map, signal);
  showTitles(map, signal);
  const watcher = new ResizeObserver(() => map.resize());
  watcher.observe(map.canvas);
  signal.addEventListener("abort", () => watcher.disconnect());
}
