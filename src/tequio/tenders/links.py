"""The signed link by which a bank opens exactly one thing: one tender as it is for that bank."""

from django.core import signing

from tequio.tenders.errors import LinkUnknown, LinkUseless
from tequio.tenders.models import BankInvitation, Tender

SALT = "tequio.tenders.bank"
MAX_AGE = 60 * 60 * 24 * 180


def token_for(invitation: BankInvitation) -> str:
    told = [invitation.union_id, invitation.pk, invitation.link_serial]
    return signing.dumps(told, salt=SALT, compress=False)


def read(token: str) -> tuple[int, int, int]:
    """Union, invitation and serial that a link names. Raises LinkUnknown and LinkUseless."""
    try:
        union_id, invitation_id, serial = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except signing.SignatureExpired as expired:
        raise LinkUseless from expired
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise LinkUnknown from wrong
    return int(union_id), int(invitation_id), int(serial)


def invitation_behind(invitation_id: int, serial: int) -> BankInvitation:
    """The invitation of a link, in its union's scope. Raises LinkUseless where a newer link was made or it is over."""
    seen = BankInvitation.objects.select_related("tender__union", "lender").filter(pk=invitation_id, link_serial=serial)
    found: BankInvitation | None = seen.exclude(tender__state__in=(Tender.State.DRAFT, Tender.State.CALLED_OFF)).first()
    if found is None:
        raise LinkUseless
    return found
