"""What may happen at a small fair and become known at any time: property tests choose from it."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.visitors.a_fair import utc
from tests.visitors.announcements import adjust, observe, withdraw

BADGES = ("A", "B", "C", "D", "E")
MINUTES = st.integers(0, 60 * 40)  # from 08:00 on the first day to midnight of the second
HAPPENINGS = st.one_of(
    st.tuples(
        st.just("scan"),
        st.sampled_from(BADGES),
        st.sampled_from(["E1", "E2"]),
        MINUTES,
        st.sampled_from(["in", "in", "out"]),
        st.sampled_from([-7, 0, 0, 30, 600]),  # minutes until it is received
    ),
    st.tuples(st.just("void"), st.integers(0, 9), MINUTES),
    st.tuples(st.just("merge"), st.sampled_from(BADGES), st.sampled_from(BADGES), MINUTES),
    st.tuples(st.just("undo"), st.integers(0, 3), MINUTES),
    st.tuples(st.just("adjust"), st.sampled_from(BADGES), MINUTES),
    st.tuples(st.just("headcount"), st.integers(0, 9), MINUTES, st.sampled_from([-1, 0, 2, 300])),
    st.tuples(st.just("withdraw"), st.integers(0, 3), MINUTES),
)
MORNING = utc("22T23:00")


def minute(number):
    return MORNING + timedelta(minutes=number)


def everything(fair, happenings):
    """Store it all in the order told; what makes no sense is left out."""
    lived = Lived(fair)
    for kind, *told in happenings:
        getattr(lived, kind)(*told)


class Lived:
    """Remembers what happened, since voids, undoings and withdrawals name it."""

    def __init__(self, fair):
        self.fair = fair
        self.scans, self.voided, self.merges, self.headcounts = [], set(), {}, []
        for badge in BADGES:
            fair.ticket(badge, badge)

    def scan(self, badge, gate, at, direction, delay):
        received = minute(at + delay)
        self.scans.append(self.fair.scan(badge, gate, minute(at), direction, received_at=received))

    def void(self, number, at):
        if number < len(self.scans) and number not in self.voided:
            self.voided.add(number)
            scan = self.scans[number]
            self.fair.void(scan, received_at=max(scan.received_at, minute(at)))

    def merge(self, merged, kept, at):
        """The later letter into the earlier one: no ring closes."""
        if kept < merged and merged not in self.merges:
            merge = self.fair.merge(merged, kept)
            merge.merged_at = minute(at)
            merge.save(update_fields=["merged_at"])
            self.merges[merged] = merge

    def undo(self, number, at):
        if number < len(self.merges):
            merge = list(self.merges.values())[number]
            merge.undone_at = max(merge.merged_at, minute(at))
            merge.save(update_fields=["undone_at"])

    def adjust(self, badge, at):
        if not self.fair.tickets[badge].adjustments.exists():
            row = adjust(self.fair, badge, "staff", at="23T00:00")
            row.adjusted_at = minute(at)
            row.save(update_fields=["adjusted_at"])

    def headcount(self, count, at, delay):
        self.headcounts.append(observe(self.fair, minute(at), count, minute(at + delay)))

    def withdraw(self, number, at):
        if number < len(self.headcounts):
            row = self.headcounts[number]
            withdraw(row, at=max(row.received_at, minute(at)))
