// Shows pictures side by side, for example before and after a shift. A message is a head and some
// files (see __init__.py). If the head has parts, the message is drawn. If it has none, it brings
// the files that stay the same.
//
// Pictures are drawn without reading their pixels. The value under the pointer comes from the file
// (see reading.js).

const DOT = [3, 9]; // the smallest and largest dot, in pixels
const COARSE = 3; // from so many pixels of the screen on, a cell may be a little uneven
const SVG = "http://www.w3.org/2000/svg";
const shelves = (globalThis.poolingLabPictures ??= new Map()); // grid -> (name -> file that stays)
const grids = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const { head, files } = unpacked(data);
  if (!shelves.has(head.grid)) shelves.set(head.grid, new Map());
  const shelf = shelves.get(head.grid);
  if (!head.parts) return keep(shelf, files);
  const root = parentElement.querySelector(".picture-grid");
  if (!grids.has(root)) grids.set(root, setUp(root));
  const grid = grids.get(root);
  grid.report = (what, ...numbers) => setStateValue(what, [...numbers, ++grid.reports]);
  show(grid, head, files, shelf);
}

function unpacked(data) {
  const view = new DataView(data.buffer, data.byteOffset);
  let at = 4 + view.getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(data.subarray(4, at)));
  const files = new Map();
  for (const [name, type, size] of head.files) {
    const file = data.subarray(at, (at += size));
    files.set(name, () => bitmapOf(file, type).catch(() => null));
  }
  return { head, files };
}

async function bitmapOf(bytes, type) {
  const bitmap = await decoded(bytes, type);
  numbers.set(bitmap, { bytes, type });
  return bitmap;
}

function keep(shelf, files) {
  for (const [name, file] of shelf) if (!files.has(name) && !file.bring) shelf.delete(name);
  for (const [name, read] of files) {
    const file = awaited(shelf, name);
    file.bring?.(read());
    delete file.bring; // a later run may bring the same file again; it is not needed then
  }
}

// A file that stays the same. If its message has not arrived yet, its bitmap is a promise.
function awaited(shelf, name) {
  if (!shelf.has(name)) {
    const file = {};
    file.bitmap = new Promise((bring) => (file.bring = bring));
    shelf.set(name, file);
  }
  return shelf.get(name);
}

// ---------------------------------------------------------------- what is shown

function setUp(root) {
  const grid = { root, turn: 0, shown: 0, shape: null, shots: [], at: null, reports: 0 };
  onPointer(root, (place, event) => {
    const shot = place && grid.shots.find((one) => event.composedPath().includes(one.canvas));
    grid.at = shot ? { shot, place } : null;
    tell(grid);
  });
  setUpDragging(grid);
  new ResizeObserver(() => sharpen(grid)).observe(root);
  return grid;
}

async function show(grid, head, files, shelf) {
  const turn = ++grid.turn;
  if (grid.shape === null) build(grid, head); // reserve the space, so that the page does not jump
  const ahead = Object.values(head.ahead ?? {});
  const names = [...new Set([head.parts, ...ahead].flatMap(shotsOf).map((shot) => shot.file))];
  const read = async (name) => [name, await (files.get(name)?.() ?? awaited(shelf, name).bitmap)];
  const bitmaps = new Map(await Promise.all(names.map(read)));
  if (turn < grid.shown) return; // a later message is already shown
  grid.shown = turn;
  grid.bitmaps = bitmaps;
  grid.head = head;
  present(grid, underThumbs(head) ?? head.parts);
}

// The parts for the place where the sliders' thumbs are by now, if they are known.
function underThumbs({ parts, ahead, at, sliders }) {
  if (!ahead) return null;
  const place = sliders.map((key, i) => thumbOr(key, at.split(" ")[i])).join(" ");
  return place === at ? parts : ahead[place];
}

function present(grid, parts) {
  const head = { ...grid.head, parts };
  if (grid.shape !== shapeOf(head)) build(grid, head);
  else say(grid, head);
  shotsOf(parts).forEach((spec, i) => (grid.shots[i].spec = spec));
  if (grid.shots.map(mark).includes(true)) sharpen(grid);
  paintAll(grid);
}

function shotsOf(parts) {
  return parts.flatMap((part) => part.blocks.flatMap((block) => block.strips.flatMap((strip) => strip.shots)));
}

function paintAll(grid) {
  const moved = {}; // shifted pictures by file and shift: each is drawn once
  for (const shot of grid.shots) {
    if (shot.spec.shift) shot.spec = { ...shot.spec, shift: shiftNow(grid, shot.spec) };
    const { file, shift } = shot.spec;
    const bitmap = grid.bitmaps.get(file);
    if (!bitmap) continue;
    const after = shift && (moved[`${file} ${shift}`] ??= shifted(bitmap, shift));
    shot.bitmap = bitmap;
    paint(shot, after ?? bitmap);
  }
  if (grid.at) tell(grid);
}

// Where the learner has the picture by now, or a slider's thumb.
function shiftNow({ pull }, { shift, sliders, drag }) {
  if (pull && drag) return pull.shift;
  return shift.map((by, i) => thumbOr(sliders[i], by));
}

