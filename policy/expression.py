"""What an expression may be made of: one walk down its tree collects names or refuses a part."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from policy.errors import PolicyError
from policy.features import Feature
from policy.label import Label

NUMBER, BOOLEAN, TEXT = "number", "true-or-false", "text"
WORDS = {
    NUMBER: Label("数", "number"),
    BOOLEAN: Label("真假值", "true-or-false"),
    TEXT: Label("文字", "text"),
}
FAMILIES = {"int": NUMBER, "decimal": NUMBER, "bool": BOOLEAN}
FUNCTIONS = ("+", "-", "*", "/", "abs")
ORDERINGS = (
    "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN",
    "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO",
)
EQUALITIES = ("COMPARE_EQUAL", "COMPARE_NOTEQUAL")
MEMBERSHIPS = ("COMPARE_IN", "COMPARE_NOT_IN")
CONNECTIVES = ("CONJUNCTION_AND", "CONJUNCTION_OR", "OPERATOR_NOT")
CONDITIONS = (*ORDERINGS, *EQUALITIES, *MEMBERSHIPS, *CONNECTIVES, "COMPARE_BETWEEN")
NULL_TESTS = (
    "OPERATOR_IS_NULL",
    "OPERATOR_IS_NOT_NULL",
    "OPERATOR_COALESCE",
    "COMPARE_DISTINCT_FROM",
    "COMPARE_NOT_DISTINCT_FROM",
)
NUMBER_TYPES = ("INTEGER", "BIGINT", "DECIMAL")


class Walk:
    """One walk down a tree: collects the names, and refuses what is not allowed."""

    def __init__(
        self,
        expression: str,
        features: Mapping[str, Feature],
        value_types: Mapping[str, str],
        where: str,
    ) -> None:
        self.expression = expression
        self.features = features
        self.value_types = value_types
        self.where = where
        self.columns: dict[str, None] = {}
        self.values: dict[str, None] = {}

    def refusal(self, reason: str, **values: Any) -> PolicyError:
        return PolicyError.because(reason, where=self.where, expression=self.expression, **values)

    def condition(self, node: dict[str, Any]) -> None:
        """A node that must be true or false."""
        self._refuse_alias(node)
        match node["type"]:
            case kind if kind in CONNECTIVES:
                for child in node["children"]:
                    self.condition(child)
            case kind if kind in MEMBERSHIPS:
                first, *others = node["children"]
                for other in others:
                    self._comparable(first, other, is_ordering=False)
            case "COMPARE_BETWEEN":
                for bound in (node["lower"], node["upper"]):
                    self._comparable(node["input"], bound, is_ordering=True)
            case kind if kind in EQUALITIES or kind in ORDERINGS:
                self._comparable(node["left"], node["right"], is_ordering=kind in ORDERINGS)
            case _:
                family = self._operand(node)
                if family != BOOLEAN:
                    raise self.refusal("criterion.no_condition", family=WORDS[family])

    def _comparable(
        self, left: dict[str, Any], right: dict[str, Any], *, is_ordering: bool
    ) -> None:
        families = (self._operand(left), self._operand(right))
        if families == (NUMBER, NUMBER):
            return
        if BOOLEAN in families:
            raise self.refusal("criterion.compared_truth")
        named = [family for family in families if family in self.features]
        if len(named) == 1 and TEXT in families and not is_ordering:
            literal = right if families[1] == TEXT else left
            self._value_of_enum(self.features[named[0]], literal["value"]["value"])
            return
        raise self.refusal(
            "criterion.unlike_compared",
            left=self._described(families[0]),
            right=self._described(families[1]),
        )

    def _described(self, family: str) -> Label:
        if family in self.features:
            return Label(f"{family} 所列的值", f"the listed values of {family}")
        return Label(WORDS[family].zh, f"a {WORDS[family].en}")

    def _value_of_enum(self, feature: Feature, literal: str) -> None:
        if literal not in feature.values:
            raise self.refusal(
                "criterion.never_so",
                literal=literal,
                feature=feature.name,
                values=[repr(value) for value in feature.values],
            )

    def _operand(self, node: dict[str, Any]) -> str:
        """Family of a node: number, true-or-false, text, or the name of an enum column."""
        self._refuse_alias(node)
        match node["class"]:
            case "COLUMN_REF":
                return self._name(node["column_names"])
            case "CONSTANT":
                return self._literal(node["value"])
            case "FUNCTION":
                return self._function(node)
            case "CAST" if node["cast_type"]["id"] == "BOOLEAN":
                raise self.refusal("criterion.literal_truth")
            case "SUBQUERY":
                raise self.refusal("criterion.sub_select")
            case _ if node["type"] in NULL_TESTS:
                raise self._null_test()
            case _ if node["type"] in CONDITIONS:
                self.condition(node)
                return BOOLEAN
        raise self.refusal("criterion.not_allowed", part=node["class"].lower().replace("_", " "))

    def _null_test(self) -> PolicyError:
        return self.refusal("criterion.null_test")

    def _refuse_alias(self, node: dict[str, Any]) -> None:
        if node.get("alias"):
            raise self.refusal("criterion.renamed", alias=node["alias"])

    def _name(self, parts: list[str]) -> str:
        name = ".".join(parts)
        if name in self.features:
            self.columns[name] = None
            feature = self.features[name]
            return name if feature.type == "enum" else FAMILIES.get(feature.type, TEXT)
        if name in self.value_types:
            self.values[name] = None
            return NUMBER
        known = [*self.features, *self.value_types]
        nearest = get_close_matches(name.lower(), known, n=1)
        if nearest:
            raise self.refusal("criterion.misspelt_column", name=name, nearest=nearest)
        raise self.refusal("criterion.unknown_column", name=name)

    def _literal(self, value: dict[str, Any]) -> str:
        if value["is_null"]:
            raise self._null_test()
        kind = value["type"]["id"]
        if kind in NUMBER_TYPES:
            return NUMBER
        if kind == "VARCHAR":
            return TEXT
        raise self.refusal("criterion.odd_number", number=value["value"])

    def _function(self, node: dict[str, Any]) -> str:
        name = node["function_name"]
        if name not in FUNCTIONS:
            raise self.refusal("criterion.function", name=name, functions=" ".join(FUNCTIONS))
        for child in node["children"]:
            family = self._operand(child)
            if family != NUMBER:
                raise self.refusal("criterion.no_number", family=self._described(family))
        if name == "/":
            self._refuse_division(node["children"][1])
        return NUMBER

    def _refuse_division(self, divisor: dict[str, Any]) -> None:
        # x / 0 is infinity in DuckDB and would make a condition true.
        if divisor["class"] != "CONSTANT" or not divisor["value"]["value"]:
            raise self.refusal("criterion.division")
