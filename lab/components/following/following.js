// A live slider tells all of the page where its thumb is, before Python has heard of it. Others
// follow it.

function slideTo(key, value) {
  (globalThis.poolingLabSlid ??= {})[key] = value;
  window.dispatchEvent(new CustomEvent("lab:slid", { detail: key }));
}

// The value of the slider with this key, or the other value where there is no such slider.
function thumbOr(key, other) {
  return globalThis.poolingLabSlid?.[key] ?? other;
}

// Calls act with the key of each slider that moves, as long as the root is on the page.
function onSlid(root, act) {
  const leaving = new AbortController();
  const slid = ({ detail }) => (root.isConnected ? act(detail) : leaving.abort());
  window.addEventListener("lab:slid", slid, { signal: leaving.signal });
}
