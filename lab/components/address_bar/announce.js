// Tells those who do not see the page what a change comes to: once the values settle, and not at
// every step of a drag, as the box that shows it would.

const PAUSE = 1000; // ms without a change
const HIDDEN = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";

const voice = (globalThis.poolingLabVoice ??= { status: null, timer: null, said: null, path: null });

function announce(text) {
  for (const box of document.querySelectorAll("[role=status]:has([data-testid=stAlertContentInfo])")) {
    box.setAttribute("aria-live", "off");
  }
  if (!voice.status) {
    voice.status = document.createElement("div");
    voice.status.setAttribute("role", "status");
    voice.status.style.cssText = HIDDEN;
    document.body.append(voice.status);
    new MutationObserver(nameToasts).observe(document.body, { childList: true, subtree: true });
  }
  clearTimeout(voice.timer);
  if (voice.path !== window.location.pathname) {
    voice.path = window.location.pathname;
    voice.said = null; // nothing is read out on arrival
  }
  const first = voice.said === null;
  if (text === voice.said) return;
  voice.timer = setTimeout(() => {
    voice.said = text;
    if (!first) voice.status.textContent = text;
  }, PAUSE);
}

// Streamlit's toast is a dialog that refers to a title which is not there: its text is its name.
function nameToasts() {
  for (const toast of document.querySelectorAll("[data-testid=stToast]:not([aria-label])")) {
    toast.setAttribute("aria-label", toast.querySelector("[data-testid=stToastText]").textContent);
  }
}
