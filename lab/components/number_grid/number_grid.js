// The grid itself is the heatmap: cells are inputs, coloured as the learner types.
// Python hears of every good edit; text that is no number is marked and explained, and the last
// good value stays in force.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const grids = new WeakMap();

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  // No clean-up is returned: Streamlit calls it too when newer data overtakes older, and the DOM
  // lives on.
  const known = grids.get(parentElement);
  const grid = known?.root.isConnected ? known : setUp(parentElement);
  grid.data = data;
  grid.report = () => setStateValue("value", { now: grid.values, revision: grid.revision });
  grid.enter = (place) => data.watched && setTriggerValue("entered", place);
  update(grid);
}

function setUp(root) {
  const grid = {
    root: root.querySelector(".number-grid"),
    cells: root.querySelector(".cells"),
    outlines: root.querySelector(".outlines"),
    message: root.querySelector(".message"),
    inputs: [],
    values: [],
    revision: null,
    before: null, // the value of the focused cell when editing began
    unpasted: null, // the values before a paste, for Ctrl+Z
  };
  grids.set(root, grid);
  grid.cells.addEventListener("input", (event) => typed(grid, event.target));
  grid.cells.addEventListener("keydown", (event) => key(grid, event));
  grid.cells.addEventListener("paste", (event) => paste(grid, event));
  grid.cells.addEventListener("focusin", (event) => {
    event.target.select();
    begin(grid, event.target);
    grid.enter(place(grid, event.target));
  });
  grid.cells.addEventListener("focusout", (event) => settle(grid, event.target));
  return grid;
}

function update(grid) {
  const { data } = grid;
  const rows = data.values.length;
  const columns = data.values[0].length;
  grid.cells.setAttribute("aria-label", data.label);
  grid.root.style.setProperty("--columns", columns);
  grid.root.style.setProperty("--window", data.colours.window);
  grid.root.style.setProperty("--same", data.colours.same);
  const reshaped = grid.inputs.length !== rows || grid.inputs[0].length !== columns;
  if (reshaped) build(grid, rows, columns);
  if (reshaped || data.revision !== grid.revision) {
    grid.revision = data.revision;
    grid.values = data.values.map((row) => [...row]);
    each(grid, (input, r, c) => write(input, grid.values[r][c]));
    begin(grid, grid.root.getRootNode().activeElement);
    grid.unpasted = null;
    explain(grid, "");
  }
  each(grid, (input, r, c) => {
    input.readOnly = data.locked;
    paint(grid, r, c);
    const mark = data.marks?.[r]?.[c];
    if (mark === undefined || mark === null) delete input.parentElement.dataset.mark;
    else input.parentElement.dataset.mark = mark ? "right" : "wrong";
    const verdict = mark === undefined || mark === null ? "" : mark ? ", right" : ", wrong";
    input.setAttribute("aria-label", `row ${r + 1}, column ${c + 1}${verdict}`);
  });
  outline(grid, rows, columns);
  fit(grid);
}

// One size for all numbers of a grid: a single small one would look less important.
function fit(grid) {
  const longest = Math.max(...grid.inputs.flat().map((input) => input.value.length));
  grid.root.classList.toggle("long", longest > 4);
}

function build(grid, rows, columns) {
  grid.inputs = [];
  grid.cells.replaceChildren();
  for (let r = 0; r < rows; r++) {
    const line = [];
    for (let c = 0; c < columns; c++) {
      const cell = document.createElement("div");
      const input = document.createElement("input");
      cell.className = "cell";
      input.type = "text";
      input.inputMode = "decimal";
      input.autocomplete = "off";
      input.spellcheck = false;
      cell.append(input);
      grid.cells.append(cell);
      line.push(input);
    }
    grid.inputs.push(line);
  }
}

function outline(grid, rows, columns) {
  const box = ([top, left, bottom, right], kind) => {
    const mark = document.createElement("div");
    mark.className = kind;
    mark.style.top = `calc(${(top / rows) * 100}% + 0px)`;
    mark.style.left = `calc(${(left / columns) * 100}% + 0px)`;
    mark.style.height = `${((bottom - top + 1) / rows) * 100}%`;
    mark.style.width = `${((right - left + 1) / columns) * 100}%`;
    return mark;
  };
  grid.outlines.replaceChildren(
    ...grid.data.windows.map((w) => box(w, "outline")),
    ...grid.data.focus.map((w) => box(w, "outline focus")),
  );
}

// ---------------------------------------------------------------- editing

// Every good prefix is taken at once; text that turns out bad gives back the value that the cell
// had when editing began, not a prefix ("1" of "1,5").
function typed(grid, input) {
  const at = place(grid, input);
  if (!at) return; // a cell that has just been taken away
  const [r, c] = at;
  const { value, problem } = read(grid, input.value);
  mark(input, problem);
  explain(grid, problem ? `Row ${r + 1}, column ${c + 1}: ${problem} ${words(grid.before)} stays.` : "");
  grid.unpasted = null;
  set(grid, r, c, problem ? grid.before : value);
  fit(grid);
}

function begin(grid, input) {
  const at = input && place(grid, input);
  if (at) grid.before = grid.values[at[0]][at[1]];
}

function set(grid, r, c, value) {
  if (value === grid.values[r][c]) return;
  grid.values[r][c] = value;
  paint(grid, r, c);
  grid.report();
}

function settle(grid, input) {
  const at = place(grid, input);
  if (!at) return; // a cell that has just been taken away
  mark(input, null);
  write(input, grid.values[at[0]][at[1]]);
}

function cancel(grid, input) {
  const [r, c] = place(grid, input);
  set(grid, r, c, grid.before);
  settle(grid, input);
  explain(grid, "");
  input.select();
}

