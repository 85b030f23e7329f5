// The page's state in the address bar: replaced, never pushed, so that Back leaves the page.
// A page that hosts the app in a frame is told as Streamlit's own bound widgets tell it.

const WRITE_EVERY = 120; // ms between two writes: browsers refuse some hundred in half a minute

// Each section of a page has this component, and each has this file. They share what is here.
const bar = (globalThis.poolingLabAddress ??= { timer: null, written: -WRITE_EVERY, session: null });

export default function ({ data }) {
  announce(data.said);
  guardWholeNumbers();
  closeSidebar();
  letSwipesScroll();
  clearTimeout(bar.timer);
  // A server that has restarted, or forgotten a page that slept, begins a new session under it from
  // the link that the page was opened with. The address knows better.
  if (bar.session !== null && data.session !== bar.session) return window.location.reload();
  bar.session = data.session;
  const path = window.location.pathname;
  const wait = Math.max(0, bar.written + WRITE_EVERY - performance.now());
  bar.timer = setTimeout(() => write(data.settings, path), wait);
  window.dispatchEvent(new CustomEvent("lab:drawn"));
}

function write(settings, path) {
  bar.written = performance.now();
  const address = new URL(window.location.href);
  if (address.pathname !== path) return; // the learner has left the page
  for (const [name, text] of Object.entries(settings)) {
    if (text === null) address.searchParams.delete(name);
    else address.searchParams.set(name, text);
  }
  if (address.href === window.location.href) return;
  window.history.replaceState(window.history.state, "", address);
  if (window.parent === window) return;
  window.parent.postMessage(
    { stCommVersion: 1, type: "SET_QUERY_PARAM", queryParams: address.search },
    "*",
  );
}
