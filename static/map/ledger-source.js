// Fetches /map/table and says what is missing when it does not come.

import { askJson, withQuery } from "./api.js";
import { dayOf, toIso } from "./days.js";
import { gettext } from "./i18n.js";
import { readLedger } from "./ledger.js";
import { TimeLayer } from "./time.js";

const today = () => dayOf(new Date());

/** {ledger, time} of an answer; throws a RangeError where it contradicts itself. */
function readAnswer(answer) {
  const ledger = readLedger(answer);
  if (ledger.days[0] === null) ledger.days = [today() - 365, today()];
  return { ledger, time: new TimeLayer(ledger) };
}

let begun = null; // {url, read}: what early.js began

/** Begins to fetch and to read what will be asked for. */
export function begin(url) {
  begun = { url, read: askJson(url, "map data", { pauses: [] }).then(readAnswer).catch(() => null) };
}

/** What was begun, once; null where that was something else, or failed: then it is asked for anew, in sight of the reader. */
function takeBegun(url) {
  const read = begun?.url === url ? begun.read : null;
  begun = null;
  return read;
}

export class LedgerSource {
  constructor(config, notices) {
    this.config = config;
    this.notices = notices;
    this.asked = 0;
  }

  /** {ledger, time} or null; `again` is run when the reader asks to try again. */
  async fetch({ ledger, known }, again) {
    const number = (this.asked += 1);
    const url = withQuery(this.config.urls.data, { ledger, known: known === null ? null : toIso(known) });
    const late = setTimeout(() => this.notices.keep("data", gettext("The data is slow to come; still waiting …")), 4_000);
    try {
      const onRetry = () => this.notices.keep("data", gettext("The server does not answer; trying again …"));
      const read = (await takeBegun(url)) ?? readAnswer(await askJson(url, "map data", { onRetry }));
      if (number !== this.asked) return null;
      this.notices.drop("data");
      if (!read.ledger.places.length) this.notices.keep("data", gettext("No accepted events yet: the map is empty until somebody accepts some."));
      return read;
    } catch (error) {
      const text = error instanceof RangeError ? gettext("The data contradicts itself; nothing is drawn rather than something wrong.") : gettext("Who holds which place could not be fetched; only the base map is shown.");
      if (number === this.asked) this.notices.keep("data", text, { text: gettext("Try again"), run: again });
      return null;
    } finally {
      clearTimeout(late);
    }
  }
}
