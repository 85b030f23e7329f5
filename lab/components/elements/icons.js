// The pictures on the buttons that play something.

const SVG_NAMES = "http://www.w3.org/2000/svg";
const SHAPES = {
  play: "M4 2 L20 12 L4 22 Z",
  pause: "M4 2 H9 V22 H4 Z M15 2 H20 V22 H15 Z",
  step: "M4 2 L15 12 L4 22 Z M16 2 H20 V22 H16 Z",
};

function icon(button, kind) {
  if (button.dataset.kind === kind) return;
  button.dataset.kind = kind;
  const svg = document.createElementNS(SVG_NAMES, "svg");
  const path = document.createElementNS(SVG_NAMES, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[kind]);
  svg.append(path);
  button.replaceChildren(svg);
}
