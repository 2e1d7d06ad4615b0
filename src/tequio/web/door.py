"""Coming in: the telephone, the code that came by message, and one's own account."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tequio.core.outbox import newest_text
from tequio.members.identity import phone_shown


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "code" in kwargs:
            kwargs["phone"] = self._phone
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["phone_shown"] = phone_shown(self._phone) if self._phone else ""
        # Only the demo shows it, and only to the browser that asked for a code that somebody would have got.
        if settings.DEMO and self._process.code:
            context["demo_text"] = newest_text(self._phone)
        return context

    @property
    def _phone(self) -> str:
        return str(self._process.state.get("phone") or "")


ask_for_code = RequestLoginCodeView.as_view()
confirm_code = ConfirmCode.as_view()


@login_required
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/own.html")
