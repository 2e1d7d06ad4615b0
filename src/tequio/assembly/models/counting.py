"""The sealed urn, papers and raised hands, and what came of it all."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models.voting import Vote
from tequio.core.models import UnionForeignKey, UnionOwned


class Urn(UnionOwned):
    """All ballots of a vote as one value: sealed records of equal length, in the order of their random bytes.

    Every ballot rewrites the whole, so that the row has no order, no time and no number of its own for any of them
    (docs/adr/0009). Counting empties it and forgets `salt`, without which nobody can open an old copy.
    """

    vote = UnionForeignKey(Vote, related_name="urns")
    salt = models.BinaryField()
    sealed = models.BinaryField(default=b"")

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="urn_once", fields=["union", "vote"])]

    def __str__(self) -> str:
        return f"{self.vote_id}"


class PaperBallot(UnionOwned):
    """A printed ballot by its code. Nobody writes down who took which; `worth` votes go to the urn when it is read."""

    class State(models.TextChoices):
        PRINTED = "printed", _("impresa")
        DOUBTFUL = "doubtful", _("con duda")
        READ = "read", _("leída")
        VOID = "void", _("anulada")

    CHANGES = {
        State.PRINTED: (State.DOUBTFUL, State.READ, State.VOID),
        State.DOUBTFUL: (State.READ, State.VOID),
        State.READ: (),
        State.VOID: (),
    }

    vote = UnionForeignKey(Vote, related_name="papers")
    code = models.CharField(max_length=12)
    page = models.BigIntegerField()  # what the printed sheet's own signed code says; drawn at random
    worth = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PRINTED)
    # What the reader of sheets saw, for the two people who decide: marked places and doubtful ones.
    seen = models.JSONField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="paper_code_once", fields=["union", "vote", "code"]),
            models.UniqueConstraint(name="paper_page_once", fields=["union", "page"]),
            models.CheckConstraint(name="paper_is_worth_something", condition=Q(worth__gt=0)),
        ]

    def __str__(self) -> str:
        return self.code


class DoubtReading(UnionOwned):
    """What one person reads on a doubtful paper; it counts when a second person reads the same."""

    paper = UnionForeignKey(PaperBallot, related_name="readings")
    reader_id = models.BigIntegerField()
    reader = models.CharField(max_length=160)
    ranking = models.JSONField(default=list)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="doubt_read_once", fields=["union", "paper", "reader_id"])]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.reader}"


class HandCount(UnionOwned):
    """Raised hands as the tellers counted them: together exactly the votes that were marked for it."""

    vote = UnionForeignKey(Vote, related_name="hand_counts")
    in_favour = models.PositiveIntegerField(_("a favor"))
    against = models.PositiveIntegerField(_("en contra"))
    abstained = models.PositiveIntegerField(_("abstenciones"))
    votes = models.PositiveIntegerField()
    counted_by = models.CharField(_("contaron"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="hands_add_up", condition=Q(votes=F("in_favour") + F("against") + F("abstained"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.in_favour}:{self.against}:{self.abstained}"


class Outcome(UnionOwned):
    """What came of a vote: the published ballots in the order of their codes, and the count with every stage.

    `record` is the published file, from which anyone recounts; `needed` of `votes` is what the bylaws ask of a motion.
    """

    vote = UnionForeignKey(Vote, related_name="outcomes")
    record = models.TextField()
    digest = models.CharField(max_length=64)
    valid = models.PositiveIntegerField()
    blank = models.PositiveIntegerField()
    has_carried = models.BooleanField(null=True)
    needed = models.PositiveIntegerField(default=0)
    winners = models.JSONField(default=list)
    # Of an election of delegates: who stands in for them, first one first, from the same ballots.
    substitutes = models.JSONField(default=list)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="outcome_once", fields=["union", "vote"])]

    def __str__(self) -> str:
        return f"{self.vote_id}"
