"""An error page says what happened and what to do next, and needs nothing that may have just failed."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views import defaults

from tequio.ui import errors


@pytest.fixture
def request_():
    with override("es-mx"):
        yield RequestFactory().get("/x/")


def test_what_is_too_big_is_told_apart_from_what_is_broken(request_):
    big = errors.bad_request(request_, RequestDataTooBig())
    assert big.status_code == 413
    assert "Aquí cabe un archivo de hasta 5" in big.content.decode()
    broken = errors.bad_request(request_, SuspiciousOperation())
    assert broken.status_code == 400
    assert "No entendimos lo que llegó" in broken.content.decode()


def test_the_page_of_a_failure_asks_neither_the_database_nor_the_reader(request_):
    page = defaults.server_error(request_).content.decode()
    assert "No fue culpa tuya." in page
    assert "<form" not in page
    assert 'rel="stylesheet"' in page


def test_a_refusal_is_said_in_its_own_words(request_):
    page = defaults.permission_denied(request_, Exception("Solo la tesorera cierra el mes.")).content.decode()
    assert "Solo la tesorera cierra el mes." in page
    assert "No cambió nada." in page


def test_a_form_from_elsewhere_or_too_old_is_not_taken():
    response = Client(enforce_csrf_checks=True, headers={"accept-language": "es-MX"}).post("/preferencias/")
    assert response.status_code == 403
    assert "La página estuvo abierta mucho tiempo" in response.content.decode()


def test_a_page_that_is_not_there_names_no_union(client, union):
    page = client.get("/tlayacapan-no/", headers={"accept-language": "es-MX"})
    assert page.status_code == 404
    assert union.name not in page.content.decode()
