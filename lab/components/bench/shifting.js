// The sliders, and pulling a grid itself. The browser shows each position at once; Python hears
// where the thumb comes to rest.

const SLACK = 6; // pixels that a pointer may move in a click

function placeSliders(bench) {
  const places = { down: 0, right: 0 };
  const counts = { down: 1, right: 1 };
  for (const slider of bench.sliders) {
    const { spec } = slider;
    const value = clamped(bench.now[spec.key], spec);
    place(slider, value);
    places[spec.axis] = value - spec.low;
    counts[spec.axis] = spec.high - spec.low + 1;
  }
  bench.frame = places.down * counts.right + places.right;
}

// Where there is nothing to shift, what is compared is always marked.
function isShifted(bench) {
  return !bench.sliders.length || bench.sliders.some(({ spec }) => bench.now[spec.key] !== 0);
}

function slide(bench, places) {
  if (!moveTo(bench, places)) return;
  pause(bench);
  if (bench.head.ask?.bets) bench.now[bench.head.ask.bets] = [];
  bench.moved = true;
  show(bench);
  restLater(bench);
}

function tell(bench) {
  clearTimeout(bench.resting);
  if (!bench.moved || !bench.root.isConnected) return;
  bench.moved = false;
  bench.report();
}

// ---------------------------------------------------------------- pulling a grid

// A grid that has no windows is an input: pulling it shifts it by whole cells. A finger pulls
// sideways only; the page scrolls under one that moves up or down.
function setUpDragging(bench) {
  const { rows } = bench.parts;
  rows.addEventListener("pointerdown", (event) => {
    bench.pulled = false;
    const found = cellAt(bench, event.target);
    if (!found || found.grid.spec.windows || !bench.sliders.length || event.button !== 0) return;
    const { left, width } = found.grid.element.getBoundingClientRect();
    bench.pull = {
      pointer: event.pointerId,
      from: [event.clientX, event.clientY],
      start: Object.fromEntries(bench.sliders.map(({ spec }) => [spec.axis, bench.now[spec.key]])),
      cell: width / found.grid.columns,
      touch: event.pointerType === "touch",
      moving: false,
    };
  });
  rows.addEventListener("pointermove", (event) => {
    const { pull } = bench;
    if (pull?.pointer !== event.pointerId) return;
    const [x, y] = [event.clientX - pull.from[0], event.clientY - pull.from[1]];
    if (!pull.moving && (pull.touch ? Math.abs(x) : Math.hypot(x, y)) < SLACK) return;
    if (!pull.moving) beginPull(bench, event.pointerId);
    const places = { right: pull.start.right + Math.round(x / pull.cell) };
    if (!pull.touch) places.down = pull.start.down + Math.round(y / pull.cell);
    slide(bench, places);
  });
  for (const end of ["pointerup", "pointercancel"]) rows.addEventListener(end, (event) => endPull(bench, event));
}

function beginPull(bench, pointer) {
  bench.pull.moving = bench.held = true;
  bench.root.classList.add("pulling");
  bench.parts.rows.setPointerCapture(pointer);
  pointAt(bench, null);
}

function endPull(bench, event) {
  if (bench.pull?.pointer !== event.pointerId) return;
  const { moving } = bench.pull;
  // A touch ends after its pointer: it must not count as a tap.
  setTimeout(() => (bench.pull = null));
  bench.root.classList.remove("pulling");
  if (!moving) return;
  bench.pulled = true;
  release(bench, event.type);
}
