// Builds the teacher's link from the address of the page, and shows the page that it opens.

const FRAME = [900, 600]; // pixels, the frame's width and height
const SHOWN = 360; // pixels, the preview's width
const MODES = ["plain", "large"];

export default function ({ parentElement, data }) {
  const form = parentElement.querySelector(".teacher-link");
  const find = (selector) => form.querySelector(selector);
  const message = find(".message");
  if (!form.dataset.ready) {
    form.dataset.ready = "yes";
    form.asks.value = data.modes.find((mode) => mode === "questions" || mode === "answers") ?? "";
    find(".secret").hidden = !data.secret;
    for (const mode of MODES) form[mode].checked = data.modes.includes(mode);
  }
  const update = () => {
    const link = linkOf(form, data);
    find(".address").value = link;
    find(".open").href = link;
    message.textContent = "";
    if (find("details").open) preview(find(".preview"), link);
  };
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = update;
  form.onpointerenter = form.onfocusin = () => {
    if (linkOf(form, data) !== find(".address").value) update(); // the page has changed meanwhile
  };
  find("details").ontoggle = update;
  find(".copy").onclick = () => copyText(linkOf(form, data), message, "The link is copied.");
  find(".frame").onclick = () => copyText(frameOf(form, data), message, "The iframe code is copied.");
  update();
}

function linkOf(form, { personal, secret }, framed = form.embed.checked) {
  const address = addressFor({ personal: form.own.checked ? [] : personal });
  const show = [form.asks.value, ...MODES.filter((mode) => form[mode].checked)].filter(Boolean);
  put(address, "show", show.join(","));
  put(address, "embed", framed ? "true" : "");
  if (secret) put(address, secret, form.secret.checked ? "1" : "");
  return address.href.replaceAll("%2C", ",");
}

function put(address, name, value) {
  address.searchParams.delete(name);
  if (value) address.searchParams.set(name, value);
}

// A frame shows the stage alone, whatever the link does.
function frameOf(form, data) {
  const link = linkOf(form, data, true).replaceAll("&", "&amp;");
  const [width, height] = FRAME;
  return `<iframe src="${link}" width="${width}" height="${height}" title="Pooling Lab" style="border: 0"></iframe>`;
}

function preview(box, link) {
  const frame = box.querySelector("iframe") ?? document.createElement("iframe");
  const [width, height] = FRAME;
  const scale = SHOWN / width;
  Object.assign(frame, { width, height, title: "What students will see" });
  frame.style.transform = `scale(${scale})`;
  box.style.height = `${height * scale}px`;
  if (frame.src !== link) frame.src = link;
  if (!frame.isConnected) box.replaceChildren(frame);
}
