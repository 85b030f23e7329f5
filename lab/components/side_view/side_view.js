// Draws a stack from the side. The horizontal axis shows the pixels of the input. Each unit is at
// the centre of its receptive field. All squares of one colour are one path, because a browser
// draws a long path as fast as a single square.

// In pixels:
const TALL = 240; // the height of all rows together
const ROW = [5, 52]; // the smallest and largest height of one row
const SQUARE = [3, 11]; // the smallest and largest side of a unit
const LINE = 15; // the least height of a name
const REACH = [9, 22]; // how far from a unit the pointer still counts as on it
const EDGE = 8;
const GAP = 12; // the least distance from a name to the middle of the first unit
// Also in pixels, at the usual text size:
const LETTER = 6.6; // the width of a small letter; the title of the axis is a sixth larger
const TICK = 46; // the least room for a number on the axis
const LINES = [6, 26, 48, 74]; // below the rows: the field's size, numbers, the title, the end
const SVG = "http://www.w3.org/2000/svg";

function layoutOf({ rows, layer, field, covered }, width) {
  const type = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const middles = rows.flatMap((row) => [centre(row, 0), centre(row, row.units - 1)]);
  const low = Math.min(...middles, ...(field ?? [])) - 0.8;
  const high = Math.max(...middles, ...(field ?? [])) + 0.8;
  const named = namedOf(rows.length, layer);
  const names = new Map(named.map((row) => [row, nameOf(rows[row], covered)]));
  const letter = LETTER * type;
  const left = EDGE / 2 + GAP + letter * Math.max(...[...names.values()].map((name) => name.length));
  const pixel = (width - left - EDGE) / (high - low);
  const height = between(ROW[0], TALL / rows.length, ROW[1]);
  const floor = EDGE + height * rows.length; // the lower edge of the input's row
  return {
    width, low, high, left, pixel, height, floor, names, letter,
    tick: TICK * type,
    lines: LINES.map((line) => floor + line * type),
    x: (place) => left + (place - low) * pixel,
    middle: (row, unit) => left + (centre(rows[row], unit) - low) * pixel,
    y: (row) => floor - (row + 0.5) * height,
    sides: rows.map(({ jump }) => between(SQUARE[0], 0.7 * Math.min(pixel * jump, height), SQUARE[1])),
  };
}

// The rows that get a name: the input, the chosen layer, the last layer, and others with enough
// distance to these.
function namedOf(count, chosen) {
  const step = Math.ceil(LINE / between(ROW[0], TALL / count, ROW[1]));
  const always = [0, chosen, count - 1];
  const free = (row) => row % step === 0 && always.every((other) => Math.abs(row - other) >= step);
  return [...Array(count).keys()].filter((row) => always.includes(row) || free(row));
}

// While the question is open, no field is told.
function nameOf({ name, size, window }, covered) {
  return window && !covered ? `${name}: ${size} px` : name;
}

// ---------------------------------------------------------------- what is drawn

function drawSide(lab, unit) {
  const width = lab.parts.side.clientWidth;
  const { svg, single } = lab;
  const { rows } = lab.head;
  const layer = unit ? unit.layer : rows.length - 1;
  const { taken, lines, ends } = unit ? coneOf(rows, layer, unit.column) : { taken: [], lines: [], ends: [] };
  const field = unit && span(rows[layer], unit.column);
  const base = chosen(lab); // the layout stays while the pointer shows another unit
  const look = (lab.look = layoutOf(
    { rows, layer: unit ? base.layer : layer, covered: !unit, field: unit && span(rows[base.layer], base.column) },
    width,
  ));
  lab.taken = taken;
  svg.setAttribute("height", look.lines[3]);
  const inside = rows.map((row, i) => (taken[i] ?? []).filter((one) => isUnit(row, one)));
  const outer = rows.map((row, i) => (taken[i] ?? []).filter((one) => !isUnit(row, one)));
  const squared = (units, row) => (single[row] ? units : []);
  const barred = (units, row) => (single[row] ? [] : units);
  const all = rows.map(({ units }, row) => {
    if (!single[row]) return [0, units - 1];
    const hidden = new Set(inside[row]);
    return [...Array(units).keys()].filter((one) => !hidden.has(one));
  });
  const put = (name, d) => svg.querySelector(name).setAttribute("d", d);
  put(".outside", outside(look, rows[0].units));
  put(".cone", cone(look, ends));
  put(".lines", joined(look, lines));
  put(".idle-bars", strokes(look, all.map(barred)));
  put(".taken-bars", strokes(look, inside.map(barred)));
  put(".idle", squares(look, all.map(squared), 0));
  put(".taken", squares(look, inside.map((units, row) => (unit && row === layer ? units : squared(units, row))), 1));
  put(".padding", squares(look, outer.map(squared), 0));
  svg.style.setProperty("--thick", `${Math.min(...look.sides)}px`);
  bracket(svg, look, field, rows[0].units);
  texts(svg.querySelector(".names"), [...look.names].map(([row, name]) => [look.left - GAP, look.y(row), name]));
  const pixels = ticks(look).map((tick) => [look.x(tick - 1), look.lines[1], `${tick}`.replace("-", "−")]);
  texts(svg.querySelector(".pixels"), pixels);
  within(look, svg.querySelector(".axis"), (look.left + width - EDGE) / 2, look.lines[2], 7 / 6);
  point(lab);
}

