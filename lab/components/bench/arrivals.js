// The way back of a gradient: from an output to the inputs that it reaches, and from an input to
// the gradients that reach it.

function belongsTo(grid) {
  const { name } = grid.spec;
  return ({ spec }) => spec.arrivals?.source === name || spec.arrivals?.outputs === name;
}

// Where one output's gradient arrives. While the answer is covered, only the window is shown.
function lightWayBack(bench, boxes, grid, cell) {
  for (const other of bench.grids.filter(belongsTo(grid))) {
    const { cells } = other.spec.arrivals;
    const reached = isCovered(bench, other)
      ? windowOf(grid, cell, sourceOf(bench, grid))
      : other.cells.map((_, input) => input).filter((input) => cells[input].includes(cell));
    if (reached.length) boxes.get(other).push(around(other, reached));
  }
}

function around(grid, cells) {
  const rows = cells.map((cell) => Math.floor(cell / grid.columns));
  const columns = cells.map((cell) => cell % grid.columns);
  return box(Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns), "window");
}

// The outputs to which the gradients in this grid belong.
function outputsOf(bench, grid) {
  return bench.grids.filter((one) =>
    bench.grids.some(({ spec: { arrivals } }) => arrivals?.source === grid.spec.name && arrivals.outputs === one.spec.name),
  );
}

function lightArrival(bench, boxes, grid, cell) {
  boxes.get(grid).push(boxAt(grid, cell, "output"));
  lightPartners(bench, boxes, grid, cell);
  if (isCovered(bench, grid)) return;
  const source = gradientsOf(bench, grid);
  for (const from of grid.spec.arrivals.cells[cell]) boxes.get(source).push(boxAt(source, from, "output"));
}

function gradientsOf(bench, grid) {
  return bench.grids.find(({ spec }) => spec.name === grid.spec.arrivals.source);
}

// "Arrives here: (4 + 8) / 4 = 3"
function arrivedAt(bench, grid, cell) {
  const { cells, shares } = grid.spec.arrivals;
  const source = gradientsOf(bench, grid);
  const terms = cells[cell].map((from) => valueOf(bench, source, from));
  if (!terms.length) return "Arrives here: nothing";
  const value = valueOf(bench, grid, cell);
  const sum = listed(terms, " + ", LONGEST);
  const equals = Math.abs(value - Number(number(value))) < 1e-9 ? "=" : "≈";
  if (shares > 1) return `Arrives here: ${terms.length > 1 ? `(${sum})` : sum} / ${shares} ${equals} ${number(value)}`;
  return `Arrives here: ${sum}${terms.length > 1 ? ` ${equals} ${number(value)}` : ""}`;
}
