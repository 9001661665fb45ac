// Places the stages of a graph in ranks, so that items flow one way.

const GAP = { along: 40, across: 24 };

export function layout(ids, edges, size, vertical) {
  const flow = forward(ids, edges);
  const ranks = ranked(ids, flow.kept);
  const { rows, chains } = threaded(ids, flow.kept, ranks);
  order(rows, chains);
  const places = placed(rows, size, vertical);
  return { ...places, chains, back: flow.back };
}

// Edges that close a cycle are taken out, as ranks need an order.
function forward(ids, edges) {
  const targets = new Map(ids.map((id) => [id, edges.filter((edge) => edge.from === id)]));
  const state = new Map();
  const back = [];
  const visit = (id) => {
    state.set(id, "open");
    for (const edge of targets.get(id) ?? []) {
      if (state.get(edge.to) === "open") {
        back.push(edge);
      }
      else if (!state.has(edge.to)) {
        visit(edge.to);
      }
    }
    state.set(id, "done");
  };
  const entered = new Set(edges.map((edge) => edge.to));
  [...ids.filter((id) => !entered.has(id)), ...ids].filter((id) => !state.has(id)).forEach((id) => {
    if (!state.has(id)) {
      visit(id);
    }
  });
  return { kept: edges.filter((edge) => !back.includes(edge)), back };
}

function ranked(ids, edges) {
  const ranks = new Map(ids.map((id) => [id, 0]));
  for (let round = 0, moved = true; moved && round <= ids.length; round++) {
    moved = false;
    for (const { from, to } of edges) {
      if (ranks.get(to) <= ranks.get(from)) {
        ranks.set(to, ranks.get(from) + 1);
        moved = true;
      }
    }
  }
  return ranks;
}

// An edge that passes ranks goes through a free place in each, so that it crosses no stage.
function threaded(ids, edges, ranks) {
  const rows = [];
  const put = (place, rank) => (rows[rank] ??= []).push(place);
  ids.forEach((id) => put({ id }, ranks.get(id)));
  const chains = edges.map((edge) => {
    const chain = [edge.from];
    for (let rank = ranks.get(edge.from) + 1; rank < ranks.get(edge.to); rank++) {
      const id = `\u0000${edge.from}\u0000${edge.to}\u0000${rank}`;
      put({ id, free: true }, rank);
      chain.push(id);
    }
    return { edge, chain: [...chain, edge.to] };
  });
  return { rows, chains };
}

// Moves each place near those it is tied to, to and fro.
function order(rows, chains) {
  const links = new Map();
  const tie = (one, other) => links.set(one, [...(links.get(one) ?? []), other]);
  chains.forEach(({ chain }) => chain.slice(1).forEach((id, index) => {
    tie(id, chain[index]);
    tie(chain[index], id);
  }));
  const sweep = (row, other) => {
    const position = new Map(other.map((place, index) => [place.id, (index + 0.5) / other.length]));
    const mean = new Map(row.map((place, index) => {
      const near = (links.get(place.id) ?? []).map((id) => position.get(id)).filter((at) => at !== undefined);
      return [place, near.length ? near.reduce((sum, at) => sum + at, 0) / near.length : (index + 0.5) / row.length];
    }));
    row.sort((one, two) => mean.get(one) - mean.get(two));
  };
  for (let round = 0; round < 4; round++) {
    rows.slice(1).forEach((row, index) => sweep(row, rows[index]));
    for (let index = rows.length - 2; index >= 0; index--) {
      sweep(rows[index], rows[index + 1]);
    }
  }
}

function placed(rows, size, vertical) {
  const [along, across] = vertical ? [size.height, size.width] : [size.width, size.height];
  const breadth = (place) => (place.free ? 16 : across);
  const breadths = rows.map((row) => row.reduce((sum, place) => sum + breadth(place) + GAP.across, -GAP.across));
  const widest = Math.max(0, ...breadths);
  const positions = new Map();
  rows.forEach((row, rank) => {
    let offset = (widest - breadths[rank]) / 2;
    for (const place of row) {
      const start = rank * (along + GAP.along);
      const box = vertical ? { x: offset, y: start, width: breadth(place), height: along }
        : { x: start, y: offset, width: along, height: breadth(place) };
      positions.set(place.id, box);
      offset += breadth(place) + GAP.across;
    }
  });
  const length = Math.max(0, rows.length * (along + GAP.along) - GAP.along);
  return { positions, width: vertical ? widest : length, height: vertical ? length : widest };
}
