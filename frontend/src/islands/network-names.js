/** Names beside actors, the most important first, none upon another; drawn anew for every frame on sigma's own layer. */
const SIZE = 12;
const LINE = 15;
/** one name for so many square pixels, so that the picture stays calm */
const ROOM = 9000;
const LONGEST = 32;
/** so many actors at most are kept free of names; beyond, names may cross marks */
const MOST_KEPT_FREE = 400;

export function startNames(renderer, scene) {
  const context = renderer.getCanvases().labels.getContext("2d");
  const widths = new Map();
  let order = null;

  const measure = (text) => {
    if (!widths.has(text)) widths.set(text, context.measureText(text).width);
    return widths.get(text);
  };

  function draw() {
    order ??= scene.rankActors();
    const { width, height } = renderer.getDimensions();
    const most = Math.max(12, Math.round((width * height) / ROOM));
    const taken = [];
    const marks = order.length > MOST_KEPT_FREE ? [] : order.map(findMark).filter(Boolean);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const id of order) {
      if (taken.length >= most && !scene.isMarked(id)) continue;
      const actor = renderer.getNodeDisplayData(id);
      if (!actor?.named) continue;
      const at = renderer.framedGraphToViewport(actor);
      if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
      const isMarked = scene.isMarked(id);
      context.font = `${isMarked ? 650 : 450} ${SIZE}px ${scene.font}`;
      const text = actor.label.length > LONGEST ? `${actor.label.slice(0, LONGEST - 1)}…` : actor.label;
      const box = findPlace(at, renderer.scaleSize(actor.size) + 4, measure(text), [...taken, ...marks.filter((mark) => mark.id !== id)], width);
      if (!box && !isMarked) continue;
      write(text, box ?? { x: at.x + 8, y: at.y - LINE / 2, w: measure(text), h: LINE }, taken);
    }
  }

  function findMark(id) {
    const actor = renderer.getNodeDisplayData(id);
    if (!actor?.named) return null;
    const at = renderer.framedGraphToViewport(actor);
    const radius = renderer.scaleSize(actor.size);
    return { id, x: at.x - radius, y: at.y - radius, w: 2 * radius, h: 2 * radius };
  }

  function write(text, box, taken) {
    taken.push(box);
    context.lineWidth = 3.5;
    context.strokeStyle = scene.ground;
    context.strokeText(text, box.x, box.y + LINE / 2);
    context.fillStyle = scene.words;
    context.fillText(text, box.x, box.y + LINE / 2);
  }

  renderer.on("afterRender", draw);
  return { forget: () => { order = null; widths.clear(); } };
}

/** Right of the actor, else left, below or above; null where all are taken. */
function findPlace(at, gap, wide, taken, width) {
  const places = [
    [at.x + gap, at.y - LINE / 2],
    [at.x - gap - wide, at.y - LINE / 2],
    [at.x - wide / 2, at.y + gap - 2],
    [at.x - wide / 2, at.y - gap - LINE + 2],
  ];
  for (const [x, y] of places) {
    const box = { x, y, w: wide, h: LINE };
    if (x >= 2 && x + wide <= width - 2 && !taken.some((other) => touch(box, other))) return box;
  }
  return null;
}

function touch(one, other) {
  return one.x < other.x + other.w + 3 && other.x < one.x + one.w + 3 && one.y < other.y + other.h && other.y < one.y + one.h;
}
