// Pictures before and after a shift. A message is a head and files (see __init__.py): one with
// parts is drawn, one without only brings files that others name.

const WINDOW = "#f2690d"; // lab.colours
const BLACK = 0xff000000;
const LARGE = 200; // pixels of a side, from which a picture may be shown smaller than it is
const { kept, held } = (globalThis.poolingLabFilms ??= { kept: new Map(), held: new Map() });
const films = new WeakMap();

export default function ({ parentElement, data }) {
  const { head, own } = unpacked(data);
  if (!head.parts) return hold(head.film, own);
  const root = parentElement.querySelector(".film");
  if (!films.has(root)) films.set(root, setUp(root));
  show(films.get(root), head, own);
}

function unpacked(data) {
  const bytes = Uint8Array.from(data); // aligned, and ours
  const start = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  let at = start;
  const own = new Map(
    head.files.map(([name, type, size]) => [name, decoded(bytes.subarray(at, (at += size)), type)]),
  );
  return { head, own };
}

async function decoded(bytes, type) {
  const exact = { premultiplyAlpha: "none", colorSpaceConversion: "none" };
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), exact);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

// ---------------------------------------------------------------- files that stay

// `kept` has files by name, here or awaited; `held` the names that each film has there.

function hold(film, own) {
  for (const [name, image] of own) awaited(name).bring(image);
  for (const name of held.get(film) ?? []) if (!own.has(name)) kept.delete(name);
  held.set(film, [...own.keys()]);
}

function awaited(name) {
  if (!kept.has(name)) {
    const file = {};
    file.image = new Promise((bring) => (file.bring = bring));
    kept.set(name, file);
  }
  return kept.get(name);
}

// ---------------------------------------------------------------- what is shown

function setUp(root) {
  const film = { root, turn: 0, shown: 0, shape: null, shots: [], at: null };
  root.style.setProperty("--window", WINDOW);
  root.addEventListener("pointermove", (event) => point(film, event));
  root.addEventListener("pointerdown", (event) => point(film, event));
  root.addEventListener("pointerleave", () => point(film, null));
  return film;
}

async function show(film, head, own) {
  const turn = ++film.turn;
  const shots = head.parts.flatMap((part) =>
    part.blocks.flatMap((block) => block.strips.flatMap((strip) => strip.shots)),
  );
  if (film.shape === null) build(film, head); // its place, before there is anything to see
  const images = await Promise.all(
    shots.map(async (shot) => drawn(shot, await (own.get(shot.file) ?? awaited(shot.file).image), head)),
  );
  if (turn < film.shown) return; // a later one was quicker
  film.shown = turn;
  if (film.shape !== shapeOf(head)) build(film, head);
  say(film, head);
  film.shots.forEach((shot, i) => paint(shot, shots[i], images[i]));
  if (film.at) tell(film);
}

function drawn(shot, image, { palette }) {
  if (!shot.shift) return image;
  const after = shifted(image, shot.shift);
  return shot.reach ? apart(image, after, shot.reach, palette) : after;
}

// As pooling.translate.
function shifted(image, [down, right, fill]) {
  const { width, height } = image;
  const from = new Uint32Array(image.data.buffer);
  const to = new Uint32Array(width * height).fill(BLACK);
  const source = {
    zero: (i, n) => (i < 0 || i >= n ? -1 : i),
    edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
    wrap: (i, n) => ((i % n) + n) % n,
  }[fill];
  const columns = Array.from({ length: width }, (_, c) => source(c - right, width));
  for (let r = 0; r < height; r++) {
    const row = source(r - down, height);
    if (row < 0) continue;
    for (let c = 0; c < width; c++) {
      if (columns[c] >= 0) to[r * width + c] = from[row * width + columns[c]];
    }
  }
  return new ImageData(new Uint8ClampedArray(to.buffer), width, height);
}

// As lab.film.diverging: rounded away from zero, so that only what is equal is pale.
function apart(before, after, reach, palette) {
  const colours = palette.match(/.{6}/g).map((c) => BLACK | (parseInt(c.match(/../g).reverse().join(""), 16)));
  const shades = (colours.length - 1) / 2;
  const [a, b] = [before.data, after.data];
  const to = new Uint32Array(a.length / 4);
  for (let i = 0, p = 0; i < to.length; i++, p += 4) {
    const sum = b[p] - a[p] + b[p + 1] - a[p + 1] + b[p + 2] - a[p + 2]; // of three channels
    const far = Math.ceil(Math.min(Math.abs(sum) / (3 * reach), 1) * shades);
    to[i] = colours[shades + (sum < 0 ? -far : far)];
  }
  return new ImageData(new Uint8ClampedArray(to.buffer), before.width, before.height);
}

function paint(shot, spec, image) {
  Object.assign(shot, { spec, image });
  if (shot.canvas.width !== image.width) shot.canvas.width = image.width;
  if (shot.canvas.height !== image.height) shot.canvas.height = image.height;
  shot.canvas.getContext("2d").putImageData(image, 0, 0);
  shot.canvas.dataset.shows = [spec.file, spec.shift ?? "", spec.reach ?? ""].join(" ");
}

