// The browser's side of learner.py. What Python has chosen is taken once; what the learner does is
// shown at once, and Python hears of it once it rests.

const REST = 120; // ms without a key after which a thumb rests
const labs = new WeakMap();

// Show what a component's call brings. No clean-up is returned from the component: Streamlit calls
// it too when newer data overtakes older.
function mount({ parentElement, data, setStateValue }, selector, names, setUp) {
  const root = parentElement.querySelector(selector);
  if (!labs.has(root)) {
    const lab = {
      root,
      parts: Object.fromEntries(names.split(" ").map((name) => [name, root.querySelector("." + name)])),
      box: ((globalThis.poolingLabPost ??= {})[data.key] ??= {}),
      head: null, // of the message shown
      state: null, // the message last read
      now: {}, // by key: numbers, a slider's place, bets, whether seen
      revisions: {},
      sliders: [],
    };
    for (const [name, colour] of Object.entries(data.inks)) root.style.setProperty(`--${name}`, colour);
    setUp(lab, data);
    labs.set(root, lab);
  }
  const lab = labs.get(root);
  lab.report = () => setStateValue("value", reported(lab));
  lab.box.arrived = () => arrived(lab);
  arrived(lab);
  return lab;
}

// The message that a component shows, if both are there. Those of a page that was left belong to
// elements that are gone.
function messageOf({ box }, kind) {
  return box[kind]?.from.isConnected && box.state?.from.isConnected ? box[kind] : null;
}

// Take what Python has chosen since the last message; whether there is any.
function takeOrders(lab) {
  const { state } = lab.box;
  if (state === lab.state) return false;
  lab.state = state;
  const orders = Object.entries(state.head.settled);
  return orders.filter(([key, { now, revision }]) => adopt(lab, key, now, revision)).length > 0;
}

// What Python has chosen is taken once. The echo of an older report must not undo a newer one.
function adopt(lab, key, now, revision, anyway = false) {
  if (lab.revisions[key] === revision && !anyway) return false;
  lab.revisions[key] = revision;
  lab.now[key] = now;
  return true;
}

function reported(lab) {
  const written = ([key, now]) => [key, { now: lab.written?.(key, now) ?? now, revision: lab.revisions[key] }];
  return Object.fromEntries(Object.entries(lab.now).map(written));
}

// ---------------------------------------------------------------- sliders

function slider(lab, spec, limits, moved) {
  const id = `range-${spec.axis}`;
  const range = make("input", "range", { type: "range", id, ...limits, step: 1 });
  const now = make("output", "now", { "aria-live": "off" });
  const element = make("div", "slider", {}, make("label", "name", { for: id }, spec.name), now, range);
  range.addEventListener("pointerdown", () => (lab.held = true));
  for (const end of ["pointerup", "pointercancel", "change"]) range.addEventListener(end, () => release(lab, end));
  range.addEventListener("input", () => moved(Number(range.value)));
  return { spec, range, now, element };
}

function buildShifts(lab) {
  lab.sliders = lab.head.sliders.map((spec) =>
    slider(lab, spec, { min: spec.low, max: spec.high }, (value) => slide(lab, { [spec.axis]: value })),
  );
  lab.parts.sliders.replaceChildren(...lab.sliders.map(({ element }) => element));
}

function place({ range, now }, value) {
  if (Number(range.value) !== value) range.value = value;
  say(now, String(value));
}

function clamped(value, { low, high }) {
  return Math.min(Math.max(value ?? 0, low), high);
}

// Move shifts to places, by axis; whether any has moved.
function moveTo(lab, places) {
  let moved = false;
  for (const { spec } of lab.sliders) {
    if (!(spec.axis in places)) continue;
    const value = clamped(places[spec.axis], spec);
    moved ||= value !== clamped(lab.now[spec.key], spec);
    lab.now[spec.key] = value;
  }
  return moved;
}

// "change" comes after each key too, which then waits for the next one.
function release(lab, end) {
  if (end === "change" && !lab.held) return;
  lab.held = false;
  tell(lab);
}

// Python hears of a change once the thumb rests.
function restLater(lab) {
  clearTimeout(lab.resting);
  if (!lab.held && !lab.playing) lab.resting = setTimeout(() => tell(lab), REST);
}
