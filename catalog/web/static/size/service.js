// How the service is asked: nothing but the question goes along, and the visitor is not kept waiting for ever.
const LIMIT = 15000;

export class Failed extends Error {
  constructor(status, problem) {
    super(status);
    Object.assign(this, { status, problem: problem || {} });
  }
}

// `host` names the service, else it is where this file was loaded from.
export function address(host, path) {
  return (host.getAttribute("api") || new URL("..", import.meta.url).href).replace(/\/+$/, "") + path;
}

export async function fetched(host, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LIMIT);
  try {
    const response = await fetch(address(host, path), {
      method: body ? "POST" : "GET", body: body && JSON.stringify(body), headers: body && { "Content-Type": "application/json" },
      credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal,
    });
    const answer = await response.json();
    if (response.ok) return answer;
    throw new Failed(response.status, answer);
  } catch (error) {
    throw error instanceof Failed ? error : new Failed(0);
  } finally {
    clearTimeout(timer);
  }
}

// The language of an element that is spoken here: its own, else the page's, else the browser's, else English.
export function languageOf(host, spoken) {
  const page = host.closest("[lang]");
  const tag = (host.getAttribute("lang") || (page && page.lang) || navigator.language).slice(0, 2).toLowerCase();
  return spoken.includes(tag) ? tag : "en";
}
