"""Carrying an edition forward: what was laid out and agreed comes along, what people did does not.

Nothing of visitors, no device, no programme, no proposal, no outage and no order is ever copied,
and nothing is published.
"""

from expo.dashboard.copying.acts import Copied, copy
from expo.dashboard.copying.counts import outlook
from expo.dashboard.copying.plans import CopyPlan, PartMissing, PartOfCopy

__all__ = ["Copied", "CopyPlan", "PartMissing", "PartOfCopy", "copy", "outlook"]