function square({ middle, y, sides }, row, unit, larger) {
  const side = sides[row] + larger;
  return `M${middle(row, unit) - side / 2} ${y(row) - side / 2}h${side}v${side}h${-side}z`;
}

function squares(look, chosen, larger) {
  return chosen.flatMap((units, row) => units.map((unit) => square(look, row, unit, larger))).join("");
}

// A line for each row, from its first unit to its last.
function strokes({ middle, y }, chosen) {
  const one = (units, row) => `M${middle(row, units[0])} ${y(row)}H${middle(row, units.at(-1))}`;
  return chosen.map((units, row) => (units.length ? one(units, row) : "")).join("");
}

function joined({ middle, y }, lines) {
  const one = (row) => ([unit, tap]) =>
    `M${middle(row + 1, unit)} ${y(row + 1)}L${middle(row, tap)} ${y(row)}`;
  return lines.flatMap((pairs, row) => pairs.map(one(row))).join("");
}

function cone({ middle, y }, ends) {
  if (!ends.length) return "";
  const edge = (end) =>
    ends.flatMap((units, row) => (units.length ? [`${middle(row, units[end])} ${y(row)}`] : []));
  return `M${[...edge(0), ...edge(1).reverse()].join("L")}z`;
}

// The areas to the left and right of the input, which are padding.
function outside({ low, high, x, floor }, n) {
  return [[low, -0.5], [n - 0.5, high]]
    .filter(([from, to]) => to - from > 1)
    .map(([from, to]) => `M${x(from)} ${EDGE}H${x(to)}V${floor}H${x(from)}z`)
    .join("");
}

// The receptive field as a line under the input. Outside the picture the line is dotted.
function bracket(svg, look, field, n) {
  const { x, floor, lines } = look;
  const line = (from, to) => (from <= to ? `M${x(from - 0.5)} ${floor}H${x(to + 0.5)}` : "");
  const [dotted, solid] = svg.querySelectorAll(".field");
  dotted.setAttribute("d", field ? line(...field) : "");
  solid.setAttribute("d", field ? line(Math.max(field[0], 0), Math.min(field[1], n - 1)) : "");
  const size = svg.querySelector(".size");
  size.textContent = field ? `${field[1] - field[0] + 1} px` : "";
  if (field) within(look, size, x((field[0] + field[1]) / 2), lines[0]);
}

// Round numbers for the axis, with enough room between them.
function ticks({ low, high, pixel, tick }) {
  const least = tick / pixel;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max([1, 2, 5, 10].map((times) => times * power).find((one) => one >= least), 1);
  const first = Math.ceil((low + 1) / step); // pixels are counted from 1
  return Array.from({ length: Math.floor((high + 1) / step) - first + 1 }, (_, i) => (first + i) * step);
}

function texts(group, all) {
  while (group.childElementCount > all.length) group.lastChild.remove();
  while (group.childElementCount < all.length) group.append(document.createElementNS(SVG, "text"));
  all.forEach(([x, y, text], i) => {
    const element = group.children[i];
    if (element.textContent !== text) element.textContent = text;
    at(element, x, y);
  });
}

function at(element, x, y) {
  element.setAttribute("x", x);
  element.setAttribute("y", y);
}

// Places a text at x, or as near as it can be without being cut at the edge.
function within({ width, letter }, element, x, y, size = 1) {
  const half = Math.min((size * letter * element.textContent.length) / 2, width / 2);
  at(element, between(half, x, width - half), y);
}

// ---------------------------------------------------------------- what is under the pointer

// [row, unit] under the pointer, where row 0 is the input. Padding counts only if it is drawn.
function unitAt({ head, taken, look, at: { x, y } }) {
  const row = Math.floor((look.floor - y) / look.height);
  if (!(row in head.rows)) return null;
  const { units, start, jump } = head.rows[row];
  const nearest = Math.round(((x - look.left) / look.pixel + look.low - start) / jump);
  const drawn = (taken[row] ?? []).includes(nearest);
  const unit = drawn ? nearest : between(0, nearest, units - 1);
  const far = Math.abs(look.middle(row, unit) - x);
  return far <= between(REACH[0], (look.pixel * jump) / 2, REACH[1]) ? [row, unit] : null;
}

function choosable({ head }, [row, unit]) {
  return head.sliders.length > 0 && row > 0 && isUnit(head.rows[row], unit);
}

function point(lab) {
  const found = lab.at && unitAt(lab);
  lab.note.hidden = !found;
  lab.svg.classList.toggle("picks", Boolean(found && choosable(lab, found)));
  lab.svg.querySelector(".pointed").setAttribute("d", found ? square(lab.look, ...found, 3) : "");
  if (found) writeNote(lab.note, noteLines(lab, found), lab.at);
}

// The lines of the note. While the question is open, they do not tell its answer.
function noteLines(lab, [row, unit]) {
  const { rows } = lab.head;
  const name = nameOf(rows[row], isCovered(lab));
  if (!isUnit(rows[row], unit)) return [`${name}, padding`];
  if (row === 0) return [name, `pixel ${unit + 1}`];
  if (isCovered(lab)) return [name, `unit ${unit + 1}`];
  const [first, last] = span(rows[row], unit).map((pixel) => pixel + 1);
  return [name, `unit ${unit + 1}, its region: ${first === last ? `pixel ${first}` : `pixels ${first} to ${last}`}`];
}
