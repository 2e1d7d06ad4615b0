"""The last weeks of the play: the founding assembly with its votes, the act, the registrations, the handover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.assembly import actions as assembly
from tequio.assembly.ballots import FilledBallot, new_ticket
from tequio.assembly.models import AgendaItem, Credential, Motion, Vote
from tequio.core.actors import Actor
from tequio.core.users import User
from tequio.demo.play import Play, Told
from tequio.founding import actions, queries
from tequio.ui.templatetags.tequio import day
from tequio.unions.models import Office
from tequio.unions.queries import rights_of

ABSENT = 2  # founders who stay at home


def call(play: Play, now: datetime) -> Iterator[Told]:
    """The assembly is called, and every founder told."""
    held, desk, today = play.founding.assembly_id, play.desk(now), timezone.localdate(now)
    assert held is not None  # prepared just before
    assembly.call_assembly(actor=desk, assembly_id=held, today=today)
    assembly.tell_members(actor=desk, assembly_id=held, way="house", today=today)
    assembly.issue_credentials(actor=desk, assembly_id=held)
    yield play.told(now, _("La asamblea constitutiva está convocada para el %(day)s; se avisó casa por casa."),
                    day=day(timezone.localdate(play.meets_at)))  # fmt: skip


def stages(play: Play) -> Iterator[Told]:
    now = play.meets_at
    desk, held = play.desk(now), play.founding.assembly_id
    assert held is not None  # called in the week before
    cards = list(Credential.objects.filter(assembly_id=held).select_related("member__person").order_by("pk"))
    here = cards[: len(cards) - ABSENT]
    for card in here:
        assembly.record_movement(actor=desk, assembly_id=held, credential_id=card.pk, comes_in=True)
    assembly.open_assembly(
        actor=desk, assembly_id=held, presides=here[0].member.name, keeps_minutes=here[6].member.name,
        tellers=f"{here[4].member.name}, {here[5].member.name}", now=now,
    )  # fmt: skip
    for motion, told in zip(Motion.objects.order_by("pk"), play.script["motion"], strict=True):
        _raise_hands(desk, motion, len(here), told)
    yield play.told(now, _("%(present)s de %(entitled)s personas llegaron; la unión, las bases y la cuota se votaron."),
                    present=len(here), entitled=len(cards))  # fmt: skip
    for told in play.script["election"]:
        _elect(play, desk, here, told)
    ended = now + timedelta(hours=4)
    assembly.close_assembly(actor=desk, assembly_id=held, now=ended)
    winners = ", ".join(play.person(told["people"][0]).name for told in play.script["election"])
    yield play.told(ended, _("Se eligió, en secreto, a: %(winners)s."), winners=winners)

    actions.issue_act(actor=desk, now=ended)
    play.union.refresh_from_db()
    yield play.told(ended, _("El acta salió. Nació «%(name)s» con %(founders)s fundadoras y fundadores."),
                    name=play.union.name, founders=queries.founders_present(play.founding).count())  # fmt: skip
    yield from _hand_over(play, ended)


def _raise_hands(desk: Actor, motion: Motion, present: int, told: dict[str, int]) -> None:
    vote = assembly.draft_vote(
        actor=desk, item_id=motion.item_id, title=motion.text[:240], method=Vote.Method.MOTION, is_secret=False,
        motion_id=motion.pk,
    )  # fmt: skip
    assembly.open_vote(actor=desk, vote_id=vote.pk, seed="a mano")
    against, abstained = told["against"], told["abstained"]
    assembly.count_hands(
        actor=desk, vote_id=vote.pk, in_favour=present - against - abstained, against=against, abstained=abstained,
        tellers="Elías y Flor",
    )  # fmt: skip
    assembly.close_vote(actor=desk, vote_id=vote.pk)
    assembly.count_vote(actor=desk, vote_id=vote.pk)


def _elect(play: Play, desk: Actor, here: list[Credential], told: dict[str, Any]) -> None:
    office = Office.objects.get(code=told["office"])
    item = AgendaItem.objects.get(assembly_id=play.founding.assembly_id, title__endswith=f": {office.name}")
    candidates = [play.person(place) for place in told["people"]]
    vote = assembly.draft_vote(
        actor=desk, item_id=item.pk, title=office.name, method=Vote.Method.PLURALITY, candidates=candidates,
        office_id=office.pk, term_years=int(play.script["answers"]["term_years"]),
    )  # fmt: skip
    assembly.open_vote(actor=desk, vote_id=vote.pk, seed=play.script["seed"])
    others = [place for place, many in enumerate(told["votes"], start=2) for _each in range(many)]
    choices = others + [1] * (len(here) - len(others))
    for card, choice in zip(here, choices, strict=True):
        voter = Actor(play.union.pk, card.member.name, member_id=card.member_id)
        ballot = FilledBallot(new_ticket(vote.pk, card.pk), (choice,))
        assembly.cast_ballot(actor=voter, vote_id=vote.pk, member=card.member, ballot=ballot)
    assembly.close_vote(actor=desk, vote_id=vote.pk)
    assembly.count_vote(actor=desk, vote_id=vote.pk)
    assembly.seat_elected(actor=desk, vote_id=vote.pk, begins_on=timezone.localdate(play.meets_at))


def _hand_over(play: Play, now: datetime) -> Iterator[Told]:
    today = timezone.localdate(now)
    for row in play.script["registered"]:
        actions.note_registration(actor=play.desk(now), done_on=today, today=today, **row)
    kept = list(queries.registrations())
    done = sum(line.done_on is not None for line in kept)
    yield play.told(now, _("%(done)s de %(all)s trámites están hechos; los demás esperan, con su fecha."),
                    done=done, all=len(kept))  # fmt: skip
    actions.hand_over(actor=play.desk(now), now=now)
    adviser = User.objects.get(email=play.script["adviser"]["email"])
    rights = sorted(rights_of(adviser, today))
    yield play.told(now, _("Todo quedó en manos de quienes se eligieron. Al asesor le quedan %(rights)s permisos."),
                    rights=len(rights))  # fmt: skip
