// The page's state in the address bar: replaced, never pushed, so that Back leaves the page.
// A page that hosts the app in a frame is told as Streamlit's own bound widgets tell it.

const CALM = 120; // ms between two writes: browsers refuse some hundred of them in half a minute
let timer = null;
let last = -CALM;
let session = null;

const PAUSE = 1000; // ms without a change before what follows from it is read out
let speaking = null;
let said = null; // nothing is read out on arrival
let place = null;

export default function ({ data, parentElement }) {
  tell(parentElement, data.told);
  const path = window.location.pathname;
  clearTimeout(timer);
  // A server that has restarted, or forgotten a page that slept, begins a new session under it, from
  // the link that the page was opened with. The address knows better.
  if (session !== null && data.session !== session) return window.location.reload();
  session = data.session;
  timer = setTimeout(() => write(data.settings, path), Math.max(0, last + CALM - performance.now()));
  window.dispatchEvent(new CustomEvent("lab:drawn"));
}

// What follows from a change, for who does not see it: once, and not at every step of a drag, as
// the box that holds it would be.
function tell(root, told) {
  for (const box of document.querySelectorAll("[role=status]:has([data-testid=stAlertContentInfo])")) {
    box.setAttribute("aria-live", "off");
  }
  let status = root.querySelector("[role=status]");
  if (!status) {
    status = document.createElement("div");
    status.setAttribute("role", "status");
    status.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";
    root.append(status);
  }
  clearTimeout(speaking);
  if (place !== window.location.pathname) {
    place = window.location.pathname;
    said = null;
  }
  const first = said === null;
  if (told === said) return;
  speaking = setTimeout(() => {
    said = told;
    if (!first) status.textContent = told;
  }, PAUSE);
}

function write(settings, path) {
  last = performance.now();
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

// ---------------------------------------------------------------- numbers that are typed

// A browser drops what its number fields do not know: 1,5 becomes 15, and Streamlit makes 1 of 1.5.
// All of ours are whole, so such a letter gives back what stood there, and the rest of the word is
// not taken.
const spoilt = new WeakSet();
const before = new WeakMap();

document.addEventListener("focusin", ({ target }) => numeric(target) && before.set(target, target.value));
document.addEventListener("focusout", ({ target }) => mend(target));
document.addEventListener("keydown", ({ target, key }) => key.length > 1 && mend(target), true);
document.addEventListener(
  "beforeinput",
  (event) => {
    const { target, data } = event;
    if (!numeric(target) || !data || (!spoilt.has(target) && /^[-\d]+$/.test(data))) return;
    event.preventDefault();
    if (spoilt.has(target)) return;
    spoilt.add(target);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(target, before.get(target));
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.setCustomValidity("Only a whole number fits here, such as 2. The last good one stays.");
    target.reportValidity();
  },
  true,
);

function numeric(target) {
  return target.type === "number";
}

function mend(target) {
  if (!spoilt.delete(target)) return;
  target.setCustomValidity("");
}
