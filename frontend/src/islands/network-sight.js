/** Where one looks from, and what lies under a point of the stage. */
import { mayHold } from "./network-days.js";
import { AWAY } from "./network-scene.js";

/** contacts that are all brought into sight, however far some of them stand */
const MOST_IN_SIGHT = 30;
const REACH = 7;

/** Moves the camera; at once for those who want no motion. */
export function glide(scene, state) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) scene.camera.setState(state);
  else scene.camera.animate(state, { duration: 350 });
}

/** Brings an actor and those near it into sight. */
export function lookAt(scene, id) {
  const { renderer } = scene;
  const own = renderer.getNodeDisplayData(id);
  const near = [...(scene.near ?? [id])].map((one) => renderer.getNodeDisplayData(one)).filter((one) => one?.size > AWAY);
  if (near.length > MOST_IN_SIGHT) {
    // a few far contacts shall not make all others small
    near.sort((one, other) => Math.hypot(one.x - own.x, one.y - own.y) - Math.hypot(other.x - own.x, other.y - own.y));
    near.length = Math.round(near.length * 0.85);
  }
  const spread = (axis) => [...near, own].map((one) => one[axis]);
  const [left, right] = [Math.min(...spread("x")), Math.max(...spread("x"))];
  const [low, high] = [Math.min(...spread("y")), Math.max(...spread("y"))];
  const { width, height } = renderer.getDimensions();
  const side = Math.min(width, height);
  // names stand beside the outermost actors, so that there is room around them
  const ratio = 1.35 * Math.max(0.08, ((right - left) * side) / width, ((high - low) * side) / height);
  glide(scene, { x: (left + right) / 2, y: (low + high) / 2, ratio: Math.min(1.2, ratio), angle: 0 });
}

/** The tie nearest to a point of the stage, within a few pixels; null where there is none. */
export function findTieAt(scene, point) {
  const { renderer, near, view } = scene;
  const place = (id) => renderer.framedGraphToViewport(renderer.getNodeDisplayData(id));
  let best = null;
  let least = REACH;
  for (const [number, tie] of scene.ties) {
    const isSeen = mayHold(tie.spell, view.day) && (!near || (near.has(tie.sender) && near.has(tie.receiver)));
    if (!isSeen || scene.hidden.has(scene.data.kinds[tie.kind].word)) continue;
    const bend = scene.graph.getEdgeAttribute(String(number), "bend");
    const far = distanceToBow(point, place(tie.sender), place(tie.receiver), bend);
    if (far < least) [best, least] = [tie, far];
  }
  return best;
}

function distanceToBow(point, start, end, bend) {
  const middle = { x: (start.x + end.x) / 2 + (end.y - start.y) * bend, y: (start.y + end.y) / 2 - (end.x - start.x) * bend };
  let least = Infinity;
  let before = start;
  const pieces = bend ? 8 : 1;
  for (let piece = 1; piece <= pieces; piece += 1) {
    const t = piece / pieces;
    const next = {
      x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * middle.x + t ** 2 * end.x,
      y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * middle.y + t ** 2 * end.y,
    };
    least = Math.min(least, distanceToLine(point, before, next));
    before = next;
  }
  return least;
}

function distanceToLine(point, start, end) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const square = dx * dx + dy * dy || 1;
  const t = Math.max(0, Math.min(1, ((point.x - start.x) * dx + (point.y - start.y) * dy) / square));
  return Math.hypot(point.x - start.x - t * dx, point.y - start.y - t * dy);
}
