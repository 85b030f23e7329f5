// Dragging a shifted picture, clicking a pixel, and on a phone choosing which part and which picture is shown.

// A finger pulls sideways only; the page scrolls under one that moves up or down.
function setUpDragging(grid) {
  const reports = pacing(grid.root, (shift) => grid.report("drag", ...shift));
  const report = () => tellPaced(reports, grid.pull.shift.slice(0, 2));
  grid.root.addEventListener("pointerdown", (event) => {
    const shot = grid.shots.find(({ spec, canvas }) => spec.drag && event.composedPath().includes(canvas));
    if (!shot || event.button) return;
    const { clientX: x, clientY: y, pointerId } = event;
    const { shift } = shot.spec;
    grid.pull = { shot, x, y, start: shift, shift, flat: event.pointerType === "touch" };
    reports.told = null;
    shot.canvas.setPointerCapture(pointerId);
  });
  grid.root.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!grid.pull) return;
    const { shot, x, y, start, flat } = grid.pull;
    const { drag, size } = shot.spec;
    const pixel = shot.canvas.clientWidth / size[1];
    const to = (from, far) => between(-drag, from + Math.round(far / pixel), drag);
    const shift = [flat ? start[0] : to(start[0], clientY - y), to(start[1], clientX - x), start[2]];
    if (String(shift) === String(grid.pull.shift)) return;
    grid.pull.shift = shift;
    paintAll(grid);
    report();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    grid.root.addEventListener(end, () => {
      if (grid.pull) report();
      grid.pull = null;
    });
  }
  grid.root.addEventListener("click", () => {
    const cell = grid.at?.shot.spec.taps && cellAt(grid);
    if (cell) grid.report("tap", ...cell);
  });
  onSlid(grid.root, (key) => {
    if (!grid.bitmaps) return;
    const parts = grid.head.sliders?.includes(key) && underThumbs(grid.head);
    if (parts) present(grid, parts);
    else if (grid.shots.some(({ spec }) => spec.sliders?.includes(key))) paintAll(grid);
  });
}

function tabsOf(grid, { parts }) {
  const names = parts.map(({ tab }) => tab).filter(Boolean);
  if (!names.length) return [];
  if (!names.includes(grid.tab)) grid.tab = names[0];
  const button = (name, pick) => {
    const element = made("button", "tab", name);
    element.addEventListener("click", () => {
      pick();
      tab(grid);
      sharpen(grid);
    });
    return element;
  };
  const kinds = names.length > 1 ? names.map((name) => button(name, () => (grid.tab = name))) : [];
  return [made("div", "tabs", ...kinds, button("Difference", () => (grid.differs = !grid.differs)))];
}

function tab(grid) {
  grid.root.classList.toggle("differs", Boolean(grid.differs));
  for (const part of grid.root.querySelectorAll(".part")) {
    part.classList.toggle("behind", Boolean(part.dataset.tab) && part.dataset.tab !== grid.tab);
  }
  for (const button of grid.root.querySelectorAll(".tab")) {
    const name = button.textContent;
    button.setAttribute("aria-pressed", name === grid.tab || (name === "Difference" && Boolean(grid.differs)));
  }
}