function mark(input, problem) {
  input.setAttribute("aria-invalid", problem ? "true" : "false");
  if (problem) input.setAttribute("aria-describedby", "message");
  else input.removeAttribute("aria-describedby");
}

function explain(grid, text) {
  if (grid.message.textContent !== text) grid.message.textContent = text;
}

function read(grid, text) {
  const trimmed = text.trim().replace("\u2212", "-");
  if (trimmed === "") return grid.data.blank ? { value: null } : { problem: "the cell is empty." };
  if (/^[+-]?\d+,\d*$/.test(trimmed))
    return { problem: `write ${trimmed.replace(",", ".")}, with a point instead of the comma.` };
  if (!NUMBER.test(trimmed)) return { problem: `“${shorten(trimmed)}” is not a number.` };
  const value = Number(trimmed);
  if (Math.abs(value) > grid.data.limit)
    return { problem: `numbers go from −${grid.data.limit} to ${grid.data.limit}.` };
  return { value: value === 0 ? 0 : value };
}

function key(grid, event) {
  const input = event.target;
  const [r, c] = place(grid, input);
  if (event.key === "Escape") return cancel(grid, input);
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && grid.unpasted) {
    event.preventDefault();
    return unpaste(grid);
  }
  const edge = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  const first = edge || input.selectionEnd === 0;
  const last = edge || input.selectionStart === input.value.length;
  const columns = grid.inputs[0].length;
  const next = {
    ArrowUp: () => [r - 1, c],
    ArrowDown: () => [r + 1, c],
    ArrowLeft: () => first && [r, c - 1],
    ArrowRight: () => last && [r, c + 1],
    Enter: () => (c + 1 < columns ? [r, c + 1] : [r + 1, 0]),
  }[event.key]?.();
  if (!next || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  grid.inputs[next[0]]?.[next[1]]?.focus();
}

function paste(grid, event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const block = split(text);
  if (grid.data.locked || (block.length < 2 && block[0].length < 2)) return;
  event.preventDefault();
  const [top, left] = place(grid, event.target);
  const before = grid.values.map((row) => [...row]);
  const refused = [];
  let cut = 0;
  block.forEach((row, i) =>
    row.forEach((part, j) => {
      const input = grid.inputs[top + i]?.[left + j];
      if (!input) return cut++;
      const { value, problem } = read(grid, part);
      if (problem) return refused.push(problem);
      grid.values[top + i][left + j] = value;
      mark(input, null);
      write(input, value);
      paint(grid, top + i, left + j);
    }),
  );
  const told = [];
  if (refused.length === 1) told.push(`1 pasted cell could not be used: ${refused[0]} The last good value stays.`);
  if (refused.length > 1)
    told.push(`${refused.length} pasted cells could not be used: ${refused[0]} The last good values stay.`);
  if (cut) told.push(`${cut} pasted ${cut > 1 ? "cells" : "cell"} did not fit and ${cut > 1 ? "were" : "was"} left out.`);
  begin(grid, event.target);
  explain(grid, told.join(" "));
  grid.report();
  grid.unpasted = before;
}

function unpaste(grid) {
  grid.values = grid.unpasted;
  grid.unpasted = null;
  each(grid, (input, r, c) => {
    write(input, grid.values[r][c]);
    paint(grid, r, c);
  });
  explain(grid, "");
  grid.report();
}

// A spreadsheet's block: rows by line; cells by tab, else semicolon, else space, else comma. One
// comma alone in a line is a decimal comma, for which read() has a hint.
function split(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const rows = lines.map((line) => line.trim());
  if (text.includes("\t")) return lines.map((line) => line.split("\t"));
  if (text.includes(";")) return rows.map((line) => line.split(";"));
  if (rows.some((line) => /\s/.test(line))) return rows.map((line) => line.split(/,?\s+/));
  if (rows.some((line) => line.split(",").length > 2)) return rows.map((line) => line.split(","));
  return rows.map((line) => [line]);
}

// ---------------------------------------------------------------- drawing

function write(input, value) {
  input.value = value === null ? "" : String(value);
}

function paint(grid, r, c) {
  const { span, colours } = grid.data;
  const input = grid.inputs[r][c];
  const value = grid.values[r][c];
  if (!span || value === null) {
    input.style.removeProperty("--fill");
    input.style.removeProperty("--ink");
    return;
  }
  const share = span[1] > span[0] ? (value - span[0]) / (span[1] - span[0]) : 0.5;
  const fill = mix(colours.scale, Math.min(Math.max(share, 0), 1));
  const ink = colours.inks.reduce((a, b) => (contrast(a, fill) > contrast(b, fill) ? a : b));
  input.style.setProperty("--fill", `rgb(${fill.join(" ")})`);
  input.style.setProperty("--ink", ink);
}

function channels(colour) {
  return [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
}

function mix(scale, share) {
  const at = share * (scale.length - 1);
  const step = Math.min(Math.floor(at), scale.length - 2);
  const [low, high] = [channels(scale[step]), channels(scale[step + 1])];
  return low.map((value, i) => Math.round(value + (high[i] - value) * (at - step)));
}

function luminance(rgb) {
  const linear = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(ink, fill) {
  const [a, b] = [luminance(channels(ink)), luminance(fill)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

// ---------------------------------------------------------------- small things

function each(grid, visit) {
  grid.inputs.forEach((row, r) => row.forEach((input, c) => visit(input, r, c)));
}

function place(grid, input) {
  for (let r = 0; r < grid.inputs.length; r++) {
    const c = grid.inputs[r].indexOf(input);
    if (c >= 0) return [r, c];
  }
  return null;
}

function shorten(text) {
  return text.length > 12 ? text.slice(0, 12) + "…" : text;
}

function words(value) {
  return value === null ? "The empty cell" : `The last good value, ${value},`;
}
