/** Names beside actors, the most important first, none upon another; drawn anew for every frame on sigma's own layer. */
const SIZE = 12;
const LINE = 16;
const HALO = 3;
const MOST_WRITTEN = 2000;
/** one name for so many square pixels, so that the picture stays calm */
const ROOM = 9000;
const LONGEST = 32;
/** so many actors at most are kept free of names; beyond, names may cross marks */
const MOST_KEPT_FREE = 400;

export function startNames(renderer, scene) {
  const context = renderer.getCanvases().labels.getContext("2d");
  let order = null;
  let written = new Map();

  function draw() {
    order ??= scene.rankActors();
    const { width, height } = renderer.getDimensions();
    const most = Math.max(12, Math.round((width * height) / ROOM));
    const taken = [];
    const marks = order.length > MOST_KEPT_FREE ? [] : order.map(findMark).filter(Boolean);
    for (const id of order) {
      const isMarked = scene.isMarked(id);
      if (taken.length >= most && !isMarked) continue;
      const actor = renderer.getNodeDisplayData(id);
      if (!actor?.named) continue;
      const at = renderer.framedGraphToViewport(actor);
      if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
      const name = findWritten(actor.label, isMarked);
      const gap = renderer.scaleSize(actor.size) + 4;
      const others = [...taken, ...marks.filter((mark) => mark.id !== id)];
      const box = findPlace(at, gap, name.wide, others, width) ?? (isMarked ? { x: at.x + gap, y: at.y - LINE / 2, w: name.wide, h: LINE } : null);
      if (!box) continue;
      taken.push(box);
      context.drawImage(name.canvas, Math.round(box.x) - HALO, Math.round(box.y), name.canvas.width / name.scale, name.canvas.height / name.scale);
    }
  }

  function findMark(id) {
    const actor = renderer.getNodeDisplayData(id);
    if (!actor?.named) return null;
    const at = renderer.framedGraphToViewport(actor);
    const radius = renderer.scaleSize(actor.size);
    return { id, x: at.x - radius, y: at.y - radius, w: 2 * radius, h: 2 * radius };
  }

  /** A name is written once and then copied: writing with a halo is the dearest part of a frame. */
  function findWritten(label, isMarked) {
    const key = `${isMarked}${label}`;
    if (!written.has(key)) written.set(key, writeName(label, isMarked, scene));
    return written.get(key);
  }

  renderer.on("afterRender", draw);
  return {
    /** Names are ranked anew; `isRepainted`: and written anew, for colours have changed. */
    forget: (isRepainted = false) => {
      order = null;
      if (isRepainted || written.size > MOST_WRITTEN) written = new Map();
    },
  };
}

function writeName(label, isMarked, scene) {
  const text = label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const scale = devicePixelRatio || 1;
  const font = `${isMarked ? 650 : 450} ${SIZE}px ${scene.font}`;
  context.font = font;
  const wide = context.measureText(text).width;
  canvas.width = Math.ceil((wide + 2 * HALO) * scale);
  canvas.height = Math.ceil(LINE * scale);
  context.scale(scale, scale);
  Object.assign(context, { font, textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
  context.strokeStyle = scene.ground;
  context.strokeText(text, HALO, LINE / 2);
  context.fillStyle = scene.words;
  context.fillText(text, HALO, LINE / 2);
  return { canvas, wide, scale };
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