function paint({ canvas, spec }, picture) {
  const { width, height } = picture;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  canvas.dataset.shows = [spec.file, spec.shift ?? ""].join(" ");
}

// Draws frames and dots over a picture, with a white line around them so that they stand out. If a
// frame reaches outside the picture, the picture gets smaller. The space for it stays the same, so
// that nothing below jumps. Returns true if the marks have changed.
function mark(shot) {
  const { picture, marks, spec, alike } = shot;
  const around = alike.flatMap((one) => one.spec.marks?.outlines ?? []); // all get the same scale
  const key = JSON.stringify([spec.marks, around]);
  if (shot.marked === key) return false;
  shot.marked = key;
  const [height, width] = spec.size;
  const { outlines = [], dots = [] } = spec.marks ?? {};
  const end = (side, start) => Math.max(start, ...around.map((box) => box[side] + 1));
  const [top, left] = [0, 1].map((side) => Math.min(0, ...around.map((box) => box[side])));
  const [tall, wide] = [end(2, height) - top, end(3, width) - left];
  const times = Math.max(wide / width, tall / height);
  lay(picture, -left / width / times, -top / height / times, 1 / times, 1 / times);
  const frames = outlines.map(([t, l, b, r, thick]) => [`M${l} ${t}H${r + 1}V${b + 1}H${l}z`, thick]);
  const points = dots.map(([row, column]) => `M${column + 0.5} ${row + 0.5}h0`).join("");
  shot.times = times;
  marks.setAttribute("viewBox", `${left} ${top} ${wide} ${tall}`);
  marks.replaceChildren(
    ...frames.flatMap(([d, thick]) => [stroke("casing", d, thick + 2), stroke("line", d, thick)]),
    ...(points ? [stroke("casing dots", points), stroke("line dots", points)] : []),
  );
  return true;
}

// Places an element: left, top, width and height as shares of its parent.
function lay({ style }, ...shares) {
  ["left", "top", "width", "height"].forEach((side, i) => (style[side] = `${100 * shares[i]}%`));
}

function stroke(name, d, thick) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", name);
  path.setAttribute("d", d);
  if (thick) path.setAttribute("stroke-width", thick);
  return path;
}

// Chooses the width of each picture, and whether it is smoothed. A picture that is shown smaller
// than it is gets smoothed, because leaving out pixels would change its pattern. In a larger one,
// each cell is a whole number of screen pixels wide. Otherwise even stripes would look uneven. If
// that would cost a quarter of the width, the picture is smoothed instead. A picture with marks is
// smoothed too, unless its cells are coarse: its scale changes while the learner drags a slider,
// and nothing below may jump. All pictures of a part have the same width.
function sharpen(grid) {
  const rooms = grid.shots.map(({ place, spec }) => place.parentElement.clientWidth * narrow(spec));
  const limits = new Map(); // by part
  grid.shots.forEach((shot, i) => {
    const across = snapped(shot, rooms[i]);
    if (across) limits.set(shot.part, Math.min(across, limits.get(shot.part) ?? Infinity));
  });
  grid.shots.forEach((shot, i) => {
    const { canvas, marks, place, spec, times } = shot;
    const room = Math.min(rooms[i], limits.get(shot.part) ?? Infinity);
    const across = snapped(shot, room);
    const cell = room / times / spec.size[1];
    place.style.width = `${across ?? room}px`;
    canvas.classList.toggle("pixelated", across !== null || cell * devicePixelRatio >= COARSE);
    const dot = between(DOT[0], 0.6 * cell, DOT[1]);
    marks.style.setProperty("--dot", `${spec.marks?.dots.length > 1 ? dot : DOT[1]}px`);
  });
}

// The width at which a cell is a whole number of screen pixels, or null if any width will do.
function snapped({ spec }, room) {
  const width = spec.size[1];
  const screen = (room * devicePixelRatio) / width;
  const whole = Math.floor(screen);
  return !spec.marks && whole > 0 && whole / screen >= 0.75 ? (whole * width) / devicePixelRatio : null;
}

// The share of the available width that a picture takes. A tall one gets less, so that it is no
// higher than a square.
function narrow({ size: [height, width] }) {
  return Math.min(1, width / height);
}

// ---------------------------------------------------------------- the page's elements

function shapeOf({ parts }) {
  const sizes = (strip) => [strip.picked != null, strip.shots.map((shot) => shot.size)];
  return JSON.stringify(parts.map((part) => [part.tab, part.blocks.map((block) => block.strips.map(sizes))]));
}

function build(grid, head) {
  grid.shape = shapeOf(head);
  grid.shots = [];
  grid.root.style.setProperty("--window", head.window);
  grid.root.style.setProperty("--casing", head.casing);
  grid.root.style.setProperty("--across", head.across ? `${head.across}px` : "16rem");
  grid.root.style.setProperty("--narrow", `${0.7 * head.across}px`);
  grid.root.classList.toggle("sized", Boolean(head.across));
  grid.root.replaceChildren(...tabsOf(grid, head), ...head.parts.map((part) => partOf(grid, part)));
  tab(grid);
  grid.note = noteIn(grid.root);
  say(grid, head);
}

