// What is told while the line to the server is cut goes nowhere. Streamlit greys its own controls
// meanwhile; ours can be moved, and its frontend keeps what they hold. Once the line is back the whole
// page is asked for, with all of that: by each control for itself would not do, for what two fragments
// report at once is sent as if it were one's. A server that does not know the page draws it anew, and
// the address bar's component opens it again from its address.

const PATIENCE = 500; // ms in which Streamlit may ask by itself; two runs at once would disturb
const watchers = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const watcher = watchers.get(parentElement) ?? watch(parentElement);
  watcher.ask = () => setTriggerValue("back", true);
}

function watch(root) {
  const watcher = { ask: null, timer: null };
  watchers.set(root, watcher);
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return watcher;
  const quiet = () => clearTimeout(watcher.timer);
  const line = new MutationObserver(() => {
    quiet();
    if (!root.isConnected) {
      line.disconnect();
      window.removeEventListener("lab:drawn", quiet);
    } else if (app.dataset.testConnectionState === "CONNECTED") {
      watcher.timer = setTimeout(() => watcher.ask(), PATIENCE);
    }
  });
  line.observe(app, { attributeFilter: ["data-test-connection-state"] });
  window.addEventListener("lab:drawn", quiet);
  return watcher;
}
