// A few lines beside the pointer. Shared: it stands before the script of a component (register).

function noteIn(root) {
  const note = document.createElement("div");
  note.className = "note";
  note.hidden = true;
  note.setAttribute("aria-hidden", "true");
  root.append(note);
  return note;
}

// Where the pointer is, by its event; null where it has left.
function onPointer(root, tell) {
  root.addEventListener("pointermove", tell);
  root.addEventListener("pointerdown", tell);
  root.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") tell(null); // a lifted finger leaves too
  });
}

function writeNote(note, lines, x, y) {
  note.textContent = lines.join("\n");
  const bounds = note.parentElement.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: tall } = note;
  const [left, top] = [x - bounds.left + 14, y - bounds.top];
  note.style.left = `${Math.max(Math.min(left, bounds.width - wide), 0)}px`;
  note.style.top = `${top > tall + 14 ? top - tall - 10 : top + 18}px`;
}
