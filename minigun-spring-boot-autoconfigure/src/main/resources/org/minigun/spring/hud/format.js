// Says numbers as a reader wants them.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const known = (value) => value !== null && value !== undefined;

export function number(value) {
  return known(value) ? WHOLE.format(value) : "–";
}

export function short(value) {
  return !known(value) ? "–" : Math.abs(value) < 100000 ? WHOLE.format(value) : SHORT.format(value);
}

export function rate(value) {
  if (!known(value)) {
    return "–";
  }
  return `${value > 0 && value < 10 ? value.toFixed(1) : short(value)}/s`;
}

export function percent(share) {
  return known(share) ? `${Math.floor(share * 100)}%` : "–";
}

export function millis(value) {
  if (!known(value)) {
    return "–";
  }
  if (value < 1) {
    return `${WHOLE.format(value * 1000)} µs`;
  }
  if (value < 1000) {
    return `${value < 10 ? value.toFixed(1) : WHOLE.format(value)} ms`;
  }
  const seconds = value / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const two = (part) => String(Math.floor(part)).padStart(2, "0");
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
    : `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
}

export function bytes(value) {
  return known(value) ? `${WHOLE.format(value / 1048576)} MiB` : "–";
}

export function time(instant) {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return today ? date.toLocaleTimeString() : date.toLocaleString();
}

export function words(constant) {
  return String(constant ?? "").toLowerCase().replaceAll("_", " ");
}

// What a message says before the threads of a worker that was killed, and these.
export function parts(message) {
  const [gist, ...threads] = String(message ?? "").split(/\n(?=Its threads before it was killed:)/);
  return { gist, threads: threads.join("\n") };
}

export function brief(value, length) {
  const characters = [...String(value)];
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : String(value);
}

const CONTEXTS = {
  INLINE: ["inline", "inline"],
  THREAD: ["thread", "threads"],
  VIRTUAL_THREAD: ["virtual thread", "virtual threads"],
  ISOLATE: ["isolate", "isolates"],
  PROCESS: ["process", "processes"],
  PROCESS_PER_BATCH: ["process per batch", "processes, one per batch"],
};

export function contexts(concurrency, size) {
  const [one, many] = CONTEXTS[concurrency] ?? [words(concurrency), words(concurrency)];
  return concurrency === "INLINE" ? one : `${short(size)} ${size === 1 ? one : many}`;
}

export function counted(count, one) {
  return `${number(count)} ${one}${count === 1 ? "" : "s"}`;
}
