// Draws the stages of a task, and what they do now.

import { attribute, seen, svg, text } from "./dom.js";
import { brief, contexts, known, millis, rate, short, words } from "./format.js";
import { layout } from "./layout.js";

const WIDE = { width: 196, height: 118 };
const NARROW = { width: 168, height: 118 };
const MARGIN = { x: 8, y: 17 };
const COLOURS = 8;
const SMALLEST = 0.76;

export class Graph {

  constructor(parent) {
    this.parent = parent;
    this.nodes = new Map();
    this.live = new Map();
    this.bottleneck = null;
    this.sizes = new Map();
  }

  // Draws anew where the task or the room has changed.
  show(task) {
    const room = this.parent.clientWidth;
    if (this.task === task && Math.abs(this.room - room) < 8) {
      return;
    }
    this.task = task;
    this.room = room;
    const leaves = task.graph.stages.filter((stage) => stage.kind !== "PIPELINE");
    const ids = new Set(leaves.map((stage) => stage.path));
    const edges = task.graph.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
    const wide = layout([...ids], edges, WIDE, false);
    const vertical = (wide.width + 2 * MARGIN.x) * SMALLEST > room;
    this.draw(leaves, vertical ? layout([...ids], edges, NARROW, true) : wide, vertical);
  }

  draw(leaves, places, vertical) {
    const width = places.width + 2 * MARGIN.x;
    const height = places.height + 2 * MARGIN.y + (places.back.length ? 30 : 0);
    const scale = Math.min(1, Math.max(SMALLEST, this.room / width));
    const root = svg("svg", { width: Math.floor(width * scale), height: Math.floor(height * scale),
      viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Graph of ${leaves.length} stages` });
    root.append(arrow());
    const field = svg("g", { transform: `translate(${MARGIN.x} ${MARGIN.y})` });
    root.append(field);
    const plan = new Map(this.task.plan.stages.map((stage) => [stage.path, stage]));
    const planned = new Map(this.task.plan.edges.map((edge) => [`${edge.from}\u0000${edge.to}`, edge]));
    const line = (edge, path) => {
      const direct = planned.get(`${edge.from}\u0000${edge.to}`)?.direct;
      const drawn = svg("path", { d: path, "class": direct ? "edge direct" : "edge", "marker-end": "url(#arrow)" });
      drawn.append(title(`${edge.from} → ${edge.to}: ${edge.origin}`
        + (planned.has(`${edge.from}\u0000${edge.to}`)
          ? `; ${planned.get(`${edge.from}\u0000${edge.to}`).reason}` : "")));
      field.append(drawn);
    };
    places.chains.forEach(({ edge, chain }) => line(edge, curve(chain.map((id) => places.positions.get(id)), vertical)));
    places.back.forEach((edge) => line(edge, bow(places.positions.get(edge.from), places.positions.get(edge.to),
      places.height)));
    this.nodes = new Map(leaves.map((stage) => {
      const node = new Node(this.task, stage, plan.get(stage.path), places.positions.get(stage.path),
        vertical ? NARROW : WIDE);
      field.append(node.root);
      return [stage.path, node];
    }));
    this.parent.replaceChildren(root);
    this.update(this.live, this.bottleneck, this.sizes);
    this.nodes.forEach((node) => node.fit(node.name));
  }

  update(live, bottleneck, sizes) {
    this.live = live;
    this.bottleneck = bottleneck;
    this.sizes = sizes;
    this.nodes.forEach((node, path) => node.update(live.get(path), path === bottleneck, sizes));
  }

}

class Node {

  constructor(task, stage, plan, place, size) {
    this.task = task;
    this.stage = stage;
    this.plan = plan;
    this.room = size.width - 28;
    this.letters = Math.floor(size.width / 9);
    this.root = svg("g", { "class": "node", transform: `translate(${place.x} ${place.y})` });
    const at = (name, x, y, anchor) => {
      const line = svg("text", { "class": name, x, y, ...(anchor ? { "text-anchor": anchor } : {}) });
      this.root.append(line);
      return line;
    };
    this.title = title("");
    this.root.append(this.title,
      svg("rect", { "class": "box", width: size.width, height: size.height, rx: 9 }),
      svg("rect", { "class": `stripe g${(plan?.group ?? 0) % COLOURS}`, x: 0, y: 9, width: 5,
        height: size.height - 18, rx: 2 }));
    this.name = at("name", 16, 23);
    text(this.name, brief(stage.path, this.letters));
    this.where = at("where", 16, 41);
    this.rate = at("rate", 16, 66);
    this.failed = at("failed", size.width - 12, 66, "end");
    this.latency = at("small", 16, 84);
    this.queue = at("small", 16, 101);
    this.busy = at("small", size.width - 12, 101, "end");
    this.flag = at("flag", size.width - 2, -5, "end");
    this.root.append(svg("rect", { "class": "rail", x: 16, y: 107, width: this.room, height: 4, rx: 2 }));
    this.heat = svg("rect", { "class": "heat", x: 16, y: 107, width: 0, height: 4, rx: 2 });
    this.root.append(this.heat);
  }

  // Letters differ in width.
  fit(line) {
    while (line.getComputedTextLength() > this.room && line.textContent.length > 2) {
      text(line, `${[...line.textContent].slice(0, -2).join("")}…`);
    }
  }

  place(sizes) {
    const runsOn = where(this.task, this.plan, sizes);
    if (runsOn !== this.runsOn) {
      this.runsOn = runsOn;
      text(this.title, [this.stage.path, words(this.stage.kind), runsOn, this.plan?.reason].filter(Boolean).join("\n"));
      text(this.where, brief(`${words(this.stage.kind)} · ${context(this.task, this.plan, size(this.task, this.plan,
        sizes))}`, this.letters + 8));
      this.fit(this.where);
    }
  }

  update(live, limits, sizes) {
    this.place(sizes);
    attribute(this.root, "class", limits ? "node limits" : "node");
    text(this.flag, limits ? "bottleneck" : "");
    text(this.rate, live ? rate(live.rate) : "");
    text(this.latency, live?.latencyMillis
      ? `p50 ${millis(live.latencyMillis.p50)} · p99 ${millis(live.latencyMillis.p99)}` : "");
    text(this.queue, live && live.queueCapacity > 0
      ? `queue ${short(live.queueDepth)}/${short(live.queueCapacity)}` : "");
    text(this.failed, live && live.bad > 0 ? `${short(live.bad)} failed` : "");
    text(this.busy, live && known(live.busyShare) ? `${Math.round(live.busyShare * 100)}%${this.room > 150 ? " busy" : ""}` : "");
    attribute(this.heat, "width", Math.round((live?.busyShare ?? 0) * this.room));
  }

}

// Where a stage runs, as the plan has it, and what its pool has been resized to since.
export function where(task, plan, sizes) {
  if (!plan) {
    return "";
  }
  const now = size(task, plan, sizes);
  return context(task, plan, plan.poolSize) + (now !== plan.poolSize ? `, now ${short(now)}` : "");
}

function context(task, plan, contextsNow) {
  if (!plan) {
    return "";
  }
  return [task.plan.callingThread ? "calling thread" : contexts(plan.concurrency, contextsNow),
    plan.pool && `pool ${plan.pool}`].filter(Boolean).join(" · ");
}

// A pool that is not shared has the name of its task and of the first stage of its group.
function size(task, plan, sizes) {
  const [first] = task.plan.groups.find((group) => group.number === plan?.group)?.stages ?? [];
  const told = plan && known(plan.poolSize) ? sizes.get(plan.pool ?? `${task.name}/${first}`) : null;
  return told ?? plan?.poolSize;
}

function title(words) {
  const node = svg("title");
  node.textContent = seen(words);
  return node;
}

function arrow() {
  return svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7,
    markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0 0L8 4L0 8z", "class": "tip" })));
}

function curve(boxes, vertical) {
  const ends = boxes.map((box) => (vertical
    ? { in: [box.x + box.width / 2, box.y], out: [box.x + box.width / 2, box.y + box.height] }
    : { in: [box.x, box.y + box.height / 2], out: [box.x + box.width, box.y + box.height / 2] }));
  const parts = [`M${ends[0].out}`];
  for (let index = 1; index < ends.length; index++) {
    const [fromX, fromY] = ends[index - 1].out;
    const [toX, toY] = ends[index].in;
    const middle = vertical ? (fromY + toY) / 2 : (fromX + toX) / 2;
    parts.push(vertical ? `C${fromX},${middle} ${toX},${middle} ${toX},${toY}`
      : `C${middle},${fromY} ${middle},${toY} ${toX},${toY}`);
    if (index < ends.length - 1) {
      parts.push(`L${ends[index].out}`);
    }
  }
  return parts.join("");
}

function bow(from, to, height) {
  const [startX, startY] = [from.x + from.width / 2, from.y + from.height];
  const [endX, endY] = [to.x + to.width / 2, to.y + to.height];
  const low = Math.max(startY, endY, height) + 26;
  return `M${startX},${startY}C${startX},${low} ${endX},${low} ${endX},${endY}`;
}
