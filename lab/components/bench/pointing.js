// What is pointed at lights up: an output's window, and in the other row its counterpart; an input
// cell's outputs. One line says how an output was made.

const LONGEST = 16; // terms of a window that are written out
const SHORTEST = 9; // of those, on a narrow bench

function setUpPointing(bench) {
  const { rows } = bench.parts;
  const at = (event) => cellAt(bench, event.target);
  rows.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && !bench.pull) pointAt(bench, at(event) ?? focused(bench));
  });
  bench.root.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") pointAt(bench, focused(bench));
  });
  rows.addEventListener("pointerdown", () => bench.root.classList.add("pointed"));
  bench.root.addEventListener("keydown", () => bench.root.classList.remove("pointed"));
  rows.addEventListener("focusin", (event) => {
    const found = at(event);
    if (!found) return;
    rove(found.grid, found.cell);
    pointAt(bench, found);
  });
  rows.addEventListener("focusout", () => pointAt(bench, null));
  rows.addEventListener("keydown", (event) => {
    const found = at(event);
    if (!found || found.grid.spec.edit) return;
    if ((event.key === "Enter" || event.key === " ") && toggleBet(bench, found)) return event.preventDefault();
    walk(found.grid, found.cell, event);
  });
  // A click selects a cell's whole number. The first tap on it only lights: the second one edits,
  // so that no keyboard covers the maps unasked.
  rows.addEventListener("mousedown", (event) => at(event) && event.preventDefault());
  rows.addEventListener("touchstart", ({ touches: [one] }) => (bench.touched = one), { passive: true });
  rows.addEventListener("touchend", (event) => {
    const found = at(event);
    const [one] = event.changedTouches;
    const far = Math.hypot(one.clientX - bench.touched?.clientX, one.clientY - bench.touched?.clientY);
    if (!found || !event.cancelable || !(far < SLACK)) return;
    event.preventDefault(); // no mouse is imitated after it
    chosen(bench, found, true);
  });
  rows.addEventListener("click", (event) => {
    const found = at(event);
    if (found && !bench.pulled) chosen(bench, found, false);
    bench.pulled = false;
  });
}

function chosen(bench, found, byTouch) {
  const { target, input } = found.grid.cells[found.cell];
  const editing = bench.root.getRootNode().activeElement?.matches("input[type=text]");
  const asked = found.grid.spec.edit === "answer"; // an answer has to be typed
  const again = bench.tapped === target || editing || asked; // a keyboard that is there may stay
  bench.tapped = target;
  pause(bench);
  toggleBet(bench, found);
  if (byTouch && input && !again) {
    bench.root.getRootNode().activeElement?.blur();
    return pointAt(bench, found);
  }
  target.focus({ preventScroll: !input });
  input?.select();
  pointAt(bench, found);
}

function focused(bench) {
  return cellAt(bench, bench.root.getRootNode().activeElement);
}

function pointAt(bench, found) {
  if (bench.playing && found) pause(bench);
  if (bench.playing) return;
  light(bench, found ? [[found.grid, found.cell]] : []);
}

function light(bench, spots) {
  bench.lit = spots.map(([grid, cell]) => [grid.spec.name, cell]);
  relight(bench);
}

// Draws the lights again after anything has changed below them. What is asked about stays lit.
function relight(bench) {
  const about = bench.grids.some((grid) => isCovered(bench, grid)) && bench.head.ask.about;
  const spots = [...bench.lit, ...(about ? [about] : [])]
    .map(([name, cell]) => [bench.grids.find(({ spec }) => spec.name === name), cell])
    .filter(([grid, cell]) => grid?.cells[cell]);
  const boxes = new Map(bench.grids.map((grid) => [grid, []]));
  for (const [grid, cell] of spots) {
    const outputs = outputsOf(bench, grid);
    if (grid.spec.windows) lightOutput(bench, boxes, grid, cell);
    else if (grid.spec.arrivals) lightArrival(bench, boxes, grid, cell);
    else if (outputs.length) for (const one of outputs) lightOutput(bench, boxes, one, cell);
    else lightInput(bench, boxes, grid, cell);
  }
  for (const [grid, found] of boxes) grid.marks.replaceChildren(...found);
  const [grid, cell] = spots[0] ?? [];
  const { windows, arrivals, edit } = grid?.spec ?? {};
  const shown = (windows || arrivals) && !edit && !bench.waiting && !isCovered(bench, grid);
  const sum = !shown ? "" : arrivals ? arrivedAt(bench, grid, cell) : sumOf(bench, grid, cell);
  const text = sum || bench.problem || linesOf(bench);
  say(bench.parts.line, text);
  bench.parts.line.classList.toggle("problem", Boolean(bench.problem) && !sum);
  bench.parts.line.setAttribute("aria-live", bench.playing || bench.moved ? "off" : "polite");
  bench.parts.offer.hidden = !bench.block;
  if (bench.block) say(bench.parts.offer, `Use a ${bench.block.length} × ${bench.block.length} grid`);
}

