"""Work that outlasts a request: the call goes to every telephone, one after another."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tequio.assembly.actions.telling import claim, record_sent
from tequio.assembly.documents import text_message
from tequio.assembly.models import Assembly
from tequio.core.actors import Actor
from tequio.core.outbox import try_text
from tequio.core.scope import in_union

SYSTEM = frozenset({"assembly.notice.deliver"})
AT_ONCE = 50  # texts between two looks at the database; a crash leaves at most so many in doubt


@app.task(name="assembly.send_call")
def send_call(*, union_id: int, assembly_id: int) -> None:
    """Send what waits. Doing it again after a crash sends nothing twice: what was on its way stays so."""
    with in_union(union_id):
        text = text_message(Assembly.objects.select_related("union", "section").get(pk=assembly_id))
    while True:
        with in_union(union_id):
            taken = claim(assembly_id, AT_ONCE)
        if not taken:
            return
        # The outbox is closed while a union is in scope.
        states = {pk: try_text(member.person.phone, text) for pk, member in taken}
        record_sent(actor=Actor(union_id, "Tequio", rights=SYSTEM), assembly_id=assembly_id, states=states,
                    today=timezone.localdate())  # fmt: skip
