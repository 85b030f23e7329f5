// Copies the address of the page.

const CALM = 200; // ms: the address bar is written a moment after the last change

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector(".copy");
  const message = parentElement.querySelector(".message");
  button.onclick = () => {
    message.textContent = "";
    const copy = () =>
      copyText(addressFor(data).href, message, "Copied: whoever opens the link sees this very page.");
    setTimeout(copy, CALM);
  };
}
