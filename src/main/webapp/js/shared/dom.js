export const byId = (id) => document.getElementById(id);

/** Makes an element. Text goes in as text: nothing that came over the wire is ever read as markup. */
export function element(tag, { text, class: classes, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text !== undefined && text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(text, classes, onClick, attributes = {}) {
  const node = element('button', { type: 'button', class: `button ${classes}`, text, ...attributes });
  node.addEventListener('click', onClick);
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Text for screen readers only. */
export const unseen = (text) => element('span', { class: 'unseen', text });

function set(node, name, value) {
  if (value === true) node.setAttribute(name, '');
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}
