// The bench: what arrives, what is shown, and what Python hears. See __init__.py.
// cells.js types and pastes, pointing.js lights windows, shifting.js moves the sliders,
// asking.js covers and bets, play.js sweeps, building.js makes the DOM and its sizes.

export default function (call) {
  const names = "rows between sliders ask question reveal legend line offer step play";
  const bench = mount(call, ".bench", names, setUp);
  bench.want = (block) => call.setTriggerValue("block", block);
}

function setUp(bench, { palette, limit }) {
  Object.assign(bench, {
    palette,
    limit,
    grids: [],
    frame: 0, // the sliders' position, among all
    lit: [], // [grid, cell] under the pointer, in focus, or played
    coarse: window.matchMedia("(pointer: coarse)"),
    calm: window.matchMedia("(prefers-reduced-motion: reduce)"),
    written: (key, now) => inRows(now, bench.grids.find(({ spec }) => spec.edit && spec.key === key)?.columns),
  });
  setUpPointing(bench);
  setUpDragging(bench);
  setUpAsking(bench);
  setUpPlay(bench);
  new ResizeObserver(() => fit(bench)).observe(bench.root);
}

function arrived(bench) {
  const frames = messageOf(bench, "frames");
  if (!frames) return;
  if (frames.head !== bench.head) {
    unpack(bench, frames);
    take(bench, frames.head);
  }
  takeOrders(bench);
  show(bench);
}

function take(bench, head) {
  const shape = shapeOf(head);
  const rebuilt = shape !== bench.shape;
  bench.head = head;
  bench.shape = shape;
  if (rebuilt) build(bench);
  if (head.lit && String(head.lit) !== bench.told) bench.lit = [head.lit];
  bench.told = String(head.lit);
  head.rows.flatMap((row) => row.grids).forEach((spec, i) => (bench.grids[i].spec = spec));
  const typed = bench.grids.filter(({ spec }) => spec.edit);
  const rewritten = typed.filter(({ spec }) => {
    const sent = [...spec.places].map((place) => numberAt(bench, place));
    const other = bench.now[spec.key]?.length !== sent.length;
    return adopt(bench, spec.key, sent, spec.revision ?? 0, other) || rebuilt;
  });
  for (const grid of rewritten) writeAll(bench, grid);
  if (rewritten.length && !rebuilt) requestAnimationFrame(() => bringIntoView(bench));
}

// Where Python has chosen other numbers, the learner looks at the output that it points out.
function bringIntoView(bench) {
  const [name, cell] = bench.head.lit ?? [];
  const grid = bench.grids.find(({ spec }) => spec.name === name);
  grid?.cells[cell]?.target.scrollIntoView({ block: "center" });
}

// Numbers of a grid; anything else stays as it is.
function inRows(numbers, columns) {
  if (!columns) return numbers;
  const rows = [];
  for (let at = 0; at < numbers.length; at += columns) rows.push(numbers.slice(at, at + columns));
  return rows;
}

// ---------------------------------------------------------------- numbers

function unpack(bench, { head, body }) {
  bench.table = new Float64Array(body.slice(0, 8 * head.table).buffer);
  let at = 8 * head.table;
  const Places = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[head.place];
  for (const spec of head.rows.flatMap((row) => row.grids)) {
    if (!spec.shape) continue;
    const count = spec.frames * spec.shape[0] * spec.shape[1];
    spec.places = new Places(body.slice(at, (at += count * head.place)).buffer);
    for (const mask of spec.masks ?? []) spec[mask] = body.subarray(at, (at += Math.ceil(count / 8)));
  }
}

function numberAt(bench, place) {
  const value = bench.table[place];
  return Number.isNaN(value) ? null : value;
}

function placeOf(bench, grid, cell) {
  return (grid.spec.frames > 1 ? bench.frame : 0) * grid.cells.length + cell;
}

function valueOf(bench, grid, cell) {
  if (grid.spec.edit) return bench.now[grid.spec.key][cell];
  return numberAt(bench, grid.spec.places[placeOf(bench, grid, cell)]);
}

function inMask(bench, grid, mask, cell) {
  const at = placeOf(bench, grid, cell);
  return Boolean(grid.spec[mask] && (grid.spec[mask][at >> 3] >> (7 - (at & 7))) & 1);
}

