"""What keeps a union from being opened."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class AddressTaken(Refusal):
    code = "founding.address_taken"
    sentence = _("La dirección «%(slug)s» no se puede usar. Elige otra.")
