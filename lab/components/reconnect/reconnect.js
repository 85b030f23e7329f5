// While the connection to the server is lost, reports are lost too. Streamlit greys out its own
// controls meanwhile. Ours still work, and the frontend keeps their values. When the connection
// is back, this component asks for a run of the whole page with all these values. The controls
// could not do this one by one: if two fragments report at once, the reports are sent as if they
// came from one. If the server does not know the session, it draws a new page. The component
// "address_bar" then restores the settings from the address.

const PATIENCE = 500; // ms: Streamlit may ask by itself first, and two runs would interfere
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
  const isLost = () => app.dataset.testConnectionState !== "CONNECTED";
  const quiet = () => clearTimeout(watcher.timer);
  const line = new MutationObserver(() => {
    quiet();
    if (!root.isConnected) {
      line.disconnect();
      window.removeEventListener("lab:drawn", quiet);
    } else if (!isLost()) {
      watcher.timer = setTimeout(() => watcher.ask(), PATIENCE);
    }
  });
  line.observe(app, { attributeFilter: ["data-test-connection-state"] });
  window.addEventListener("lab:drawn", quiet);
  keepFiles(root, isLost);
  return watcher;
}
