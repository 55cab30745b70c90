// Fetches /map/data and says what is missing when it does not come.

import { askJson, withQuery } from "./api.js";
import { dayOf, toIso } from "./days.js";
import { gettext } from "./i18n.js";
import { readLedger } from "./ledger.js";
import { TimeLayer } from "./time.js";

const today = () => dayOf(new Date());

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
      const answer = await askJson(url, "map data", { onRetry: () => this.notices.keep("data", gettext("The server does not answer; trying again …")) });
      if (number !== this.asked) return null;
      const read = readLedger(answer);
      if (read.days[0] === null) read.days = [today() - 365, today()];
      this.notices.drop("data");
      if (!read.places.length) this.notices.keep("data", gettext("No accepted events yet: the map is empty until somebody accepts some."));
      return { ledger: read, time: new TimeLayer(read) };
    } catch (error) {
      const text = error instanceof RangeError ? gettext("The data contradicts itself; nothing is drawn rather than something wrong.") : gettext("Who holds which place could not be fetched; only the base map is shown.");
      if (number === this.asked) this.notices.keep("data", text, { text: gettext("Try again"), run: again });
      return null;
    } finally {
      clearTimeout(late);
    }
  }
}
