"""An office's desk: every room of it, on one ground."""

from store.ground import Ground
from store.people import Accounts, ApiKeys, FeedLinks, Sessions
from store.publications import Briefs, Publications
from store.records import Records
from store.runs import Drafts, Replies, Runs
from store.trail import Trail


class Desk:
    """One office in one transaction. A desk for reading has the same rooms; their deeds ask for an act."""

    def __init__(self, ground: Ground) -> None:
        self.office = ground.office
        self.name = ground.name
        self.records = Records(ground)
        self.publications = Publications(ground)
        self.briefs = Briefs(ground)
        self.trail = Trail(ground)
        self.accounts = Accounts(ground)
        self.sessions = Sessions(ground)
        self.api_keys = ApiKeys(ground)
        self.feed_links = FeedLinks(ground)
        self.runs = Runs(ground)
        self.drafts = Drafts(ground)
        self.replies = Replies(ground)
        self._ground = ground

    def rename(self, name: str) -> None:
        """Give the office another name."""
        self._ground.rename(name)
        self.name = name
