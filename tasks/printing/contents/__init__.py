"""What each kind of paper says: finished values in both languages, and nothing about its looks.

A content is the canonical form of its paper: `digests` hashes it, `pages` prints it. It holds no
rule and knows no clock; whoever fills it has decided everything already.
"""

from tasks.printing.contents.assessment import ResultNotice, ScoreLine
from tasks.printing.contents.duties import ReminderSlip, ReminderSlips
from tasks.printing.contents.funds import PaymentLine, PaymentList
from tasks.printing.contents.identification import (
    ApplicationSheet,
    Fact,
    Finding,
    HouseholdCard,
    HouseholdFile,
    LetterOfResponsibility,
    ManualTask,
    Member,
    NextStep,
    Notice,
    NoticeLine,
    Objected,
    ObjectionReceipt,
    ObjectionReply,
    PathStep,
    Question,
    Replaced,
    ReverificationHit,
    ReverificationList,
    Standard,
    SurveyedView,
    SurveySection,
    SurveySheet,
    Verdict,
    View,
    Window,
    WorkManual,
)
from tasks.printing.contents.pairing import (
    HelpedHousehold,
    HelperLetter,
    PairingLine,
    PairingNotice,
    PairingUnit,
)
from tasks.printing.contents.paper import Contact, Language, Paper, Place, Printable, Text, Words

__all__ = [
    "KINDS",
    "ApplicationSheet",
    "Contact",
    "Fact",
    "Finding",
    "HelpedHousehold",
    "HelperLetter",
    "HouseholdCard",
    "HouseholdFile",
    "Language",
    "LetterOfResponsibility",
    "ManualTask",
    "Member",
    "NextStep",
    "Notice",
    "NoticeLine",
    "Objected",
    "ObjectionReceipt",
    "ObjectionReply",
    "PairingLine",
    "PairingNotice",
    "PairingUnit",
    "Paper",
    "PathStep",
    "PaymentLine",
    "PaymentList",
    "Place",
    "Printable",
    "Question",
    "ReminderSlip",
    "ReminderSlips",
    "Replaced",
    "ResultNotice",
    "ReverificationHit",
    "ReverificationList",
    "ScoreLine",
    "Standard",
    "SurveySection",
    "SurveySheet",
    "SurveyedView",
    "Text",
    "Verdict",
    "View",
    "Window",
    "Words",
    "WorkManual",
]

KINDS: dict[str, type[Paper]] = {
    paper.kind: paper
    for paper in (
        Notice,
        PaymentList,
        ReverificationList,
        HouseholdFile,
        HouseholdCard,
        ObjectionReceipt,
        ObjectionReply,
        WorkManual,
        LetterOfResponsibility,
        SurveySheet,
        ApplicationSheet,
        ReminderSlips,
        PairingNotice,
        HelperLetter,
        ResultNotice,
    )
}
