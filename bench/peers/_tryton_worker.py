"""Runs inside Tryton's own environment: `set-up DATABASE CONFIGURATION` or `post DATABASE CONFIGURATION CHARGES`."""

# ruff: noqa: PLC0415, DTZ011
import datetime
import sys
import time
from decimal import Decimal

BATCH, LINES, PRODUCTS = 100, 3, 20


def set_up(database, configuration):
    from proteus import Model, config
    from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
    from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
    from trytond.modules.company.tests.tools import create_company

    config.set_trytond(database, config_file=configuration)
    create_company()
    create_chart()
    year = set_fiscalyear_invoice_sequences(create_fiscalyear(today=datetime.date.today()))
    year.click("create_period")
    accounts = get_accounts()
    category = Model.get("product.category")(name="materials", accounting=True)
    category.account_expense, category.account_revenue = accounts["expense"], accounts["revenue"]
    category.save()
    (unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
    for number in range(PRODUCTS):
        template = Model.get("product.template")(
            name=f"material {number}", default_uom=unit, type="goods", list_price=Decimal(22), account_category=category
        )
        if hasattr(template, "salable"):
            template.salable = True
        template.save()


def post(database, configuration, charges):
    from trytond import config

    config.update_etc(configuration)
    from trytond.pool import Pool
    from trytond.transaction import Transaction, TransactionError

    Pool.start()
    pool = Pool(database)
    pool.init()
    with Transaction().start(database, 0):
        user = pool.get("res.user").search([("login", "=", "admin")])[0].id
        company = pool.get("company.company").search([])[0].id
    locks = {}

    def in_transaction(work):
        while True:
            context = {"company": company, "_skip_warnings": True}
            with Transaction().start(database, user, context=context, **locks) as transaction:
                try:
                    return work()
                except TransactionError as error:
                    transaction.rollback()
                    error.fix(locks)

    def facts():
        def account(kind):
            wanted = [(f"type.{kind}", "=", True), ("closed", "!=", True)]
            return pool.get("account.account").search(wanted, limit=1)[0].id

        return {
            "receivable": account("receivable"), "revenue": account("revenue"),
            "journal": pool.get("account.journal").search([("type", "=", "revenue")])[0].id,
            "products": [product.id for product in pool.get("product.product").search([])],
            "unit": pool.get("product.uom").search([("name", "=", "Unit")])[0].id,
            "currency": pool.get("company.company")(company).currency.id,
        }  # fmt: skip

    known = in_transaction(facts)
    party_model, invoice_model = pool.get("party.party"), pool.get("account.invoice")

    def make_parties():
        made = party_model.create(
            [{"name": f"Socia {i}", "addresses": [("create", [{"city": "Tlayacapan"}])]} for i in range(charges)]
        )
        return [(party.id, party.addresses[0].id) for party in made]

    parties = in_transaction(make_parties)

    def invoice(number):
        party, address = parties[number]
        lines = [
            {"type": "line", "company": company, "currency": known["currency"], "account": known["revenue"],
             "product": known["products"][(number + k) % PRODUCTS], "quantity": 7, "unit": known["unit"],
             "unit_price": Decimal(22), "invoice_type": "out"}
            for k in range(LINES)
        ]  # fmt: skip
        return {
            "company": company, "type": "out", "party": party, "invoice_address": address, "lines": [("create", lines)],
            "journal": known["journal"], "currency": known["currency"], "account": known["receivable"],
            "invoice_date": datetime.date.today(),
        }  # fmt: skip

    def create_and_post(numbers):
        invoice_model.post(invoice_model.create([invoice(number) for number in numbers]))

    in_transaction(lambda: create_and_post(range(1)))  # the first asks for the locks and fills the caches
    begun = time.perf_counter()
    for first in range(1, charges, BATCH):
        in_transaction(lambda first=first: create_and_post(range(first, min(first + BATCH, charges))))
    print((charges - 1) / (time.perf_counter() - begun))


if __name__ == "__main__":
    if sys.argv[1] == "set-up":
        set_up(*sys.argv[2:4])
    else:
        post(sys.argv[2], sys.argv[3], int(sys.argv[4]))
