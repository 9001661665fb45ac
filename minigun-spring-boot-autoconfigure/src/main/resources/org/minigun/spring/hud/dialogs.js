// Asks before something is done.

import { $, el, note, text } from "./dom.js";
import { Lost } from "./api.js";
import { contexts } from "./format.js";

const OPTIONS = {
  pause: ["Pause", "Its producers are held; what they have emitted is finished. Resume lets them go on."],
  resume: ["Resume", "Its producers go on."],
  stop: ["Stop", "Its producers are asked to end, and what is in flight is finished."],
  cancel: ["Cancel the run", "It ends now. Items that were not finished are listed under its failures."],
};

let confirmed = null;

export function prepare() {
  const dialog = $("confirm");
  $("confirm-no").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(dialog);
  });
}

async function submit(dialog) {
  const yes = $("confirm-yes");
  if (yes.disabled) {
    return;
  }
  yes.disabled = true;
  note($("confirm-refusal"), null);
  try {
    await confirmed();
    dialog.close();
  }
  catch (error) {
    note($("confirm-refusal"), error instanceof Lost ? "The server does not answer; whether it was done will be seen "
      + "when it is back." : error.message);
  }
  finally {
    yes.disabled = false;
  }
}

function open({ title, words, yes, danger, fields, action }) {
  text($("confirm-title"), title);
  text($("confirm-text"), words);
  text($("confirm-yes"), yes);
  $("confirm-yes").className = danger ? "danger" : "primary";
  $("confirm-fields").replaceChildren(...fields);
  note($("confirm-refusal"), null);
  confirmed = action;
  $("confirm").showModal();
  ($("confirm-fields").querySelector("input") ?? $("confirm-no")).focus();
}

export function steer(action, run, send) {
  const [yes, words] = OPTIONS[action];
  open({ title: `${yes}?`, words: `Task ‘${run.task}’, run ${run.id}. ${words}`, yes, danger: action === "cancel",
    fields: [], action: send });
}

export function resize(pool, send) {
  const input = el("input", { id: "size", type: "number", min: "1", step: "1", required: "", value: pool.size });
  open({ title: `Resize pool ‘${pool.name}’?`, words: `It has up to ${contexts(pool.concurrency, pool.size)} at one `
    + "time. A smaller one loses contexts as they finish their items; a larger one gets them as items wait. The new "
    + "size holds until the application ends.", yes: "Resize", fields: [el("div", { "class": "field" },
    el("label", { "for": "size" }, "Size"), input)], action: () => send(input.valueAsNumber) });
  input.select();
}

export function replace(worker, pool, send) {
  open({ title: `Replace worker #${worker.index}?`, words: `Pid ${worker.pid} of pool ‘${pool.name}’. It finishes the `
    + "items that it has, and ends once another one stands ready. No item is lost.", yes: "Replace", fields: [],
    action: send });
}

// Parameters that are left empty are not sent, so that what properties say holds.
export function start(task, send) {
  const inputs = task.parameters.map((parameter, index) => {
    const input = el("input", { id: `parameter-${index}`, type: "text", autocomplete: "off", spellcheck: "false",
      placeholder: parameter.value ?? "" });
    input.parameter = parameter.name;
    return input;
  });
  const fields = task.parameters.map((parameter, index) => el("div", { "class": "field" },
    el("label", { "for": `parameter-${index}` }, parameter.name, " ",
      el("span", { "class": "type" }, parameter.type.replace(/\b[a-z]\w*\./g, ""))), inputs[index]));
  const words = task.parameters.length === 0 ? "A new run begins. This task takes no parameters."
    : "A new run begins. A parameter that is left empty has the value that properties or the task give it.";
  open({ title: `Start ‘${task.name}’?`, words, yes: "Start", fields,
    action: () => send(Object.fromEntries(inputs.filter((input) => input.value !== "")
      .map((input) => [input.parameter, input.value]))) });
}
