from django.urls import path

from tequio.credit.views import applications, desk, law, lenders, loans, mine, payments, village

app_name = "credit"
urlpatterns = [
    path("", desk.home, name="home"),
    path("atrasos/", desk.arrears, name="arrears"),
    path("mio/", mine.mine, name="mine"),
    path("mio/pedir/", mine.ask, name="ask"),
    path("mio/solicitud/<int:application_id>/", mine.my_application, name="my_application"),
    path("mio/prestamo/<int:loan_id>/", mine.my_loan, name="my_loan"),
    path("solicitud/nueva/", applications.application_new, name="application_new"),
    path("solicitud/<int:application_id>/", applications.application, name="application"),
    path("solicitud/<int:application_id>/acordar/", applications.agree, name="agree"),
    path("prestamo/<int:loan_id>/", loans.loan, name="loan"),
    path("prestamo/<int:loan_id>/<slug:what>/", loans.loan_deed, name="loan_deed"),
    path("recibo/<int:payment_id>/", payments.payment, name="payment"),
    path("recibo/<int:payment_id>/cancelar/", payments.payment_cancel, name="payment_cancel"),
    path("bancos/", lenders.lender_list, name="lenders"),
    path("bancos/<int:lender_id>/", lenders.lender, name="lender"),
    path("bancos/<int:lender_id>/condiciones/", lenders.product_new, name="product_new"),
    path("bancos/<int:lender_id>/entregar/", lenders.remit, name="remit"),
    path("pueblos/", village.village_list, name="villages"),
    path("pueblo/<int:section_id>/", village.collect, name="village"),
    path("pueblo/<int:section_id>/hoja.pdf", village.sheet, name="village_sheet"),
    path("pueblo/sin-senal.js", village.worker, name="worker"),
    path("ley/", law.register_list, name="register"),
    path("ley/expediente/<int:member_id>/", law.file_new, name="file_new"),
    path("ley/aviso/", law.notice_none, name="notice_none"),
    path("ley/aviso/<int:loan_id>/", law.notice_new, name="notice_new"),
]
