"""From forum to union by deeds: in order, with what is missing by name, and out of the adviser's hands at the end."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tequio.assembly.models import Assembly, Motion
from tequio.core.actors import Actor
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.core.users import User
from tequio.dues.models import Bracket, Schedule
from tequio.engines.tally import read_published, verify
from tequio.founding import actions, queries
from tequio.founding.actions import DESK
from tequio.founding.errors import (
    AnswersUnfit,
    CountsWrong,
    DayTooSoon,
    DayUnfit,
    FormNotCarried,
    FormUnknown,
    NoFounding,
    NotConstant,
    OrderWrong,
    OutOfTurn,
    PaperHasGaps,
    ProblemTold,
    PromotersWrong,
    RegistrationUnknown,
    SeedMissing,
    StillMissing,
)
from tequio.founding.models import Answer, Founder, Founding, Problem, Promoter, Ranking, Registration
from tequio.members.models import Member, Person
from tequio.unions.models import Office, OfficeRight, Setting, Term, Union
from tequio.unions.queries import rights_of
from tests import factories

Stage = Founding.Stage


def deeds(forum):
    """Every deed of a founding: the stages in which it may be done, and arguments that would do there."""
    desk, now, today, meets = forum.desk, forum.now, forum.today, forum.now + timedelta(days=9)
    member = Member.objects.order_by("number").first()
    return {
        "record_problem": ((Stage.FORUM,), {"title": "Otro", "member": None, "today": today}),
        "withdraw_problem": ((Stage.FORUM,), {"problem_id": Problem.objects.order_by("pk").first().pk}),
        "begin_ranking": ((Stage.FORUM,), {"seed": "x", "now": now}),
        "record_ranking": ((Stage.RANKING,), {"member": member, "order": [1], "today": today}),
        "close_ranking": ((Stage.RANKING,), {"now": now}),
        "name_promoters": ((Stage.PROMOTERS, Stage.FORM), {"people": [], "today": today}),
        "choose_form": ((Stage.FORM, Stage.BYLAWS),
                        {"legal_form": "consumer_coop", "reason": "", "in_favour": 1, "present": 1, "today": today}),
        "draft_answers": ((Stage.BYLAWS,), {"answers": {}, "today": today}),
        "enlist_founder": ((Stage.BYLAWS,), {"member_id": member.pk, "paper": "ine", "today": today}),
        "strike_founder": ((Stage.BYLAWS,), {"member_id": member.pk}),
        "prepare_assembly": ((Stage.BYLAWS,), {"meets_at": meets, "second_at": meets, "place": "Plaza", "now": now}),
        "return_to_bylaws": ((Stage.ASSEMBLY,), {}),
        "issue_act": ((Stage.ASSEMBLY,), {"now": now}),
        "note_registration": ((Stage.FOUNDED, Stage.GOVERNED),
                              {"code": "rfc", "done_on": today, "number": "", "today": today}),
        "hand_over": ((Stage.FOUNDED,), {"now": now}),
        "actor": desk,
    }  # fmt: skip


def photographed():
    """Everything that a refused deed must leave as it was."""
    return (
        Event.objects.count(), list(Founding.objects.values()), list(Problem.objects.order_by("pk").values()),
        list(Ranking.objects.order_by("pk").values()), list(Promoter.objects.order_by("pk").values()),
        list(Answer.objects.order_by("pk").values()), list(Founder.objects.order_by("pk").values()),
        list(Registration.objects.order_by("pk").values()), list(Term.objects.order_by("pk").values()),
        Setting.objects.count(), Assembly.objects.count(), list(Member.objects.order_by("pk").values_list("state")),
    )  # fmt: skip


def refused(why, deed, **told):
    """Asserts that the deed is refused and changes nothing; returns the sentence."""
    before = photographed()
    with pytest.raises(why) as refusal:
        deed(**told)
    assert photographed() == before
    return str(refusal.value)


# --- the whole way ---------------------------------------------------------------------------------------------------


@pytest.fixture
def governed(played):
    return played()


def test_twelve_weeks_lead_from_a_forum_to_a_union_that_governs_itself(governed):
    founding, union = governed.founding, Union.objects.get()
    settings = dict(Setting.objects.filter(valid_from=founding.founded_on).values_list("key", "value"))
    schedule = Schedule.objects.get()

    assert [each.stage for each in governed.told] == [
        "forum", "forum", "ranking", "promoters", "form", "bylaws", "bylaws", "bylaws", "assembly", "assembly",
        "assembly", "founded", "founded", "governed",
    ]  # fmt: skip
    assert (founding.founded_on, founding.governed_on) == (date(2026, 11, 8), date(2026, 11, 8))
    assert (union.name, union.founded_on) == ("Unión de Alfareros de Tlayacapan (demostración)", date(2026, 11, 8))
    assert settings == {
        "assembly.form": "consumer_coop", "assembly.notice_days": 10, "assembly.parity": "yes",
        "dues.certificate_value_minor": 500_00,
    }  # fmt: skip
    assert (schedule.valid_from, schedule.cadence) == (date(2026, 12, 1), "monthly")
    assert list(Bracket.objects.values_list("people_from", "minor")) == [(1, 60_00)]
    assert Person.objects.filter(is_demo=False).count() == 0
    assert list(Registration.objects.filter(done_on__isnull=False).values_list("code", flat=True)) == [
        "name_permit", "books",
    ]  # fmt: skip
    assert Registration.objects.get(code="rfc").due_on == date(2026, 12, 8)


def test_after_the_handover_every_right_is_with_those_elected(governed):
    day = governed.founding.governed_on
    adviser = User.objects.get(email="asesoria@foro.example")
    keeper = User.objects.get(email="mesa@foro.example")
    kept = set(OfficeRight.objects.filter(office__code__in=(DESK, "asesoria")).values_list("right", flat=True))
    held = Term.objects.filter(office__kind=Office.Kind.ELECTED, begins_on__lte=day).exclude(ends_on__lte=day)
    elected = set(OfficeRight.objects.filter(office__in=held.values("office_id")).values_list("right", flat=True))

    assert rights_of(adviser, day) == rights_of(keeper, day) == frozenset()
    assert set(held.values_list("office__code", flat=True)) == {"presidencia", "secretaria", "tesoreria", "vigilancia"}
    assert kept and kept <= elected
    assert {term.ends_on for term in held} == {date(2028, 11, 8)}


def test_the_order_of_the_problems_can_be_recounted_by_anyone(governed):
    found = verify(read_published(governed.founding.record))
    priorities = Problem.objects.filter(is_priority=True).order_by("place").values_list("title", flat=True)

    assert not found.differences
    assert [found.count.name(number) for number in found.count.winners] == list(priorities)
    assert list(Problem.objects.order_by("place").values_list("place", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_opening_the_forum_again_doubles_nothing(governed):
    script = governed.play.script
    told = {
        "slug": script["slug"], "name": "x", "trade_name": "pottery", "begun_on": governed.play.begun_on,
        "by": "tequio", "keeper": actions.Keeper(**script["keeper"]), "adviser": None, "today": governed.today,
    }  # fmt: skip
    assert actions.open_forum(**told) == Union.objects.get()
    assert (Founding.objects.count(), Term.objects.filter(office__code=DESK).count()) == (1, 1)


# --- out of turn, and out of hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "times"), [("forum", 2), ("ranking", 1), ("promoters", 1), ("form", 1), ("bylaws", 1), ("assembly", 1),
                         ("founded", 1)],
)  # fmt: skip
def test_a_step_that_is_not_due_is_refused_and_changes_nothing(played, stage, times):
    forum = played(stage, times=times)
    told = deeds(forum)
    actor = told.pop("actor")
    for name, (stages, arguments) in told.items():
        if stage not in stages:
            refused(OutOfTurn, getattr(actions, name), actor=actor, **arguments)


def test_the_adviser_decides_nothing(played):
    forum = played("bylaws", times=2)
    told = deeds(forum)
    told.pop("actor")
    drafts = {"record_problem", "draft_answers"}
    for name, (_stages, arguments) in told.items():
        if name not in drafts:
            refused(NotAllowed, getattr(actions, name), actor=forum.adviser, **arguments)
    actions.draft_answers(actor=forum.adviser, answers={"exit_days": "45"}, today=forum.today)
    assert Answer.objects.get(code="exit_days").value == "45"


def test_a_union_that_was_opened_whole_has_nothing_to_found(union):
    with pytest.raises(NoFounding):
        actions.hand_over(actor=factories.actor_with(union, "*"), now=None)


def test_the_database_skips_no_stage(played):
    forum = played("ranking")
    order = list(Stage)
    for stage in order:
        may = forum.founding.may_become(stage) or stage == forum.founding.stage
        if not may:
            with pytest.raises(DatabaseError), transaction.atomic():
                Founding.objects.update(stage=stage, form="forum", form_chosen_on=forum.today)


def test_the_database_founds_no_union_without_its_vote(played):
    forum = played("assembly")
    with pytest.raises(DatabaseError, match="did not found"), transaction.atomic():
        Founding.objects.update(stage=Stage.FOUNDED, founded_on=forum.today)
    assert forum.founding.stage == Stage.ASSEMBLY


def test_a_forum_is_one_a_union(played):
    forum = played("forum")
    with pytest.raises(DatabaseError), transaction.atomic():
        Founding.objects.create(union=forum.play.union, begun_on=forum.today)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM founding_founding")


# --- problems and their order ----------------------------------------------------------------------------------------


def test_a_problem_is_written_once_whatever_its_capitals(played):
    forum = played("forum", times=2)
    sentence = refused(ProblemTold, actions.record_problem, actor=forum.desk, title="  NADIE nos presta sin garantia ",
                       member=None, today=forum.today)  # fmt: skip
    assert "Nadie nos presta sin garantía" in sentence


def test_what_a_forum_lacks_is_told_with_its_figures(played):
    forum = played("forum")
    sentence = refused(StillMissing, actions.begin_ranking, actor=forum.desk, seed="x", now=forum.now)
    assert sentence == (
        "Todavía no se puede seguir. Van 0 sesiones del foro; hacen falta 3. Vienen seguido 0 personas; hacen falta 5."
        " Hay 0 problemas escritos; hacen falta 3."
    )


def test_the_seed_is_told_before_anyone_puts_in_order(played):
    forum = played("forum", times=2)
    refused(SeedMissing, actions.begin_ranking, actor=forum.desk, seed="  ", now=forum.now)


def test_only_who_keeps_coming_puts_problems_in_order_and_only_for_herself(played):
    forum = played("ranking")
    keys = list(Problem.objects.order_by("pk").values_list("pk", flat=True))
    ana, zoila = forum.constant, forum.passer_by
    own = Actor(forum.play.union.pk, ana.name, member_id=ana.pk)

    told = {"order": keys[:2], "today": forum.today}
    assert "1 veces" in refused(NotConstant, actions.record_ranking, actor=forum.desk, member=zoila, **told)
    refused(NotAllowed, actions.record_ranking, actor=own, member=forum.play.person(2), **told)
    for order in ([], [keys[0], keys[0]], [keys[0], 4_711]):
        refused(OrderWrong, actions.record_ranking, actor=own, member=ana, order=order, today=forum.today)
    actions.record_ranking(actor=own, member=ana, **told)
    actions.record_ranking(actor=own, member=ana, order=[keys[2]], today=forum.today)
    assert Ranking.objects.get().order == [keys[2]]


def test_who_has_not_put_in_order_is_named(played):
    forum = played("ranking")
    sentence = refused(StillMissing, actions.close_ranking, actor=forum.desk, now=forum.now)
    assert "hacen falta 11" in sentence and "Ana Luna Ríos" in sentence and "8 más" in sentence


# --- committee and form ----------------------------------------------------------------------------------------------


def test_a_committee_that_is_none_is_refused(played):
    forum = played("promoters")
    ids = [forum.play.person(place).pk for place in (1, 2, 3)]
    tasks = ("coordination", "minutes", "money")
    for people, why in (
        (list(zip(ids[:2], tasks, strict=False)), "al menos 3"),
        ([(ids[0], tasks[0]), (ids[0], tasks[1]), (ids[2], tasks[2])], "dos veces"),
        (list(zip((*ids[:2], forum.passer_by.pk), tasks, strict=True)), "seguido"),
        ([(pk, "money") for pk in ids], "una sola"),
    ):
        assert why in refused(PromotersWrong, actions.name_promoters, actor=forum.desk, people=people,
                              today=forum.today)  # fmt: skip


def test_the_committee_keeps_the_forum_from_now_on(played):
    forum = played("promoters")
    user = factories.make_user("Ana Luna")
    Member.objects.filter(pk=forum.constant.pk).update(user=user)
    people = [(forum.play.person(place).pk, task) for place, task in
              ((1, "coordination"), (2, "minutes"), (3, "money"))]  # fmt: skip
    for _time in (1, 2):  # named again, she does not get it twice
        actions.name_promoters(actor=forum.desk, people=people, today=forum.today)

    assert "founding.form.choose" in rights_of(user, forum.today)
    assert Term.objects.filter(office__code=DESK, user=user).count() == 1
    assert Promoter.objects.count() == 3


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"legal_form": "guild"}, FormUnknown),
        ({"in_favour": 19}, CountsWrong),
        ({"in_favour": 0, "present": 0}, CountsWrong),
        ({"in_favour": 9}, FormNotCarried),
    ],
)
def test_a_form_without_more_than_half_of_those_present_is_not_chosen(played, changed, why):
    forum = played("form")
    told = {"legal_form": "consumer_coop", "reason": "", "in_favour": 10, "present": 18, "today": forum.today}
    refused(why, actions.choose_form, actor=forum.desk, **told | changed)
    assert actions.choose_form(actor=forum.desk, **told).stage == Stage.BYLAWS


# --- bylaws and founders ---------------------------------------------------------------------------------------------


def test_an_answer_against_the_law_names_question_and_article_and_saves_none(played):
    forum = played("bylaws")
    sentence = refused(AnswersUnfit, actions.draft_answers, actor=forum.desk, today=forum.today,
                       answers={"notice_days": "3", "name": "Unión"})  # fmt: skip
    assert "¿Con cuántos días se avisa de una asamblea?" in sentence and "LGSC art. 37" in sentence


def test_another_form_asks_again_for_what_no_longer_stands(played):
    forum = played("bylaws", times=2)
    actions.draft_answers(actor=forum.desk, answers={"notice_days": "8", "term_years": "5"}, today=forum.today)
    assert queries.unanswered(forum.founding, queries.answers(), forum.today) == ()
    actions.choose_form(actor=forum.desk, legal_form="sderl_mi", reason="", in_favour=18, present=18, today=forum.today)

    assert forum.founding.form == "sderl_mi"
    asked = queries.unanswered(forum.founding, queries.answers() | {"notice_days": ""}, forum.today)
    assert [each.ask.es for each in asked] == ["¿Con cuántos días se avisa de una asamblea?"]


def test_a_founder_belongs_from_then_on_and_can_be_struck(played):
    forum = played("bylaws")
    ana = forum.constant
    assert ana.state == Member.State.APPLICANT
    for paper in ("none", "ine"):
        actions.enlist_founder(actor=forum.desk, member_id=ana.pk, paper=paper, today=forum.today)
    assert Founder.objects.get().paper == "ine"
    assert Member.objects.get(pk=ana.pk).state == Member.State.ACTIVE
    actions.strike_founder(actor=forum.desk, member_id=ana.pk)
    assert not Founder.objects.exists()


def test_an_assembly_is_called_in_time_or_not_prepared(played):
    forum = played("bylaws", times=3)
    first = queries.founders().order_by("member__number").first()
    actions.enlist_founder(actor=forum.desk, member_id=first.member_id, paper="ine", today=forum.today)
    meets = forum.now + timedelta(days=2)
    refused(DayTooSoon, actions.prepare_assembly, actor=forum.desk, meets_at=meets, second_at=meets, place="Plaza",
            now=forum.now)  # fmt: skip


# --- the act ---------------------------------------------------------------------------------------------------------


def lose(script):
    script["motion"][0] = {"against": 7, "abstained": 0}  # 11 of 18 in favour, and two thirds are 12


def test_no_act_comes_out_when_the_vote_did_not_meet_its_own_rule(played):
    with pytest.raises(StillMissing) as refusal:
        played("founded", lose)
    assert "La constitución tuvo 11 votos a favor y pide 12" in str(refusal.value)


def test_after_a_lost_vote_the_bylaws_are_written_anew(played):
    forum = played("assembly", lose, times=3)
    refused(StillMissing, actions.issue_act, actor=forum.desk, now=forum.now)
    actions.return_to_bylaws(actor=forum.desk)

    actions.draft_answers(actor=forum.desk, answers={"fee_minor": "3000"}, today=forum.today)
    meets = forum.now + timedelta(days=14)
    actions.prepare_assembly(actor=forum.desk, meets_at=meets, second_at=meets, place="Plaza", now=forum.now)
    assert forum.founding.stage == Stage.ASSEMBLY
    assert Assembly.objects.count() == 2
    assert Motion.objects.filter(pk=forum.founding.fee_id, text__contains="$30.00").exists()


def test_an_act_with_a_hole_names_the_datum_and_does_not_come_out(played):
    forum = played("assembly", times=3)
    ana = forum.constant
    Person.objects.filter(pk=ana.person_id).update(curp="")
    assert "CURP de Ana Luna Ríos" in refused(PaperHasGaps, actions.issue_act, actor=forum.desk, now=forum.now)
    Person.objects.filter(pk=ana.person_id).update(curp="LURA670101MMSNSN09")
    assert actions.issue_act(actor=forum.desk, now=forum.now).stage == Stage.FOUNDED


def test_offices_that_nobody_holds_keep_the_handover_waiting(played):
    forum = played("founded")
    Term.objects.filter(office__code="tesoreria").delete()
    assert "Tesorería" in refused(StillMissing, actions.hand_over, actor=forum.desk, now=forum.now)


def test_a_registration_is_noted_with_its_day_and_taken_back(played):
    forum = played("founded")
    told = {"actor": forum.desk, "today": forum.today}
    refused(RegistrationUnknown, actions.note_registration, code="x", done_on=forum.today, number="", **told)
    for day in (forum.today + timedelta(days=1), forum.founding.begun_on - timedelta(days=1)):
        refused(DayUnfit, actions.note_registration, code="rfc", done_on=day, number="", **told)

    line = actions.note_registration(code="rfc", done_on=forum.today, number=" UAT261108AB1 ", **told)
    assert (line.number, line.noted_by) == ("UAT261108AB1", forum.desk.name)
    line = actions.note_registration(code="rfc", done_on=None, number="", **told)
    assert line.is_late(line.due_on + timedelta(days=1)) and not line.is_late(line.due_on)
