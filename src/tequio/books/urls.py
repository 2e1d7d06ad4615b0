from django.urls import path

from tequio.books.views import accounts, entries, periods, statements

app_name = "books"
urlpatterns = [
    path("", accounts.trial, name="trial"),
    path("cuenta/<int:account_id>/", accounts.account_ledger, name="account"),
    path("cuentas-que-faltan/", accounts.accounts_offered, name="accounts_offered"),
    path("saldos/", accounts.members, name="members"),
    path("poliza/nueva/", entries.entry_new, name="entry_new"),
    path("poliza/<int:entry_id>/", entries.entry, name="entry"),
    path("poliza/<int:entry_id>/cancelar/", entries.entry_reverse, name="entry_reverse"),
    path("mi-cuenta/", statements.mine, name="mine"),
    path("estado/<int:member_id>/", statements.statement, name="statement"),
    path("estado/<int:member_id>/pago/", statements.payment, name="payment"),
    path("meses/", periods.months, name="months"),
    path("meses/<slug:month>/cerrar/", periods.month_close, name="month_close"),
    path("meses/<slug:month>/reabrir/", periods.month_reopen, name="month_reopen"),
    path("exportar/", periods.export, name="export"),
]
