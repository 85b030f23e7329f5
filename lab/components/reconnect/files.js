// A file that is chosen while the connection is lost. Streamlit disables its control meanwhile, and
// drops the file without a word, for example from a dialog that was already open. Here it is kept,
// and chosen again for the learner once the control works.

const CHOOSER = "[data-testid=stFileUploader]";
const WAITS = "The connection is lost. Your picture is sent as soon as it is back.";

function keepFiles(root, isLost) {
  let kept = null;
  const leaving = new AbortController();
  const heard = (act) => (event) => (root.isConnected ? act(event) : leaving.abort());
  const keep = heard(({ target, dataTransfer }) => {
    const chooser = target.closest(CHOOSER);
    const chosen = [...((dataTransfer ?? target).files ?? [])];
    if (!chooser || !chosen.length || !isLost()) return;
    kept = new DataTransfer();
    chosen.forEach((file) => kept.items.add(file));
    chooser.dataset.waits = WAITS;
    globalThis.poolingLabVoice?.status?.replaceChildren(WAITS);
  });
  const handOver = heard(() => {
    const chooser = document.querySelector(CHOOSER);
    if (!kept || !chooser || isLost()) return;
    delete chooser.dataset.waits;
    const input = chooser.querySelector("input[type=file]");
    input.files = kept.files;
    kept = null;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  for (const [target, kind, act] of [[document, "change", keep], [document, "drop", keep], [window, "lab:drawn", handOver]]) {
    target.addEventListener(kind, act, { capture: true, signal: leaving.signal });
  }
}
