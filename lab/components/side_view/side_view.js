// Draws a stack from the side. The horizontal axis shows the pixels of the input. Each unit is at
// the centre of its receptive field. All squares of one colour are one path, because a browser
// draws a long path as fast as a single square.

// In pixels:
const TALL = 620; // the height of all rows together
const ROW = [13, 60]; // the smallest and largest height of one row
const SQUARE = [3, 11]; // the smallest and largest side of a unit
const MOST_NAMES = 22; // how many rows have a name
const REACH = [9, 22]; // how far from a unit the pointer still counts as on it
const EDGE = 8;
const GAP = 12; // the least distance from a name to the middle of the first unit
// Also in pixels, at the usual text size:
const LETTER = 6.6; // the width of a small letter; the title of the axis is a sixth larger
const TICK = 46; // the least room for a number on the axis
const LINES = [6, 26, 48, 74]; // below the rows: the field's size, numbers, the title, the end
const SVG = "http://www.w3.org/2000/svg";

const views = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".side");
  if (!views.has(root)) views.set(root, setUp(root));
  const view = views.get(root);
  view.data = data;
  view.pick = (unit) => setTriggerValue("picked", unit);
  root.style.setProperty("--window", data.window);
  if (root.getAttribute("aria-label") !== data.alt) root.setAttribute("aria-label", data.alt);
  draw(view);
}

function setUp(root) {
  const view = { root, svg: root.querySelector("svg"), note: noteIn(root), at: null };
  onPointer(root, (place) => {
    view.at = place;
    point(view);
  });
  view.svg.addEventListener("click", () => {
    const found = view.at && unitAt(view);
    if (found && choosable(view, found)) view.pick(found);
  });
  new ResizeObserver(() => draw(view)).observe(root);
  return view;
}

// ---------------------------------------------------------------- where things are

// Whether a row has a unit with this number. If not, the number stands for padding.
function isUnit({ units }, unit) {
  return unit >= 0 && unit < units;
}

function layoutOf({ rows, taken, field }, width) {
  const type = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const middles = rows.flatMap((row) => [centre(row, 0), centre(row, row.units - 1)]);
  const low = Math.min(...middles, ...(field ?? [])) - 0.8;
  const high = Math.max(...middles, ...(field ?? [])) + 0.8;
  const named = namedOf(rows.length, taken.length ? taken.length - 1 : rows.length - 1);
  const letter = LETTER * type;
  const left = EDGE / 2 + GAP + letter * Math.max(...named.map((row) => rows[row].name.length));
  const pixel = (width - left - EDGE) / (high - low);
  const height = between(ROW[0], TALL / rows.length, ROW[1]);
  const floor = EDGE + height * rows.length; // the lower edge of the input's row
  return {
    width, low, high, left, pixel, height, floor, named, letter,
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
  const step = Math.ceil(count / MOST_NAMES);
  const always = [0, chosen, count - 1];
  const free = (row) => row % step === 0 && always.every((other) => Math.abs(row - other) >= step);
  return [...Array(count).keys()].filter((row) => always.includes(row) || free(row));
}

function centre({ start, jump }, unit) {
  return start + unit * jump;
}

// ---------------------------------------------------------------- what is drawn

function draw(view) {
  const width = view.root.clientWidth;
  if (!width || !view.data) return;
  const { rows, taken, lines, ends, field } = view.data;
  const look = (view.look = layoutOf(view.data, width));
  view.svg.setAttribute("height", look.lines[3]);
  const inside = rows.map((row, i) => (taken[i] ?? []).filter((unit) => isUnit(row, unit)));
  const beside = rows.map((row, i) => (taken[i] ?? []).filter((unit) => !isUnit(row, unit)));
  const chosen = taken.length - 1; // in this row the unit is a square, even on a bar
  const singles = (units, row) => (rows[row].single ? units : []);
  const bars = (units, row) => (rows[row].single ? [] : units);
  const all = rows.map(({ units, single }, row) => {
    if (!single) return [0, units - 1];
    const hidden = new Set(inside[row]);
    return [...Array(units).keys()].filter((unit) => !hidden.has(unit));
  });
  const put = (name, d) => view.svg.querySelector(name).setAttribute("d", d);
  put(".outside", outside(look, rows[0].units));
  put(".cone", cone(look, ends));
  put(".lines", joined(look, lines));
  put(".idle-bars", strokes(look, all.map(bars)));
  put(".taken-bars", strokes(look, inside.map(bars)));
  put(".idle", squares(look, all.map(singles), 0));
  put(".taken", squares(look, inside.map((units, row) => (row === chosen ? units : singles(units, row))), 1));
  put(".padding", squares(look, beside.map(singles), 0));
  view.svg.style.setProperty("--thick", `${Math.min(...look.sides)}px`);
  bracket(view.svg, look, field, rows[0].units);
  texts(view.svg.querySelector(".names"), look.named.map((row) => [look.left - GAP, look.y(row), rows[row].name]));
  texts(view.svg.querySelector(".pixels"), ticks(look).map((tick) => [look.x(tick), look.lines[1], `${tick}`.replace("-", "−")]));
  within(look, view.svg.querySelector(".axis"), (look.left + width - EDGE) / 2, look.lines[2], 7 / 6);
  point(view);
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
  size.textContent = field ? `field: ${field[1] - field[0] + 1} px` : "";
  if (field) within(look, size, x((field[0] + field[1]) / 2), lines[0]);
}

// Round numbers for the axis, with enough room between them.
function ticks({ low, high, pixel, tick }) {
  const least = tick / pixel;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max([1, 2, 5, 10].map((times) => times * power).find((one) => one >= least), 1);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
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
function unitAt({ data, look, at: { x, y } }) {
  const row = Math.floor((look.floor - y) / look.height);
  if (!(row in data.rows)) return null;
  const { units, start, jump } = data.rows[row];
  const nearest = Math.round(((x - look.left) / look.pixel + look.low - start) / jump);
  const drawn = (data.taken[row] ?? []).includes(nearest);
  const unit = drawn ? nearest : between(0, nearest, units - 1);
  const far = Math.abs(look.middle(row, unit) - x);
  return far <= between(REACH[0], (look.pixel * jump) / 2, REACH[1]) ? [row, unit] : null;
}

function choosable({ data }, [row, unit]) {
  return data.picks && row > 0 && isUnit(data.rows[row], unit);
}

function point(view) {
  const found = view.at && unitAt(view);
  view.note.hidden = !found;
  view.svg.classList.toggle("picks", Boolean(found && choosable(view, found)));
  view.svg.querySelector(".pointed").setAttribute("d", found ? square(view.look, ...found, 3) : "");
  if (found) writeNote(view.note, noteLines(view.data.rows, found), view.at);
}

// The lines of the note. Without a size, the learner is asked for the receptive field, so the note
// does not tell it.
function noteLines(rows, [row, unit]) {
  const { name, size } = rows[row];
  if (!isUnit(rows[row], unit)) return [`${name}, padding`];
  if (row === 0) return [name, `pixel ${unit}`];
  if (size === null) return [name, `unit ${unit}`];
  const first = centre(rows[row], unit) - (size - 1) / 2;
  const pixels = size === 1 ? `pixel ${first}` : `pixels ${first} to ${first + size - 1}`;
  return [name, `unit ${unit} sees ${pixels}`];
}
