"""One loan, and everything the office does about it from one table of deeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tequio.credit import actions, forms, queries
from tequio.credit.models import DeductionConsent, Loan
from tequio.credit.views.asking import office_only
from tequio.credit.words import rhythms_at_odds
from tequio.ui.asking import deed, holder_of
from tequio.ui.render import render_page

State = Loan.State
Told = dict[str, Any]


def _as_it_is(loan: Loan, form: Any) -> Told:
    return dict(form.cleaned_data) if form else {}


def _plan(loan: Loan, form: Any) -> Told:
    return {"parts": form.parts(), "note": form.cleaned_data["note"]}


def _consent(loan: Loan, form: Any) -> Told:
    told = form.cleaned_data
    return {"member": loan.member, "cap_minor": told["cap_minor"], "cap_bp": told["percent"] * 100,
            "ends_on": told["ends_on"]}  # fmt: skip


def _own(loan: Loan, form: Any) -> Told:
    return {"member": loan.member}


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing the office may do about a loan in these states."""

    name: str
    states: tuple[str, ...]
    icon: str
    label: Any
    lead: Any
    done: Any
    action: Callable[..., Any]
    form: type[django_forms.Form] | None
    told: Callable[[Loan, Any], Told] = _as_it_is
    with_today: bool = True
    first: bool = False

    @property
    def right(self) -> str:
        return str(self.action.right)  # type: ignore[attr-defined]


OWED = (State.RUNNING, State.WRITTEN_OFF)
DOINGS = (
    Doing("entregar", (State.AGREED,), "hand", gettext_lazy("Anotar que se entregó"),
          gettext_lazy("El calendario de pagos empieza ese día."), gettext_lazy("El préstamo ya corre."),
          actions.disburse, forms.DisburseForm, first=True),
    Doing("dar", (State.RUNNING,), "coin", gettext_lazy("Darle el dinero que llegó a la unión"),
          gettext_lazy("Ese dinero es de la persona: no se queda en la unión."), gettext_lazy("Quedó entregado."),
          actions.hand_over, forms.HandOverForm, first=True),
    Doing("pago", OWED, "coin", gettext_lazy("Recibir un pago"),
          gettext_lazy("Paga lo más viejo primero: cargos, pena, IVA, mora, interés y al final capital. "
                       "Lo que pase de eso baja lo que debe desde hoy."),
          gettext_lazy("Listo el recibo."), actions.record_payment, forms.PaymentForm, first=True),
    Doing("visita", OWED, "person", gettext_lazy("Anotar una visita"),
          gettext_lazy("Qué encontraste y en qué quedaron."), gettext_lazy("Quedó la visita."), actions.note_visit,
          forms.VisitForm),
    Doing("ponerse-al-corriente", OWED, "calendar", gettext_lazy("Acordar cómo se pone al corriente"),
          gettext_lazy("Con sus días y cantidades. No cambia lo que debe."), gettext_lazy("Quedó el acuerdo."),
          actions.agree_plan, forms.PlanForm, _plan),
    Doing("descontar", (State.AGREED, State.RUNNING), "edit", gettext_lazy("Anotar su permiso en papel para descontar"),
          gettext_lazy("Solo con su firma, con tope y con último día."), gettext_lazy("Quedó su permiso."),
          actions.allow_deduction, forms.ConsentForm, _consent),
    Doing("no-descontar", (State.AGREED, State.RUNNING), "cross", gettext_lazy("Quitar el permiso de descontar"),
          gettext_lazy("Desde hoy ya no se le descuenta nada."), gettext_lazy("Ya no se le descuenta."),
          actions.withdraw_deduction, None, _own),
    Doing("reestructurar", (State.RUNNING,), "round", gettext_lazy("Anotar que el banco dio más tiempo"),
          gettext_lazy("Todo lo que debe hoy se reparte en pagos nuevos. El calendario viejo se conserva."),
          gettext_lazy("Quedó el calendario nuevo."), actions.restructure, forms.RestructureForm),
    Doing("castigar", (State.RUNNING,), "warning", gettext_lazy("Anotar que el banco lo dio por perdido"),
          gettext_lazy("La persona lo sigue debiendo; lo que entre después es recuperación."),
          gettext_lazy("Quedó castigado."), actions.write_off, forms.ReasonForm),
    Doing("retirar", (State.AGREED,), "cross", gettext_lazy("No se va a entregar así"),
          gettext_lazy("La solicitud queda aprobada como antes, para acordarla de nuevo."),
          gettext_lazy("Quedó retirado. La solicitud sigue aprobada."), actions.call_off_loan, forms.ReasonForm,
          with_today=False),
)  # fmt: skip


def _open_to(request: Any, shown: Loan, has_consent: bool) -> list[Doing]:
    there = [each for each in DOINGS if shown.state in each.states and request.actor.may(each.right)]
    hidden = {"descontar"} if has_consent else {"no-descontar"}
    if shown.handed_over_on is not None:
        hidden.add("dar")
    return [each for each in there if each.name not in hidden]


@require_safe
def loan(request: Any, loan_id: int) -> HttpResponse:
    office_only(request)
    shown = get_object_or_404(queries.loans(), pk=loan_id)
    stood = queries.standing_of(shown, request.today)
    consent = DeductionConsent.objects.filter(loan=shown, withdrawn_on__isnull=True).first()
    agreement = queries.agreement_of(shown)
    return render_page(
        request, "credit/loan.html", loan=shown, stood=stood, agreement=agreement, consent=consent,
        at_odds=rhythms_at_odds(shown.application, agreement),
        instalments=list(queries.instalments_of(shown)), payments=list(queries.payments_of(shown))[::-1],
        visits=list(shown.visits.order_by("-visited_on", "-pk")), plan=queries.newest_plan(shown),
        reminders=list(shown.reminders.order_by("-pk")[:6]),
        versions=list(shown.agreements.order_by("version")), doings=_open_to(request, shown, consent is not None),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def loan_deed(request: Any, loan_id: int, what: str) -> HttpResponse:
    """Ask, then do one thing about a loan."""
    doing = next((each for each in DOINGS if each.name == what), None)
    if doing is None:
        raise Http404
    holder_of(request, doing.right)
    shown = get_object_or_404(queries.loans(), pk=loan_id)
    stood = queries.standing_of(shown, request.today)
    form: Any = (
        doing.form(request.POST if request.method == "POST" else None, initial=_first(request, shown, stood))
        if doing.form
        else None
    )
    refused = form or django_forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and refused.is_valid():
        told = doing.told(shown, form)
        if doing.with_today:
            told["today"] = request.today
        there = deed(
            request, refused, doing.action, str(doing.done), shown.get_absolute_url(), loan_id=shown.pk, **told
        )
        if there:
            return there
    return render_page(
        request, "credit/loan_deed.html", loan=shown, doing=doing, form=form, stood=stood,
        refused=refused.non_field_errors() if form is None and refused.is_bound else (),
        status=422 if refused.errors else 200,
    )  # fmt: skip


def _first(request: Any, shown: Loan, stood: queries.Stood | None) -> Told:
    first: Told = {"on": request.today, "visited_on": request.today}
    if stood is not None:
        first["minor"] = stood.overdue_minor or stood.next_minor or None
    elif shown.state == State.AGREED:
        first["on"] = queries.agreement_of(shown).starts_on
    return first
