"""What an expression may be made of: one walk down its tree collects names or refuses a part."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from policy.errors import PolicyError
from policy.features import Feature

NUMBER, BOOLEAN, TEXT = "number", "true-or-false", "text"
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

    def refusal(self, came: str, expected: str, remedy: str) -> PolicyError:
        return PolicyError(
            where=self.where,
            came=f"{came} in `{self.expression}`",
            expected=expected,
            remedy=remedy,
        )

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
                    raise self.refusal(
                        f"a {family} where a condition must stand",
                        "something that is true or false",
                        "compare it, as in `dwellings = 0`",
                    )

    def _comparable(
        self, left: dict[str, Any], right: dict[str, Any], *, is_ordering: bool
    ) -> None:
        families = (self._operand(left), self._operand(right))
        if families == (NUMBER, NUMBER):
            return
        if BOOLEAN in families:
            raise self.refusal(
                "a comparison of something that is true or false",
                "the column alone, or after NOT",
                "write `has_vehicle` or `NOT has_vehicle`",
            )
        named = [family for family in families if family in self.features]
        if len(named) == 1 and TEXT in families and not is_ordering:
            literal = right if families[1] == TEXT else left
            self._value_of_enum(self.features[named[0]], literal["value"]["value"])
            return
        raise self.refusal(
            f"a comparison of {self._described(families[0])} with {self._described(families[1])}",
            "two numbers, or a column and one of its listed values (=, <>, IN)",
            "compare things of the same kind",
        )

    def _described(self, family: str) -> str:
        return f"the listed values of {family}" if family in self.features else f"a {family}"

    def _value_of_enum(self, feature: Feature, literal: str) -> None:
        if literal not in feature.values:
            raise self.refusal(
                f"'{literal}', which {feature.name} never is,",
                f"one of {', '.join(repr(value) for value in feature.values)}",
                "correct the value; a wrong one would quietly never be met",
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
                raise self.refusal(
                    "TRUE or FALSE",
                    "a column or a comparison",
                    "write `has_vehicle` or `NOT has_vehicle`",
                )
            case "SUBQUERY":
                raise self.refusal(
                    "a sub-select",
                    "columns of one household only",
                    "add the figure to household_features and name its column",
                )
            case _ if node["type"] in NULL_TESTS:
                raise self._null_test()
            case _ if node["type"] in CONDITIONS:
                self.condition(node)
                return BOOLEAN
        raise self.refusal(
            f"{node['class'].lower().replace('_', ' ')}, which is not allowed,",
            "columns, values, numbers, + - * /, comparisons, IN, BETWEEN, AND, OR, NOT",
            "write the condition with these",
        )

    def _null_test(self) -> PolicyError:
        return self.refusal(
            "a test for what is unknown",
            "conditions that stay unknown while the survey lacks an answer",
            "leave it out: unknown households go back to be surveyed",
        )

    def _refuse_alias(self, node: dict[str, Any]) -> None:
        if node.get("alias"):
            raise self.refusal(
                f"the name `{node['alias']}` given to a part", "no AS", "remove the AS and the name"
            )

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
        raise self.refusal(
            f"the unknown name {name}",
            f"a column of data/features.yaml or a numeric policy value"
            f"{f', perhaps {nearest[0]}' if nearest else ''}",
            "correct the name, or add the column or the value",
        )

    def _literal(self, value: dict[str, Any]) -> str:
        if value["is_null"]:
            raise self._null_test()
        kind = value["type"]["id"]
        if kind in NUMBER_TYPES:
            return NUMBER
        if kind == "VARCHAR":
            return TEXT
        raise self.refusal(
            f"the number {value['value']}", "a plain number such as 1.5", "write it out in digits"
        )

    def _function(self, node: dict[str, Any]) -> str:
        name = node["function_name"]
        if name not in FUNCTIONS:
            raise self.refusal(
                f"the function {name}",
                f"only {' '.join(FUNCTIONS)}",
                "write the condition without it, or add the figure to household_features",
            )
        for child in node["children"]:
            family = self._operand(child)
            if family != NUMBER:
                raise self.refusal(
                    f"{self._described(family)} in a calculation",
                    "numbers on both sides",
                    "calculate with numeric columns and values only",
                )
        if name == "/":
            self._refuse_division(node["children"][1])
        return NUMBER

    def _refuse_division(self, divisor: dict[str, Any]) -> None:
        # x / 0 is infinity in DuckDB and would make a condition true.
        if divisor["class"] != "CONSTANT" or not divisor["value"]["value"]:
            raise self.refusal(
                "a division by something that may be zero",
                "a divisor that is written as a number other than 0",
                "multiply the other side instead, as in `a > 2 * b` for `a / b > 2`",
            )
