// The sliders, pulling the picture itself, and play. The browser shows each position at once;
// Python hears where the thumb comes to rest.

const SLACK = 6; // pixels that a finger may move in a tap
const PACE = 8; // thirty-seconds of the picture's width that play shifts it by in a second
const LEAST = 1500; // ms that play takes at least

function placeSliders(lab) {
  lab.place = {};
  for (const slider of lab.sliders) {
    const { axis, key } = slider.spec;
    lab.place[axis] = clamped(lab.now[key], slider.spec);
    place(slider, lab.place[axis]);
  }
}

function slide(lab, places) {
  if (!moveTo(lab, places)) return;
  show(lab);
  changed(lab);
}

// Something has changed: Python hears of it once it rests.
function changed(lab) {
  lab.moved = lab.untold = true;
  restLater(lab);
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
  step(began);
}

function stop(lab) {
  if (!lab.playing) return;
  lab.playing = null;
  showPlay(lab);
  tell(lab);
}
