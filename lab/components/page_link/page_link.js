// The address of a page for other people. On Community Cloud the app runs in a frame at /~/+/...,
// and that is not the address that they can open.

function addressFor({ personal }) {
  const address = new URL(window.location.href.replace("/~/+/", "/"));
  for (const name of personal) address.searchParams.delete(name);
  return address;
}

async function copyText(text, message, done) {
  try {
    await navigator.clipboard.writeText(text);
    message.textContent = done;
  } catch {
    message.textContent = `Your browser does not allow copying here. Copy this: ${text}`;
  }
}
