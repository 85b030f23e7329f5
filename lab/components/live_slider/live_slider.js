// A native range input that reports its value while the learner drags it.

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
    playing: null,
  };
  slider.reports = pacing(slider.range, (now) => slider.send(now, slider.revision));
  sliders.set(root, slider);
  slider.range.addEventListener("input", () => {
    stop(slider);
    changed(slider);
  });
  slider.button.addEventListener("click", () => (slider.playing ? stop(slider) : play(slider)));
  const leaving = new AbortController();
  const calmed = () => {
    if (!slider.range.isConnected) return leaving.abort();
    stop(slider);
    slider.button.hidden = !slider.play || slider.calm.matches;
  };
  slider.calm.addEventListener("change", calmed, { signal: leaving.signal });
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
    slider.reports.value = slider.reports.told = data.value;
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
  tellPaced(slider.reports, Number(slider.range.value));
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
