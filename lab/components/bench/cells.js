// Typing and pasting. Every good text is taken at once; text that is no number is explained, and
// the last good value stays.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const SIDES = [4, 8]; // of a pasted block that may become the grid

function setUpTyping(bench, grid) {
  const on = (type, react) =>
    grid.element.addEventListener(type, (event) => {
      const cell = grid.cells.findIndex(({ input }) => input === event.target);
      if (cell >= 0) react(bench, grid, cell, event);
    });
  on("input", typed);
  on("keydown", keyInCell);
  on("paste", paste);
  on("focusin", (_, __, cell) => {
    grid.before = bench.now[grid.spec.key][cell];
    grid.cells[cell].input.select();
    offerSign(bench, grid, cell);
  });
  on("focusout", (_, __, cell) => {
    finish(bench, grid, cell);
    grid.sign?.remove();
  });
}

function typed(bench, grid, cell) {
  const { input } = grid.cells[cell];
  const { value, problem } = read(bench, grid, input.value);
  const place = `Row ${Math.floor(cell / grid.columns) + 1}, column ${(cell % grid.columns) + 1}`;
  refuse(input, problem);
  explain(bench, problem ? `${place}: ${problem} ${lastGood(grid.before)} stays.` : "");
  grid.unpasted = null;
  setNumber(bench, grid, cell, problem ? grid.before : value);
}

function setNumber(bench, grid, cell, value) {
  if (value === bench.now[grid.spec.key][cell]) return;
  bench.now[grid.spec.key][cell] = value;
  changed(bench);
}

function changed(bench) {
  show(bench);
  bench.report();
}

// What is typed stays as it is written until the cell is left.
function finish(bench, grid, cell) {
  const { input } = grid.cells[cell];
  refuse(input, "");
  const value = bench.now[grid.spec.key][cell];
  input.value = value === null ? "" : String(value);
}

function writeAll(bench, grid) {
  const active = bench.root.getRootNode().activeElement;
  grid.cells.forEach(({ input }, cell) => {
    finish(bench, grid, cell);
    if (input === active) grid.before = bench.now[grid.spec.key][cell];
  });
  grid.unpasted = null;
  explain(bench, "");
}

function refuse(input, problem) {
  input.setAttribute("aria-invalid", problem ? "true" : "false");
  if (problem) input.setAttribute("aria-describedby", "line");
  else input.removeAttribute("aria-describedby");
}

function explain(bench, text, block = null) {
  bench.problem = text;
  bench.block = block;
  relight(bench);
}

function read(bench, grid, text) {
  const plain = text.trim().replace("\u2212", "-").replace(/^([+-]?\d*),(\d*)$/, "$1.$2");
  const begun = plain === "" || plain === "-"; // a sign alone is the beginning of a number
  if (begun && grid.spec.edit === "answer") return { value: null };
  if (plain === "") return { problem: "the cell is empty." };
  const short = plain.length > 12 ? plain.slice(0, 12) + "…" : plain;
  if (!NUMBER.test(plain)) return { problem: `“${short}” is not a number.` };
  const { limit } = bench;
  if (Math.abs(plain) > limit) return { problem: `numbers go from −${limit} to ${limit}.` };
  return { value: Number(plain) + 0 };
}

function lastGood(value) {
  return value === null ? "The empty cell" : `The last good value, ${value},`;
}

function keyInCell(bench, grid, cell, event) {
  const { input } = grid.cells[cell];
  if (event.key === "Escape") {
    refuse(input, "");
    explain(bench, "");
    setNumber(bench, grid, cell, grid.before);
    finish(bench, grid, cell);
    return input.select();
  }
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && grid.unpasted) {
    event.preventDefault();
    return unpaste(bench, grid);
  }
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (event.key === "ArrowLeft" && !whole && input.selectionEnd > 0) return;
  if (event.key === "ArrowRight" && !whole && input.selectionStart < input.value.length) return;
  if (event.key === "Home" || event.key === "End") return;
  walk(grid, cell, event);
}

