"""The assessment of a county of Yongshou's size at the year's end, beside plain counts of the same rows.

Run as `python -m bench.assessment`; the goal is 20 seconds for everybody's scores and the lists.
"""

import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl

from bench.duties import COUNTY, FIRST, HELP, LAST, OFFICE, county
from registry.session import Registry
from tasks.assessment.results import publish_results
from tasks.assessment.scores import scores_of
from tasks.campaign_day import Campaign, campaign_day
from tasks.duties.writing import write_duties
from tasks.opening import open_campaign

TOWNSHIPS, UNITS = 13, 106
ASSESSMENT = f"assessment-2014-{COUNTY}"
PUBLISHED = date(2015, 1, 16)


def worked_year(registry: Registry) -> None:
    """Four of five duties are done in time; most households have a measure and a difficulty less."""
    with registry.writing("bench", LAST, OFFICE) as entry:
        desk = {"office_name": "县扶贫办", "office_address": "监军街1号", "phone": "029-37660000"}
        place = {"code": COUNTY, "version": 2, "since_on": FIRST, "level": "county"}
        place |= {"name_zh": "样本县", "supervision_phone": "12317"}
        entry.insert("place", [place | desk])
        done = entry.connection.execute(
            """SELECT duty_id, owner_id, subject_code, period, 1 AS round, due_on AS done_on,
                '完成' AS what FROM duty WHERE hash(owner_id, subject_code, period) % 5 > 0"""
        ).pl()
        entry.insert("duty_report", done)
        households = entry.connection.execute("SELECT household_id FROM household").pl()
        n = pl.int_range(pl.len())
        given = households.filter(n % 10 > 0).with_columns(
            campaign_id=pl.lit(HELP),
            measure_id=pl.lit("industry"),
            round=1,
            decided_on=FIRST,
            is_given=True,
            reason=pl.lit("measure.fits"),
        )
        entry.insert("measure", given)
        stated = households.with_columns(
            difficulty_id=pl.lit("water"),
            round=1,
            stated_on=LAST,
            state=pl.when(n % 3 > 0).then(pl.lit("solved")).otherwise(pl.lit("open")),
        )
        entry.insert("difficulty", stated)
        entry.insert("indicator_score", entered(entry.connection))


def entered(connection: object) -> pl.DataFrame:
    """Satisfaction of every village and township, the village's opinion of every unit."""
    return connection.execute(  # type: ignore[attr-defined,no-any-return]
        """SELECT $campaign AS campaign_id,
            CASE kind WHEN 'unit' THEN 'village_opinion' ELSE 'satisfaction' END AS indicator_id,
            kind, id AS assessed_id, 1 AS round, (60 + hash(id) % 40)::DECIMAL(5, 2) AS points,
            $day AS scored_on, '周洁' AS scorer, '问卷' AS reason
        FROM (
            SELECT level AS kind, code AS id FROM place WHERE level IN ('village', 'township')
            UNION ALL SELECT 'unit', unit_id FROM helping_unit
        )""",
        {"campaign": ASSESSMENT, "day": LAST},
    ).pl()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        registry = county(Path(name), TOWNSHIPS, UNITS)
        write_duties(campaign_day(registry, HELP, LAST, OFFICE))
        end = date(2015, 3, 31)
        own = (ASSESSMENT, "assessment", 2014, COUNTY, "cn", FIRST, end, "永扶办考", OFFICE)
        open_campaign(registry, Campaign(*own))
        worked_year(registry)
        day = campaign_day(registry, ASSESSMENT, PUBLISHED, OFFICE)
        started, worked = time.perf_counter(), time.process_time()
        with day.reading() as reader:
            results = scores_of(reader, day)
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
        counted = dict(Counter(result.assessed.kind for result in results))
        assert all(result.score is not None for result in results if result.tree.is_applicable)
        started = time.perf_counter()
        with day.reading() as reader:
            duties = reader.connection.execute(
                """SELECT d.owner_id, count(*), count(r.duty_id) FROM duty AS d
                LEFT JOIN duty_report AS r USING (duty_id, owner_id, subject_code, period)
                GROUP BY d.owner_id"""
            ).fetchall()
        floor = time.perf_counter() - started
        started, worked = time.perf_counter(), time.process_time()
        published = publish_results(day)
        lists, list_cpu = time.perf_counter() - started, time.process_time() - worked
        print(f"scores of {counted}: {seconds:.1f} s, {cpu:.1f} s of CPU; goal 20 s")
        print(f"their duties ({sum(row[1] for row in duties):,}) only counted: {floor:.2f} s")
        said = f"{lists:.1f} s, {list_cpu:.1f} s of CPU"
        print(f"scores, ranks and {published['notices']} lists, stored: {said}; goal 20 s")


if __name__ == "__main__":
    main()
