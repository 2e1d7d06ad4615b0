"""Reading credit: who lends, who asks, which loans run and where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Lower

from tequio.credit.models import (
    Agreement,
    Application,
    Approval,
    BorrowerFile,
    CatchUp,
    CatchUpPart,
    DeductionConsent,
    Instalment,
    Lender,
    Loan,
    Payment,
    Product,
    Reminder,
    UpToDate,
)
from tequio.engines import lending as engine

SOON = 10  # days

# --- who lends -------------------------------------------------------------------------------------------------------


def lenders() -> QuerySet[Lender]:
    return Lender.objects.order_by(Lower("name"), "pk")


def products(day: date) -> QuerySet[Product]:
    """What is announced on a day."""
    running = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return Product.objects.filter(running, valid_from__lte=day).select_related("lender").order_by("lender__name", "pk")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a loan would cost with one lender, at the rhythm that is asked for."""

    product: Product
    weighed: engine.Weighed
    rhythm: engine.Rhythm

    @property
    def is_announced(self) -> bool:
        """Whether the lender says this rhythm itself; else it is an example with its rate and charges."""
        return self.product.rhythm == self.rhythm

    @property
    def cat(self) -> str:
        percent = self.weighed.cat.percent
        return "" if percent is None else f"{percent}"

    @property
    def each_minor(self) -> int:
        """The largest payment of those that no rest goes before."""
        rows = self.weighed.schedule.rows
        plain = [row.total for row, due in zip(rows, self.weighed.offer.terms.due, strict=False) if due.periods == 1]
        return max(plain, default=self.weighed.largest_payment)

    @property
    def after_rest(self) -> engine.Row | None:
        """The payment with the interest of a rest, where it is larger than the others."""
        largest = max(self.weighed.schedule.rows, key=lambda row: row.total)
        return largest if largest.total > self.each_minor else None


def costs(minor: int, payments: int, rhythm: engine.Rhythm, day: date) -> list[Cost]:
    """What so much would cost at this rhythm with each lender that lends it for so long, the cheapest first."""
    found = {str(each.pk): each for each in products(day) if each.lends(minor, payments, rhythm.every, day)}
    offers = [each.at(rhythm).offer(key, minor, day, payments) for key, each in found.items()]
    weighed = engine.on_one_scale([each for each in offers if not engine.faults(each.terms)])
    return [Cost(found[each.offer.lender], each, rhythm) for each in weighed]


# --- applications ----------------------------------------------------------------------------------------------------


def applications() -> QuerySet[Application]:
    return Application.objects.select_related(
        "member__person", "member__section", "group", "union", "workshop", "product__lender"
    ).order_by("-pk")


def applications_of(member_id: int) -> QuerySet[Application]:
    return applications().filter(member_id=member_id)


def open_application_of(member_id: int) -> Application | None:
    return applications_of(member_id).filter(state__in=("asked", "sent", "approved")).first()


def others_of_group(application: Application) -> QuerySet[Application]:
    if application.group_id is None:
        return Application.objects.none()
    return applications().filter(group_id=application.group_id).exclude(pk=application.pk).order_by("pk")


def approvals_of(application: Application) -> QuerySet[Approval]:
    return Approval.objects.filter(application=application).order_by("pk")


def to_decide_by(user_id: int | None) -> QuerySet[Application]:
    """What waits for this person's yes or no: not his own, and not said already."""
    said = Approval.objects.filter(user_id=user_id).values("application_id")
    return applications().filter(state=Application.State.SENT).exclude(pk__in=said).exclude(member__user_id=user_id)


# --- loans and where they stand --------------------------------------------------------------------------------------


def loans() -> QuerySet[Loan]:
    return Loan.objects.select_related("member__person", "member__section", "lender", "union", "application__group")


def loans_of(member_id: int) -> QuerySet[Loan]:
    return loans().filter(member_id=member_id).order_by("-number")


def loans_owed() -> QuerySet[Loan]:
    return loans().filter(state__in=(Loan.State.RUNNING, Loan.State.WRITTEN_OFF)).order_by("number")


def payments() -> QuerySet[Payment]:
    return Payment.objects.select_related("loan__member__person", "loan__member__section", "loan__lender", "union")


def payments_of(loan: Loan) -> QuerySet[Payment]:
    return payments().filter(loan=loan).order_by("paid_on", "pk")


def instalments_of(loan: Loan) -> QuerySet[Instalment]:
    """As agreed in the agreement that holds."""
    return Instalment.objects.filter(loan=loan, version=loan.version).order_by("number")


def agreement_of(loan: Loan) -> Agreement:
    return Agreement.objects.get(loan=loan, version=loan.version)


def paid_in(agreement: Agreement, rows: Iterable[Payment]) -> list[engine.Payment]:
    """Payments as the engine takes them: one that comes in late from before a restructure counts from its first day."""
    return [engine.Payment(max(each.paid_on, agreement.starts_on), each.minor) for each in rows]


