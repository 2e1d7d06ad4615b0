from django.urls import path

from tequio.credit.views import desk, lenders, mine

app_name = "credit"
urlpatterns = [
    path("", desk.home, name="home"),
    path("mio/", mine.mine, name="mine"),
    path("bancos/", lenders.lender_list, name="lenders"),
]
