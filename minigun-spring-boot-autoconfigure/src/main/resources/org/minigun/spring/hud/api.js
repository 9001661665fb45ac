// Asks the endpoints beside the page.

const PATIENCE = 8000;

// Spring Security answers a script by 401, rather than by its login page or the browser's own question for a password.
const BY_SCRIPT = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };

const self = import.meta.url;

// Why an endpoint would not answer or do something. The application is there.
export class Refusal extends Error {

  constructor(reason, status) {
    super(reason);
    this.status = status;
  }

}

// Nobody has answered.
export class Lost extends Error {
}

let base = null;
let endpoints = new Map();

export async function connect() {
  const access = await ask(new URL("access", self));
  const files = access.page.split("/").length;
  const path = new URL("./", self).pathname.split("/");
  base = new URL(`${path.slice(0, path.length - 1 - files).join("/")}/`, self);
  endpoints = new Map(access.endpoints.map((one) => [one.id, one]));
}

export function access(id) {
  return endpoints.get(id);
}

export async function get(id, segments = [], query = {}) {
  return ask(address(id, segments, query));
}

export async function post(id, segments, body) {
  return write(address(id, segments, {}), { method: "POST", body: JSON.stringify(body) });
}

export async function remove(id, segments) {
  return write(address(id, segments, {}), { method: "DELETE" });
}

// Where there is a guard against forged requests, what is sent along passes it. What is refused has done nothing,
// so that the next proof may be tried.
async function write(url, options) {
  const headers = { "Content-Type": "application/json" };
  const all = await proofs();
  for (const proof of all.slice(0, -1)) {
    try {
      return await ask(url, { ...options, headers: { ...headers, ...proof } });
    }
    catch (error) {
      if (error.status !== 403) {
        throw error;
      }
    }
  }
  return ask(url, { ...options, headers: { ...headers, ...all.at(-1) } });
}

// The token is in a cookie, or the server tells it; asked for each time, as a session may be new.
async function proofs() {
  const told = await ask(new URL("token", self));
  const header = told.header ?? "X-XSRF-TOKEN";
  const { token } = told;
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="));
  const kept = header === "X-XSRF-TOKEN" && cookie && decodeURIComponent(cookie.substring("XSRF-TOKEN=".length));
  const values = [kept, token].filter(Boolean);
  return values.length ? values.map((value) => ({ [header]: value })) : [{}];
}

function address(id, segments, query) {
  const endpoint = endpoints.get(id);
  if (!endpoint?.path) {
    throw new Refusal(endpoint?.reason ?? `The endpoint '${id}' is not known`, 404);
  }
  const url = new URL([endpoint.path, ...segments.map(encodeURIComponent)].join("/"), base);
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
  return url;
}

async function ask(url, options = {}) {
  let response;
  let body;
  try {
    response = await fetch(url, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE),
      ...options, headers: { ...BY_SCRIPT, ...options.headers } });
    body = await response.text();
  }
  catch (error) {
    throw new Lost(String(error.message ?? error));
  }
  if (response.status === 204) {
    return null;
  }
  const json = parsed(body, response.headers.get("Content-Type"));
  if (response.ok && json !== null) {
    return json;
  }
  throw refusal(response, json, options);
}

function parsed(body, type) {
  if (!/json/.test(type ?? "")) {
    return null;
  }
  try {
    return JSON.parse(body);
  }
  catch {
    return null;
  }
}

function refusal(response, json, { method = "GET", headers = {} }) {
  const { status } = response;
  const said = json?.reason ?? json?.message ?? json?.detail;
  if ([502, 503, 504].includes(status) && !said) {
    return new Lost(`The server answered with status ${status}`);
  }
  if (said) {
    return new Refusal(said, status);
  }
  if (status === 401 || response.redirected) {
    return new Refusal("You are not signed in, or not any more: reload the page to sign in", 401);
  }
  if (status === 403) {
    const proven = method === "GET" || Object.keys(headers).some((name) => /[CX]SRF/i.test(name));
    return new Refusal(proven ? "Refused (403): your user lacks the role for it" : "Refused (403): your user lacks the "
      + "role for it, or the guard against cross-site request forgery wants a token that the page is not told. It finds "
      + "one in a cookie XSRF-TOKEN (in Spring Security: csrf.spa())", 403);
  }
  return new Refusal(`The server answered with status ${status}`, status);
}