@dataclass(frozen=True, slots=True)
class Stood:
    """A loan on a day."""

    loan: Loan
    agreement: Agreement
    standing: engine.Standing
    today: date

    @property
    def balance_minor(self) -> int:
        return self.standing.balance

    @property
    def overdue_minor(self) -> int:
        return self.standing.overdue

    @property
    def days_late(self) -> int:
        return self.standing.days_late

    @property
    def is_in_grace(self) -> bool:
        return 0 < self.days_late <= self.agreement.grace_days

    @property
    def is_late(self) -> bool:
        return self.days_late > self.agreement.grace_days

    @property
    def oldest_open_on(self) -> date | None:
        return next((line.due_on for line in self.standing.lines if line.open and line.due_on <= self.today), None)

    @property
    def next_on(self) -> date | None:
        """The next day of payment after today; what falls due today counts as due already."""
        return next((line.due_on for line in self.standing.lines if line.open and line.due_on > self.today), None)

    @property
    def next_minor(self) -> int:
        return next((line.open for line in self.standing.lines if line.open and line.due_on > self.today), 0)

    def due_until(self, day: date) -> int:
        """What is overdue, and the next payment if its day comes by then."""
        return self.overdue_minor + (self.next_minor if self.next_on and self.next_on <= day else 0)

    @property
    def tone(self) -> str:
        if self.loan.state != Loan.State.RUNNING:
            return self.loan.tone
        return "bad" if self.is_late else "warn" if self.days_late else "good"


def asked_by_group(member_id: int) -> Application | None:
    """What a member's group asks him to say yes to."""
    return applications_of(member_id).filter(state=Application.State.ASKED).first()


def to_pay_soon(member_id: int, today: date) -> list[Stood]:
    """A member's own loans with something due or due within days, for his first page."""
    rows = stood(loans_of(member_id).filter(state=Loan.State.RUNNING), today)
    soon = today + timedelta(days=SOON)
    return [each for each in rows if each.overdue_minor or (each.next_on is not None and each.next_on <= soon)]


def stood(found: Iterable[Loan], today: date) -> list[Stood]:
    """Where each of these loans stands, in their order; those not handed out yet are left out. Two statements."""
    running = [loan for loan in found if loan.disbursed_on is not None and loan.disbursed_on <= today]
    if not running:
        return []
    agreements = {(each.loan_id, each.version): each for each in Agreement.objects.filter(loan__in=running)}
    paid: dict[tuple[int, int], list[Payment]] = defaultdict(list)
    standing = Payment.objects.filter(loan__in=running, cancelled_on__isnull=True, paid_on__lte=today)
    for each in standing.order_by("paid_on", "pk"):
        paid[each.loan_id, each.version].append(each)
    return [
        Stood(loan, agreement, engine.stand(agreement.agreed, paid_in(agreement, paid[key]), today, agreement.rules),
              today)
        for loan in running
        for key in [(loan.pk, loan.version)]
        if (agreement := agreements[key]).starts_on <= today
    ]  # fmt: skip


def up_to_date(today: date, until: date | None = None) -> QuerySet[UpToDate]:
    """Loans of which it is kept that nothing is overdue today, nor falls due by `until`."""
    return UpToDate.objects.filter(from_on__lte=today, until_on__gte=until or today)


