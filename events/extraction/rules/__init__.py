"""The ordered list of rules. A rule takes the document and a token and returns drafts, or None where it does not apply.

The first rule that applies to a trigger speaks; a rule that finds the trigger but no place returns [].
"""

from events.extraction.rules.besieged import besieged, siege_laid
from events.extraction.rules.emptied import emptied, made_free
from events.extraction.rules.failed import failed_attack
from events.extraction.rules.flight import flight
from events.extraction.rules.nouns import control_noun, verbal_noun
from events.extraction.rules.participles import holding
from events.extraction.rules.regions import region_list, shared_control
from events.extraction.rules.remains import left_only, stronghold
from events.extraction.rules.states import outside_control, under_control
from events.extraction.rules.verbs import finite_verb, light_verb, surrendered_arms

RULES = (
    light_verb,
    surrendered_arms,
    finite_verb,
    failed_attack,
    control_noun,
    siege_laid,
    verbal_noun,
    flight,
    under_control,
    outside_control,
    emptied,
    made_free,
    besieged,
    holding,
    left_only,
    stronghold,
    shared_control,
    region_list,
)
