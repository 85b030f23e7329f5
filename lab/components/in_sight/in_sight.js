// Tells Python once that its place has come near the part of the page that is in view.

const NEAR = "150px";
const watched = new WeakSet();

export default function ({ parentElement, setStateValue }) {
  const place = parentElement.host ?? parentElement;
  if (watched.has(place)) return;
  watched.add(place);
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      setStateValue("seen", true);
    },
    { root: document.querySelector("[data-testid=stMain]"), rootMargin: NEAR },
  );
  watch.observe(place);
}
