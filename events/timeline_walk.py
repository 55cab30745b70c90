"""One place's effects in the order of their days, fed to its holders, contests and sieges (rules 8-19, 21 and 22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.ledger import ActorBook
from events.timeline_days import FRESH
from events.timeline_effects import Effect
from events.timeline_fights import Fights
from events.timeline_spans import Layer


@dataclass(slots=True)
class Walk:
    """The state of one place while its effects are walked through; read ``whole``, ``parts`` and the fights after."""

    actors: ActorBook
    whole: Layer = field(init=False)
    parts: dict[str, Layer] = field(default_factory=dict)
    contests: Fights = field(init=False)
    sieges: Fights = field(init=False)
    contradicted: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.whole = Layer(self.actors)
        self.contests = Fights(self.actors, ages=True)
        self.sieges = Fights(self.actors, ages=False)

    def through(self, effects: Iterable[Effect]) -> Walk:
        """Feed all effects, in the order of their keys, and return the walk."""
        ordered = sorted(effects, key=lambda effect: effect.key)
        own_days = {effect.day for effect in ordered if not effect.hatched}
        for effect in ordered:
            if effect.hatched and effect.day in own_days:
                continue  # a place's own evidence of the same day goes before what is said of all (rule 21)
            self._settle(effect)
            getattr(self, f"_{effect.kind}")(effect)
        return self

    def _settle(self, effect: Effect) -> None:
        for layer in (self.whole, *self.parts.values()):
            layer.settle(effect.day)
        self.contests.settle(effect.day)
        self.sieges.settle(effect.day)

    def _layer(self, effect: Effect) -> Layer:
        if not effect.scope:
            return self.whole
        return self.parts.setdefault(effect.scope, Layer(self.actors, effect.scope, effect.label, effect.code))

    def _agree(self, a: str | None, b: str | None, effect: Effect) -> bool:
        return self.actors.agree(a, b, effect.day)

    def _same(self, a: str | None, b: str | None, effect: Effect) -> bool:
        return self.actors.same_side(a, b, effect.day)

    # Gains

    def _gain(self, effect: Effect) -> None:
        layer = self._layer(effect)
        if not (effect.hatched and self._agree(layer.holder, effect.gaining, effect)):
            self._take(layer, effect)
        if effect.scope:
            self.contests.end_scope(effect.scope, effect.day)
            self.sieges.end_scope(effect.scope, effect.day)
            return
        self.contests.end_all(effect.day)
        self.sieges.end_all(effect.day)
        for part in self.parts.values():
            part.clear(effect.day)

    def _take(self, layer: Layer, effect: Effect) -> None:
        if self._disputes(layer, effect):
            layer.dispute(effect)
        elif self._repeats(layer, effect):
            layer.confirm(effect)
        else:
            if not effect.hatched:
                layer.lead_in(effect, effect.gaining, effect.losing)
            layer.set_holder(effect, effect.gaining)

    def _disputes(self, layer: Layer, effect: Effect) -> bool:
        """Return whether another bloc was given the scope on the same day, and no curator ordered the two (rule 14)."""
        now, before = layer.now, layer.given
        if before is None or before.day != effect.day or before.hatched or effect.hatched:
            return False
        if now.state not in ("held", "disputed"):
            return False
        if None not in (orders := (before.event.order, effect.event.order)) and orders[0] != orders[1]:
            return False
        until = before.losing or layer.held_before(effect.day)
        if effect.kind == "holds" and self._agree(effect.gaining, until, effect):
            return False  # it is only said who held the place until then
        return not any(self._agree(holder, effect.gaining, effect) for holder in now.holders) or now.state == "disputed"

    def _repeats(self, layer: Layer, effect: Effect) -> bool:
        """Return whether a gain tells of a holder that is there already: no change, only evidence.

        A gain from a third side says that the place was lost in between, unless it is the retelling of the last gain,
        or that side still had a part of the place.
        """
        holder, losing = layer.holder, effect.losing
        if not self._agree(holder, effect.gaining, effect) or layer.now.state != "held":
            return False
        if losing is None or effect.undated:
            return losing is None or not self._same(holder, losing, effect)
        if self._agree(holder, losing, effect):
            return self._same(holder, effect.gaining, effect)
        retold = layer.now.last is not None and (effect.first - layer.now.last).days <= FRESH
        return retold or self._present(losing, effect)

    def _present(self, side: str, effect: Effect) -> bool:
        """Return whether ``side`` holds a part of the place or is fighting for it."""
        fights = (*self.contests.open, *self.sieges.open)
        fighting = any(self._same(f.by, side, effect) or self._same(f.against, side, effect) for f in fights)
        return fighting or any(self._same(part.holder, side, effect) for part in self.parts.values())

    def _share(self, effect: Effect) -> None:
        if self.whole.holder is None and effect.losing:
            self.whole.set_holder(effect, effect.losing, inferred=True)
        if self.whole.holder and not self._agree(self.whole.holder, effect.gaining, effect):
            self.whole.share(effect)

    # Leaving

    def _leave(self, effect: Effect) -> None:
        layer, who = self._layer(effect), effect.losing
        fought = [fights.end_by(who, effect.day, effect.scope) for fights in (self.contests, self.sieges)]
        held_parts = [] if effect.scope else [p for p in self.parts.values() if self._same(p.holder, who, effect)]
        for part in held_parts:
            part.leave(effect, who)
        if self._is_holder(layer, effect) or (self._unheld(layer) and not any(fought)):
            self._vacate(layer, effect)
        elif layer.holder and not any(fought) and not held_parts and not self._agree(layer.holder, who, effect):
            # Another side is said to have left: the holder that we have had lost the place unseen.
            layer.lead_in(effect, None, who)
            layer.leave(effect, who)

    def _evacuate(self, effect: Effect) -> None:
        layer = self._layer(effect)
        if self._is_holder(layer, effect) or (self._unheld(layer) and not self._attacks(effect)):
            self._vacate(layer, effect)

    def _unheld(self, layer: Layer) -> bool:
        """Return whether no holder is known; of a disputed place too many are."""
        return layer.holder is None and not (layer.now and layer.now.state == "disputed")

    def _attacks(self, effect: Effect) -> bool:
        """Return whether the losing side attacks or besieges the place: then it does not hold it."""
        return any(self._same(f.by, effect.losing, effect) for f in (*self.contests.open, *self.sieges.open))

    def _is_holder(self, layer: Layer, effect: Effect) -> bool:
        if layer.now and layer.now.state in ("disputed", "shared"):
            return any(self._same(holder, effect.losing, effect) for holder in layer.now.holders)
        return self._same(layer.holder, effect.losing, effect)

    def _vacate(self, layer: Layer, effect: Effect) -> None:
        now, who = layer.now, effect.losing
        if now and now.state == "unknown" and self._same(now.left_by, who, effect):
            layer.confirm(effect, firm=False)
            return
        if now and now.state == "shared":
            stays = next((h for h in now.holders if not self._same(h, who, effect)), None)
            if stays:
                layer.set_holder(effect, stays)
                return
        if not effect.hatched:
            layer.lead_in(effect, None, who)
        layer.leave(effect, who)
        if effect.scope:
            self.contests.end_scope(effect.scope, effect.day)
            self.sieges.end_scope(effect.scope, effect.day)
        else:
            self.contests.end_all(effect.day)
            self.sieges.end_all(effect.day)

    # What is said of the holder

    def _holds(self, effect: Effect) -> None:
        layer = self._layer(effect)
        now = layer.now
        if now is None or now.state == "unknown" or (now.hatched and not effect.hatched):
            if not effect.undated and not effect.hatched and effect.first < effect.day:
                layer.lead_in(effect, effect.gaining, None)
            layer.set_holder(effect, effect.gaining)
        elif self._disputes(layer, effect):
            layer.dispute(effect)
        elif any(self._agree(holder, effect.gaining, effect) for holder in now.holders):
            if now.state == "disputed" and effect.day > now.start:
                layer.set_holder(effect, effect.gaining)
            else:
                layer.confirm(effect)
        elif not effect.hatched:
            self.contradicted.append((effect.event.id, effect.scope))

    # Fights

    def _advance(self, effect: Effect) -> None:
        part = self.parts.get(effect.scope)
        holder = (part.holder if part else None) or self.whole.holder
        if self._agree(holder, effect.gaining, effect):
            return  # the bloc that holds the place by then is not fighting for it (rule 13)
        self._defended(effect, holder)
        self.contests.begin(effect)

    def _siege(self, effect: Effect) -> None:
        layer = self._layer(effect)
        if self._agree(layer.holder, effect.gaining, effect):
            return
        self._defended(effect, layer.holder or (self.whole.holder if effect.scope else None))
        self.sieges.begin(effect)

    def _defended(self, effect: Effect, holder: str | None) -> None:
        """Take the side that is attacked as the holder where none is known (rule 13), else as evidence for it."""
        losing = effect.losing
        if losing is None or self._agree(losing, effect.gaining, effect):
            return
        layer = self._layer(effect)
        if effect.of_part and not self._same(layer.holder, losing, effect) and self._known_otherwise(effect):
            return  # it had that part; who has the rest is known, or is known to differ from part to part
        known = layer.holder or (holder if self._agree(holder, losing, effect) else None)
        if effect.scope == "" or layer.holder:
            known = holder
        if known is None and not (layer.now and layer.now.state == "disputed"):
            layer.set_holder(effect, losing, inferred=True)
        elif layer.holder and self._same(layer.holder, losing, effect):
            layer.confirm(effect, firm=False)
        elif layer.holder and not self._agree(layer.holder, losing, effect) and not self._present(losing, effect):
            self.contradicted.append((effect.event.id, effect.scope))

    def _known_otherwise(self, effect: Effect) -> bool:
        """Return whether a third side is known to hold the place or one of its parts."""
        holders = [self.whole.holder, *(part.holder for part in self.parts.values())]
        fighting = (effect.gaining, effect.losing)
        return any(holder and not any(self._same(holder, side, effect) for side in fighting) for holder in holders)

    def _repelled(self, effect: Effect) -> None:
        self.contests.beaten(effect)
        layer = self._layer(effect)
        if layer.holder and self._same(layer.holder, effect.gaining, effect):
            layer.confirm(effect, firm=False)

    def _siege_broken(self, effect: Effect) -> None:
        self.sieges.beaten(effect)
