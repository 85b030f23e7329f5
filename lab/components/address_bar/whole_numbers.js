// A browser drops what its number fields do not know: 1,5 becomes 15, and Streamlit makes 1 of 1.5.
// All of our fields hold whole numbers. Such a letter gives back what stood there before, and the rest
// of the word is not taken.

function guardWholeNumbers() {
  if (globalThis.poolingLabGuards) return;
  globalThis.poolingLabGuards = true;
  const spoilt = new WeakSet();
  const before = new WeakMap();

  const isNumber = (target) => target.type === "number";
  const forgive = (target) => spoilt.delete(target) && target.setCustomValidity("");
  const refuse = (target) => {
    spoilt.add(target);
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    value.set.call(target, before.get(target));
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.setCustomValidity("Only a whole number fits here, such as 2. The last good one stays.");
    target.reportValidity();
  };

  document.addEventListener("focusin", ({ target }) => isNumber(target) && before.set(target, target.value));
  document.addEventListener("change", ({ target }) => isNumber(target) && before.set(target, target.value), true);
  document.addEventListener("focusout", ({ target }) => forgive(target));
  document.addEventListener("keydown", ({ target, key }) => key.length > 1 && forgive(target), true);
  document.addEventListener(
    "beforeinput",
    (event) => {
      const { target, data } = event;
      if (!isNumber(target) || !data || (!spoilt.has(target) && /^[-\d]+$/.test(data))) return;
      event.preventDefault();
      if (!spoilt.has(target)) refuse(target);
    },
    true,
  );
}
