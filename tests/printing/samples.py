"""Papers for the tests: invented places and people, rare characters, lists of any length."""

from __future__ import annotations

from datetime import date

from tasks.printing.contents import (
    ApplicationSheet,
    Contact,
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
    Paper,
    PathStep,
    Place,
    Question,
    ReverificationHit,
    ReverificationList,
    Standard,
    SurveyedView,
    SurveySection,
    SurveySheet,
    Verdict,
    Window,
    Words,
    WorkManual,
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
HANDBOOK = Words(zh="《精准识别应知应会》3.2节", en="handbook of targeted identification, 3.2")
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


def one_of_each() -> list[Paper]:
    """One paper of every kind but the notice, filled as an office would fill it."""
    common = {
        "issued_on": date(2014, 6, 3),
        "issuer": ISSUER,
        "place": PLACE,
    }
    members = (
        Member(
            name="王喆",
            relation=Words(zh="户主", en="head"),
            born_year=1961,
            masked_id="610126********0011",
            situation=Words(zh="有劳动能力", en="able to work"),
        ),
        Member(
            name="李秀英",
            relation=Words(zh="配偶", en="wife"),
            born_year=1963,
            masked_id="610126********0020",
        ),
    )
    objected = Objected(
        notice_number="云扶办公示〔2014〕12号",
        notice_name=Words(zh="2014年拟识别贫困户名单", en="households proposed as poor in 2014"),
        head_name="张堃",
        ground=Words(zh="家里有营运货车", en="the household runs a lorry"),
    )
    income = Question(
        code="1.1",
        ask=Words(zh="上年家庭人均纯收入", en="Net income per person last year"),
        unit=Words(zh="元", en="yuan"),
    )
    water = Question(
        code="2.1",
        ask=Words(zh="饮水安全", en="Safe drinking water"),
        choices=(Words(zh="是", en="yes"), Words(zh="否", en="no")),
    )
    house = Words(zh="住房为危房且无力改建", en="an unsafe house, and unable to rebuild")
    steps = (
        ("申请", "Application"),
        ("组评议与第一次公示", "Group appraisal, first publicity"),
        ("入户调查", "Household survey"),
        ("村评议与第二次公示", "Village appraisal, second publicity"),
        ("乡镇审核", "Township audit"),
        ("县级比对", "County comparison"),
        ("录入清洗", "Entry and cleaning"),
        ("公告", "Announcement"),
    )
    return [
        ReverificationList(
            number="云扶办核〔2014〕3号",
            campaign_year=2014,
            return_by=date(2014, 8, 15),
            hits=tuple(
                ReverificationHit(
                    line_no=index + 1,
                    household_code=f"61012600100{index}",
                    head_name=name(index),
                    household_size=4,
                    group=PLACE.group,
                    findings=(
                        Finding(
                            rule=Words(zh="拥有或使用机动车", en="owns or uses a car"),
                            source=HANDBOOK,
                            department=Words(zh="县公安局", en="public security"),
                            found=Words(zh="小型普通客车一辆", en="one small passenger car"),
                        ),
                    ),
                )
                for index in range(5)
            ),
            contact=CONTACT,
            **common,
        ),
        HouseholdFile(
            number="云扶档〔2014〕00012号",
            household_code="610126001001",
            head_name="王喆",
            campaign_year=2014,
            causes=(Words(zh="缺技术", en="lack of skill"),),
            members=members,
            survey=(
                SurveyedView(
                    view="income",
                    facts=(
                        Fact(
                            name=Words(zh="人均纯收入", en="net income per person"),
                            value=Words(zh="2310元", en="2,310 yuan"),
                        ),
                        Fact(
                            name=Words(zh="外出务工", en="work away from home"),
                            value=Words(zh="1人，5个月", en="1 person, 5 months"),
                        ),
                    ),
                ),
                SurveyedView(
                    view="security",
                    facts=(
                        Fact(
                            name=Words(zh="住房等级", en="grade of the house"),
                            value=Words(zh="C级", en="C"),
                        ),
                    ),
                ),
            ),
            surveyed_on=date(2014, 6, 20),
            verdicts=(
                Verdict(
                    rule_id="enter.income",
                    wording=Words(zh="人均纯收入低于贫困线", en="income per person below the line"),
                    source=HANDBOOK,
                    observed=Words(zh="2310元，贫困线2800元", en="2,310 yuan; the line is 2,800"),
                    verdict="met",
                ),
                Verdict(
                    rule_id="enter.housing",
                    wording=house,
                    source=HANDBOOK,
                    observed=Words(
                        zh="C级，能否改建不明", en="grade C; ability to rebuild not known"
                    ),
                    verdict="unknown",
                ),
            ),
            path=tuple(
                PathStep(
                    step_no=index + 1,
                    step=Words(zh=zh, en=en),
                    done_on=date(2014, 5 + index // 2, 10) if index < 5 else None,
                    outcome=Words(zh="通过", en="passed") if index < 5 else None,
                    actor=Words(zh="村民小组", en="villager group") if index < 5 else None,
                )
                for index, (zh, en) in enumerate(steps)
            ),
            **common,
        ),
        HouseholdCard(
            number="云扶卡〔2014〕00012号",
            head_name="王喆",
            household_size=2,
            causes=(Words(zh="缺技术", en="lack of skill"),),
            status=Words(zh="已识别为贫困户", en="registered as a poor household"),
            status_since=date(2014, 10, 8),
            measures=(Words(zh="养殖技术培训", en="training in animal husbandry"),),
            next_steps=(
                NextStep(
                    what=Words(
                        zh="帮扶责任人上门商定增收计划", en="your helper agrees an income plan"
                    ),
                    due_on=date(2015, 1, 31),
                ),
                NextStep(what=Words(zh="每季度走访一次", en="a visit every quarter")),
            ),
            helper_name="赵堃",
            helper_unit=Words(zh="县农业局", en="County Bureau of Agriculture"),
            helper_phone="0910-555 0188",
            contact=CONTACT,
            **common,
        ),
        ObjectionReceipt(
            number="云扶异〔2014〕7号",
            objected=objected,
            received_on=date(2014, 6, 5),
            is_in_window=True,
            answer_due_on=date(2014, 6, 15),
            contact=CONTACT,
            **common,
        ),
        ObjectionReply(
            number="云扶异复〔2014〕7号",
            receipt_number="云扶异〔2014〕7号",
            objected=objected,
            received_on=date(2014, 6, 5),
            decision="sustained",
            decided_on=date(2014, 6, 12),
            reason=Words(
                zh="该户自2013年起从事货运，收入稳定",
                en="the household has earned a steady income from haulage since 2013",
            ),
            effect=Words(
                zh="该户不列入本次名单，更正名单另行公示",
                en="the household is taken off the list, and a corrected list is posted",
            ),
            contact=CONTACT,
            **common,
        ),
        WorkManual(
            number="云扶办〔2014〕5号",
            campaign_year=2014,
            planned_households=86,
            planned_persons=312,
            objectives=(
                Words(zh="应识尽识，程序到位", en="find everyone, and leave out no step"),
                Words(zh="资料齐全，有据可查", en="keep complete and checkable records"),
            ),
            tasks=tuple(
                ManualTask(
                    what=Words(zh=zh, en=en),
                    who=Words(zh="村两委", en="village committee"),
                    due_on=date(2014, 5 + index // 2, 28),
                )
                for index, (zh, en) in enumerate(steps)
            ),
            standards=(
                Standard(
                    wording=Words(
                        zh="人均纯收入低于2800元", en="income per person below 2,800 yuan"
                    ),
                    source=HANDBOOK,
                ),
                Standard(wording=house, source=HANDBOOK),
            ),
            requirements=(Words(zh="评议要有签名和手印", en="appraisals are signed"),),
            contact=CONTACT,
            **common,
        ),
        LetterOfResponsibility(
            number="云扶责〔2014〕5号",
            campaign_year=2014,
            planned_households=86,
            planned_persons=312,
            due_on=date(2014, 9, 30),
            duties=(
                Words(
                    zh="组织评议，保证参与真实", en="hold the appraisals, with real participation"
                ),
                Words(
                    zh="按时张贴名单，留存照片", en="post the lists on time, and keep photographs"
                ),
                Words(zh="受理意见，保护反映人", en="take objections, and protect who raises them"),
            ),
            signatories=(
                Words(zh="村党支部书记", en="Party secretary of the village"),
                Words(zh="村委会主任", en="Head of the village committee"),
                Words(zh="县扶贫办主任", en="Director of the county office"),
            ),
            **common,
        ),
        SurveySheet(
            number="云扶调〔2014〕12号",
            campaign_year=2014,
            household_code="610126001001",
            head_name="王喆",
            members=members,
            sections=(
                SurveySection(view="income", questions=(income,) * 3),
                SurveySection(view="food_and_clothing", questions=(water,) * 2),
                SurveySection(view="security", questions=(water,) * 3),
                SurveySection(view="stable_trend", questions=(income, water)),
            ),
            **common,
        ),
        ApplicationSheet(
            number="云扶申〔2014〕空白",
            campaign_year=2014,
            reasons=(
                Words(zh="收入低于贫困线", en="income below the line"),
                Words(zh="孩子上学困难", en="a child cannot finish school"),
                house,
                Words(zh="家人重病、长期慢性病", en="serious or long illness in the family"),
            ),
            contact=CONTACT,
            **common,
        ),
    ]