function lightOutput(bench, boxes, grid, cell) {
  boxes.get(grid).push(boxAt(grid, cell, "output"));
  lightPartners(bench, boxes, grid, cell);
  lightWayBack(bench, boxes, grid, cell);
  const source = sourceOf(bench, grid);
  const { rows, columns, rule } = grid.spec.windows;
  const [down, along] = [rows[Math.floor(cell / grid.columns)], columns[cell % grid.columns]];
  for (const [top, bottom] of runs(down)) {
    for (const [left, right] of runs(along)) boxes.get(source).push(box(top, left, bottom, right, "window"));
  }
  const asked = bench.grids.filter(belongsTo(grid)).some((one) => isCovered(bench, one));
  const known = !grid.spec.edit && !asked && !isCovered(bench, grid) && !isCovered(bench, source);
  if (rule === "avg" || !known || bench.waiting) return;
  const value = valueOf(bench, grid, cell);
  const winner = windowOf(grid, cell, source).find((one) => valueOf(bench, source, one) === value);
  if (winner !== undefined) boxes.get(source).push(boxAt(source, winner, "winner"));
}

// The same cell of the grids that it is compared with.
function lightPartners(bench, boxes, grid, cell) {
  for (const other of bench.grids) {
    const pair = other.spec.compare === grid.spec.name || grid.spec.compare === other.spec.name;
    if (pair && cell < other.cells.length) boxes.get(other).push(boxAt(other, cell, "counterpart"));
  }
}

function lightInput(bench, boxes, grid, cell) {
  boxes.get(grid).push(boxAt(grid, cell, "counterpart"));
  lightPartners(bench, boxes, grid, cell);
  const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
  for (const other of bench.grids) {
    const windows = other.spec.windows;
    if (windows?.source !== grid.spec.name) continue;
    other.cells.forEach((_, output) => {
      const held =
        windows.rows[Math.floor(output / other.columns)].includes(row) &&
        windows.columns[output % other.columns].includes(column);
      if (held) boxes.get(other).push(boxAt(other, output, "output"));
    });
  }
}

function sourceOf(bench, grid) {
  return bench.grids.find(({ spec }) => spec.name === grid.spec.windows.source);
}

// The cells of an output's window that lie in its source.
function windowOf(grid, cell, source) {
  const { rows, columns } = grid.spec.windows;
  const along = columns[cell % grid.columns];
  return rows[Math.floor(cell / grid.columns)].flatMap((r) => along.map((c) => r * source.columns + c));
}

function runs(places) {
  const found = [];
  for (const place of places) {
    if (found.at(-1)?.[1] === place - 1) found.at(-1)[1] = place;
    else found.push([place, place]);
  }
  return found;
}

function box(top, left, bottom, right, kind) {
  const mark = make("div", `box ${kind}`);
  const sizes = { top, left, high: bottom - top + 1, wide: right - left + 1 };
  for (const [name, size] of Object.entries(sizes)) mark.style.setProperty(`--${name}`, size);
  return mark;
}

function boxAt(grid, cell, kind) {
  const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
  return box(row, column, row, column, kind);
}

// ---------------------------------------------------------------- the line

// What Python says of each position, where nothing is pointed at.
function linesOf(bench) {
  const covered = bench.grids.some((grid) => isCovered(bench, grid));
  return covered || bench.waiting || !isShifted(bench) ? "" : (bench.head.lines[bench.frame] ?? "");
}

// As words.written_out in Python: max(8, 4, 1, 2) = 8.
function sumOf(bench, grid, cell) {
  const source = sourceOf(bench, grid);
  if (isCovered(bench, source)) return "";
  const { rule, padding, overhang, counts } = grid.spec.windows;
  const terms = windowOf(grid, cell, source).map((one) => valueOf(bench, source, one));
  const value = valueOf(bench, grid, cell);
  const most = bench.root.dataset.layout === "wide" ? LONGEST : SHORTEST;
  const [padded, past] = [padding[cell], overhang[cell]];
  const left = past ? `; ${cellsOf(past)} past the edge ${past > 1 ? "are" : "is"} left out` : "";
  if (rule !== "avg") {
    const empty = padded ? `; ${cellsOf(padded)} of padding ${padded > 1 ? "are" : "is"} left out` : "";
    return `${rule}(${listed(terms, ", ", most, terms.indexOf(value))}) = ${number(value)}${empty}${left}`;
  }
  const zeros = counts ? padded : 0;
  const all = [...terms, ...Array(zeros).fill(0)];
  const added = zeros ? `; ${cellsOf(zeros)} of padding ${zeros > 1 ? "count as zeros" : "counts as a zero"}` : "";
  const equals = Math.abs(value - Number(number(value))) < 1e-9 ? "=" : "≈";
  return `(${listed(all, " + ", most)}) / ${all.length} ${equals} ${number(value)}${added}${left}`;
}

// A long window is cut short, but keeps the winner.
function listed(values, joint, most, winner = -1) {
  const written = (value) => (joint === " + " && value < 0 ? `(${number(value)})` : number(value));
  const terms = values.map(written);
  const more = terms.length - most + 1;
  if (more < 2) return terms.join(joint);
  const end = winner >= most - 1 ? [`… ${terms[winner]}`, `… ${more - 1} more`] : [`… ${more} more`];
  return [...terms.slice(0, most - 1), ...end].join(joint);
}

function cellsOf(count) {
  return count === 1 ? "1 cell" : `${count} cells`;
}
