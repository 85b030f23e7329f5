// Making elements, and writing into them.

// A text is only written where it changed: a reader of the page keeps its place.
function say(element, text) {
  if (!element.firstChild) element.append("");
  if (element.firstChild.data !== String(text)) element.firstChild.data = text;
}

function make(tag, className, attributes = {}, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