def unsettled(found: QuerySet[Loan], today: date, until: date | None = None) -> QuerySet[Loan]:
    """The others among these: something may be overdue, or fall due by `until`; they are to be worked out."""
    return found.exclude(Exists(up_to_date(today, until).filter(loan=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class Owed:
    """What the borrowers of a union owe on a day: principal, of how many loans, and what of it is late."""

    balance_minor: int
    loans: int
    late: int
    overdue_minor: int


def owed_on(found: QuerySet[Loan], today: date) -> Owed:
    """Of these loans together, those with nothing overdue as it is kept. Four statements."""
    kept = up_to_date(today).filter(loan__in=found.order_by().values("pk")).aggregate(
        minor=Sum("balance_minor", default=0), loans=Count("pk")
    )  # fmt: skip
    others = stood(unsettled(found, today), today)
    late = [each for each in others if each.days_late]
    return Owed(
        kept["minor"] + sum(each.balance_minor for each in others), kept["loans"] + len(others), len(late),
        sum(each.overdue_minor for each in late),
    )  # fmt: skip


def standing_of(loan: Loan, today: date) -> Stood | None:
    """Where one loan stands, or None before it was handed out."""
    return next(iter(stood([loan], today)), None)


def late(today: date) -> list[Stood]:
    """Loans with something overdue, the longest first."""
    rows = [each for each in stood(unsettled(loans_owed(), today), today) if each.days_late]
    return sorted(rows, key=lambda each: (-each.days_late, each.loan.pk))


def files_of(members: Sequence[int]) -> dict[int, BorrowerFile]:
    """The newest identification file of each."""
    return {each.member_id: each for each in BorrowerFile.objects.filter(member__in=members).order_by("pk")}


def newest_plan(loan: Loan) -> CatchUp | None:
    parts = Prefetch("parts", CatchUpPart.objects.order_by("due_on"))
    return CatchUp.objects.filter(loan=loan).prefetch_related(parts).order_by("-pk").first()


def to_remit(lender_id: int) -> list[Payment]:
    """What the union collected for a lender and has not passed on."""
    mine = payments().filter(loan__lender_id=lender_id, remitted_on__isnull=True, cancelled_on__isnull=True)
    return list(mine.exclude(into=Payment.Into.LENDER).order_by("paid_on", "pk"))


# --- deductions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deduction:
    """What of one payment to a member may be kept for one loan, because he said yes to it."""

    loan_id: int
    member_id: int
    consent_id: int
    minor: int


def deductions_agreed(payouts: dict[int, int], on: date) -> list[Deduction]:
    """What may be kept of these payments (member to centavos) on a day: what is due by then, up to each one's cap.

    Without a consent that runs nothing is kept; of two loans the older one comes first.
    """
    left, found = dict(payouts), []
    for consent, due in _consents(payouts, on):
        member = consent.loan.member_id
        minor = min(due, consent.most_of(payouts[member]), left[member])
        if minor > 0:
            left[member] -= minor
            found.append(Deduction(consent.loan_id, member, consent.pk, minor))
    return found


def _consents(member_ids: Collection[int], on: date) -> list[tuple[DeductionConsent, int]]:
    """Each consent of these members that runs, older loans first, and what is due of its loan by then."""
    running = [
        each
        for each in DeductionConsent.objects.filter(
            loan__member__in=list(member_ids), loan__state=Loan.State.RUNNING, withdrawn_on__isnull=True
        )
        .select_related("loan")
        .order_by("loan__number")
        if each.runs_on(on)
    ]
    due = {each.loan.pk: each.overdue_minor for each in stood([each.loan for each in running], on)}
    return [(each, due.get(each.loan_id, 0)) for each in running]


# --- a village -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class VillageDue:
    """What a village has to pay by a day: of how many loans, what of it is late, and all of it."""

    loans: int = 0
    late_minor: int = 0
    minor: int = 0


def due_by_village(today: date, until: date) -> dict[int, VillageDue]:
    """By section: those where something is due by a day. What is up to date and due later is not among it."""
    found: dict[int, VillageDue] = defaultdict(VillageDue)
    kept = up_to_date(today).filter(until_on__lt=until, loan__in=loans_owed().order_by().values("pk"))
    summed = kept.values_list("loan__member__section_id").annotate(loans=Count("pk"), minor=Sum("next_minor"))
    for section_id, loans, minor in summed:
        found[section_id] = VillageDue(loans, 0, minor)
    for each in stood(unsettled(loans_owed(), today), today):
        if minor := each.due_until(until):
            here = found[each.loan.member.section_id]
            here.loans += 1
            here.late_minor += each.overdue_minor if each.days_late else 0
            here.minor += minor
    return dict(found)


def dues_of_village(section_id: int, today: date, until: date) -> list[Stood]:
    """The loans of a village's members with a payment due by a day, by name."""
    here = loans_owed().filter(member__section_id=section_id).order_by("member__person__sort_key", "number")
    rows = stood(unsettled(here, today, until), today)
    return [each for each in rows if each.overdue_minor or (each.next_on is not None and each.next_on <= until)]


def reminders_open(today: date, days: int) -> list[tuple[Stood, date, str, int]]:
    """Those of `reminders_due` that nobody has asked for yet."""
    due = reminders_due(today, days)
    known = set(
        Reminder.objects.filter(loan__in=[each.loan.pk for each, *_rest in due]).values_list("loan", "due_on", "kind")
    )
    return [row for row in due if (row[0].loan.pk, row[1], row[2]) not in known]


def reminders_due(today: date, days: int) -> list[tuple[Stood, date, str, int]]:
    """Who is to be reminded today of which day, done already or not: (loan, day, kind, centavos)."""
    found = []
    running = loans_owed().filter(state=Loan.State.RUNNING)
    for each in stood(unsettled(running, today, today + timedelta(days=days)), today):
        if each.oldest_open_on is not None and each.oldest_open_on < today:
            found.append((each, each.oldest_open_on, "late", each.overdue_minor))
        elif each.oldest_open_on is not None:
            found.append((each, today, "before", each.overdue_minor))
        elif each.next_on is not None and each.next_on <= today + timedelta(days=days):
            found.append((each, each.next_on, "before", each.next_minor))
    return found
