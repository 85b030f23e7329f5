// Scrolls to its place when the learner has done something, and not when the page opens. What is
// below the middle of the screen already stays where it is.

const WAITS = [150, 600]; // ms: some parts of the page get their height late

const inView = (globalThis.poolingLabInView ??= {}); // the last deed of each place

export default function ({ data, parentElement }) {
  if (data.deed === (inView[data.key] ?? 0)) return;
  inView[data.key] = data.deed;
  for (const wait of WAITS) setTimeout(() => scroll(parentElement.host ?? parentElement), wait);
}

function scroll(place) {
  if (!place.isConnected) return;
  const [top, height] = [place.getBoundingClientRect().top, window.innerHeight];
  if (top > 0.25 * height && top < 0.75 * height) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const page = document.querySelector("[data-testid=stMain]");
  page.scrollBy({ top: top - 0.7 * height, behavior: calm ? "instant" : "smooth" });
}