// ---------------------------------------------------------------- the page's elements

function shapeOf({ parts }) {
  return JSON.stringify(
    parts.map((part) => part.blocks.map((block) => block.strips.map((strip) => strip.shots.map((s) => s.size)))),
  );
}

function build(film, head) {
  film.shape = shapeOf(head);
  film.shots = [];
  film.root.replaceChildren(...head.parts.map((part) => partOf(film, part)), made("div", "note"));
  film.note = film.root.lastChild;
  film.note.hidden = true;
  film.note.ariaHidden = "true";
  say(film, head);
}

function made(tag, name, ...children) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...children);
  return element;
}

function partOf(film, part) {
  const blocks = part.blocks.map((block) => {
    const cells = block.cells.map(() => []); // one list of pictures for all that show the same
    return made("div", "block", ...block.strips.map((strip) => stripOf(film, strip, cells)));
  });
  const whole = part.blocks.length > 1 || !part.title;
  return made("div", whole ? "part wide" : "part", made("div", "title"), made("div", "blocks", ...blocks));
}

function stripOf(film, strip, cells) {
  const shots = strip.shots.map((spec, i) => {
    const [height, width] = spec.size;
    const canvas = made("canvas", width < LARGE && height < LARGE ? "pixelated" : "");
    const frame = made("div", "cell");
    frame.hidden = true;
    const pixels = made("div", "pixels", canvas, frame);
    pixels.style.width = `${100 * Math.min(1, width / height)}%`;
    canvas.style.aspectRatio = `${width} / ${height}`;
    const shot = { canvas, frame, spec, size: [width, height], same: cells[cells.length > 1 ? i : 0] };
    shot.same.push(shot);
    film.shots.push(shot);
    return made("div", "shot", made("div", "caption"), pixels);
  });
  const row = made("div", strip.label ? "strip" : "strip unlabelled", ...shots);
  if (strip.label) row.prepend(made("div", "label"));
  row.setAttribute("role", "figure");
  row.style.setProperty("--shots", shots.length);
  return row;
}

// Every text that may change; one that has not is left alone, for a reader keeps its place.
function say(film, head) {
  const all = (name) => [...film.root.querySelectorAll("." + name)];
  const blocks = head.parts.flatMap((part) => part.blocks);
  const strips = blocks.flatMap((block) => block.strips);
  write(all("title"), head.parts.map((part) => part.title));
  write(all("label"), strips.map((strip) => strip.label).filter(Boolean));
  write(all("caption"), strips.flatMap((strip) => strip.shots.map((_, i) => strip.captions[i] ?? "")));
  all("strip").forEach((row, i) => row.setAttribute("aria-label", strips[i].alt));
  const cells = blocks.flatMap((block) => block.strips.flatMap((s) => s.shots.map((_, i) => block.cells[i] ?? block.cells[0])));
  film.shots.forEach((shot, i) => (shot.of = cells[i]));
}

function write(elements, texts) {
  elements.forEach((element, i) => {
    if (element.textContent !== texts[i]) element.textContent = texts[i];
    element.hidden = !texts[i];
  });
}

// ---------------------------------------------------------------- what a pointer is on

function point(film, event) {
  const shot = event && film.shots.find((one) => event.composedPath().includes(one.canvas));
  const box = shot?.canvas.getBoundingClientRect();
  const cell = (at, start, length, many) => Math.min(Math.max(Math.floor(((at - start) / length) * many), 0), many - 1);
  film.at = shot && {
    shot,
    column: cell(event.clientX, box.left, box.width, shot.size[0]),
    row: cell(event.clientY, box.top, box.height, shot.size[1]),
    x: event.clientX,
    y: event.clientY,
  };
  tell(film);
}

function tell(film) {
  for (const shot of film.shots) shot.frame.hidden = true;
  film.note.hidden = !film.at?.shot.canvas.isConnected;
  if (film.note.hidden) return;
  const { shot, row, column, x, y } = film.at;
  const lines = [`${shot.of}, row ${row}, column ${column}`];
  for (const one of shot.same) {
    const [width, height] = one.size;
    const place = { left: column / width, top: row / height, width: 1 / width, height: 1 / height };
    for (const [side, share] of Object.entries(place)) one.frame.style[side] = `${100 * share}%`;
    one.frame.hidden = false;
    if (one.spec.name && one.image) lines.push(`${one.spec.name}: ${value(one.image, row, column)}`);
  }
  film.note.textContent = lines.join("\n");
  const bounds = film.root.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: tall } = film.note;
  film.note.style.left = `${Math.max(Math.min(x - bounds.left + 14, bounds.width - wide), 0)}px`;
  film.note.style.top = `${y - bounds.top > tall + 14 ? y - bounds.top - tall - 10 : y - bounds.top + 18}px`;
}

function value({ width, data }, row, column) {
  const [red, green, blue] = data.subarray(4 * (row * width + column));
  return red === green && green === blue ? red : `red ${red}, green ${green}, blue ${blue}`;
}
