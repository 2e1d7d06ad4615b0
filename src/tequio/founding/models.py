"""A founding and what it gathers on its way: problems, their order, promoters, answers, founders, registrations."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models import Assembly, Motion
from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.engines import founding as engine
from tequio.members.models import Member
from tequio.training.models import Course


class Founding(UnionOwned):
    """How far one forum has come on its way to a union. The union's row is there from the first day."""

    class Stage(models.TextChoices):
        FORUM = "forum", _("foro")
        RANKING = "ranking", _("problemas en orden")
        PROMOTERS = "promoters", _("comité promotor")
        FORM = "form", _("figura legal")
        BYLAWS = "bylaws", _("bases")
        ASSEMBLY = "assembly", _("asamblea constitutiva")
        FOUNDED = "founded", _("acta y registros")
        GOVERNED = "governed", _("en manos de quienes eligieron")

    # Every change of stage there is; the tests walk this table. A founding vote that was lost, or an assembly that was
    # called off, leads back to the bylaws.
    CHANGES = {
        Stage.FORUM: (Stage.RANKING,),
        Stage.RANKING: (Stage.PROMOTERS,),
        Stage.PROMOTERS: (Stage.FORM,),
        Stage.FORM: (Stage.BYLAWS,),
        Stage.BYLAWS: (Stage.ASSEMBLY,),
        Stage.ASSEMBLY: (Stage.FOUNDED, Stage.BYLAWS),
        Stage.FOUNDED: (Stage.GOVERNED,),
        Stage.GOVERNED: (),
    }

    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.FORUM)
    begun_on = models.DateField()
    course = UnionForeignKey(Course, null=True, blank=True, related_name="+")  # the series that the forum meets for
    # Announced before anyone puts problems in order: ties are decided by a lot that anyone draws again from it.
    seed = models.CharField(_("semilla del sorteo"), max_length=120, blank=True)
    record = models.TextField(blank=True)  # the published count of the problems, from which anyone recounts
    form = models.CharField(_("figura legal"), max_length=20, blank=True)
    form_reason = models.CharField(_("por qué"), max_length=400, blank=True)
    form_chosen_on = models.DateField(null=True, blank=True)
    form_in_favour = models.PositiveIntegerField(default=0)
    form_present = models.PositiveIntegerField(default=0)
    assembly = UnionForeignKey(Assembly, null=True, blank=True, related_name="+")
    # The three motions without which there is no union: to found it, its bylaws, its fee.
    constitution = UnionForeignKey(Motion, null=True, blank=True, related_name="+")
    adoption = UnionForeignKey(Motion, null=True, blank=True, related_name="+")
    fee = UnionForeignKey(Motion, null=True, blank=True, related_name="+")
    founded_on = models.DateField(null=True, blank=True)
    governed_on = models.DateField(null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="founding_once", fields=["union"]),
            models.CheckConstraint(
                name="founding_has_a_form",
                condition=Q(stage__in=("forum", "ranking", "promoters", "form"))
                | (~Q(form="") & Q(form_chosen_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="founding_form_was_voted", condition=Q(form_in_favour__lte=F("form_present"))
            ),
            models.CheckConstraint(
                name="founding_has_its_assembly",
                condition=~Q(stage__in=("assembly", "founded", "governed"))
                | Q(assembly__isnull=False, constitution__isnull=False, adoption__isnull=False, fee__isnull=False),
            ),
            models.CheckConstraint(
                name="founding_founded_on_a_day",
                condition=Q(stage__in=("founded", "governed"), founded_on__isnull=False)
                | (~Q(stage__in=("founded", "governed")) & Q(founded_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="founding_governed_on_a_day",
                condition=Q(stage="governed", governed_on__gte=F("founded_on"))
                | (~Q(stage="governed") & Q(governed_on__isnull=True)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.stage}"

    def may_become(self, stage: str) -> bool:
        return stage in self.CHANGES[Founding.Stage(self.stage)]

    @property
    def at(self) -> engine.Stage:
        return engine.Stage(self.stage)

    def is_past(self, stage: str) -> bool:
        """Whether this stage is behind."""
        return engine.ORDER.index(engine.Stage(stage)) < engine.ORDER.index(self.at)

    def get_absolute_url(self) -> str:
        return reverse("founding:home", kwargs={"union": self.union.slug})


class Problem(UnionOwned):
    """What hurts, in the words of whoever said it. `place` is where the common order put it."""

    title = models.CharField(_("qué pasa"), max_length=160)
    key = models.CharField(max_length=200)  # the title without accents and capitals: one problem, told once
    told_by = UnionForeignKey(Member, null=True, blank=True, related_name="+")
    told_on = models.DateField()
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    is_priority = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="problem_once", fields=["union", "key"]),
            models.UniqueConstraint(name="problem_place_once", fields=["union", "place"]),
        ]

    def __str__(self) -> str:
        return self.title


class Ranking(UnionOwned):
    """One person's own order of the problems: their keys, the worst first."""

    member = UnionForeignKey(Member, related_name="+")
    order = models.JSONField(default=list)
    noted_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="ranking_once", fields=["union", "member"])]

    def __str__(self) -> str:
        return f"{self.member_id}"


class Promoter(UnionOwned):
    """A member of the promoters' committee, with the task they gave him."""

    class Task(models.TextChoices):
        COORDINATION = "coordination", _("coordinación")
        MINUTES = "minutes", _("minutas")
        MONEY = "money", _("dinero")
        VILLAGES = "villages", _("enlace con los pueblos")

    member = UnionForeignKey(Member, related_name="+")
    task = models.CharField(_("encargo"), max_length=12, choices=Task.choices)
    named_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="promoter_once", fields=["union", "member"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.task}"


class Answer(UnionOwned):
    """What the founders answered to one plain question (engines/founding/questions.toml)."""

    code = models.SlugField(max_length=40)
    value = models.CharField(max_length=600)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="answer_once", fields=["union", "code"]),
            models.CheckConstraint(name="answer_says_something", condition=~Q(value="")),
        ]

    def __str__(self) -> str:
        return f"{self.code}"


class Founder(UnionOwned):
    """Who signed up to found the union, and with which paper he shows who he is."""

    class Paper(models.TextChoices):
        INE = "ine", _("credencial INE")
        PASSPORT = "passport", _("pasaporte")
        LICENCE = "licence", _("cédula profesional")
        NONE = "none", _("todavía ninguna")

    member = UnionForeignKey(Member, related_name="+")
    paper = models.CharField(_("identificación"), max_length=10, choices=Paper.choices, default=Paper.NONE)
    enlisted_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="founder_once", fields=["union", "member"])]

    def __str__(self) -> str:
        return f"{self.member_id}"


class Registration(UnionOwned):
    """One line of the checklist: due on a day when the law fixes one, done on a day, with the number it got."""

    code = models.SlugField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(_("hecho el"), null=True, blank=True)
    number = models.CharField(_("folio o número"), max_length=80, blank=True)
    noted_by = models.CharField(max_length=160, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="registration_once", fields=["union", "code"]),
            models.CheckConstraint(
                name="registration_done_by_somebody", condition=Q(done_on__isnull=True) | ~Q(noted_by="")
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < today
