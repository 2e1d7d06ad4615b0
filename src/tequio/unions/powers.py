"""What kind of deed each right is, and which kinds somebody from outside may do.

The producers hold control: the catalyst, who helped found the union and is no member, sees, teaches, drafts and brings
papers in; everything else is the union's. A right that stands in no list is refused to him, and a test asks for its
line. The database says the same by the verb in which a right ends (migration 0004): docs/adr/0010.
"""

from enum import StrEnum


class Power(StrEnum):
    """Kinds of deeds, by what they do to the union."""

    SEE = "see"
    TEACH = "teach"
    DRAFT = "draft"  # prepares what somebody of the union then decides
    IMPORT = "import"  # brings papers in to be looked at; nothing counts until somebody of the union confirms
    VOTE = "vote"  # votes, and all that decides who votes, how, and what is counted
    ELECT = "elect"  # gives and ends offices
    PAY = "pay"  # moves, owes, charges or promises money, or writes in the books
    ADMIT = "admit"  # makes, changes and ends memberships
    SIGN = "sign"  # binds the union, or says something in its name
    RULE = "rule"  # changes bylaws, settings and what offices may do
    WORK = "work"  # the union's own daily work
    TAKE_OUT = "take_out"  # carries off a whole list with private data
    PROGRAM = "program"  # done by the program itself


OF_THE_CATALYST = (Power.SEE, Power.TEACH, Power.DRAFT, Power.IMPORT)

