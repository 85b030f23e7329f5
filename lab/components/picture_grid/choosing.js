// Dragging a shifted picture, clicking a pixel, and on a phone choosing which part and which picture is shown.

const PATIENCE = 2000; // ms: after this, a report no longer waits until the page has drawn the last

// A finger pulls sideways only; the page scrolls under one that moves up or down.
function setUpDragging(grid) {
  grid.root.addEventListener("pointerdown", (event) => {
    const shot = grid.shots.find(({ spec, canvas }) => spec.drag && event.composedPath().includes(canvas));
    if (!shot || event.button) return;
    const { clientX: x, clientY: y, pointerId } = event;
    const { shift } = shot.spec;
    grid.pull = { shot, x, y, start: shift, shift, flat: event.pointerType === "touch" };
    grid.told = null;
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
    report(grid);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    grid.root.addEventListener(end, () => {
      if (grid.pull) report(grid);
      grid.pull = null;
    });
  }
  grid.root.addEventListener("click", () => {
    const cell = grid.at?.shot.spec.taps && cellAt(grid);
    if (cell) grid.report("tap", ...cell);
  });
  const leaving = new AbortController();
  const drawn = () => (grid.root.isConnected ? release(grid) : leaving.abort());
  window.addEventListener("lab:drawn", drawn, { signal: leaving.signal });
  onSlid(grid.root, (key) => {
    if (grid.bitmaps && grid.shots.some(({ spec }) => spec.sliders?.includes(key))) paintAll(grid);
  });
}

// Reports where the picture is, but not while the page still draws the last report.
function report(grid) {
  const [down, right] = grid.pull.shift;
  grid.next = [down, right];
  if (!grid.waiting) release(grid);
}

function release(grid) {
  clearTimeout(grid.waiting);
  grid.waiting = null;
  if (!grid.next || String(grid.next) === grid.told) return;
  grid.told = String(grid.next);
  grid.waiting = setTimeout(() => release(grid), PATIENCE);
  grid.report("drag", ...grid.next);
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
