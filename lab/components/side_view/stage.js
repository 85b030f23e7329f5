// The stage of the receptive field: what arrives, the sliders, and the region on the picture.
// side_view.js draws the stack from the side, cone.js finds what a unit depends on.

export default function (call) {
  mount(call, ".field-stage", "ask question choices reveal side above room canvas region line sliders heard", setUp);
}

function setUp(lab) {
  const { side } = lab.parts;
  Object.assign(lab, {
    svg: side.querySelector("svg"),
    note: noteIn(side),
    at: null, // the pointer over the side view
    afterLooking: () => lab.sliders.at(-1)?.range,
  });
  setUpAsking(lab);
  onPointer(side, (place) => {
    lab.at = place;
    show(lab);
  });
  lab.svg.addEventListener("click", () => choose(lab));
  new ResizeObserver(() => show(lab)).observe(lab.root);
}

function arrived(lab) {
  const field = messageOf(lab, "field");
  if (!field) return;
  if (field.head !== lab.head) take(lab, field);
  takeOrders(lab);
  show(lab);
}

function take(lab, { head, body }) {
  lab.head = head;
  lab.single = singles(head.rows);
  const shape = JSON.stringify([head.sliders, head.ask?.choices]);
  if (shape !== lab.shape) {
    lab.shape = shape;
    buildSliders(lab);
    buildChoices(lab);
  }
  decoded(body, head.media).then((bitmap) => {
    if (lab.head !== head) return;
    const { canvas } = lab.parts;
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    canvas.classList.toggle("crisp", bitmap.width <= CRISP);
  });
}

// ---------------------------------------------------------------- the sliders

// Sliders and Python count from 1, and the arithmetic of units from 0.
function buildSliders(lab) {
  lab.sliders = lab.head.sliders.map((spec) =>
    slider(lab, spec, { min: 1 }, (value) => {
      lab.now[spec.key] = value;
      lab.at = null; // a pointer that still lies on a unit must not hide what the slider shows
      show(lab);
      changed(lab);
    }),
  );
  lab.parts.sliders.replaceChildren(...lab.sliders.map(({ element }) => element));
}

// The chosen layer, and the unit's row and column in it.
function chosen({ head, now }) {
  const { layer, row, column } = head.keys;
  const place = between(1, now[layer], head.rows.length - 1);
  const { units } = head.rows[place];
  const [down, along] = [row, column].map((key) => between(1, now[key], units) - 1);
  return { layer: place, row: down, column: along };
}

function placeSliders(lab, unit) {
  for (const slider of lab.sliders) {
    const { spec, range } = slider;
    const value = unit[spec.axis] + (spec.axis === "layer" ? 0 : 1);
    range.max = spec.axis === "layer" ? lab.head.rows.length - 1 : lab.head.rows[unit.layer].units;
    range.disabled = range.max === "1";
    place(slider, value);
  }
}

// Something has changed: Python hears of it once it rests.
function changed(lab) {
  lab.moved = lab.untold = true;
  restLater(lab);
}

function tell(lab) {
  clearTimeout(lab.resting);
  if (!lab.root.isConnected || !lab.moved) return;
  if (lab.untold) say(lab.parts.heard, isCovered(lab) ? "" : lab.parts.line.textContent);
  lab.moved = lab.untold = false;
  lab.report();
}

// ---------------------------------------------------------------- what is shown

function show(lab) {
  if (!lab.head || !lab.root.clientWidth) return;
  const unit = chosen(lab);
  const covered = isCovered(lab);
  lab.root.classList.toggle("covered", covered);
  showAsk(lab);
  placeSliders(lab, unit);
  const pointed = lab.at && lab.look && unitAt(lab);
  const shown = pointed && pointed[0] > 0 && isUnit(lab.head.rows[pointed[0]], pointed[1]) ? beside(lab, unit, pointed) : unit;
  drawSide(lab, covered ? null : shown);
  drawAbove(lab, covered ? null : shown);
  const text = covered ? "" : sentence(lab.head, shown);
  say(lab.parts.line, text);
  const alt = `${lab.head.alt} ${covered ? "What its units depend on is covered." : sentence(lab.head, unit)}`;
  for (const name of ["side", "above"]) {
    const label = name === "side" ? alt : covered ? lab.head.picture : `${lab.head.picture} ${text}`;
    if (lab.parts[name].getAttribute("aria-label") !== label) lab.parts[name].setAttribute("aria-label", label);
  }
}

// The unit under the pointer. Its row is the one over the middle of the chosen unit.
function beside({ head }, unit, [layer, column]) {
  const middle = centre(head.rows[unit.layer], unit.row);
  return { layer, column, row: nearestUnit(head.rows[layer], middle) };
}

function choose(lab) {
  const found = lab.at && unitAt(lab);
  if (!found || !choosable(lab, found)) return;
  const { layer, row, column } = lab.head.keys;
  const unit = beside(lab, chosen(lab), found);
  Object.assign(lab.now, { [layer]: unit.layer, [row]: unit.row + 1, [column]: unit.column + 1 });
  show(lab);
  lab.moved = lab.untold = true;
  tell(lab);
}

function sentence({ rows }, unit) {
  const { size } = rows[unit.layer];
  const reach = (place) => span(rows[unit.layer], place).map((pixel) => `${pixel + 1}`.replace("-", "−"));
  const over = (name, place) => (size === 1 ? `${name} ${reach(place)[0]}` : `${name}s ${reach(place).join(" to ")}`);
  const outside = [unit.row, unit.column].some((place) => {
    const [first, last] = span(rows[unit.layer], place);
    return first < 0 || last >= rows[0].units;
  });
  return (
    `Layer ${unit.layer}, row ${unit.row + 1}, column ${unit.column + 1}: depends on a region of ${size} × ${size} pixels ` +
    `(${over("row", unit.row)}, ${over("column", unit.column)})${outside ? ", partly padding outside the picture" : ""}.`
  );
}

// The region on the picture. Where it reaches outside, the picture makes room for it.
function drawAbove({ head, parts }, unit) {
  const n = head.rows[0].units;
  const boxes = [null, null];
  if (unit) {
    const row = head.rows[unit.layer];
    boxes[1] = [span(row, unit.row), span(row, unit.column)];
    if (row.bare && row.bare.size !== row.size) {
      boxes[0] = [unit.row, unit.column].map((place) => span(row.bare, nearestUnit(row.bare, centre(row, place))));
    }
  }
  const all = boxes.filter(Boolean).flat();
  const low = Math.min(0, ...all.map(([first]) => first));
  const high = Math.max(n, ...all.map(([, last]) => last + 1));
  const share = 100 / (high - low);
  Object.assign(parts.canvas.style, { left: `${-low * share}%`, top: `${-low * share}%`, width: `${n * share}%` });
  parts.canvas.dataset.shows = String(boxes[1] ?? "");
  parts.region.setAttribute("viewBox", `${low} ${low} ${high - low} ${high - low}`);
  [...parts.region.children].forEach((path, i) => {
    const box = boxes[i >> 1];
    path.setAttribute("d", box ? `M${box[1][0]} ${box[0][0]}H${box[1][1] + 1}V${box[0][1] + 1}H${box[1][0]}z` : "");
  });
}
