// Draws curves, and on each the point at the place of a live slider's thumb.

const SVG = "http://www.w3.org/2000/svg";
const plots = new WeakMap();

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".curve-plot");
  if (!plots.has(root)) plots.set(root, setUp(root));
  const plot = plots.get(root);
  plot.data = data;
  draw(plot);
}

function setUp(root) {
  const plot = { root, svg: root.querySelector("svg"), legend: root.querySelector(".legend") };
  new ResizeObserver(() => draw(plot)).observe(root);
  onSlid(root, (key) => key === plot.data.slider && move(plot));
  return plot;
}

function draw(plot) {
  const { svg, legend, data } = plot;
  const { clientWidth: width, clientHeight: height } = svg;
  if (!width || !data) return;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const { x, lines, tick, names } = data;
  const [left, right, top, bottom] = [3 * rem, width - 0.5 * rem, 0.5 * rem, height - 2.75 * rem];
  const [low, high] = data.y_range;
  const across = (value) => left + ((value - x[0] + 0.5) / x.length) * (right - left);
  const up = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  Object.assign(plot, { across, up });
  const ticks = (first, last) => {
    const from = Math.ceil(first / tick) * tick;
    return [...Array(Math.floor((last - from) / tick) + 1).keys()].map((i) => from + i * tick);
  };
  const middle = (top + bottom) / 2;
  svg.replaceChildren(
    ...ticks(low, high).flatMap((y) => [
      shape("line", "rule", { x1: left, x2: right, y1: up(y), y2: up(y) }),
      shape("text", "left", { x: left - 0.5 * rem, y: up(y) + 0.28 * rem }, y),
    ]),
    ...ticks(x[0], x.at(-1)).map((value) => shape("text", "", { x: across(value), y: bottom + 1.1 * rem }, value)),
    shape("text", "", { x: (left + right) / 2, y: bottom + 2.4 * rem }, names[0]),
    shape("text", "", { x: rem, y: middle, transform: `rotate(-90 ${rem} ${middle})` }, names[1]),
    (plot.here = shape("line", "here", { y1: top, y2: bottom })),
    ...lines.map(({ y, ink, dashed }) => {
      const points = y.map((value, i) => `${across(x[i])},${up(value)}`).join(" ");
      return shape("polyline", "curve", { points, style: `--ink: ${ink}`, "stroke-dasharray": dashed ? "7 5" : "none" });
    }),
    ...(plot.points = lines.map(({ ink }) => shape("circle", "point", { r: 5, style: `--ink: ${ink}` }))),
  );
  legend.replaceChildren(
    ...lines.map(({ name, ink, dashed }) =>
      make("span", "", { style: `--ink: ${ink}; --dash: ${dashed ? "dashed" : "solid"}` }, name),
    ),
  );
  plot.root.style.setProperty("--window", data.window);
  move(plot);
}

function move({ root, data, across, up, here, points }) {
  const value = thumbOr(data.slider, data.here);
  here.setAttribute("x1", across(value));
  here.setAttribute("x2", across(value));
  const values = data.lines.map(({ y }) => y[value - data.x[0]]);
  points.forEach((point, i) => {
    point.setAttribute("cx", across(value));
    point.setAttribute("cy", up(values[i]));
  });
  const said = data.lines.map(({ name }, i) => `${name} ${Number(values[i].toFixed(2))}`).join(", ");
  const [low, high] = [data.x[0], data.x.at(-1)];
  const alt = `Outputs for ${data.names[0]} from ${low} to ${high}. At ${data.names[0]} = ${value}: ${said}.`;
  root.setAttribute("aria-label", data.lines.length ? alt : data.covered);
}

function shape(kind, className, attributes, text = "") {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries({ class: className, ...attributes })) element.setAttribute(name, value);
  element.append(text);
  return element;
}
