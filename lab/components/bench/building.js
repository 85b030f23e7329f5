// The bench's elements, and one size for all cells.

const CELL = 2.5; // rem, the largest; a grid lab of 4 x 4 has this
const SMALL = { true: 2.5, false: 1.875 }; // rem, the smallest for a finger, and for a mouse
const TALL = 8; // rows of the largest cells that a wide bench has room for
const GAP = 2; // pixels between two cells
const LABEL = 7; // rem, of a wide row, with the gaps beside it
const LETTER = 0.375; // rem, of a title

function shapeOf({ rows, sliders, ask }) {
  const parts = ["name", "title", "shape", "edit", "under", "note"];
  const grids = (row) => row.grids.map((grid) => parts.map((part) => grid[part]));
  return JSON.stringify([rows.map((row) => [row.label, grids(row)]), sliders, ask?.covers]);
}

function build(bench) {
  const { root, parts, head } = bench;
  const active = focusOf(bench);
  for (const { axis, key } of head.sliders) bench.now[key] ??= 0;
  bench.grids = [];
  const rows = head.rows.map((row) => buildRow(bench, row));
  parts.rows.replaceChildren(rows[0], parts.between, ...rows.slice(1));
  buildShifts(bench);
  root.dataset.layout = "";
  fit(bench);
  if (active) bench.grids.find(({ spec }) => spec.name === active.name)?.cells[active.cell]?.target.focus();
}

function focusOf(bench) {
  const at = cellAt(bench, bench.root.getRootNode().activeElement);
  return at && { name: at.grid.spec.name, cell: at.cell };
}

function buildRow(bench, row) {
  const line = make("div", "row", { role: "group", "aria-label": row.label });
  line.append(make("div", "label", { "aria-hidden": "true" }, row.label));
  const stacks = new Map();
  for (const spec of row.grids) {
    const stack = stacks.get(spec.under) ?? make("div", "stack");
    if (!stacks.has(spec.under)) line.append(stack);
    stacks.set(spec.name, stack);
    stack.append(buildGrid(bench, spec, row));
  }
  return line;
}

function buildGrid(bench, spec, row) {
  const [rows, columns] = spec.shape ?? [0, 0];
  const element = make("div", "board", { role: "grid", "aria-label": spec.name });
  const marks = make("div", "marks", { "aria-hidden": "true" });
  const grid = { spec, element, marks, rows, columns, row, cells: [], active: 0, unpasted: null };
  for (let r = 0; r < rows; r++) {
    const cells = Array.from({ length: columns }, () => buildCell(spec));
    element.append(make("div", "line-of-cells", { role: "row" }, ...cells.map((cell) => cell.element)));
    grid.cells.push(...cells);
  }
  element.style.setProperty("--columns", columns);
  element.classList.toggle("pullable", !spec.windows && bench.head.sliders.length > 0);
  bench.grids.push(grid);
  const frame = make("div", "frame", {}, element, marks);
  if (!spec.shape) frame.replaceChildren(make("p", "note", {}, spec.note ?? ""));
  if (spec.edit) setUpTyping(bench, grid);
  if (grid.cells.length) rove(grid, 0);
  const title = make("div", "title", { "aria-hidden": "true" }, spec.title ?? "");
  return make("div", "grid", {}, title, frame);
}

function buildCell(spec) {
  const element = make("div", spec.edit ? "cell field" : "cell", { role: "gridcell" });
  if (!spec.edit) return { element, target: element };
  const about = { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" };
  const input = make("input", "", about);
  element.append(input);
  return { element, input, target: input };
}

// One stop for Tab in each grid: the cell that was in focus last.
function rove(grid, cell) {
  grid.active = cell;
  grid.cells.forEach(({ target }, i) => (target.tabIndex = i === cell ? 0 : -1));
}

function cellAt(bench, element) {
  const found = element?.closest?.(".cell");
  if (!found) return null;
  for (const grid of bench.grids) {
    const cell = grid.cells.findIndex((one) => one.element === found);
    if (cell >= 0) return { grid, cell };
  }
  return null;
}

// ---------------------------------------------------------------- sizes

// Wide: a whole row side by side. Narrow: what has a place under another grid stands there.
// Stacked: as many as fit, in lines.
function fit(bench) {
  const width = bench.root.clientWidth;
  if (!bench.head || !width) return;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const { rows } = bench.head;
  const notUnder = (grid) => !grid.under;
  const room = (layout, cell) =>
    layout === "wide"
      ? columnsWidth(rows, cell, rem, rem)
      : Math.max(...rows.map((row) => widthOf(row.grids.filter(notUnder), cell, 0.75 * rem, rem)));
  const heightOf = (row) => Math.max(1, ...row.grids.map(({ shape }) => shape?.[0] ?? 0));
  const tallest = rows.reduce((sum, row) => sum + heightOf(row), 0);
  const small = SMALL[bench.coarse.matches] * rem;
  const large = Math.max(small, Math.min(CELL, (CELL * TALL) / tallest) * rem);
  const largest = (layout, width) => {
    for (let cell = Math.floor(large); cell >= small; cell--) if (room(layout, cell) <= width) return cell;
    return 0;
  };
  const wide = width - LABEL * rem;
  const sizes = { wide: largest("wide", wide), narrow: largest("narrow", width) };
  const layout = sizes.wide ? "wide" : sizes.narrow ? "narrow" : "stacked";
  const widest = Math.max(1, ...bench.grids.map((grid) => grid.columns));
  const cell = sizes[layout] ?? Math.floor(Math.min(CELL * rem, (width - GAP * (widest - 1)) / widest));
  const stacks = Math.max(...rows.map((row) => row.grids.filter(notUnder).length));
  const [free, least] = layout === "wide" ? [wide - room("wide", cell), 1] : [width - room("narrow", cell), 0.75];
  const apart = least * rem + Math.min(Math.max(free, 0) / stacks, 6 * rem);
  for (const [name, value] of [["cell", `${cell}px`], ["stacks", stacks], ["apart", `${apart}px`]])
    bench.root.style.setProperty(`--${name}`, value);
  if (bench.root.dataset.layout !== layout) bench.root.dataset.layout = layout;
}

// How wide a wide bench is: its rows share their columns, each as wide as its widest stack.
function columnsWidth(rows, cell, gap, rem) {
  const columns = [];
  for (const row of rows) {
    const stacks = new Map();
    for (const grid of row.grids) {
      const stack = stacks.get(grid.under) ?? [];
      stack.push(grid);
      stacks.set(grid.name, stack);
    }
    [...new Set(stacks.values())].forEach((grids, i) => {
      columns[i] = Math.max(columns[i] ?? 0, widthOf(grids, cell, gap, rem));
    });
  }
  return columns.reduce((sum, one) => sum + one, gap * (columns.length - 1));
}

// How wide grids are side by side; a title may be wider than its grid.
function widthOf(grids, cell, gap, rem) {
  const widths = grids.map(({ shape, title }) =>
    Math.max((shape?.[1] ?? 1) * (cell + GAP) - GAP, (title ?? "").length * LETTER * rem),
  );
  return widths.reduce((sum, one) => sum + one, gap * (widths.length - 1));
}
