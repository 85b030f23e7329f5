// Plotly keeps a finger's swipe over a chart for itself. It need not hear of it: then the page scrolls,
// and a tap still arrives as the click that browsers make of it.

function letSwipesScroll() {
  if (globalThis.poolingLabSwipes) return;
  globalThis.poolingLabSwipes = true;
  const isChart = (target) => target.closest?.("[data-testid=stPlotlyChart]");
  const pass = (event) => isChart(event.target) && event.stopPropagation();
  document.addEventListener("touchstart", pass, { capture: true, passive: true });
}
