// What one unit depends on, row by row. Units count from 0; a number outside a row is padding.

const MOST_LINES = 700; // lines from units to the units that they read
const MOST_SQUARES = 500; // if there are more units, only rows of up to FEW_UNITS are squares
const MOST_UNITS = 70; // a row of up to so many units is squares, and a longer row a bar
const FEW_UNITS = 16;

// Whether a row has a unit with this number. If not, the number stands for padding.
function isUnit({ units }, unit) {
  return unit >= 0 && unit < units;
}

function centre({ start, jump }, unit) {
  return start + unit * jump;
}

// The first and the last pixel that a unit depends on. They may lie outside the picture.
function span({ size, jump, padding }, unit) {
  const first = unit * jump - padding;
  return [first, first + size - 1];
}

// The unit of a row whose centre is nearest to a place.
function nearestUnit(row, place) {
  return between(0, Math.round((place - row.start) / row.jump), row.units - 1);
}

function singles(rows) {
  const all = rows.reduce((sum, { units }) => sum + units, 0);
  return rows.map(({ units }) => units <= (all <= MOST_SQUARES ? MOST_UNITS : FEW_UNITS));
}

// From a unit of a layer down to the input: the units of each row, and pairs (unit, unit it reads).
// If there are too many lines, they become one shaded cone, of which only the ends are needed.
function coneOf(rows, layer, unit) {
  const taken = [[unit]];
  const lines = [];
  let drawn = 0;
  for (let row = layer; row > 0; row--) {
    const { window } = rows[row];
    const pairs = taken[0]
      .filter((one) => isUnit(rows[row], one)) // padding depends on nothing
      .flatMap((one) => [...Array(window.kernel).keys()].map((tap) => [one, one * window.stride + tap * window.dilation - window.before]));
    drawn += pairs.length;
    taken.unshift([...new Set(pairs.map(([, read]) => read))].sort((a, b) => a - b));
    lines.unshift(pairs);
  }
  const few = drawn <= MOST_LINES;
  return { taken, lines: few ? lines : [], ends: few ? [] : taken.map((units) => (units.length ? [units[0], units.at(-1)] : [])) };
}
