// On a phone the sidebar lies over the page. It closes when a page is chosen, as Streamlit's own does.

const PHONE = 640; // pixels

function closeSidebar() {
  if (globalThis.poolingLabSidebar) return;
  globalThis.poolingLabSidebar = true;
  document.addEventListener("click", ({ target }) => {
    if (window.innerWidth > PHONE || !target.closest?.("[data-testid=stSidebar] a")) return;
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  });
}
