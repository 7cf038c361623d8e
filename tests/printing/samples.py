"""Papers for the tests: invented places and people, rare characters, lists of any length."""

from __future__ import annotations

from datetime import date

from tasks.printing.contents import (
    Contact,
    Notice,
    NoticeLine,
    Place,
    Window,
    Words,
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = ("喆", "秀英", "堃", "翀", "德福", "建国", "桂兰", "𬱟", "小凤", "志强", "玉珍")

PLACE = Place(
    county=Words(zh="云岭县", en="Yunling County"),
    township=Words(zh="大坪镇", en="Daping Township"),
    village=Words(zh="三岔河村", en="Sanchahe Village"),
    group=Words(zh="第一村民小组", en="Group 1"),
)
LONG_PLACE = Place(county=Words(zh="双江拉祜族佤族布朗族傣族自治县", en=None))
ISSUER = Words(
    zh="云岭县扶贫开发领导小组办公室",
    en="Poverty Alleviation Office of Yunling County",
)
CONTACT = Contact(
    office=Words(zh="大坪镇扶贫工作站", en="the Poverty Workstation of Daping Township"),
    address=Words(zh="大坪镇政府一楼103室", en="Room 103, Daping Township Government"),
    phone="0910-555 0123",
    email="fpz@example.org",
    supervision_phone="12317",
)
WINDOW = Window(
    days=7,
    day_kind="calendar",
    posting_planned_on=date(2014, 6, 3),
    opens_planned_on=date(2014, 6, 4),
    closes_planned_on=date(2014, 6, 10),
)


def name(index: int) -> str:
    """An invented name; every seventh is of the length usual in the south-west."""
    if index % 7 == 6:
        return "阿苏·俄里木"
    return SURNAMES[index % len(SURNAMES)] + GIVEN[index % len(GIVEN)]


def lines(count: int, groups: int = 0, villages: int = 0) -> tuple[NoticeLine, ...]:
    """List lines in order, spread over groups and villages where asked."""
    return tuple(
        NoticeLine(
            line_no=index + 1,
            head_name=name(index),
            household_size=index % 6 + 1,
            group=_nth("第{}村民小组", "Group {}", index * groups // count) if groups else None,
            village=_nth("{}号村", "Village {}", index * villages // count) if villages else None,
            township=Words(zh="大坪镇", en="Daping Township") if villages else None,
            mark=Words(zh="新增", en="new") if index % 5 == 0 else None,
        )
        for index in range(count)
    )


def notice(count: int = 12, number: int = 12, **changes: object) -> Notice:
    """A first publicity of `count` households in one villager group."""
    fields: dict[str, object] = {
        "number": f"云扶办公示〔2014〕{number}号",
        "issued_on": date(2014, 6, 3),
        "issuer": ISSUER,
        "place": PLACE,
        "stage": "first_publicity",
        "campaign": "identification",
        "campaign_year": 2014,
        "list_name": Words(zh="2014年拟识别贫困户名单", en="households proposed as poor in 2014"),
        "lines": lines(count),
        "window": WINDOW,
        "contact": CONTACT,
    }
    return Notice.model_validate(fields | changes)


def _nth(zh: str, en: str, index: int) -> Words:
    return Words(zh=zh.format("一二三四五六七八九十"[index % 10]), en=en.format(index + 1))
