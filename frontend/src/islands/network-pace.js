/**
 * Keeps the drawing in step with the hand: while something moves, only as many ties are drawn as frames allow, the most
 * telling first; once it rests, all of them. A fast machine draws all of them all the time.
 */
const REST = 160;
const SLOW = 45;
const LEAST = 1500;

export function startPace(renderer, view) {
  let allowed = 6000;
  let resting = null;
  let before = null;

  function learn(now) {
    if (before !== null) allowed = now - before > SLOW ? Math.max(LEAST, allowed * 0.7) : Math.min(1e6, allowed * 1.3);
    before = now;
  }

  function rest() {
    before = null;
    if (view.most === Infinity) return;
    view.most = Infinity;
    renderer.scheduleRender();
  }

  function move() {
    view.most = Math.round(allowed);
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }

  renderer.getCamera().on("updated", move);
  renderer.on("afterRender", () => {
    if (view.most !== Infinity) requestAnimationFrame(learn);
  });
  return { move, stop: () => clearTimeout(resting) };
}
