/** An element with properties (text, class, on…, data-…, aria-…) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'text') {
      element.textContent = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The head of a table; a column without a name has a cell that is no heading. */
export const heads = (names) => make('thead', {}, make('tr', {}, ...names.map((text) => (text ? make('th', { scope: 'col', text }) : make('td')))));

/** A table that scrolls sideways where it is wider than its place: with keys too, hence the focus. */
export const scrolling = (table) => make('div', { class: 'scroll', tabindex: '0' }, table);

/** Sets a text only where it changes, so that what is read aloud or selected stays as it is. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The same for an attribute; null takes it away. */
export function mark(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Shows or hides. */
export function show(element, visible) {
  element.hidden = !visible;
}

/** Keeps as many children as there are items: each made once, then told its item. */
export function keep(parent, items, create, update) {
  while (parent.children.length > items.length) {
    parent.lastElementChild.remove();
  }
  items.forEach((item, i) => {
    const child = parent.children[i] ?? parent.appendChild(create());
    update(child, item, i);
  });
}
