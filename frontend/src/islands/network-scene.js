/** The scene: actors and ties in sigma, and what of them is seen: the day, the comparison, the focus, colours, sizes. */
import Graph from "graphology";
import Sigma from "sigma";
import { isDark, readColour } from "../behaviours/theme.js";
import { buildActorProgram, SHAPES } from "./network-actors.js";
import { holds, mayHold, readSpell } from "./network-days.js";
import { startNames } from "./network-names.js";
import { startPace } from "./network-pace.js";
import { buildTiePrograms, parseColour, writeLooks } from "./network-ties.js";

const BEND = 0.22;
/** sigma takes a size of 0 for none told */
export const AWAY = 1e-6;
/** from so many ties on, dashes are left to the ones in focus: they would only flicker */
const MOST_DASHED = 1500;

export class Scene {
  /**
   * @param {object} look - colours and sizes, as the server sends them.
   * @param {object} seen - `day`, `before` (0: no comparison) and `hidden`, words of kinds.
   */
  constructor(stage, data, look, seen) {
    this.stage = stage;
    this.data = data;
    this.graph = new Graph({ multi: true, type: "directed" });
    this.ties = new Map();
    this.ids = new Map();
    this.pairs = new Map();
    this.near = null;
    this.focus = null;
    this.hovered = null;
    this.hidden = new Set(seen.hidden);
    this.look = new Map();
    this.groups = [];
    this.view = { day: seen.day, before: seen.before, opacity: 1, dashed: true, most: 0 };
    this.readTheme();
    this.addPart(data);
    this.setLook(look);
    this.activate();
    this.renderer = new Sigma(this.graph, stage, this.buildSettings());
    this.renderer.setCustomBBox(this.renderer.getBBox());
    // empty layers cost the browser as much as drawn ones
    for (const name of ["edgeLabels", "hovers", "hoverNodes"]) this.renderer.getCanvases()[name].hidden = true;
    this.names = startNames(this.renderer, this);
    this.pace = startPace(this.renderer, this.view);
    // sigma has drawn once already, before names and the frame were set; the ties come with the next time
    this.view.most = Infinity;
    this.renderer.scheduleRender();
  }

