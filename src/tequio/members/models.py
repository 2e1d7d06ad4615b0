"""Section, person, household, workshop and member."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.members import identity


class Section(UnionOwned):
    """A village of the union, with the point where goods are delivered to its members."""

    name = models.CharField(_("nombre"), max_length=120)
    municipality = models.CharField(_("municipio"), max_length=120)
    locality_code = models.CharField(_("clave INEGI"), max_length=9, blank=True)
    point_name = models.CharField(_("punto de entrega"), max_length=160)
    point_address = models.CharField(_("domicilio del punto"), max_length=240, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="section_once", fields=["union", "municipality", "name"])]

    def __str__(self) -> str:
        return self.name


class Person(UnionOwned):
    """A human being as his papers name him; `sort_key` and `search_key` are made from the names by core.text."""

    nombres = models.CharField(_("nombres"), max_length=120)
    primer_apellido = models.CharField(_("primer apellido"), max_length=80)
    segundo_apellido = models.CharField(_("segundo apellido"), max_length=80, blank=True)
    born_on = models.DateField(_("fecha de nacimiento"), null=True, blank=True)
    curp = models.CharField(_("CURP"), max_length=18, blank=True)
    rfc = models.CharField(_("RFC"), max_length=13, blank=True)
    phone = models.CharField(_("teléfono"), max_length=16, blank=True)  # E.164
    clabe = models.CharField(_("CLABE"), max_length=18, blank=True)
    # Keys are compared byte by byte, on every server the same; core.text makes them so that this is right.
    sort_key = models.CharField(max_length=300, db_collation="C")
    search_key = models.CharField(max_length=300, db_collation="C")
    is_demo = models.BooleanField(default=False)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="curp_once", fields=["union", "curp"], condition=~Q(curp="")),
            models.CheckConstraint(name="curp_is_a_curp", condition=Q(curp="") | Q(curp__regex=r"^[A-Z0-9]{18}$")),
            models.CheckConstraint(name="clabe_is_a_clabe", condition=Q(clabe="") | Q(clabe__regex=r"^[0-9]{18}$")),
            models.CheckConstraint(name="phone_is_e164", condition=Q(phone="") | Q(phone__regex=r"^\+[0-9]{7,15}$")),
        ]
        indexes = [
            models.Index(name="person_by_name", fields=["union", "sort_key", "id"]),
            models.Index(name="person_by_phone", fields=["union", "phone"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.nombres, self.primer_apellido, self.segundo_apellido) if part)

    @property
    def sorted_name(self) -> str:
        """Surnames first, as lists show it."""
        return " ".join(part for part in (self.primer_apellido, self.segundo_apellido) if part) + ", " + self.nombres

    @property
    def phone_shown(self) -> str:
        return identity.phone_shown(self.phone) if self.phone else ""

    @property
    def clabe_shown(self) -> str:
        """In groups, as banks print it: 032 180 00011835971 9."""
        clabe = self.clabe
        return f"{clabe[:3]} {clabe[3:6]} {clabe[6:17]} {clabe[17:]}" if clabe else ""


class Household(UnionOwned):
    """People who live and usually work under one roof."""

    name = models.CharField(_("hogar"), max_length=160)
    section = UnionForeignKey(Section, related_name="households")

    def __str__(self) -> str:
        return self.name


class Workshop(UnionOwned):
    """A member's place of work (taller)."""

    class LegalStatus(models.TextChoices):
        INFORMAL = "informal", _("sin registro")
        RESICO = "resico", _("RESICO, persona física")
        ARTISAN = "artisan", _("régimen del artesano")
        BUSINESS = "business", _("actividad empresarial")
        COMPANY = "company", _("persona moral")

    name = models.CharField(_("taller"), max_length=160, blank=True)
    section = UnionForeignKey(Section, related_name="workshops")
    address = models.CharField(_("domicilio"), max_length=240, blank=True)
    legal_status = models.CharField(
        _("situación legal"), max_length=10, choices=LegalStatus.choices, default=LegalStatus.INFORMAL
    )
    people_at_work = models.PositiveSmallIntegerField(_("personas que trabajan"), default=1)

    def __str__(self) -> str:
        return self.name or f"Taller {self.pk}"


class Member(UnionOwned):
    """A person's membership: the number on his card, and where it stands."""

    class State(models.TextChoices):
        APPLICANT = "applicant", _("solicitante")
        ACTIVE = "active", _("activo")
        SUSPENDED = "suspended", _("suspendido")
        LEFT = "left", _("se retiró")
        EXPELLED = "expelled", _("excluido")

    # Every change of state there is; the tests walk this table.
    CHANGES = {
        State.APPLICANT: (State.ACTIVE, State.LEFT),
        State.ACTIVE: (State.SUSPENDED, State.LEFT, State.EXPELLED),
        State.SUSPENDED: (State.ACTIVE, State.LEFT, State.EXPELLED),
        State.LEFT: (State.APPLICANT,),
        State.EXPELLED: (),
    }

    # Who is in one of these no longer belongs; only then there is a day of leaving.
    GONE = (State.LEFT, State.EXPELLED)
    # How a state looks on a screen.
    TONES = {State.ACTIVE: "good", State.APPLICANT: "info", State.SUSPENDED: "warn"}

    number = models.PositiveIntegerField(_("número"))
    person = UnionForeignKey(Person, related_name="memberships")
    section = UnionForeignKey(Section, related_name="members")
    workshop = UnionForeignKey(Workshop, null=True, blank=True, related_name="members")
    household = UnionForeignKey(Household, null=True, blank=True, related_name="members")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    joined_on = models.DateField(_("ingreso"))
    left_on = models.DateField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="member_number_once", fields=["union", "number"]),
            models.UniqueConstraint(name="member_person_once", fields=["union", "person"]),
            models.UniqueConstraint(name="member_user_once", fields=["union", "user"]),
            models.CheckConstraint(
                name="member_leaves_after_joining", condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on"))
            ),
            models.CheckConstraint(
                name="member_gone_since_a_day",
                condition=Q(state__in=("left", "expelled"), left_on__isnull=False)
                | (~Q(state__in=("left", "expelled")) & Q(left_on__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="member_by_section", fields=["union", "section", "state"])]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def name(self) -> str:
        return self.person.full_name

    @property
    def tone(self) -> str:
        return self.TONES.get(Member.State(self.state), "")

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Member.State(self.state)]


class RosterFile(UnionOwned):
    """A roster that was uploaded to be looked at; imported once, and its content is wiped then."""

    name = models.CharField(max_length=160)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    imported_on = models.DateField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
