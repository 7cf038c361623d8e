"""The registry's tables: dated facts, only ever added.

Keys are natural. `version` numbers the states of one thing in the registers, `round` the
repetitions of one act in a campaign; a correction is the next number, never a change. `entry` is
the journal entry that added the row and is no part of the fact itself.
"""

from sqlmodel import SQLModel

from registry.tables.assessment import (
    AssessmentLine,
    AssessmentPoint,
    AssessmentResult,
    IndicatorScore,
    Target,
    TargetReport,
)
from registry.tables.campaign import (
    Application,
    Attendance,
    Audit,
    Campaign,
    Commitment,
    Meeting,
    Plan,
    Survey,
    Vote,
)
from registry.tables.changes import Change, ChangeRevocation
from registry.tables.checks import CallBack, Correction, Draw, Drawn, Finding
from registry.tables.comparison import Delivery, DepartmentRecord, Hit, Reverification
from registry.tables.duties import Duty, DutyReport, Reminder, ReminderItem, Sending
from registry.tables.exit import Recognition, SpotCheck, YearlyIncome
from registry.tables.fact import Fact
from registry.tables.funds import (
    BankCorrection,
    BankReturn,
    BudgetLine,
    Card,
    Payment,
    PaymentBatch,
    PaymentNotice,
    PaymentRelease,
    PaymentWithdrawal,
    Project,
    ProjectNeed,
    ProjectProgress,
)
from registry.tables.inspection import (
    InspectionFrame,
    InspectionFrameLine,
    InspectionResult,
    InspectionSheet,
    Rectification,
    RectificationReturn,
    Reinspection,
)
from registry.tables.journal import IntakeFile, Journal, Quarantine, Repair
from registry.tables.measures import Difficulty, Measure, Need, VillageHave
from registry.tables.outcomes import Judgement, Outcome, Verdict
from registry.tables.pairing import (
    Distance,
    Helper,
    HelpingUnit,
    Kinship,
    Pairing,
    PairingRun,
    UnitPairing,
)
from registry.tables.publicity import (
    Assignment,
    Decision,
    Investigation,
    NoticeLine,
    Objection,
    Objector,
    Paper,
    Posting,
    PrintedFile,
    PublicityWindow,
)
from registry.tables.registers import Household, Person, Place, SourceEntry
from registry.tables.villages import (
    PanelMember,
    VillageApproval,
    VillageOutcome,
    VillageProposal,
    VillageScore,
)

__all__ = [
    "Application",
    "AssessmentLine",
    "AssessmentPoint",
    "AssessmentResult",
    "Assignment",
    "Attendance",
    "Audit",
    "BankCorrection",
    "BankReturn",
    "BudgetLine",
    "CallBack",
    "Campaign",
    "Card",
    "Change",
    "ChangeRevocation",
    "Commitment",
    "Correction",
    "Decision",
    "Delivery",
    "DepartmentRecord",
    "Difficulty",
    "Distance",
    "Draw",
    "Drawn",
    "Duty",
    "DutyReport",
    "Fact",
    "Finding",
    "Helper",
    "HelpingUnit",
    "Hit",
    "Household",
    "IndicatorScore",
    "InspectionFrame",
    "InspectionFrameLine",
    "InspectionResult",
    "InspectionSheet",
    "IntakeFile",
    "Investigation",
    "Journal",
    "Judgement",
    "Kinship",
    "Measure",
    "Meeting",
    "Need",
    "NoticeLine",
    "Objection",
    "Objector",
    "Outcome",
    "Pairing",
    "PairingRun",
    "PanelMember",
    "Paper",
    "Payment",
    "PaymentBatch",
    "PaymentNotice",
    "PaymentRelease",
    "PaymentWithdrawal",
    "Person",
    "Place",
    "Plan",
    "Posting",
    "PrintedFile",
    "Project",
    "ProjectNeed",
    "ProjectProgress",
    "PublicityWindow",
    "Quarantine",
    "Recognition",
    "Rectification",
    "RectificationReturn",
    "Reinspection",
    "Reminder",
    "ReminderItem",
    "Repair",
    "Reverification",
    "SQLModel",
    "Sending",
    "SourceEntry",
    "SpotCheck",
    "Survey",
    "Target",
    "TargetReport",
    "UnitPairing",
    "Verdict",
    "VillageApproval",
    "VillageHave",
    "VillageOutcome",
    "VillageProposal",
    "VillageScore",
    "Vote",
    "YearlyIncome",
]
