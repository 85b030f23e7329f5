// Reports a value to Python while the learner drags it: the next one once the page has drawn the
// last. The component "address_bar", at the end of each page, then sends the event "lab:drawn".
// Without waiting, each report would interrupt the server, and nothing would be drawn until the
// learner stops. A slow answer means that others wait too, or that the line is narrow. Then there
// is a pause as well.

const PATIENCE = 2000; // ms: after this, a report no longer waits for the event
const QUICK = 250; // ms of an answer that cost no pause

function pacing(root, send) {
  const pace = { send, value: null, told: null, timer: null, since: null };
  const leaving = new AbortController();
  const react = () => (root.isConnected ? drawn(pace) : leaving.abort());
  window.addEventListener("lab:drawn", react, { signal: leaving.signal });
  return pace;
}

function tellPaced(pace, value) {
  pace.value = value;
  if (!pace.timer) tellNext(pace);
}

function tellNext(pace) {
  clearTimeout(pace.timer);
  pace.timer = null;
  if (String(pace.value) === String(pace.told)) return;
  pace.told = pace.value;
  pace.since = performance.now();
  pace.timer = setTimeout(() => tellNext(pace), PATIENCE);
  pace.send(pace.value);
}

function drawn(pace) {
  if (pace.since === null) return;
  const pause = performance.now() - pace.since - QUICK;
  pace.since = null;
  if (pause <= 0) return tellNext(pace);
  clearTimeout(pace.timer);
  pace.timer = setTimeout(() => tellNext(pace), pause);
}
