// A stack from the side. The horizontal axis is the input's, in pixels; a unit stands at the centre
// of its field. All squares of one look are one path: a browser draws a path as fast as a square.

const TALL = 620; // the rows together, and
const ROW = [13, 60]; // each of them, in pixels
const SQUARE = [3, 11]; // a unit's side
const MOST_NAMES = 22; // rows that are named
const LETTER = 6.6; // a name's letter, about
const TICK = 46; // pixels that a number on the axis needs at least
const REACH = 9; // pixels beside a unit that still mean it
const EDGE = 8;
const BELOW = 74; // for the field's width, the pixels' numbers, and what they are
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
  onPointer(root, (event) => {
    view.at = event && { x: event.clientX, y: event.clientY };
    point(view);
  });
  view.svg.addEventListener("click", ({ clientX: x, clientY: y }) => {
    const found = unitAt(view, { x, y });
    if (found && choosable(view, found)) view.pick(found);
  });
  new ResizeObserver(() => draw(view)).observe(root);
  return view;
}

// ---------------------------------------------------------------- where things are

function between(low, value, high) {
  return Math.min(Math.max(value, low), high);
}

function layoutOf({ rows, taken, field }, width) {
  const n = rows[0].units;
  const [first, last] = field ?? [0, 0];
  const [low, high] = [Math.min(first, 0) - 0.8, Math.max(last, n - 1) + 0.8];
  const named = namedOf(rows.length, taken.length ? taken.length - 1 : rows.length - 1);
  const left = EDGE + LETTER * Math.max(...named.map((row) => rows[row].name.length));
  const pixel = (width - left - EDGE) / (high - low);
  const height = between(ROW[0], TALL / rows.length, ROW[1]);
  const floor = EDGE + height * rows.length; // under the input's row
  return {
    low, high, left, pixel, height, floor, named,
    x: (place) => left + (place - low) * pixel,
    y: (row) => floor - (row + 0.5) * height,
    sides: rows.map(({ jump }) => between(SQUARE[0], 0.7 * Math.min(pixel * jump, height), SQUARE[1])),
  };
}

// The input, the chosen layer and the last one; and what is not too near to them.
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
  const { floor, sides } = look;
  view.svg.setAttribute("height", floor + BELOW);
  const inside = rows.map(({ units }, row) => (taken[row] ?? []).filter((u) => u >= 0 && u < units));
  const beside = rows.map(({ units }, row) => (taken[row] ?? []).filter((u) => u < 0 || u >= units));
  const chosen = taken.length - 1; // is a square on a bar, too
  const singles = (units, row) => (rows[row].single ? units : []);
  const bars = (units, row) => (rows[row].single ? [] : units);
  const all = rows.map(({ units, single }, row) => {
    if (!single) return [0, units - 1];
    const hidden = new Set(inside[row]);
    return [...Array(units).keys()].filter((unit) => !hidden.has(unit));
  });
  const thick = Math.min(...sides);
  const put = (name, d) => view.svg.querySelector(name).setAttribute("d", d);
  put(".outside", outside(look, rows[0].units));
  put(".cone", cone(look, rows, ends));
  put(".lines", joined(look, rows, lines));
  put(".bars:not(.taken)", strokes(look, rows, all.map(bars)));
  put(".bars.taken", strokes(look, rows, inside.map(bars)));
  put(".idle", squares(look, rows, all.map(singles), 0));
  put(".taken:not(.bars)", squares(look, rows, inside.map((units, row) => (row === chosen ? units : singles(units, row))), 1));
  put(".padding", squares(look, rows, beside.map(singles), 0));
  view.svg.querySelector(".bars:not(.taken)").style.strokeWidth = thick;
  view.svg.querySelector(".bars.taken").style.strokeWidth = thick + 1;
  bracket(view.svg, look, field, rows[0].units);
  texts(view.svg.querySelector(".names"), look.named.map((row) => [look.left - EDGE, look.y(row), rows[row].name]));
  texts(view.svg.querySelector(".pixels"), ticks(look).map((tick) => [look.x(tick), floor + 26, `${tick}`.replace("-", "−")]));
  at(view.svg.querySelector(".axis"), (look.left + width - EDGE) / 2, floor + 48);
  point(view);
}

