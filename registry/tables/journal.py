"""What was loaded, and the journal of every transaction."""

from datetime import date

from sqlalchemy import BigInteger, Column, Date, Integer, String
from sqlmodel import Field, SQLModel

from registry.tables.fact import Fact


class IntakeFile(Fact, table=True):
    """A file that was loaded."""

    file_digest: str = Field(primary_key=True)
    form: str = Field(description="Form that the rows belong to", primary_key=True)
    file_name: str = Field(description="Name of the file")
    loaded_on: date = Field(description="Day of loading")
    rows: int = Field(description="Rows of the form in the file")
    stored: int = Field(description="Rows that brought something new")
    unchanged: int = Field(description="Rows that were known already")
    quarantined: int = Field(description="Rows set aside")


class Repair(Fact, table=True):
    """A value that was brought into its normal form: never quietly, and it can be undone."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(
        description="Sheet of the workbook; empty text where there is none", primary_key=True
    )
    row_no: int = Field(description="Row as Excel counts it", primary_key=True, sa_type=Integer)
    column_name: str = Field(description="Field that was changed", primary_key=True)
    came: str = Field(description="What the cell said; hidden where it is who objects")
    became: str = Field(description="What was stored; hidden likewise")
    why: str = Field(description="Why that is the same thing")


class Quarantine(Fact, table=True):
    """A faulty row that the office chose to set aside instead of refusing the file."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(
        description="Sheet of the workbook; empty text where there is none", primary_key=True
    )
    row_no: int = Field(description="Row as Excel counts it", primary_key=True, sa_type=Integer)
    row_json: str = Field(description="JSON of the row as it came; who objects is hidden")
    faults_json: str = Field(description="JSON of its faults, as they were told")


class Journal(SQLModel, table=True):
    """Every transaction, chained by hash: changing a past row shows."""

    entry: int = Field(
        description="Number of the transaction, from 1",
        sa_column=Column(BigInteger, primary_key=True, autoincrement=False),
    )
    recorded_at: str = Field(description="Clock time of writing, UTC, ISO 8601")
    as_of: date = Field(sa_column=Column(Date, nullable=False), description="The office's day")
    task: str = Field(description="What was done, such as load files")
    actor: str = Field(description="In whose name")
    tables: str = Field(
        sa_column=Column(String, nullable=False),
        description="JSON: rows added per table; none where somebody read who objects",
    )
    content_digest: str = Field(description="Digest of the rows added")
    previous_digest: str = Field(description="Digest of the entry before it; zeros for the first")
    digest: str = Field(description="Digest of this entry and all before it")
