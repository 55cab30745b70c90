// Fetches and reads the map's data while the other modules are still on their way; main.js finds it read.

import { begin } from "./ledger-source.js";

begin(document.getElementById("early").dataset.data);
