"""What an action refuses to do."""


class Refused(ValueError):
    """The action would break a rule; nothing was changed. The message says why, in one sentence."""
