"""The memory that lasts as long as the process: the same tables in a database without a file."""

from store.sql import SqlStore


class MemoryStore(SqlStore):
    """Everything that a store is, forgotten when it is closed: for tests and demonstrations."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