RIGHTS: dict[Power, tuple[str, ...]] = {
    Power.SEE: (
        "books.ledger.see", "credit.loan.see", "dues.account.see", "guarantee.fund.see", "production.record.see",
        "tenders.tender.see",
    ),
    Power.TEACH: (
        "training.attendance.teach", "training.door.teach", "training.doubt.teach", "training.guest.teach",
        "training.photo.teach", "training.quiz.teach", "training.signin.teach",
    ),
    Power.DRAFT: (
        "assembly.assembly.draft", "founding.answer.draft", "founding.problem.draft", "purchasing.round.draft",
        "sales.quotation.draft",
        "training.course.draft", "training.programme.draft", "training.series.draft",
    ),
    # What things cost outside is evidence with its source; it moves no money.
    Power.IMPORT: ("members.roster.upload", "stock.price.record"),
    Power.VOTE: (
        "assembly.assembly.close", "assembly.assembly.note_lack", "assembly.assembly.open", "assembly.ballot.cast",
        "assembly.ballot.help", "assembly.credential.issue", "assembly.credential.name_delegates",
        "assembly.hands.count", "assembly.minority.join", "assembly.minority.note",
        "assembly.motion.propose", "assembly.motion.withdraw", "assembly.paper.decide",
        "assembly.paper.give", "assembly.paper.print", "assembly.paper.read", "assembly.paper.void",
        "assembly.petition.note", "assembly.petition.propose", "assembly.petition.sign", "assembly.petition.unsign",
        "assembly.petition.withdraw",
        "assembly.presence.own", "assembly.presence.record", "assembly.proxy.record", "assembly.recusal.note",
        "assembly.section.plan",
        "assembly.substitute.admit",
        "assembly.vote.annul",
        "assembly.vote.close", "assembly.vote.count", "assembly.vote.open", "assembly.vote.prepare",
        "founding.form.choose", "founding.ranking.begin", "founding.ranking.close", "founding.ranking.record",
    ),
    Power.ELECT: (
        "assembly.term.begin", "founding.handover.complete", "founding.promoter.name", "unions.term.appoint",
        "unions.term.relieve",
    ),
    Power.PAY: (
        "books.accounts.open", "books.entry.post", "books.entry.reverse", "books.payment.record", "books.period.close",
        "books.period.reopen",
        "credit.deduction.allow", "credit.deduction.withdraw", "credit.loan.disburse", "credit.loan.hand_over",
        "credit.payment.cancel", "credit.payment.merge", "credit.payment.record", "credit.remittance.pay",
        "dues.certificate.pay", "dues.certificate.subscribe", "dues.farewell.pay",
        "dues.farewell.settle", "dues.fee.cancel", "dues.fee.charge", "dues.payment.cancel", "dues.payment.record",
        "dues.payment.record_list", "dues.relief.end", "dues.relief.grant", "dues.run.collect", "dues.run.undo",
        "guarantee.cap.accept", "guarantee.cap.end", "guarantee.cap.offer", "guarantee.claim.pay",
        "guarantee.contribution.take", "guarantee.deposit.record", "guarantee.recovery.record", "guarantee.refund.pay",
        "purchasing.pledge.import", "purchasing.pledge.place", "purchasing.pledge.withdraw",
        "purchasing.round.settle", "purchasing.round.unsettle", "sales.advance.give", "sales.makers.pay",
        "sales.order.ship", "sales.payment.record",
    ),
    Power.ADMIT: (
        "founding.founder.enlist", "founding.founder.strike",
        "members.member.admit", "members.member.change_state", "members.member.update", "members.roster.import",
        "members.section.add", "members.section.update",
    ),
    Power.SIGN: (
        "assembly.assembly.call", "assembly.assembly.call_again", "assembly.assembly.cancel", "assembly.notice.send",
        "assembly.section.call", "credit.application.confirm", "credit.application.decide", "credit.application.send",
        "credit.application.withdraw", "credit.group.form", "credit.loan.agree", "credit.loan.call_off",
        "credit.loan.restructure", "credit.loan.write_off", "credit.notice.note", "credit.plan.agree",
        "founding.act.issue", "founding.assembly.prepare", "guarantee.claim.ask", "guarantee.claim.sign",
        "guarantee.deal.end", "guarantee.deal.sign",
        "purchasing.award.approve", "purchasing.award.propose", "purchasing.award.undo", "purchasing.order.issue",
        "purchasing.order.undo", "purchasing.quote.accept", "purchasing.quote.reopen", "sales.order.cancel",
        "sales.quotation.accept", "sales.quotation.send", "sales.seller.sign", "sales.split.approve",
        "sales.split.propose", "sales.ticket.answer", "sales.ticket.cut", "sales.ticket.send", "tenders.bid.choose",
        "tenders.consent.give", "tenders.consent.withdraw", "tenders.tender.call_off", "tenders.tender.send",
        "training.certificate.award",
        "training.certificate.revoke",
    ),
    Power.RULE: (
        "dues.schedule.set", "unions.office.grant", "unions.office.withdraw", "unions.setting.change",
    ),
    # A quote replaces what the supplier himself said and moves the award: the buyer types it, or the supplier.
    Power.WORK: (
        "assembly.assembly.edit", "assembly.document.add", "assembly.notice.record", "benefit.loans.prove",
        "benefit.outside.note", "benefit.outside.withdraw", "credit.file.note",
        "credit.lender.add", "credit.product.announce", "credit.product.end", "credit.reminder.send",
        "credit.visit.note", "founding.assembly.give_up",
        "founding.problem.withdraw", "founding.registration.note", "production.batch.begin", "production.batch.count",
        "production.batch.drop", "production.batch.import", "production.batch.undo", "production.commitment.end",
        "production.commitment.note", "production.feed.make", "production.kiln.retire", "production.kiln.set",
        "production.load.cancel", "production.load.fire", "production.load.import", "production.load.join",
        "production.load.leave", "production.load.plan", "production.means.set", "production.pause.note",
        "production.pause.withdraw", "production.week.import", "production.week.note",
        "purchasing.evidence.review",
        "purchasing.goods.count", "purchasing.goods.finish", "purchasing.goods.finish_handing_out",
        "purchasing.goods.hand_out", "purchasing.goods.undo", "purchasing.goods.undo_handing_out",
        "purchasing.plan.ask", "purchasing.plan.stop", "purchasing.quote.give", "purchasing.round.cancel",
        "purchasing.round.close", "purchasing.round.edit", "purchasing.round.open", "purchasing.round.reopen",
        "purchasing.supplier.add", "purchasing.supplier.invite", "purchasing.supplier.uninvite", "sales.article.set",
        "sales.buyer.add", "sales.buyer.correct", "sales.carton.pack", "sales.carton.weigh", "sales.consent.give",
        "sales.design.attach", "sales.line.drop", "sales.line.set", "sales.link.renew", "sales.paper.note",
        "sales.paper.withdraw", "sales.pieces.inspect", "sales.progress.note", "sales.quotation.edit",
        "sales.quotation.lose", "sales.quotation.reopen", "sales.rate.note", "sales.report.note",
        "sales.report.withdraw", "sales.shipment.set", "sales.skill.note",
        "sales.split.ask", "sales.split.exclude", "sales.split.pin", "sales.split.stop", "sales.ticket.lapse",
        "stock.item.add", "stock.price.withdraw", "tenders.bid.give", "tenders.dossier.read", "tenders.link.renew",
        "tenders.tender.close", "tenders.tender.prepare", "training.attendance.arrive", "training.attendance.withdraw",
        "training.course.edit",
        "training.feed.make", "training.feedback.give", "training.programme.edit", "training.quiz.answer",
        "training.seat.give_up", "training.seat.take", "training.session.cancel", "training.session.change",
    ),
    Power.TAKE_OUT: ("benefit.report.export", "books.book.export", "members.roster.export"),
    Power.PROGRAM: (
        "assembly.notice.deliver", "credit.reminder.deliver", "founding.forum.begin", "founding.union.furnish",
        "purchasing.plan.record", "sales.split.record", "sales.ticket.deliver",
        "tenders.bundle.open", "tenders.dossier.open",
    ),
}  # fmt: skip

POWER_OF: dict[str, Power] = {right: power for power, rights in RIGHTS.items() for right in rights}
CATALYST_MAY = frozenset(right for power in OF_THE_CATALYST for right in RIGHTS[power])
