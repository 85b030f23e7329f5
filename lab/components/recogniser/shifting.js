// The sliders, pulling the picture itself, and play. The browser shows each position at once;
// Python hears where the thumb comes to rest.

const REST = 120; // ms without a key after which a thumb rests
const SLACK = 6; // pixels that a finger may move in a tap
const PACE = 8; // thirty-seconds of the picture's width that play shifts it by in a second
const LEAST = 1500; // ms that play takes at least

function buildSliders(lab) {
  lab.sliders = lab.head.sliders.map((spec) => {
    const id = `range-${spec.axis}`;
    const range = make("input", "range", { type: "range", id, min: spec.low, max: spec.high, step: 1 });
    const now = make("output", "now", { "aria-live": "off" });
    const element = make("div", "slider", {}, make("label", "name", { for: id }, spec.name), range, now);
    range.addEventListener("pointerdown", () => (lab.held = true));
    for (const end of ["pointerup", "pointercancel", "change"]) range.addEventListener(end, () => release(lab, end));
    range.addEventListener("input", () => slide(lab, { [spec.axis]: Number(range.value) }));
    return { spec, range, now, element };
  });
  lab.parts.sliders.replaceChildren(...lab.sliders.map(({ element }) => element));
}

function placeSliders(lab) {
  lab.place = {};
  for (const { spec, range, now } of lab.sliders) {
    const value = clamped(lab.now[spec.key] ?? 0, spec);
    lab.place[spec.axis] = value;
    if (Number(range.value) !== value) range.value = value;
    say(now, String(value));
  }
}

function clamped(value, { low, high }) {
  return Math.min(Math.max(value, low), high);
}

function slide(lab, places) {
  let moved = false;
  for (const { spec } of lab.sliders) {
    if (!(spec.axis in places)) continue;
    const value = clamped(places[spec.axis], spec);
    moved ||= value !== lab.place[spec.axis];
    lab.now[spec.key] = value;
  }
  if (!moved) return;
  show(lab);
  changed(lab);
}

// "change" comes after each key too, which then waits for the next one.
function release(lab, end) {
  if (end === "change" && !lab.held) return;
  lab.held = false;
  tell(lab);
}

// Something has changed: Python hears of it once it rests.
function changed(lab) {
  lab.moved = lab.untold = true;
  clearTimeout(lab.resting);
  if (!lab.held && !lab.playing) lab.resting = setTimeout(() => tell(lab), REST);
}

function rests(lab) {
  return !lab.held && !lab.playing && lab.root.isConnected;
}

function tell(lab) {
  clearTimeout(lab.resting);
  announce(lab);
  if (!rests(lab) || !lab.moved) return;
  lab.moved = false;
  lab.report();
}

// What a screen reader says: only where the thumb rests, and what is true there.
function announce(lab) {
  if (!lab.untold || !rests(lab) || isWaiting(lab)) return;
  lab.untold = false;
  say(lab.parts.heard, isCovered(lab) ? "" : lab.sentences.join(". "));
}

// ---------------------------------------------------------------- pulling the picture

// A finger pulls sideways only; the page scrolls under one that moves up or down.
function setUpDragging(lab) {
  const { canvas } = lab.parts;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !lab.head) return;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    const touch = event.pointerType === "touch";
    lab.pull = { pointer, x, y, touch, start: lab.place, moving: false };
    if (!touch) beginPull(lab);
  });
  canvas.addEventListener("pointermove", (event) => {
    const { pull } = lab;
    if (pull?.pointer !== event.pointerId) return;
    if (!pull.moving && Math.abs(event.clientX - pull.x) < SLACK) return;
    if (!pull.moving) {
      pull.x += Math.sign(event.clientX - pull.x) * SLACK; // the picture does not jump
      beginPull(lab);
    }
    const pixel = canvas.clientWidth / canvas.width;
    const places = { right: pull.start.right + Math.round((event.clientX - pull.x) / pixel) };
    if (!pull.touch) places.down = (pull.start.down ?? 0) + Math.round((event.clientY - pull.y) / pixel);
    slide(lab, places);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => {
      if (lab.pull?.pointer !== event.pointerId) return;
      if (lab.pull.moving) release(lab, end);
      lab.pull = null;
      lab.root.classList.remove("pulling");
    });
  }
}

function beginPull(lab) {
  lab.pull.moving = lab.held = true;
  lab.root.classList.add("pulling");
  lab.parts.canvas.setPointerCapture(lab.pull.pointer);
}

// ---------------------------------------------------------------- play

function setUpPlay(lab) {
  lab.parts.play.addEventListener("click", () => (lab.playing ? stop(lab) : play(lab)));
  for (const kind of ["pointerdown", "keydown"]) {
    lab.root.addEventListener(kind, ({ target }) => target !== lab.parts.play && stop(lab));
  }
  lab.calm.addEventListener("change", () => lab.root.isConnected && (stop(lab), show(lab)));
}

function showPlay(lab) {
  const { play } = lab.parts;
  play.hidden = !lab.head.play || lab.calm.matches || isCovered(lab);
  say(play, lab.playing ? "Stop" : "Play the shift");
}

function play(lab) {
  if (lab.calm.matches) return;
  const { stop: end } = lab.head.play;
  const lasts = Math.max(LEAST, (1000 * Math.abs(end) * 32) / (PACE * lab.head.size[1]));
  const began = performance.now();
  const step = (time) => {
    if (lab.playing !== step || !lab.root.isConnected) return;
    const share = Math.min(Math.max(time - began, 0) / lasts, 1);
    slide(lab, { right: Math.round(end * share) });
    share < 1 ? requestAnimationFrame(step) : stop(lab);
  };
  lab.playing = step;
  showPlay(lab);
  requestAnimationFrame(step);
}

function stop(lab) {
  if (!lab.playing) return;
  lab.playing = null;
  showPlay(lab);
  tell(lab);
}
