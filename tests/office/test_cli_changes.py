"""A change at the desk: entered, known, refused; shown by explain and counted by status."""

import json

from typer.testing import CliRunner

from office.cli import app
from tests.world import World

DESK = CliRunner(env={"COLUMNS": "200"})


def said(world: World, words: str, code: int = 0) -> str:
    done = DESK.invoke(app, ["--db", str(world.registry.path), "--lang", "en", *words.split()])
    assert done.exit_code == code, done.output
    return done.output


def test_a_change_is_entered_once_explained_and_counted(world: World) -> None:
    birth = "change BD-1 birth H01 --name 张小宝 --on 2014-04-10 --by 王建国 --as-of 2014-04-12"
    assert "BD-1: the change of household H01 is entered" in said(world, birth)
    assert "entered before" in said(world, birth)
    told = json.loads(said(world, "explain H01 --as-of 2014-04-12 --json"))
    assert told["members"] == 3
    assert [c["wording"] for c in told["changes"]] == ["birth"]
    assert "birth" in said(world, "explain H01 --as-of 2014-04-12")
    assert json.loads(said(world, "explain H01 --as-of 2014-04-09 --json"))["members"] == 2
    (counted,) = json.loads(said(world, "status --as-of 2014-04-12 --json"))["changes"]
    assert (counted["kind"], counted["changes"]) == ("birth", 1)


def test_a_change_that_cannot_be_is_refused_at_the_desk(world: World) -> None:
    wrong = "change BD-1 merge H01 --other H01 --on 2014-04-10 --as-of 2014-04-12"
    assert "household H01 with itself" in said(world, wrong, 1)
    assert "household H01 with itself" in said(world, wrong, 1)  # nothing was stored
    ahead = "change BD-1 household_leaves H01 --on 2014-04-13 --as-of 2014-04-12"
    assert "2014-04-13" in said(world, ahead, 1)


def test_a_change_is_taken_back_with_reason_and_name(world: World) -> None:
    birth = "change BD-1 birth H01 --name 张小宝 --on 2014-04-10 --by 王建国 --as-of 2014-04-12"
    said(world, birth)
    back = "revoke BD-1 --reason 同名误登 --by 周洁 --as-of 2014-04-14"
    assert "BD-1: the change is revoked" in said(world, back)
    assert "revoked before; nothing changed" in said(world, back)
    told = json.loads(said(world, "explain H01 --as-of 2014-04-14 --json"))
    assert told["members"] == 2
    assert [(c["revoked_by"], c["revoked_on"]) for c in told["changes"]] == [("周洁", "2014-04-14")]
    assert "revoked on 2014-04-14 by 周洁: 同名误登" in said(
        world, "explain H01 --as-of 2014-04-14"
    )
    assert json.loads(said(world, "status --as-of 2014-04-14 --json"))["changes"] == []


def test_a_revocation_that_cannot_be_is_refused_at_the_desk(world: World) -> None:
    assert "no change BD-9" in said(world, "revoke BD-9 --reason 误登 --as-of 2014-04-14", 1)
    assert "--reason" in said(world, "revoke BD-9 --as-of 2014-04-14", 2)