// The arrow keys move inside a grid; Enter goes on to the next cell.
function walk(grid, cell, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
  const next = {
    ArrowUp: row > 0 && cell - grid.columns,
    ArrowDown: row + 1 < grid.rows && cell + grid.columns,
    ArrowLeft: column > 0 && cell - 1,
    ArrowRight: column + 1 < grid.columns && cell + 1,
    Home: cell - column,
    End: cell - column + grid.columns - 1,
    Enter: cell + 1 < grid.cells.length && cell + 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  if (next !== false) grid.cells[next].target.focus();
}

// ---------------------------------------------------------------- pasting

function paste(bench, grid, cell, event) {
  const block = split(event.clipboardData?.getData("text/plain") ?? "");
  if (grid.spec.locked || (block.length < 2 && block[0].length < 2)) return;
  event.preventDefault();
  const numbers = bench.now[grid.spec.key];
  const before = [...numbers];
  const [top, left] = [Math.floor(cell / grid.columns), cell % grid.columns];
  const refused = [];
  let cut = 0;
  const parts = block.flatMap((row, r) => row.map((text, c) => [top + r, left + c, read(bench, grid, text)]));
  for (const [row, column, { value, problem }] of parts) {
    if (row >= grid.rows || column >= grid.columns) cut++;
    else if (problem) refused.push(problem);
    else numbers[row * grid.columns + column] = value;
  }
  writeAll(bench, grid);
  explain(bench, aboutPaste(refused, cut), squareOf(bench, grid, block));
  grid.unpasted = before;
  changed(bench);
}

function aboutPaste(refused, cut) {
  const [cells, values] = refused.length > 1 ? ["cells", "values stay"] : ["cell", "value stays"];
  const told = [];
  if (refused.length)
    told.push(`${refused.length} pasted ${cells} could not be used: ${refused[0]} The last good ${values}.`);
  if (cut === 1) told.push("1 pasted cell did not fit and was left out.");
  if (cut > 1) told.push(`${cut} pasted cells did not fit and were left out.`);
  return told.join(" ");
}

function unpaste(bench, grid) {
  bench.now[grid.spec.key] = grid.unpasted;
  writeAll(bench, grid);
  changed(bench);
}

// A pasted block that could be the whole grid, of another size.
function squareOf(bench, grid, block) {
  const side = block.length;
  const fits = side >= SIDES[0] && side <= SIDES[1] && block.every((row) => row.length === side);
  if (!fits || side === grid.rows || grid.spec.edit !== "number") return null;
  const cells = block.map((row) => row.map((text) => read(bench, grid, text).value));
  return cells.flat().every((value) => value !== undefined) ? cells : null;
}

// A spreadsheet's block: rows by line; cells by tab, else semicolon, else space, else comma. One
// comma alone in a line is a decimal comma.
function split(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const rows = lines.map((line) => line.trim());
  if (text.includes("\t")) return lines.map((line) => line.split("\t"));
  if (text.includes(";")) return rows.map((line) => line.split(";"));
  if (rows.some((line) => /\s/.test(line))) return rows.map((line) => line.split(/,?\s+/));
  if (rows.some((line) => line.split(",").length > 2)) return rows.map((line) => line.split(","));
  return rows.map((line) => [line]);
}

// ---------------------------------------------------------------- the minus of a phone

// An iPhone's keyboard for numbers has no minus.
function offerSign(bench, grid, cell) {
  if (!bench.coarse.matches || grid.spec.locked) return;
  const { input, element } = grid.cells[cell];
  const about = { type: "button", tabindex: "-1", "aria-label": "Change the sign" };
  grid.sign ??= make("button", "sign", about, "+/−");
  grid.sign.style.left = `${element.offsetLeft}px`;
  grid.sign.style.top = `${element.offsetTop}px`;
  grid.sign.onmousedown = (event) => event.preventDefault(); // the cell keeps its focus
  grid.sign.onclick = () => {
    const minus = /^\s*[-\u2212]/;
    input.value = minus.test(input.value) ? input.value.replace(minus, "") : `-${input.value}`;
    typed(bench, grid, cell);
  };
  grid.marks.parentElement.append(grid.sign);
}
