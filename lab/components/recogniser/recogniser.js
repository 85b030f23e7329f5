// The recogniser: what arrives, what is shown, and what Python hears. See __init__.py.
// rows.js shows the verdicts, asking/asking.js covers them and bets, shifting.js moves the picture.

export default function (call) {
  mount(call, ".recogniser", "ask question choices reveal play picture canvas sliders rows line heard", setUp);
}

function setUp(lab) {
  Object.assign(lab, {
    bitmap: null, // the picture, not shifted
    shares: null, // network by network, position by position, kind by kind
    afterLooking: () => lab.rows[0].button,
    open: new Set(), // names of the networks whose kinds are all shown
    calm: window.matchMedia("(prefers-reduced-motion: reduce)"),
  });
  setUpAsking(lab);
  setUpDragging(lab);
  setUpPlay(lab);
}

function arrived(lab) {
  const picture = messageOf(lab, "picture");
  if (!picture) return;
  if (picture.head !== lab.head) take(lab, picture);
  if (takeOrders(lab)) lab.playing = null;
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
    buildShifts(lab);
    buildChoices(lab);
    buildRows(lab);
  }
  decoded(body.subarray(4 * floats), head.media).then((bitmap) => {
    if (lab.head !== head) return;
    lab.bitmap = bitmap;
    lab.drawn = "";
    draw(lab);
  });
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
  const side = (by, [plus, minus]) => by && `${Math.abs(by)} ${by > 0 ? plus : minus}`;
  const parts = [side(right, ["to the right", "to the left"]), side(down, ["down", "up"])].filter(Boolean);
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