function squares({ x, y, sides }, rows, chosen, larger) {
  const one = (row) => (unit) => {
    const side = sides[row] + larger;
    return `M${x(centre(rows[row], unit)) - side / 2} ${y(row) - side / 2}h${side}v${side}h${-side}z`;
  };
  return chosen.flatMap((units, row) => units.map(one(row))).join("");
}

// Each row from its first unit to its last.
function strokes({ x, y }, rows, chosen) {
  const one = (units, row) => {
    const [from, to] = [units[0], units.at(-1)].map((unit) => x(centre(rows[row], unit)));
    return `M${from} ${y(row)}H${to}`;
  };
  return chosen.map((units, row) => (units.length ? one(units, row) : "")).join("");
}

function joined({ x, y }, rows, lines) {
  const one = (row) => ([unit, tap]) =>
    `M${x(centre(rows[row + 1], unit))} ${y(row + 1)}L${x(centre(rows[row], tap))} ${y(row)}`;
  return lines.flatMap((pairs, row) => pairs.map(one(row))).join("");
}

function cone({ x, y }, rows, ends) {
  if (!ends.length) return "";
  const edge = (end) => ends.map((units, row) => `${x(centre(rows[row], units[end]))} ${y(row)}`);
  return `M${[...edge(0), ...edge(1).reverse()].join("L")}z`;
}

// What lies beside the input: padding.
function outside({ low, high, x, floor }, n) {
  return [[low, -0.5], [n - 0.5, high]]
    .filter(([from, to]) => to - from > 1)
    .map(([from, to]) => `M${x(from)} ${EDGE}H${x(to)}V${floor}H${x(from)}z`)
    .join("");
}

// The field under the input's row; dotted where it reaches out of the picture.
function bracket(svg, { x, floor }, field, n) {
  const line = (from, to) => (from <= to ? `M${x(from - 0.5)} ${floor}H${x(to + 0.5)}` : "");
  const [dotted, solid] = svg.querySelectorAll(".field");
  const width = svg.querySelector(".width");
  dotted.setAttribute("d", field ? line(...field) : "");
  solid.setAttribute("d", field ? line(Math.max(field[0], 0), Math.min(field[1], n - 1)) : "");
  width.textContent = field ? `field: ${field[1] - field[0] + 1} px` : "";
  if (field) at(width, x((field[0] + field[1]) / 2), floor + 6);
}

// Round numbers, as many as there is room for.
function ticks({ low, high, pixel }) {
  const least = TICK / pixel;
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

// ---------------------------------------------------------------- what a pointer is on

// [row, unit] under a pointer, the input being row 0; a unit that is padding only if it is drawn.
function unitAt({ data, look, svg }, pointer) {
  const { rows, taken } = data;
  const bounds = svg.getBoundingClientRect();
  const [x, y] = [pointer.x - bounds.left, pointer.y - bounds.top];
  const row = Math.floor((look.floor - y) / look.height);
  if (!(row in rows)) return null;
  const { units, start, jump } = rows[row];
  const exact = ((x - look.left) / look.pixel + look.low - start) / jump;
  const unit = (taken[row] ?? []).includes(Math.round(exact)) ? Math.round(exact) : between(0, Math.round(exact), units - 1);
  return Math.abs(look.x(centre(rows[row], unit)) - x) <= Math.max(REACH, (look.pixel * jump) / 2) ? [row, unit] : null;
}

function choosable({ data }, [row, unit]) {
  return data.picks && row > 0 && unit >= 0 && unit < data.rows[row].units;
}

function point(view) {
  const found = view.at && unitAt(view, view.at);
  view.note.hidden = !found;
  view.svg.classList.toggle("picks", Boolean(found && choosable(view, found)));
  view.svg.querySelector(".pointed").setAttribute("d", found ? squares(view.look, view.data.rows, alone(found), 3) : "");
  if (found) writeNote(view.note, told(view.data.rows, found), view.at.x, view.at.y);
}

function alone([row, unit]) {
  return Array.from({ length: row + 1 }, (_, i) => (i === row ? [unit] : []));
}

function told(rows, [row, unit]) {
  const { name, units, size } = rows[row];
  if (unit < 0 || unit >= units) return [`${name}, padding`];
  const first = centre(rows[row], unit) - (size - 1) / 2;
  if (size === 1) return [name, row ? `unit ${unit} sees pixel ${first}` : `pixel ${first}`];
  return [name, `unit ${unit} sees pixels ${first} to ${first + size - 1}`];
}
