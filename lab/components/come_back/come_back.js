// The line to the server is back ("lab:back", from the address bar's component). If nothing is drawn
// then, the page is asked for: a server that does not know it draws it anew, and the address bar's
// component opens it again from its address.

const PATIENCE = 500; // ms in which Streamlit may ask by itself; two runs at once would disturb
const watchers = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const known = watchers.get(parentElement);
  const watcher = known ?? { timer: null };
  watcher.ask = () => setTriggerValue("back", true);
  if (known) return;
  watchers.set(parentElement, watcher);
  const leaving = new AbortController();
  const back = () => {
    if (!parentElement.isConnected) return leaving.abort();
    clearTimeout(watcher.timer);
    watcher.timer = setTimeout(() => watcher.ask(), PATIENCE);
  };
  window.addEventListener("lab:back", back, { signal: leaving.signal });
  window.addEventListener("lab:drawn", () => clearTimeout(watcher.timer), { signal: leaving.signal });
}
