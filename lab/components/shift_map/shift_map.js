// Draws a score at every shift. A click on a cell chooses its shift.

const charts = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".shift-map");
  if (!charts.has(root)) charts.set(root, setUp(root));
  const chart = charts.get(root);
  chart.data = data;
  chart.pick = (shift) => setTriggerValue("pick", shift);
  show(chart);
}

function setUp(root) {
  const find = (name) => root.querySelector(name);
  const chart = { root, cells: find(".cells"), canvas: find("canvas"), here: find(".here"), bar: find(".bar"), side: 0 };
  const note = noteIn(chart.cells);
  onPointer(chart.cells, (at) => {
    const shift = at && shiftAt(chart, at);
    note.hidden = !shift;
    if (shift) writeNote(note, linesOf(chart, shift), at);
  });
  chart.cells.addEventListener("click", ({ clientX, clientY }) => {
    const { left, top } = chart.cells.getBoundingClientRect();
    chart.pick(shiftAt(chart, { x: clientX - left, y: clientY - top }));
  });
  onSlid(root, (key) => chart.data.sliders.includes(key) && outline(chart));
  return chart;
}

// [down, right] of the cell at a place.
function shiftAt({ cells, side }, { x, y }) {
  const cell = (place, whole) => between(0, Math.floor((place / whole) * side), side - 1) - (side >> 1);
  return [cell(y, cells.clientHeight), cell(x, cells.clientWidth)];
}

function linesOf({ data, side }, [down, right]) {
  return [`right ${right}, down ${down}`, data.texts[down + (side >> 1)][right + (side >> 1)]];
}

function show(chart) {
  const { root, canvas, here, bar, data } = chart;
  const side = data.scores.length;
  if (side !== chart.side) {
    chart.side = side;
    Object.assign(canvas, { width: side, height: side });
    for (const [name, edge] of [["right", "left"], ["down", "top"]]) ticks(root.querySelector(`.${name}.ticks`), side, edge);
  }
  const pen = canvas.getContext("2d");
  const [low, high] = data.ends;
  data.scores.forEach((row, y) =>
    row.forEach((score, x) => {
      const share = between(0, (score - low) / (high - low), 1);
      pen.fillStyle = data.palette[Math.round(share * (data.palette.length - 1))];
      pen.fillRect(x, y, 1, 1);
    }),
  );
  root.setAttribute("aria-label", data.alt);
  Object.assign(here.style, { width: `${100 / side}%`, height: `${100 / side}%` });
  outline(chart);
  root.style.setProperty("--window", data.window);
  root.style.setProperty("--scale", data.palette.toReversed());
  bar.hidden = !data.bar.length;
  bar.replaceChildren(...data.bar.map((text) => make("span", "", {}, text)));
}

// The outline is where the thumbs are.
function outline({ canvas, here, data, side }) {
  const shift = data.here.map((by, i) => thumbOr(data.sliders[i], by));
  const [top, left] = shift.map((by) => `${(100 * (by + (side >> 1))) / side}%`);
  Object.assign(here.style, { left, top });
  canvas.dataset.shows = [shift, data.scores].join();
}

// A number at every fourth shift, as the middle one is 0.
function ticks(axis, side, edge) {
  const m = side >> 1;
  const shifts = [...Array(side).keys()].map((place) => place - m).filter((shift) => shift % 4 === 0);
  axis.replaceChildren(
    ...shifts.map((shift) => {
      const tick = make("span", "", {}, String(shift));
      tick.style[edge] = `${(100 * (shift + m + 0.5)) / side}%`;
      return tick;
    }),
  );
}
