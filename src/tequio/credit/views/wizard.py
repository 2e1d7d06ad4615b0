"""Asking for a loan in short steps that need no script: what was answered before travels along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse

from tequio.core.refusals import Refusal
from tequio.credit import actions, forms, queries
from tequio.credit.actions import Asked
from tequio.credit.models import Application
from tequio.members.models import Member
from tequio.ui.asking import once
from tequio.ui.render import render_page
from tequio.unions.making import seasons_of

NOT_ANSWERS = ("csrfmiddlewaretoken", "once", "paso", "ir")


class Wizard:
    """The steps of one application: for a member himself, or for one who came with paper."""

    def __init__(self, request: Any, member: Member, application: Application | None = None) -> None:
        self.request, self.member, self.application = request, member, application
        self.posted = request.POST if request.method == "POST" else None
        in_group = application is None and bool(self.posted) and self.posted.get("together") == "group"
        self.kinds: Sequence[Any] = (forms.HowMuchForm, forms.WhyForm, forms.MonthForm) + (
            (forms.GroupForm,) if in_group else ()
        )
        self.came = self._number("paso", -1)
        self.forms = [self._form(place) for place in range(len(self.kinds))]
        self.at = self._at()
        self.refused = ""

    def _number(self, name: str, default: int) -> int:
        text = self.posted.get(name, "") if self.posted else ""
        return min(int(text), 9) if text.isascii() and text.isdecimal() else default

    def _form(self, place: int) -> django_forms.Form:
        kind = self.kinds[place]
        more: dict[str, Any] = {"own": self.member} if kind is forms.GroupForm else {}
        if kind is forms.HowMuchForm:
            more = {"seasons": seasons_of(self.request.union.trade)}
        answered = self.posted is not None and place <= self.came
        form: django_forms.Form = (
            kind(self.posted, **more) if answered else kind(initial=self._initial(kind), **more)
        )  # fmt: skip
        if kind is forms.HowMuchForm and self.application is not None:
            del form.fields["together"]
        return form

    def _initial(self, kind: Any) -> dict[str, Any]:
        told = {name: value for name, value in (self.posted or {}).items() if name not in NOT_ANSWERS}
        if self.application is not None and self.posted is None:
            told = {name: getattr(self.application, name) for name in ("amount_minor", "payments", "every", "purpose")}
            told["rest_in"] = ",".join(map(str, self.application.rhythm.rest_in))
        return told

    def _at(self) -> int:
        if self.posted is None:
            return 0
        back = self._number("ir", -1)
        if 0 <= back <= self.came:
            return back
        wrong = (place for place, form in enumerate(self.forms[: self.came + 1]) if not form.is_valid())
        return next(wrong, min(self.came + 1, len(self.forms)))

    @property
    def is_whole(self) -> bool:
        """Everything was answered, and the last page was sent."""
        return self.at == len(self.forms) and self.came == len(self.forms)

    @property
    def answers(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for form in self.forms:
            told |= getattr(form, "cleaned_data", {})
        return told

    def asked(self) -> Asked:
        told = self.answers
        return Asked(**{name: told[name] for name in (
            "amount_minor", "payments", "every", "purpose", "purpose_said", "repaid_from", "income_minor",
            "outgoings_minor", "debts_minor", "debts_said",
        )}, rest_in=told.get("rest_in", ()))  # fmt: skip

    def send(self) -> Application | None:
        """Do it; None when it was refused, and why stands in `refused`."""
        told = {"actor": self.request.actor, "member": self.member, "asked": self.asked(), "today": self.request.today,
                "key": once(self.request)}  # fmt: skip
        try:
            if self.application is not None:
                return actions.confirm_application(application_id=self.application.pk, **told)
            group = self.forms[-1]
            if isinstance(group, forms.GroupForm):
                return actions.form_group(name=self.answers["group_name"], others=group.members, **told)
            return actions.send_application(**told)
        except Refusal as refusal:
            self.refused = str(refusal)
            return None

    def page(self, template: str, **more: Any) -> HttpResponse:
        form = self.forms[self.at] if self.at < len(self.forms) else None
        shown = set(form.fields) if form else set()
        carried = [
            (name, value) for name, value in (self.posted or {}).items()
            if name not in shown and name not in NOT_ANSWERS
        ]  # fmt: skip
        amount, payments = (self.answers.get(name) for name in ("amount_minor", "payments"))
        rhythm = forms.HowMuchForm.rhythm_in(self.answers)
        costs = queries.costs(amount, payments, rhythm, self.request.today) if amount and payments and rhythm else []
        wrong = bool(self.refused) or bool(form and form.errors)
        return render_page(
            self.request, template, form=form, carried=carried, at=self.at, member=self.member,
            application=self.application, costs=costs, told=self.answers, refused=self.refused,
            rhythm=rhythm,
            is_group=isinstance(form, forms.GroupForm), steps_told=len(self.forms) + 1,
            purpose=dict(Application.Purpose.choices).get(self.answers.get("purpose", ""), ""),
            left=self._left(), status=422 if wrong else 200, **more,
        )  # fmt: skip

    def _left(self) -> int | None:
        told = self.answers
        if not {"income_minor", "outgoings_minor", "debts_minor"} <= set(told):
            return None
        return int(told["income_minor"] - told["outgoings_minor"] - told["debts_minor"])