  buildSettings() {
    return {
      nodeProgramClasses: { actor: buildActorProgram(this.view) },
      edgeProgramClasses: buildTiePrograms(this.view),
      defaultNodeType: "actor",
      defaultEdgeType: "line",
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: false,
      enableCameraRotation: false,
      defaultDrawNodeHover: () => {},
      nodeReducer: (id, actor) => this.showActor(id, actor),
      edgeReducer: (_, tie) => tie,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      stagePadding: this.isCrowded ? 24 : 46,
      zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio),
    };
  }

  /** Adds actors and ties that are not there yet; returns how many ties were new. */
  addPart({ actors, ties }) {
    actors.id.forEach((id, at) => this.addActor(id, actors, at));
    let added = 0;
    for (const at of rankTies(ties, actors)) {
      const number = ties.number[at];
      if (this.ties.has(number)) continue;
      this.addTie(number, actors.id[ties.sender[at]], actors.id[ties.receiver[at]], ties, at);
      added += 1;
    }
    if (added) this.bendParallels();
    return added;
  }

  addActor(id, actors, at) {
    if (this.graph.hasNode(id)) return;
    this.ids.set(actors.name[at].toLowerCase(), id);
    this.graph.addNode(id, {
      x: actors.x[at], y: actors.y[at], label: actors.name[at], shape: SHAPES[actors.kind[at]] ?? 0,
      own: actors.own[at], size: 4, color: "#888888", rim: "#ffffff", rimWidth: 1, active: true, contacts: 0,
    });
  }

  addTie(number, sender, receiver, ties, at) {
    const spell = readSpell(ties, at);
    const strength = ties.strength[at];
    const width = this.data.ties.number.length > MOST_DASHED ? 1 : 1.1 + 1.5 * (strength ?? 0.3);
    const kind = ties.kind[at];
    this.ties.set(number, { sender, receiver, spell, kind });
    this.graph.addEdgeWithKey(String(number), sender, receiver, { spell, kind, width, bend: 0, light: 1, type: "line" });
    const pair = sender < receiver ? `${sender}\n${receiver}` : `${receiver}\n${sender}`;
    if (!this.pairs.has(pair)) this.pairs.set(pair, []);
    this.pairs.get(pair).push(number);
  }

  /** Several ties of one pair fan out, so that each is seen. */
  bendParallels() {
    for (const numbers of this.pairs.values()) {
      if (numbers.length < 2) continue;
      numbers.forEach((number, place) => {
        const offset = place - (numbers.length - 1) / 2;
        // seen from the other end a bow to the left is one to the right
        const turn = this.ties.get(number).sender < this.ties.get(number).receiver ? 1 : -1;
        const bend = turn * BEND * Math.max(-2.5, Math.min(2.5, offset));
        this.graph.mergeEdgeAttributes(String(number), { bend, type: bend ? "bow" : "line" });
      });
    }
  }

  // what is seen

  readTheme() {
    this.ground = readColour("--ground");
    this.words = readColour("--words");
    this.font = getComputedStyle(this.stage).fontFamily;
    this.theme = isDark() ? "dark" : "light";
    writeLooks(this.view, this.data.kinds, this.data.changes, this.theme, this.hidden);
  }

  showActor(id, actor) {
    const look = this.look.get(id);
    const group = look && this.groups[look.group];
    const isAway = !actor.active && id !== this.focus;
    const isDim = this.near && !this.near.has(id);
    const isPale = this.isCrowded && this.groups.length > 1 && ["", "*"].includes(group?.word) && id !== this.focus;
    const told = group ? group[this.theme] : "#888888";
    // in a crowd those nobody can sort are the ground on which the others are seen
    const colour = isPale ? mix(told, this.ground, 0.5) : told;
    return {
      ...actor,
      size: isAway ? AWAY : (look ? look.radius : actor.size) * (isDim && this.isCrowded ? 0.45 : 1),
      color: isDim ? mix(colour, this.ground, this.isCrowded ? 0.9 : 0.82) : colour,
      rim: id === this.focus || id === this.hovered || actor.own ? (isDim ? mix(this.words, this.ground, 0.8) : this.words) : this.ground,
      rimWidth: id === this.focus || actor.own === 2 ? 2.6 : actor.own || id === this.hovered ? 1.8 : this.isCrowded ? 0 : 1,
      named: !isDim && !isAway,
      zIndex: isDim || isPale ? 0 : actor.own || id === this.focus ? 2 : 1,
    };
  }

  /** Colours and sizes, as columns beside ids. */
  setLook(look) {
    this.groups = look.groups;
    const count = look.id.length;
    this.isCrowded = count > 600;
    const [least, most] = count > 1500 ? [1, 7] : count > 200 ? [2.5, 13] : [5, 17];
    look.id.forEach((id, at) => {
      const share = look.size[at] === null || !look.most ? 0 : Math.sqrt(Math.max(look.size[at], 0) / look.most);
      this.look.set(id, { group: look.group[at], radius: least + (most - least) * share, size: look.size[at] });
    });
    this.names?.forget();
  }

  setDay(day, before = this.view.before) {
    this.pace.move();
    this.view.day = day;
    this.view.before = before;
    const changed = this.activate();
    this.renderer.refresh({ partialGraph: { nodes: changed, edges: [] }, skipIndexation: true, schedule: true });
  }

  setHidden(words) {
    this.hidden = new Set(words);
    this.readTheme();
    this.setDay(this.view.day);
  }

  /** Marks who is tied on the days seen; returns who changed. */
  activate() {
    const { day, before } = this.view;
    const active = new Set();
    let shown = 0;
    for (const tie of this.ties.values()) {
      if (this.hidden.has(this.data.kinds[tie.kind].word)) continue;
      if (!mayHold(tie.spell, day) && !(before && mayHold(tie.spell, before))) continue;
      active.add(tie.sender).add(tie.receiver);
      shown += 1;
    }
    this.view.dashed = shown <= MOST_DASHED;
    // around a focus there is room: what is near stands out, and in a crowd nothing else is drawn
    this.view.far = this.isCrowded ? 0 : 0.09;
    this.view.opacity = this.near ? 0.75 : Math.max(0.3, Math.min(0.85, 24 / Math.sqrt(shown + 1)));
    this.active = active;
    const changed = [];
    this.graph.forEachNode((id, actor) => {
      const isActive = active.has(id) || actor.own === 2;
      if (isActive !== actor.active) {
        actor.active = isActive;
        changed.push(id);
      }
    });
    return changed;
  }

  /** Ties of a day: all, those only possible, and of each kind; and the changes since the day before it, if any. */
  count() {
    const { day, before } = this.view;
    const counts = { held: 0, possible: 0, undated: 0, gained: 0, lost: 0, kept: 0, kinds: new Map() };
    for (const { spell, kind } of this.ties.values()) {
      const word = this.data.kinds[kind].word;
      const isNow = mayHold(spell, day);
      const was = before > 0 && mayHold(spell, before);
      if (isNow || was) counts.kinds.set(word, (counts.kinds.get(word) ?? 0) + 1);
      if (this.hidden.has(word)) continue;
      if (isNow) {
        counts.held += 1;
        if (!holds(spell, day)) counts.possible += 1;
        if (spell[0] === 0 && spell[1] !== 0) counts.undated += 1;
      }
      if (isNow && was) counts.kept += 1;
      else if (isNow) counts.gained += 1;
      else if (was) counts.lost += 1;
    }
    return counts;
  }

  /** How many ties certainly, and certainly or possibly, held on each of some days. */
  trace(days) {
    const sure = new Array(days.length).fill(0);
    const all = new Array(days.length).fill(0);
    for (const { spell } of this.ties.values()) {
      days.forEach((day, at) => {
        if (!mayHold(spell, day)) return;
        all[at] += 1;
        if (holds(spell, day)) sure[at] += 1;
      });
    }
    return [sure, all];
  }

  /** Shows one actor with those around it and fades the rest; null shows everybody. */
  setFocus(id, steps = 1) {
    this.focus = id;
    this.near = id === null ? null : this.findNear(id, steps);
    this.graph.updateEachEdgeAttributes((_, tie, sender, receiver) => {
      const isNear = !this.near || (this.near.has(sender) && this.near.has(receiver));
      const isOwn = sender === id || receiver === id;
      tie.light = id === null ? 1 : isOwn ? 2 : isNear ? 1 : 0;
      return tie;
    }, { attributes: [] });
    this.names.forget();
    this.activate();
    this.renderer.refresh();
  }

  findNear(id, steps) {
    let near = new Set([id]);
    for (let step = 0; step < steps; step += 1) {
      const next = new Set(near);
      near.forEach((one) => this.graph.forEachNeighbor(one, (other) => next.add(other)));
      near = next;
    }
    return near;
  }

  setHovered(id) {
    const changed = [this.hovered, id].filter((one) => one !== null && this.graph.hasNode(one));
    this.hovered = id;
    this.names.forget();
    this.renderer.refresh({ partialGraph: { nodes: changed, edges: [] }, skipIndexation: true, schedule: true });
  }

  refresh() {
    this.readTheme();
    this.activate();
    this.names.forget(true);
    this.renderer.refresh();
  }

  // who is who

  isMarked(id) {
    return id === this.focus || id === this.hovered || this.graph.getNodeAttribute(id, "own") === 2;
  }

  rankActors() {
    const rank = (id) => (this.isMarked(id) ? 1e6 : 0) + (this.near?.has(id) ? 1e3 : 0) + (this.look.get(id)?.radius ?? 0);
    return this.graph.nodes().map((id) => [rank(id), id]).sort((one, other) => other[0] - one[0]).map(([, id]) => id);
  }

  find(text) {
    const wanted = text.trim().toLowerCase();
    if (this.graph.hasNode(text.trim())) return text.trim();
    return this.ids.get(wanted) ?? null;
  }

  suggest(text, most) {
    const wanted = text.trim().toLowerCase();
    const found = [];
    for (const [name, id] of this.ids) {
      if (name.includes(wanted)) found.push(this.graph.getNodeAttribute(id, "label"));
      if (found.length === most) break;
    }
    return found;
  }

  get camera() {
    return this.renderer.getCamera();
  }
}

/** Places of ties, the most telling first: our own, then the strongest; what there is no time for is left out last. */
function rankTies(ties, actors) {
  const weight = (at) => (actors.own[ties.sender[at]] || actors.own[ties.receiver[at]] ? 2 : 0) + (ties.strength[at] ?? 0);
  return ties.number.map((_, at) => at).sort((one, other) => weight(other) - weight(one) || one - other);
}

function mix(one, other, share) {
  const [left, right] = [parseColour(one), parseColour(other)];
  return `rgb(${left.map((part, at) => Math.round(255 * (part + (right[at] - part) * share))).join(",")})`;
}
