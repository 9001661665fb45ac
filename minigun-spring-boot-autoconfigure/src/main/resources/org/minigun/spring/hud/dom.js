// Builds and changes the document. Text from answers only ever becomes text nodes and values of attributes, so
// that no name can become markup.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (id) => document.getElementById(id);

export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

// Characters that nobody sees could make words read backwards, and so another name or number.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

export function seen(value) {
  return String(value).replace(UNSEEN, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children.map((child) => typeof child === "string" ? seen(child) : child));
  return node;
}

// Touches the document only where something has changed, so that screen readers and selections stay calm.
export function text(node, value) {
  const wanted = seen(value ?? "");
  if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

export function attribute(node, name, value) {
  if (value === null || value === undefined) {
    node.removeAttribute(name);
  }
  else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, String(value));
  }
}

export function note(node, reason) {
  text(node, reason);
  node.hidden = !reason;
}

// Keeps the element of each key, so that what has the focus keeps it from one answer to the next.
export function keyed(parent, items, key, make, update) {
  const known = new Map([...parent.children].map((child) => [child.keyOfItem, child]));
  const used = new Set();
  items.forEach((item, index) => {
    let id = key(item);
    // A worker that ends and the one in its place have one number.
    while (used.has(id)) {
      id = `${id} again`;
    }
    used.add(id);
    let child = known.get(id);
    known.delete(id);
    if (!child) {
      child = make(item);
      child.keyOfItem = id;
    }
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
    update(child, item);
  });
  known.forEach((child) => {
    if (child.contains(document.activeElement)) {
      $("main").focus({ preventScroll: true });
    }
    child.remove();
  });
}

// Rows of a table whose cells are named, as on a phone each stands on a line of its own.
export function row(table) {
  const heads = [...table.tHead.rows[0].cells];
  return el("tr", {}, ...heads.map((head, index) => el(index === 0 ? "th" : "td", {
    "data-label": head.textContent, "class": head.className, ...(index === 0 ? { scope: "row" } : {}),
  })));
}

// Leaves cells alone for which there is no value, as they hold elements.
export function cells(tableRow, values) {
  values.forEach((value, index) => {
    if (value !== undefined) {
      text(tableRow.cells[index], value);
    }
  });
}
