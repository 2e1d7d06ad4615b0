"""What pages about tenders ask before they show themselves."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from tequio.credit.models import Application
from tequio.tenders import queries, rights
from tequio.tenders.models import BankInvitation, Tender
from tequio.ui.asking import office_of

AREA = rights.SEE.partition(".")[0]


def office_only(request: Any) -> None:
    """Go on only for whoever has any right about tenders."""
    office_of(request, AREA)


def find_tender(tender_id: int) -> Tender:
    found: Tender = get_object_or_404(queries.tenders(), pk=tender_id)
    return found


def find_application(application_id: int) -> Application:
    found: Application = get_object_or_404(queries.applications(), pk=application_id)
    return found


def own_application(request: Any, application_id: int) -> Application:
    """An application of the member who asks; anybody else's is not there."""
    found = find_application(application_id)
    if request.member is None or found.member_id != request.member.pk:
        raise Http404
    return found


def find_invitation(invitation_id: int) -> BankInvitation:
    loaded = BankInvitation.objects.select_related("tender__union", "lender")
    found: BankInvitation = get_object_or_404(loaded, pk=invitation_id)
    return found