function made(tag, name, ...children) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...children);
  return element;
}

function partOf(grid, part) {
  const strips = part.blocks.flatMap((block) => block.strips);
  // All rows make room for the same number of pictures, so that shorter rows are not drawn larger.
  const most = Math.max(...strips.map((strip) => strip.shots.length));
  const blocks = part.blocks.map((block) =>
    made("div", "block", ...block.strips.map((strip) => stripOf(grid, part, strip, most))),
  );
  const wide = part.blocks.length > 1 || !part.title;
  const element = made("div", wide ? "part wide" : "part", made("div", "title"), made("div", "blocks", ...blocks));
  element.dataset.tab = part.tab;
  return element;
}

function stripOf(grid, part, strip, most) {
  const picks = strip.picked != null;
  const shots = strip.shots.map((spec) => {
    const shot = { ...partsOf(spec), part, spec, times: 1 };
    shot.canvas.classList.toggle("dragged", "drag" in spec);
    shot.canvas.classList.toggle("tapped", "taps" in spec);
    grid.shots.push(shot);
    return made(picks ? "button" : "div", "shot", made("div", "caption"), shot.place);
  });
  const row = made("div", picks ? "strip picks" : "strip", ...shots);
  row.setAttribute("role", picks ? "group" : "figure");
  if (picks) shots.forEach((button, i) => button.addEventListener("click", () => grid.report("pick", i)));
  row.style.setProperty("--shots", most);
  return row;
}

function partsOf(spec) {
  const [height, width] = spec.size;
  const canvas = made("canvas", "");
  const frame = made("div", "frame");
  frame.hidden = true;
  const picture = made("div", "picture", canvas, frame);
  const marks = document.createElementNS(SVG, "svg");
  marks.setAttribute("class", "marks");
  marks.setAttribute("aria-hidden", "true");
  marks.setAttribute("preserveAspectRatio", "xMinYMin meet");
  const place = made("div", "place", picture, marks);
  place.style.width = `${100 * narrow(spec)}%`;
  place.style.aspectRatio = `${width} / ${height}`;
  return { canvas, frame, picture, marks, place };
}

// Writes every text that may change. An unchanged text is not written again, because a screen
// reader would lose its place.
function say(grid, { parts }) {
  const all = (name) => [...grid.root.querySelectorAll("." + name)];
  const blocks = parts.flatMap((part) => part.blocks);
  const strips = blocks.flatMap((block) => block.strips);
  write(all("title"), parts.map((part) => part.title));
  write(all("caption"), strips.flatMap((strip) => strip.shots.map((_, i) => strip.captions[i] ?? "")));
  all("strip").forEach((row, i) => {
    if (row.getAttribute("aria-label") !== strips[i].alt) row.setAttribute("aria-label", strips[i].alt);
    row.querySelectorAll("button").forEach((button, place) => button.setAttribute("aria-pressed", place === strips[i].picked));
  });
  const shots = grid.shots.values();
  for (const { cells, strips } of blocks) {
    const alike = {}; // pictures by the name of their cells: the same name means the same cells
    for (const i of strips.flatMap((strip) => [...strip.shots.keys()])) {
      const shot = shots.next().value;
      shot.cells = cells[i] ?? cells[0];
      shot.alike = alike[shot.cells] ??= [];
      shot.alike.push(shot);
    }
  }
}

function write(elements, texts) {
  elements.forEach((element, i) => {
    if (element.textContent !== texts[i]) element.textContent = texts[i];
    element.hidden = !texts[i];
  });
}

// ---------------------------------------------------------------- what is under the pointer

function tell(grid) {
  for (const shot of grid.shots) shot.frame.hidden = true;
  const cell = grid.at?.shot.canvas.isConnected ? cellAt(grid) : null;
  grid.note.hidden = !cell;
  if (!cell) return;
  const { shot, place } = grid.at;
  const [row, column] = cell;
  const [height, width] = shot.spec.size;
  const lines = [`${shot.cells}, row ${row}, column ${column}`];
  for (const one of shot.alike) {
    lay(one.frame, column / width, row / height, 1 / width, 1 / height);
    one.frame.hidden = false;
    if (one.spec.name) lines.push(`${one.spec.name}: ${value(grid, one, row, column) ?? "…"}`);
  }
  writeNote(grid.note, lines, place);
}

// [row, column] under the pointer, or null if the picture has moved away from it.
function cellAt({ root, at: { shot, place } }) {
  const [box, bounds] = [shot.canvas, root].map((one) => one.getBoundingClientRect());
  const down = index((place.y + bounds.top - box.top) / box.height, shot.spec.size[0]);
  const along = index((place.x + bounds.left - box.left) / box.width, shot.spec.size[1]);
  return down === null || along === null ? null : [down, along];
}

function index(share, many) {
  const edge = 0.01; // on the border itself, the position may be rounded to outside
  if (share < -edge || share > 1 + edge) return null;
  return between(0, Math.floor(share * many), many - 1);
}
