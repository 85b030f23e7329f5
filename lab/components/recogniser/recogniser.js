// The recogniser: what arrives, what is shown, and what Python hears. See __init__.py.
// rows.js shows the verdicts, asking/asking.js covers them and bets, shifting.js moves the picture.

const CRISP = 64; // pixels: a picture up to so wide shows its pixels as squares
const EXACT = { premultiplyAlpha: "none", colorSpaceConversion: "none" };
const recognisers = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  // No clean-up is returned: Streamlit calls it too when newer data overtakes older.
  const root = parentElement.querySelector(".recogniser");
  if (!recognisers.has(root)) recognisers.set(root, setUp(root, data));
  const lab = recognisers.get(root);
  lab.report = () => setStateValue("value", reported(lab));
  lab.box.arrived = () => arrived(lab);
  arrived(lab);
}

function setUp(root, data) {
  const names = "ask question choices reveal play picture canvas sliders rows line heard".split(" ");
  const lab = {
    root,
    parts: Object.fromEntries(names.map((name) => [name, root.querySelector("." + name)])),
    box: ((globalThis.poolingLabPost ??= {})[data.key] ??= {}),
    head: null, // of the message shown
    state: null, // the message last read
    bitmap: null, // the picture, not shifted
    shares: null, // network by network, position by position, kind by kind
    now: {}, // by key: a slider's place, the bet, whether seen
    revisions: {},
    afterLooking: () => lab.rows[0].button,
    open: new Set(), // names of the networks whose kinds are all shown
    calm: window.matchMedia("(prefers-reduced-motion: reduce)"),
  };
  for (const [name, colour] of Object.entries(data.inks)) root.style.setProperty(`--${name}`, colour);
  setUpAsking(lab);
  setUpDragging(lab);
  setUpPlay(lab);
  return lab;
}

// Messages of a page that was left belong to elements that are gone.
function arrived(lab) {
  const { picture, state } = lab.box;
  if (!picture?.from.isConnected || !state?.from.isConnected) return;
  if (picture.head !== lab.head) take(lab, picture);
  if (state !== lab.state) {
    lab.state = state;
    for (const [key, { now, revision }] of Object.entries(state.head.settled)) {
      // What Python has chosen is taken once. The echo of an older report must not undo a newer one.
      if (lab.revisions[key] === revision) continue;
      lab.revisions[key] = revision;
      lab.now[key] = now;
      lab.playing = null;
    }
  }
  show(lab);
  announce(lab);
}

function take(lab, { head, body }) {
  const { names, kinds, sliders, ask } = head;
  const right = sliders.find(({ axis }) => axis === "right");
  const floats = names.length * kinds.length * (right.high - right.low + 1);
  lab.head = head;
  lab.shares = new Float32Array(body.slice(0, 4 * floats).buffer);
  const shape = JSON.stringify([names, kinds, sliders, ask?.choices]);
  if (shape !== lab.shape) {
    lab.shape = shape;
    buildSliders(lab);
    buildChoices(lab);
    buildRows(lab);
  }
  const file = new Blob([body.subarray(4 * floats)], { type: head.media });
  createImageBitmap(file, EXACT).then((bitmap) => {
    if (lab.head !== head) return;
    lab.bitmap = bitmap;
    lab.drawn = "";
    draw(lab);
  });
}

function reported(lab) {
  const values = Object.entries(lab.now).map(([key, now]) => [key, { now, revision: lab.revisions[key] }]);
  return Object.fromEntries(values);
}

function show(lab) {
  if (!lab.head) return;
  placeSliders(lab);
  draw(lab);
  showAsk(lab);
  showPlay(lab);
  showRows(lab);
  say(lab.parts.line, lab.head.line);
}

function draw(lab) {
  const { canvas } = lab.parts;
  const { down = 0, right } = lab.place;
  const parts = [right && `right by ${right}`, down && `down by ${down}`].filter(Boolean);
  canvas.setAttribute("aria-label", lab.head.alt + (parts.length ? `, shifted ${parts.join(" and ")}` : ""));
  canvas.style.aspectRatio = `${lab.head.size[1]} / ${lab.head.size[0]}`;
  const drawn = [right, down].join();
  if (!lab.bitmap || lab.drawn === drawn) return;
  lab.drawn = drawn;
  const { width, height } = lab.bitmap;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.classList.toggle("crisp", width <= CRISP);
  canvas.getContext("2d").drawImage(shifted(lab.bitmap, [down, right, lab.head.fill]), 0, 0);
  canvas.dataset.shows = drawn;
}
