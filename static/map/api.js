// Asking our own server, with patience: time limits, a few retries, and words about what failed. No DOM.

export class Unavailable extends Error {
  /** `what` was asked for; `status` is the HTTP status, 0 where no answer came. */
  constructor(what, status, detail = "") {
    super(`${what}: ${status || "no answer"} ${detail}`.trim());
    this.what = what;
    this.status = status;
    this.detail = detail;
  }

  /** Worth asking again: no answer, a busy server, or one that failed. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function once(url, what, { fetcher, limit, signal }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  signal?.addEventListener("abort", () => stop.abort(), { once: true });
  try {
    const answer = await fetcher(url, { signal: stop.signal, credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Unavailable(what, answer.status, (await answer.text()).slice(0, 200));
    return await answer.json();
  } catch (error) {
    if (error instanceof Unavailable || signal?.aborted) throw error;
    throw new Unavailable(what, 0, error.message);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * JSON from `url`. Tries again after each of `pauses` (milliseconds) while the failure may pass; `onRetry(n)` is
 * told each time. Throws Unavailable; an abort by `signal` throws as it is.
 */
export async function askJson(url, what, { fetcher = globalThis.fetch, limit = 20_000, pauses = [500, 2_000], onRetry = () => {}, signal } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(url, what, { fetcher, limit, signal });
    } catch (error) {
      if (!(error instanceof Unavailable) || !error.passing || attempt >= pauses.length) throw error;
      onRetry(attempt + 1);
      await wait(pauses[attempt]);
    }
  }
}

/** An address with its query: null, false and "" are left out. */
export function withQuery(url, query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== false && value !== "");
  if (!pairs.length) return url;
  return `${url}?${pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value === true ? 1 : value)}`).join("&")}`;
}
