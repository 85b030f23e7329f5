// A native range input that reports its value while the learner drags it.
//
// A new report waits until the page has drawn the last one. The component "address_bar", at the end
// of each page, then sends the event "lab:drawn". Without waiting, each report would interrupt the
// server, and nothing would be drawn until the learner stops. So a busy server is asked less often.

const PATIENCE = 2000; // ms: after this, a report no longer waits for the event
const sliders = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  // No clean-up function is returned. Streamlit would also call it when new data replaces data that
  // is still on its way, although the DOM stays. Listeners and timers stop by themselves once the
  // DOM is gone.
  const known = sliders.get(parentElement);
  const slider = known?.range.isConnected ? known : setUp(parentElement);
  slider.send = (now, revision) => setStateValue("value", { now, revision });
  update(slider, data);
}

function setUp(root) {
  const find = (name) => root.querySelector("." + name);
  const slider = {
    range: find("range"),
    now: find("now"),
    button: find("play"),
    label: find("label"),
    low: find("low"),
    high: find("high"),
    help: find("help"),
    calm: window.matchMedia("(prefers-reduced-motion: reduce)"),
    revision: null,
    reported: null, // the last value that Python got
    waiting: null, // a timer while a report is on its way
    playing: null,
  };
  sliders.set(root, slider);
  slider.range.addEventListener("input", () => {
    stop(slider);
    changed(slider);
  });
  slider.button.addEventListener("click", () => (slider.playing ? stop(slider) : play(slider)));
  const leaving = new AbortController();
  const whileHere = (react) => () => (slider.range.isConnected ? react() : leaving.abort());
  const outside = { signal: leaving.signal };
  window.addEventListener("lab:drawn", whileHere(() => arrived(slider)), outside);
  slider.calm.addEventListener(
    "change",
    whileHere(() => {
      stop(slider);
      slider.button.hidden = !slider.play || slider.calm.matches;
    }),
    outside,
  );
  return slider;
}

function update(slider, data) {
  slider.key = data.key;
  slider.play = data.play;
  slider.pace = data.pace;
  say(slider.label, data.label);
  slider.shown = (value) => String(Number((value * data.scale).toFixed(2)));
  say(slider.low, slider.shown(data.min));
  say(slider.high, slider.shown(data.max));
  say(slider.help, data.help);
  slider.help.hidden = !data.help;
  slider.range.closest(".live-slider").classList.toggle("compact", data.compact);
  slider.range.min = data.min;
  slider.range.max = data.max;
  slider.button.hidden = !data.play || slider.calm.matches;
  if (data.revision !== slider.revision) {
    slider.revision = data.revision;
    stop(slider); // Python, for example after a click elsewhere, has chosen another value
    slider.range.value = data.value;
    slider.reported = data.value;
  }
  show(slider);
  draw(slider);
}

function show(slider) {
  slideTo(slider.key, Number(slider.range.value));
  say(slider.now, slider.shown(slider.range.value));
  slider.range.setAttribute("aria-valuetext", slider.shown(slider.range.value));
}

function changed(slider) {
  show(slider);
  if (!slider.waiting) report(slider);
}

function report(slider) {
  const now = Number(slider.range.value);
  if (now === slider.reported) return;
  slider.reported = now;
  slider.waiting = setTimeout(() => arrived(slider), PATIENCE);
  slider.send(now, slider.revision);
}

function arrived(slider) {
  clearTimeout(slider.waiting);
  slider.waiting = null;
  report(slider);
}

function play(slider) {
  if (Number(slider.range.value) >= Number(slider.range.max)) {
    slider.range.value = slider.range.min;
    changed(slider);
  }
  slider.playing = setInterval(() => {
    if (!slider.range.isConnected) return stop(slider);
    if (Number(slider.range.value) >= Number(slider.range.max)) return stop(slider);
    slider.range.stepUp();
    changed(slider);
  }, slider.pace);
  draw(slider);
}

function stop(slider) {
  clearInterval(slider.playing);
  slider.playing = null;
  draw(slider);
}

function draw({ button, label, playing }) {
  icon(button, playing ? "pause" : "play");
  const name = (playing ? "Pause: " : "Play: ") + label.textContent;
  if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
}
