// Copies the address of the page. On Community Cloud the app runs in a frame at /~/+/..., and that
// is not the address that other people can open.

const CALM = 200; // ms: the address bar is written a moment after the last change

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector(".copy");
  const message = parentElement.querySelector(".message");
  button.onclick = () => {
    message.textContent = "";
    setTimeout(() => copy(message, data.personal), CALM);
  };
}

async function copy(message, personal) {
  const address = new URL(window.location.href.replace("/~/+/", "/"));
  for (const name of personal) address.searchParams.delete(name);
  const link = address.href;
  try {
    await navigator.clipboard.writeText(link);
    message.textContent = "Copied: whoever opens the link sees this very page.";
  } catch {
    message.textContent = `Your browser does not allow copying here. The link is ${link}`;
  }
}
