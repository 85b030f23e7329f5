// Play sweeps the windows of all maps in step, the values travelling to their outputs. Under
// reduced motion nothing moves: only the step remains.

const PACE = 250; // ms from one window to the next

function setUpPlay(bench) {
  const { play, step } = bench.parts;
  icon(step, "step");
  bench.turn = -1;
  play.addEventListener("click", () => (bench.playing ? pause(bench) : begin(bench)));
  step.addEventListener("click", () => {
    pause(bench);
    stepOn(bench);
  });
  bench.parts.rows.addEventListener("pointerdown", () => pause(bench));
}

function showPlay(bench) {
  const { play, step } = bench.parts;
  step.hidden = !bench.head.play;
  play.hidden = !bench.head.play || bench.calm.matches;
  if (bench.playing && play.hidden) pause(bench);
  icon(play, bench.playing ? "pause" : "play");
  play.setAttribute("aria-label", bench.playing ? "Pause" : "Play the windows");
}

function begin(bench) {
  bench.turn = -1;
  bench.playing = setInterval(() => {
    if (!bench.root.isConnected) return clearInterval(bench.playing);
    if (!stepOn(bench)) pause(bench);
  }, PACE);
  stepOn(bench);
  showPlay(bench);
}

function pause(bench) {
  if (!bench.playing) return;
  clearInterval(bench.playing);
  bench.playing = null;
  showPlay(bench);
}

// First the maps of the inputs, window by window; then the maps that are pooled again.
function turnsOf(bench) {
  const pooled = bench.grids.filter((grid) => grid.spec.windows && !grid.spec.edit && !isCovered(bench, grid));
  const again = (grid) => Boolean(sourceOf(bench, grid).spec.windows);
  const inStep = (grids) => {
    const most = Math.max(0, ...grids.map((grid) => grid.cells.length));
    const turn = (cell) => grids.filter((grid) => grid.cells[cell]).map((grid) => [grid, cell]);
    return Array.from({ length: most }, (_, cell) => turn(cell));
  };
  return [...inStep(pooled.filter((grid) => !again(grid))), ...inStep(pooled.filter(again))];
}

function stepOn(bench) {
  const turns = turnsOf(bench);
  if (!turns.length || (bench.playing && bench.turn + 1 >= turns.length)) return false;
  bench.turn = (bench.turn + 1) % turns.length;
  light(bench, turns[bench.turn]);
  if (bench.calm.matches || bench.waiting) return true;
  for (const [grid, cell] of turns[bench.turn]) travel(bench, grid, cell);
  return true;
}

function travel(bench, grid, cell) {
  const source = sourceOf(bench, grid);
  if (isCovered(bench, source)) return;
  const home = bench.root.getBoundingClientRect();
  const to = grid.cells[cell].element.getBoundingClientRect();
  for (const one of windowOf(grid, cell, source)) {
    const from = source.cells[one].element.getBoundingClientRect();
    const ghost = make("div", "ghost", { "aria-hidden": "true" }, number(valueOf(bench, source, one)));
    paint(bench, ghost, valueOf(bench, source, one));
    ghost.style.left = `${from.left - home.left}px`;
    ghost.style.top = `${from.top - home.top}px`;
    bench.root.append(ghost);
    const end = `translate(${to.left - from.left}px, ${to.top - from.top}px)`;
    const way = { transform: ["none", end, end], opacity: [0.9, 0.9, 0], offset: [0, 0.9, 1] };
    const moving = ghost.animate(way, { duration: PACE * 0.9, easing: "ease-in-out" });
    moving.onfinish = () => ghost.remove();
  }
}
