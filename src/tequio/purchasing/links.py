"""The signed link by which a supplier opens exactly one thing: his own quote in one round."""

from django.core import signing

from tequio.purchasing.errors import LinkUseless
from tequio.purchasing.models import Invitation

SALT = "tequio.purchasing.quote"
MAX_AGE = 60 * 60 * 24 * 60


def token_for(invitation: Invitation) -> str:
    told = [invitation.union_id, invitation.pk, invitation.link_serial]
    return signing.dumps(told, salt=SALT, compress=False)


def read(token: str) -> tuple[int, int, int]:
    """Union, invitation and serial that a link names. Raises LinkUseless."""
    try:
        union_id, invitation_id, serial = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError) as wrong:
        raise LinkUseless from wrong
    return int(union_id), int(invitation_id), int(serial)


def invitation_behind(invitation_id: int, serial: int) -> Invitation:
    """The invitation of a link, in its union's scope. Raises LinkUseless when a newer link was made or it is gone."""
    found = Invitation.objects.select_related("round", "supplier").filter(pk=invitation_id, link_serial=serial).first()
    if found is None:
        raise LinkUseless
    return found
