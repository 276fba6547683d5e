"""The whole contract: what a store owes, whatever database is behind it.

A backend's tests subclass it and give the fixtures `store` and `reopen` (the same memory anew).
"""

from tests.store.contract_people import PeopleContract
from tests.store.contract_publications import PublicationsContract
from tests.store.contract_records import RecordsContract
from tests.store.contract_runs import RunsContract
from tests.store.contract_tenants import TenantsContract
from tests.store.contract_trail import TrailContract


class StoreContract(
    PublicationsContract, RecordsContract, TrailContract, PeopleContract, RunsContract, TenantsContract
):
    """Every part of it."""
