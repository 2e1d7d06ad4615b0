"""An assembly for the tests: members of Tlayacapan, an office that may do all, and shortcuts to each stage."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tequio.assembly import actions, ballots
from tequio.assembly.models import AgendaItem, Assembly, Credential, Motion, Vote
from tequio.core.actors import Actor
from tequio.members.models import Member, Section
from tequio.unions.models import Office, Union
from tests import factories

CALLED = date(2026, 11, 30)
FIRST = datetime(2026, 12, 13, 10, 0, tzinfo=ZoneInfo("America/Mexico_City"))
SECOND = datetime(2026, 12, 20, 10, 0, tzinfo=ZoneInfo("America/Mexico_City"))
POINTS = (
    actions.Point("Lista de asistencia y quórum"),
    actions.Point("Cuota del año que viene"),
    actions.Point("Elección del consejo"),
)
NAMES = ("Ana", "Beto", "Carmen", "Dora", "Elías", "Flor", "Gil", "Hilda", "Inés", "Juan")


@dataclass
class World:
    union: Union
    office: Actor
    section: Section
    members: list[Member]
    assembly: Assembly
    users: dict = field(default_factory=dict)
    second: datetime = SECOND

    def draft(self, **changed):
        given = {
            "title": "Asamblea de diciembre", "kind": "ordinary", "by_delegates": False, "meets_at": FIRST,
            "second_at": self.second, "place": "Casa de la cultura de Tlayacapan", "called_by": "board", "signers": 0,
            "points": POINTS, "today": CALLED,
        }  # fmt: skip
        self.assembly = actions.draft_assembly(actor=self.office, **given | changed)
        return self.assembly

    def call(self, **changed):
        self.draft(**changed)
        actions.call_assembly(actor=self.office, assembly_id=self.assembly.pk, today=CALLED)
        return self.assembly

    def called(self):
        self.call()
        actions.issue_credentials(actor=self.office, assembly_id=self.assembly.pk)

    def arrive(self, *members):
        for member in members or self.members:
            actions.record_movement(
                actor=self.office, assembly_id=self.assembly.pk, credential_id=self.card(member).pk, comes_in=True
            )

    def leave(self, *members):
        for member in members:
            actions.record_movement(
                actor=self.office, assembly_id=self.assembly.pk, credential_id=self.card(member).pk, comes_in=False
            )

    def open(self):
        self.assembly = actions.open_assembly(
            actor=self.office, assembly_id=self.assembly.pk, presides="Ana Luna", keeps_minutes="Beto Luna",
            tellers="Carmen Luna y Dora Luna", now=FIRST,
        )  # fmt: skip
        return self.assembly

    def in_session(self):
        self.in_session_of(())

    def in_session_of(self, members):
        """In session with these; with nobody named, with everyone."""
        self.called()
        self.arrive(*members)
        self.open()

    def card(self, member):
        return Credential.objects.get(assembly=self.assembly, member=member)

    def item(self, number=2):
        return AgendaItem.objects.get(assembly=self.assembly, number=number)

    def motion(self, text="La cuota será de $60 al mes.", **told) -> Motion:
        return actions.propose_motion(
            actor=self.office, item_id=self.item().pk, text=text, proposed_by="Ana Luna", **told
        )

    def motion_vote(self, *, is_secret=False, motion=None) -> Vote:
        motion = motion or self.motion()
        vote = actions.draft_vote(
            actor=self.office, item_id=self.item().pk, title=motion.text[:80], method="motion", is_secret=is_secret,
            motion_id=motion.pk,
        )  # fmt: skip
        return self.begin(vote)

    def election(self, *, method="plurality", seats=1, candidates=None, office=None, years=0) -> Vote:
        vote = actions.draft_vote(
            actor=self.office, item_id=self.item(3).pk, title="Presidencia", method=method, seats=seats,
            candidates=candidates or self.members[:3], office_id=office.pk if office else None, term_years=years,
        )  # fmt: skip
        return self.begin(vote)

    def board_vote(self) -> Vote:
        """The board is elected: Ana with six votes of ten, Beto with four."""
        vote = actions.draft_vote(
            actor=self.office, item_id=self.item(3).pk, title="Consejo de administración", method="plurality",
            candidates=self.members[:2], body="board",
        )  # fmt: skip
        self.begin(vote)
        for place, member in enumerate(self.members):
            self.cast(vote, member, 1 if place < 6 else 2)
        self.count(vote)
        vote.refresh_from_db()
        return vote

    def begin(self, vote):
        return actions.open_vote(actor=self.office, vote_id=vote.pk, seed="barro y fuego")

    def cast(self, vote, member, *ranking, ticket=None, is_blank=False):
        ticket = ticket or ballots.new_ticket(vote.pk, self.card(member).pk)
        actions.cast_ballot(
            actor=self.as_member(member), vote_id=vote.pk, member=member,
            ballot=ballots.FilledBallot(ticket, tuple(ranking), is_blank),
        )  # fmt: skip
        return ballots.receipt_of(ticket, vote.pk, self.card(member).pk)

    def as_member(self, member):
        if member.pk not in self.users:
            self.users[member.pk] = factories.make_user(member.name)
        return factories.actor_with(self.union, member=member, user=self.users[member.pk])

    def close(self, vote):
        actions.close_vote(actor=self.office, vote_id=vote.pk)

    def count(self, vote):
        self.close(vote)
        return actions.count_vote(actor=self.office, vote_id=vote.pk)

    def with_everything(self):
        """An assembly in session, with a motion, a document and an open election."""
        self.in_session()
        actions.add_document(actor=self.office, assembly_id=self.assembly.pk, title="Informe", text="Todo bien.")
        self.motion()
        actions.print_papers(actor=self.office, vote_id=self.election().pk, worths={1: 2})
        self.ask()

    def ask(self, member=None, **told):
        """A member asks for a point, or for what is told."""
        member = member or self.members[0]
        given = {"kind": "point", "title": "Revisar el precio del gas", "reason": "Subió tres veces.", "today": CALLED}
        return actions.propose_petition(actor=self.as_member(member), member=member, **given | told)

    def sign(self, petition, *members):
        for member in members:
            actions.sign_petition(actor=self.as_member(member), petition_id=petition.pk, member=member, today=CALLED)
        petition.refresh_from_db()
        return petition

    def second_person(self, name="Pedro Vigilante"):
        return factories.actor_with(self.union, "*", user=factories.make_user(name))

    def seat(self, code="presidencia"):
        return Office.objects.create(union=self.union, code=code, name="Presidencia", kind="elected")


def build(union, people=10, village="Tlayacapan"):
    section = factories.make_section(union, village)
    members = [factories.make_member(union, name, "Luna", section=section) for name in NAMES[:people]]
    office = factories.actor_with(union, "*", user=factories.make_user("Rosa Secretaria"))
    return World(union, office, section, members, None)
