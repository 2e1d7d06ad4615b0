"""A file of 200 MB is refused in plain words, and nothing of it is kept."""

import io

import pytest

from tequio.core.scope import in_union
from tests import factories


class Endless(io.RawIOBase):
    """A body of the announced length that counts what was read of it and holds nothing."""

    def __init__(self, length):
        self.left = length

    def readable(self):
        return True

    def read(self, size=-1):
        size = self.left if size is None or size < 0 else min(size, self.left)
        self.left -= size
        return b"x" * size


def _rosa(union):
    with in_union(union.pk):
        return factories.make_staff(union, "*")


@pytest.mark.parametrize("length", [25_000_001, 200_000_000])
def test_a_huge_upload_gets_a_sentence(union, client, length):
    client.force_login(_rosa(union))
    body = Endless(length)
    answer = client.generic(
        "POST", f"/{union.slug}/socios/padron/importar/", b"", content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(length), "wsgi.input": body},
    )  # fmt: skip

    assert answer.status_code == 413
    assert "Aquí cabe un archivo de hasta 23.8" in answer.content.decode()
    assert body.left == 0


def test_an_ordinary_form_passes(union, client):
    client.force_login(_rosa(union))
    assert client.post(f"/{union.slug}/rondas/nueva/", {}).status_code == 200
