// What each network says: the likeliest kind, how sure it is, and on demand all kinds.

function buildRows(lab) {
  lab.rows = lab.head.names.map((name, i) => {
    const parts = {
      sign: make("span", "sign"),
      says: make("span", "says"),
      fill: make("span", "fill"),
      share: make("span", "share"),
    };
    const bar = make("span", "bar", {}, parts.fill);
    const title = make("span", "name", {}, name);
    const verdict = make("span", "verdict", {}, parts.sign, parts.says);
    const inside = make("span", "inside", { "aria-hidden": "true" }, title, verdict, bar, parts.share);
    const button = make("button", "row", { type: "button", "aria-controls": `kinds-${i}` }, inside);
    const all = make("ul", "kinds", { id: `kinds-${i}`, "aria-label": `${name}: all kinds` });
    button.addEventListener("click", () => {
      if (isCovered(lab)) return;
      lab.open.has(name) ? lab.open.delete(name) : lab.open.add(name);
      showRows(lab);
    });
    return { name, button, all, ...parts };
  });
  lab.parts.rows.replaceChildren(...lab.rows.flatMap(({ button, all }) => [button, all]));
}

// Whether Python has yet to say what the networks see after a shift down.
function isWaiting(lab) {
  return "down" in lab.place && lab.place.down !== lab.head.down;
}

// The shares of one network where the thumb is now.
function sharesOf(lab, network) {
  const { kinds, sliders } = lab.head;
  const { low, high } = sliders.find(({ axis }) => axis === "right");
  const from = (network * (high - low + 1) + lab.place.right - low) * kinds.length;
  return lab.shares.subarray(from, from + kinds.length);
}

function showRows(lab) {
  const covered = isCovered(lab);
  const waiting = isWaiting(lab);
  lab.root.classList.toggle("covered", covered);
  lab.root.classList.toggle("waiting", waiting);
  lab.parts.rows.setAttribute("aria-busy", waiting);
  lab.sentences = lab.rows.map((row, i) => (covered ? coverRow(row) : showRow(lab, row, sharesOf(lab, i))));
}

function coverRow(row) {
  const label = `${row.name}: covered`;
  for (const part of [row.says, row.share]) say(part, part === row.says ? "?" : "");
  row.button.className = "row";
  row.fill.style.removeProperty("width");
  row.button.setAttribute("aria-disabled", "true");
  row.button.setAttribute("aria-expanded", "false");
  row.button.setAttribute("aria-label", label);
  row.all.hidden = true;
  row.all.replaceChildren();
  return label;
}

function showRow(lab, row, shares) {
  const { kinds, truth } = lab.head;
  const best = shares.indexOf(Math.max(...shares));
  const mark = best === truth ? "right" : "wrong";
  const open = lab.open.has(row.name);
  const sentence = `${row.name} says ${kinds[best]}, ${percent(shares[best])}, ${mark}`;
  row.button.className = `row ${mark}`;
  row.button.removeAttribute("aria-disabled");
  row.button.setAttribute("aria-expanded", open);
  row.button.setAttribute("aria-label", sentence);
  row.fill.style.width = `${100 * shares[best]}%`;
  say(row.says, kinds[best]);
  say(row.share, percent(shares[best]));
  row.all.hidden = !open;
  if (open) showKinds(lab, row, shares);
  return sentence;
}

function showKinds(lab, row, shares) {
  const { kinds, truth } = lab.head;
  if (row.all.children.length !== kinds.length) {
    const parts = (kind) => [make("span", "", {}, kind), make("span", "bar", {}, make("span", "fill")), make("span", "share")];
    row.all.replaceChildren(...kinds.map((kind, i) => make("li", "kind", {}, ...parts(kind))));
  }
  [...row.all.children].forEach((item, i) => {
    item.className = `kind ${i === truth ? "right" : ""}`;
    item.querySelector(".fill").style.width = `${100 * shares[i]}%`;
    say(item.querySelector(".share"), percent(shares[i]));
  });
}

function percent(share) {
  return `${Math.round(100 * share)}%`;
}
