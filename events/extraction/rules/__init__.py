"""The ordered list of rules. A rule takes the document and a token and returns drafts, or None where it does not apply.

The first rule that applies to a trigger speaks; a rule that finds the trigger but no place returns [].
"""

from events.extraction.document import Document
from events.extraction.rules.annexed import annexed
from events.extraction.rules.back_again import back_again
from events.extraction.rules.besieged import besieged, siege_imposed, siege_laid
from events.extraction.rules.circumstance import meanwhile
from events.extraction.rules.come_to import come_to
from events.extraction.rules.control_nouns import control_noun, grip_noun
from events.extraction.rules.driven_off import driven_off
from events.extraction.rules.emptied import emptied, made_free
from events.extraction.rules.failed import failed_attack
from events.extraction.rules.flight import flight
from events.extraction.rules.gates import arrival, at_gates, at_heart
from events.extraction.rules.held_off import held_off
from events.extraction.rules.light_verbs import light_verb
from events.extraction.rules.lost import ended_control, lost_control
from events.extraction.rules.made_base import made_base
from events.extraction.rules.masters import master, replaced
from events.extraction.rules.next_goal import next_goal
from events.extraction.rules.nouns import verbal_noun
from events.extraction.rules.now_there import now_inside
from events.extraction.rules.openings import ANYWHERE, Opening, Rule
from events.extraction.rules.outside import outside_control
from events.extraction.rules.participles import holding
from events.extraction.rules.pockets import pockets
from events.extraction.rules.presence import come_inside, none_left, stands_fast, still_in
from events.extraction.rules.regions import region_list, shared_control
from events.extraction.rules.remains import left_only, left_to_side, stronghold
from events.extraction.rules.roads import road_cut
from events.extraction.rules.siege_over import siege_over
from events.extraction.rules.states import under_control
from events.extraction.rules.surrender import surrendered_arms
from events.extraction.rules.taken_out import fighters_borne, fighters_of
from events.extraction.rules.turned_back import turned_back
from events.extraction.rules.verbs import finite_verb

RULES = (
    fighters_of,
    light_verb,
    surrendered_arms,
    turned_back,
    finite_verb,
    driven_off,
    annexed,
    failed_attack,
    held_off,
    lost_control,
    ended_control,
    control_noun,
    grip_noun,
    siege_over,
    siege_laid,
    verbal_noun,
    flight,
    fighters_borne,
    at_gates,
    at_heart,
    arrival,
    back_again,
    come_to,
    under_control,
    outside_control,
    emptied,
    made_free,
    besieged,
    siege_imposed,
    meanwhile,
    holding,
    stands_fast,
    still_in,
    come_inside,
    now_inside,
    master,
    replaced,
    left_only,
    none_left,
    left_to_side,
    pockets,
    stronghold,
    shared_control,
    region_list,
    road_cut,
    next_goal,
    made_base,
)

ANY = ("verb", "vn", "ap", "pp")
# A rule that has none is tried at every form of a listed verb and word of a state.
OPENINGS: dict[Rule, Opening] = {
    light_verb: Opening(("verb",), "light"),
    surrendered_arms: Opening(("verb",), "give_over"),
    finite_verb: Opening(("verb",), "frames"),
    driven_off: Opening(("verb",), "expels"),
    annexed: Opening(("verb", "vn"), "annexes"),
    failed_attack: Opening(("vn",), "pushes", words="attack_nouns"),
    held_off: Opening(("verb", "vn"), "beats_back"),
    turned_back: Opening(("verb",), "went_back"),
    ended_control: Opening(words="ended_nouns"),
    lost_control: Opening(("vn",), "frames"),
    control_noun: Opening(("vn",), "take"),
    grip_noun: Opening(("vn",), "light"),
    siege_over: Opening(("vn",), "besiege"),
    siege_laid: Opening(("vn",), "besiege"),
    verbal_noun: Opening(("vn",), "frames"),
    flight: Opening(("verb", "vn"), "flees"),
    fighters_of: Opening(("verb", "vn"), "moves_out"),
    fighters_borne: Opening(words="bears"),
    at_gates: Opening(words="gates"),
    at_heart: Opening(words="hearts"),
    arrival: Opening(("verb", "vn"), "arrives"),
    back_again: Opening(("verb", "vn"), "goes_back"),
    come_to: Opening(("verb", "vn"), "comes_to"),
    under_control: Opening(ANY, "subject_to", phrases="under"),
    outside_control: Opening(phrases="outside"),
    emptied: Opening(phrases="empty_of", words="empty"),
    made_free: Opening(words="made_free"),
    besieged: Opening(("verb", "pp", "ap"), "cuts_off"),
    siege_imposed: Opening(("pp",), "impose"),
    meanwhile: Opening(("ap", "pp"), "frames"),
    holding: Opening(("ap",), "frames"),
    stands_fast: Opening(("verb", "ap"), "stands_fast"),
    now_inside: Opening(words="right_now"),
    come_inside: Opening(("verb",), "becomes"),
    master: Opening(phrases="masters", words="in_charge"),
    replaced: Opening(words="replaces"),
    still_in: Opening(("verb",), "stays_on", words="present_or_still"),
    none_left: Opening(phrases="not_left", words="presence"),
    left_to_side: Opening(("verb",), "is_left"),
    left_only: Opening(phrases="not_left"),
    pockets: Opening(words="pockets"),
    stronghold: Opening(phrases="stronghold"),
    shared_control: Opening(words="shares_control"),
    region_list: Opening(words="takes_in"),
    road_cut: Opening(("verb", "vn"), "cuts"),
    made_base: Opening(("verb",), "takes_as"),
    next_goal: Opening(words="goal_nouns"),
}


def rules_at(doc: Document, k: int) -> tuple[Rule, ...]:
    """The rules that may begin at token ``k``, in order; none but at a form of a listed verb or a word of a state."""
    token, reading, known = doc.tokens[k], doc.readings[k], doc.lexicon.rules
    found = known.get(token.text)
    if found is None:
        fits = (rule for rule in RULES if OPENINGS.get(rule, ANYWHERE).fits(token.norm, reading, doc.lexicon))
        found = known.keep(token.text, tuple(fits) if "trigger" in reading.sought else ())
    return found
