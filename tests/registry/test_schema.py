"""A registry bears the number of the schema that it was made with."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from policy.errors import OfficeError
from registry.session import SCHEMA, Registry
from registry.tables import SQLModel

#: Digest of every schema there was. A change of the tables needs a new number and its digest here.
DIGESTS = {2: "98c8b37b3dac6258", 3: "55b922eb78de7d3f", 4: "e7b10a135d5e4e7e"}


def digest_of_the_tables() -> str:
    columns = [
        f"{table.name}.{column.name} {column.type} {column.nullable} {column.primary_key}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
    ]
    return hashlib.sha256("\n".join(sorted(columns)).encode()).hexdigest()[:16]


def test_changed_tables_have_a_new_number() -> None:
    assert DIGESTS.get(SCHEMA) == digest_of_the_tables(), (
        "the tables changed: count SCHEMA up in registry/session.py and add the new digest"
    )


@pytest.mark.parametrize("comment", ["schema 1", None])
def test_a_registry_of_another_schema_is_refused_by_its_number(
    tmp_path: Path, comment: str | None
) -> None:
    registry = Registry(tmp_path / "office.duckdb")
    registry.create("cn")
    with duckdb.connect(str(registry.path)) as connection:
        said = "NULL" if comment is None else f"'{comment}'"
        connection.execute(f"COMMENT ON TABLE journal IS {said}")
    for use in (lambda: registry.create("cn"), lambda: registry.reading().__enter__()):
        with pytest.raises(OfficeError, match=f"schema {SCHEMA}"):
            use()


def test_a_database_that_is_no_registry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE cattle (name VARCHAR)")
    with pytest.raises(OfficeError, match="without a schema number"), Registry(path).reading():
        pass


def test_a_registry_keeps_the_policy_pack_that_it_was_made_under(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "office.duckdb")
    registry.create("vn")
    registry.create("cn")  # made again it stays what it is
    assert registry.pack == "vn"
