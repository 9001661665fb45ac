// Asks the endpoints beside the page.

const PATIENCE = 8000;

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
  const headers = { "Content-Type": "application/json" };
  const token = document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="));
  if (token) {
    headers["X-XSRF-TOKEN"] = decodeURIComponent(token.substring("XSRF-TOKEN=".length));
  }
  return ask(address(id, segments, {}), { method: "POST", headers, body: JSON.stringify(body) });
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
      ...options });
    body = await response.text();
  }
  catch (error) {
    throw new Lost(String(error.message ?? error));
  }
  const json = parsed(body, response.headers.get("Content-Type"));
  if (response.ok && json !== null) {
    return json;
  }
  throw refusal(response, json, options.method === "POST");
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

function refusal(response, json, write) {
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
    return new Refusal(write ? "Refused (403): you lack the role for it, or protection against cross-site request "
      + "forgery found no token. The page sends the token if the application gives it by a cookie XSRF-TOKEN "
      + "(in Spring Security: csrf.spa())" : "Refused (403): you lack the role for it", 403);
  }
  return new Refusal(`The server answered with status ${status}`, status);
}
