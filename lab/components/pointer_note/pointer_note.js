// Shows a few lines of text beside the pointer. Several components share this script: register()
// puts it before the script of each.

function noteIn(root) {
  const note = document.createElement("div");
  note.className = "note";
  note.hidden = true;
  note.setAttribute("aria-hidden", "true");
  root.append(note);
  return note;
}

// Calls tell with the position of the pointer in the root and the event. The position is null when
// the pointer has left.
function onPointer(root, tell) {
  const here = (event) => {
    const bounds = root.getBoundingClientRect(); // read each time, because the page may scroll
    tell({ x: event.clientX - bounds.left, y: event.clientY - bounds.top }, event);
  };
  root.addEventListener("pointermove", here);
  root.addEventListener("pointerdown", here);
  root.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") tell(null, event); // after a touch, the note stays
  });
  const elsewhere = (event) => {
    if (!root.isConnected) document.removeEventListener("pointerdown", elsewhere, true);
    else if (!event.composedPath().includes(root)) tell(null, event);
  };
  document.addEventListener("pointerdown", elsewhere, true);
}

function between(low, value, high) {
  return Math.min(Math.max(value, low), high);
}

function writeNote(note, lines, { x, y }) {
  note.textContent = lines.join("\n");
  const { offsetWidth: wide, offsetHeight: tall } = note;
  const room = note.parentElement.clientWidth - wide;
  note.style.left = `${between(0, x + 14, Math.max(room, 0))}px`;
  note.style.top = `${y > tall + 14 ? y - tall - 10 : y + 18}px`;
}