// Whether the numbers on the bench are no longer those that Python has pooled.
function isWaiting(bench) {
  const differs = ({ places, key }) => bench.now[key].some((v, i) => v !== numberAt(bench, places[i]));
  return bench.grids.some(({ spec }) => spec.edit === "number" && differs(spec));
}

// ---------------------------------------------------------------- showing

function show(bench) {
  if (!bench.head) return;
  placeSliders(bench);
  bench.waiting = isWaiting(bench);
  bench.root.classList.toggle("waiting", bench.waiting);
  const shifted = isShifted(bench);
  for (const grid of bench.grids) showGrid(bench, grid, shifted);
  showAsk(bench);
  showPlay(bench);
  relight(bench);
}

// A grid is only looked through when something about it has changed: most have one frame.
function showGrid(bench, grid, shifted) {
  const { spec, element } = grid;
  grid.covered = isCovered(bench, grid);
  grid.bets = canBet(bench, grid) ? betsOn(bench, grid) : null;
  const frame = spec.frames > 1 ? bench.frame : 0;
  const typed = spec.edit && bench.now[spec.key];
  const shown = [frame, shifted, bench.waiting, grid.covered, grid.bets, typed].join();
  if (shown === grid.shown && grid.of === spec) return;
  grid.shown = shown;
  grid.of = spec;
  element.setAttribute("aria-busy", bench.waiting && !spec.edit);
  element.classList.toggle("covered", grid.covered);
  if (grid.covered && grid.bets) element.setAttribute("aria-multiselectable", "true");
  else element.removeAttribute("aria-multiselectable");
  grid.cells.forEach((_, cell) => showCell(bench, grid, cell, shifted && !bench.waiting && !grid.covered));
}

function showCell(bench, grid, cell, compared) {
  const { element, input } = grid.cells[cell];
  const value = grid.covered ? null : valueOf(bench, grid, cell);
  const bet = grid.bets?.includes(cell) ?? false;
  const mark = markOf(bench, grid, cell, bet);
  const stays = (compared && ["same", "elsewhere"].find((mask) => inMask(bench, grid, mask, cell))) || "";
  const text = grid.covered ? "?" : value === null ? "" : number(value);
  const named = input ?? element;
  if (input) input.readOnly = Boolean(grid.spec.locked);
  else say(element, text);
  element.classList.toggle("long", text.length > 4);
  paint(bench, element, value);
  write(element, "data-mark", mark);
  write(element, "data-stays", stays);
  write(element, "aria-selected", grid.covered && grid.bets ? String(bet) : "");
  write(named, "aria-label", labelOf(bench, grid, cell, { text, mark, stays, bet }));
}

function write(element, name, value) {
  if (!value) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function paint(bench, element, value) {
  const [low, high] = bench.head.span;
  const share = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0.5;
  const [fill, ink] = value === null ? ["", ""] : bench.palette[Math.round(share * (bench.palette.length - 1))];
  if (element.dataset.fill === fill) return;
  element.dataset.fill = fill;
  element.style.backgroundColor = fill;
  element.style.color = ink;
}

function labelOf(bench, grid, cell, { text, mark, stays, bet }) {
  const place = `row ${Math.floor(cell / grid.columns) + 1}, column ${(cell % grid.columns) + 1}`;
  const verdict = mark && `, ${mark}`;
  if (grid.spec.edit) return place + verdict;
  if (grid.covered) return place + (bet ? ", your bet" : grid.bets ? "" : ", covered");
  if (bet) return `${place}: ${text}, your bet${verdict}`;
  const found = { same: bench.sliders.length ? "unchanged" : "equal", elsewhere: "also before the shift, in another cell" };
  return stays && `${text}, ${found[stays]}`;
}

function markOf(bench, grid, cell, bet) {
  if (grid.spec.marks) return grid.spec.marks[cell] ? "right" : "wrong";
  if (!bet || grid.covered || bench.waiting) return "";
  return isRight(bench, grid, cell) ? "right" : "wrong";
}

function isRight(bench, grid, cell) {
  return inMask(bench, grid, grid.spec.right ? "right" : "same", cell);
}

// As words.number in Python: two decimals at most, a tie to the even digit, no trailing zeros.
function number(value) {
  const tie = Number.isInteger(value * 8) && !Number.isInteger(value * 4);
  const text = (tie ? (2 * Math.round(value * 50)) / 100 : value).toFixed(2).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
