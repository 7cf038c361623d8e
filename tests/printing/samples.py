"""Papers for the tests: invented places and people, rare characters, lists of any length."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tasks.printing.contents import (
    AnnouncedVillage,
    Answer,
    ApplicationSheet,
    Bar,
    BarChart,
    Chapter,
    Contact,
    Fact,
    Figure,
    Finding,
    FrameNotice,
    FrameStratum,
    HelpedHousehold,
    HelperLetter,
    HouseholdCard,
    HouseholdFile,
    InspectionSheets,
    InspectionVisit,
    LetterOfResponsibility,
    ManualTask,
    Member,
    NextStep,
    Notice,
    NoticeLine,
    Objected,
    ObjectionReceipt,
    ObjectionReply,
    PairingLine,
    PairingNotice,
    PairingUnit,
    Paper,
    PathStep,
    PaymentLine,
    PaymentList,
    Place,
    PlaceCounts,
    PlaceLine,
    PlaceTable,
    PointLine,
    PolicyChange,
    Question,
    ReminderSlip,
    ReminderSlips,
    Replaced,
    Report,
    ResultNotice,
    ReverificationHit,
    ReverificationList,
    RuleCounts,
    ScoredLine,
    ScoredTable,
    ScoreLine,
    Scores,
    Standard,
    StatedFigure,
    SurveyedView,
    SurveySection,
    SurveySheet,
    Verdict,
    VillageAnnouncement,
    VillageHave,
    VillageProposal,
    VillageReport,
    WhatIf,
    Window,
    WindowCalendar,
    WindowRow,
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


def result_notice(count: int = 12) -> ResultNotice:
    """Results of helpers of one unit, of whom one was corrected and one had nothing to assess."""
    grades = (
        Words(zh="优秀", en="excellent"),
        Words(zh="良好", en="good"),
        Words(zh="合格", en="fair"),
    )
    return ResultNotice(
        number="云扶办考〔2015〕8号",
        issued_on=date(2015, 1, 16),
        issuer=ISSUER,
        place=PLACE.model_copy(update={"group": None, "village": None, "township": None}),
        campaign_year=2014,
        list_name=Words(zh="年度考核结果", en="results of the yearly assessment"),
        assessed=Words(zh="帮扶责任人", en="helpers"),
        unit=Words(zh="县农业局", en="County Bureau of Agriculture"),
        ranked=640,
        not_assessed=1,
        lines=tuple(
            ScoreLine(
                line_no=index + 1,
                assessed_id=f"BF-{index + 1:05}",
                name=Words(zh=name(index)),
                score=Decimal(9750 - index * 311).scaleb(-2),
                rank=3 + index * 17,
                grade=grades[index * 3 // count],
                honour=Words(zh="通报表扬", en="commended") if not index else None,
                is_corrected=index == 1,
            )
            for index in range(count)
        ),
        window=WINDOW,
        contact=CONTACT,
        replaces=Replaced(
            number="云扶办考〔2015〕4号",
            reason=Words(
                zh="公示期内异议经调查核实成立，得分据此更正",
                en="objections raised in the window were sustained and scores are corrected",
            ),
        ),
    )


def payment_list(count: int = 40, number: int = 2) -> PaymentList:
    """A village's payees of one payment list, in six groups."""
    payees = tuple(
        PaymentLine(
            line_no=index + 1,
            head_name=name(index),
            group=_nth("第{}村民小组", "Group {}", index * 6 // count),
            amount=Decimal(300 + index * 737 % 4700) + Decimal("0.50") * (index % 9 == 0),
        )
        for index in range(count)
    )
    return PaymentList(
        number=f"云扶办帮〔2014〕{number}号",
        issued_on=date(2014, 6, 3),
        issuer=ISSUER,
        place=PLACE.model_copy(update={"group": None}),
        campaign_year=2014,
        list_name=Words(zh="扶贫资金发放名单", en="list of payments to poor households"),
        batch_id="FF-2014-001",
        project_name="三岔河村奶山羊养殖",
        source="中央财政专项扶贫资金",
        currency=Words(zh="元", en="yuan"),
        lines=payees,
        total_amount=sum((payee.amount for payee in payees), Decimal(0)),
        window=WINDOW,
        contact=CONTACT,
    )


def _nth(zh: str, en: str, index: int) -> Words:
    return Words(zh=zh.format("一二三四五六七八九十"[index % 10]), en=en.format(index + 1))


BUREAU = Words(zh="云岭县农业农村局", en="Yunling Bureau of Agriculture")


def pairing_notice(count: int = 12) -> PairingNotice:
    """Who helps whom in a village of two groups, two households a helper."""
    village = PLACE.model_copy(update={"group": None})
    return PairingNotice(
        number="云扶办帮〔2014〕7号",
        issued_on=date(2014, 7, 2),
        issuer=ISSUER,
        place=village,
        campaign_year=2014,
        units=(
            PairingUnit(name=BUREAU, leader_name="周建军"),
            PairingUnit(name=Words(zh="省文物保护研究院"), leader_name="陈静"),
        ),
        lines=tuple(
            PairingLine(
                line_no=index + 1,
                head_name=name(index),
                group=_nth("第{}村民小组", "Group {}", index * 2 // count),
                helper_name=name(index // 2 + 3),
                unit=BUREAU if index % 3 else Words(zh="省文物保护研究院"),
                post=Words(zh="办公室主任", en="head of office") if index % 4 == 0 else None,
            )
            for index in range(count)
        ),
        contact=CONTACT,
        replaces=Replaced(
            number="云扶办帮〔2014〕3号",
            reason=Words(zh="帮扶责任人有变动", en="some helpers have changed"),
        ),
    )


def what_if(villages: int = 6) -> WhatIf:
    """A line raised from 2,800 to 3,000 yuan, schooling left out, in one township."""
    counts = {
        "surveyed": 120,
        "eligible_before": 31,
        "newly_in": 4,
        "newly_out": 2,
        "eligible_after": 33,
        "unknown_after": 1,
        "gap_before": Decimal("84560.50"),
        "gap_after": Decimal("109870.25"),
    }
    places = [(Words(zh="大坪镇", en="Daping Township"), False)] + [
        (Words(zh=f"{number}号村", en=f"Village {number}"), True) for number in range(villages)
    ]
    return WhatIf(
        number="identification-2014-610126 2014-06-03",
        issued_on=date(2014, 6, 3),
        issuer=ISSUER,
        place=Place(county=PLACE.county),
        campaign_year=2014,
        rules_on=date(2014, 6, 3),
        currency=Words(zh="元", en="yuan"),
        changes=(
            PolicyChange(
                item=Words(zh="国家扶贫标准", en="national poverty line"),
                before=Words(zh="2800"),
                after=Words(zh="3000"),
            ),
        ),
        figures=(
            Figure(
                item=Words(zh="符合条件的户", en="households that are eligible"),
                before="1,210",
                after="1,284",
                difference="+74",
            ),
        ),
        places=tuple(PlaceCounts(name=n, is_village=is_one, **counts) for n, is_one in places),
        rules=(
            RuleCounts(
                item=Words(zh="子女因缺钱辍学", en="a child out of school for lack of money"),
                met_before=12,
                met_after=None,
                newly_in=0,
                newly_out=9,
                alone=9,
            ),
        ),
    )


def report(kind: type[Report] = VillageReport, places: int = 3) -> Report:
    """A report with every kind of chart, an unknown value, and places with rare characters."""
    households = Words(zh="户", en="households")
    names = [Words(zh=f"㙦䶮{n}村", en=f"Village {n}") for n in range(1, places + 1)]
    chart = BarChart(
        title=Words(zh="因为什么贫困", en="Why households are poor"),
        unit=households,
        bars=(
            Bar(label=Words(zh="缺发展资金", en="lack of funds"), values=(Decimal(52),)),
            Bar(label=Words(zh="因病致贫", en="illness"), values=(Decimal(0),)),
        ),
    )
    stacked = BarChart(
        title=Words(zh="资金按来源", en="Money by source"),
        unit=Words(zh="元", en="yuan"),
        series=(Words(zh="已发放", en="paid"), Words(zh="在途", en="underway")),
        bars=(
            Bar(label=Words(zh="中央财政专项扶贫资金"), values=(Decimal("62400.50"), Decimal(0))),
        ),
    )
    grouped = stacked.model_copy(update={"together": "grouped"})
    return kind(
        number=f"云扶办帮〔2014〕{len(kind.kind)}号",
        issued_on=date(2014, 9, 26),
        issuer=ISSUER,
        place=PLACE,
        subject_code="610126101001",
        subject=PLACE.village or PLACE.county,
        year=2014,
        answers=(
            Answer(
                question=Words(zh="谁贫困、为什么", en="Who is poor, and why?"),
                answer=Words(zh="名单上没有贫困户。", en="No household is on the list."),
            ),
        ),
        chapters=(
            Chapter(
                precision="targets",
                says=Words(zh="名单上现有52户。", en="52 households are on the list."),
                figures=(
                    StatedFigure(
                        figure="listed_households",
                        name=Words(zh="贫困户", en="Listed households"),
                        value=Decimal("52.00"),
                        unit=households,
                    ),
                    StatedFigure(
                        figure="rural_persons",
                        name=Words(zh="农村人口", en="Rural population"),
                        unit=Words(zh="人", en="persons"),
                    ),
                ),
                charts=(chart, stacked, grouped),
            ),
            Chapter(
                precision="projects",
                says=Words(zh="没有项目。", en="There are no projects."),
                figures=(),
            ),
        ),
        scores=Scores(
            says=Words(zh="2014年度考核得61.00分。", en="61.00 of 100 points for 2014."),
            points=(
                PointLine(
                    name=Words(zh="按期走访", en="visits in time"),
                    counted="4 / 20",
                    worth=Decimal("15.00"),
                    score=Words(zh="0.00", en="0.00"),
                    traced_as="visits",
                ),
            ),
            charts=(chart.model_copy(update={"decimals": 2}),),
            tables=(
                ScoredTable(
                    title=Words(zh="行政村", en="villages"),
                    lines=(
                        ScoredLine(
                            assessed_id="610126101001",
                            name=names[0],
                            score=Words(zh="61.00", en="61.00"),
                            rank=1,
                            standing=Words(zh="合格", en="fair"),
                        ),
                        ScoredLine(
                            assessed_id="610126101002",
                            name=names[1],
                            score=Words(zh="0.00–100.00", en="0.00–100.00"),
                        ),
                    ),
                ),
            ),
        ),
        calendar=WindowCalendar(
            title=Words(zh="名单公示的日子", en="When lists were public"),
            rows=tuple(
                WindowRow(label=name, windows=((date(2014, 4, 9), date(2014, 4, 15)),))
                for name in names
            ),
        ),
        places=(
            PlaceTable(
                title=Words(zh="各村情况", en="By village"),
                heads=(Words(zh="贫困户", en="Listed households"),),
                lines=tuple(
                    PlaceLine(place=name, is_sum=number == 0, values=(Decimal(number) or None,))
                    for number, name in enumerate(names)
                ),
            ),
        ),
        contact=CONTACT,
    )


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
        pairing_notice(),
        HelperLetter(
            **common,
            number="云扶办帮〔2014〕8号",
            campaign_year=2014,
            helper_code="BF-00012",
            helper_name="周翀",
            unit=BUREAU,
            post=Words(zh="办公室主任", en="head of office"),
            households=tuple(
                HelpedHousehold(
                    head_name=name(index),
                    household_size=index + 2,
                    group=_nth("第{}村民小组", "Group {}", index),
                    village=Words(zh="三岔河村", en="Sanchahe Village"),
                    township=Words(zh="大坪镇", en="Daping Township"),
                    since=date(2014, 7, 2),
                )
                for index in range(3)
            ),
            contact=CONTACT,
        ),
        payment_list(),
        result_notice(),
        what_if(),
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
        ReminderSlips(
            number="云扶帮〔2014〕31号",
            bundle=Words(zh="县财政局", en="Finance Bureau"),
            slips=(
                ReminderSlip(
                    key="20140603.0123456789abcdef0123@610126.poverty-office",
                    recipient_id="BF-00017",
                    recipient=Words(zh="阿苏·俄里木"),
                    digest_on=date(2014, 6, 3),
                    lines=(
                        Words(
                            zh="5月31日到期，已逾期3天：制定年度增收计划（2014年）：王户（第一村民小组）",
                            en="due on 31 May, 3 days overdue: income plan of the year (2014): "
                            "household 王 (Group 1)",
                        ),
                        Words(
                            zh="6月10日到期，还有7天：入户走访（2014年第2季度）：王户（第一村民小组）、欧阳户（第二村民小组）",
                            en="due on 10 June, in 7 days: visit (quarter 2 of 2014): "
                            "household 王 (Group 1), household 欧阳 (Group 2)",
                        ),
                    ),
                ),
                ReminderSlip(
                    key="20140603.3210fedcba9876543210@610126.poverty-office",
                    recipient_id="DW-017",
                    recipient=Words(zh="县财政局", en="Finance Bureau"),
                    digest_on=date(2014, 6, 3),
                    lines=(
                        Words(
                            zh="阿苏·俄里木（BF-00017）有4项长期逾期，最长9天，请督促",
                            en="阿苏·俄里木 (BF-00017): 4 long overdue, up to 9 days; see to it",
                        ),
                    ),
                ),
            ),
            contact=CONTACT,
            **common,
        ),
        FrameNotice(
            number="云扶检〔2014〕2号",
            campaign_year=2014,
            half=1,
            listed=86,
            unlisted=412,
            frame_digest="5f2b" * 16,
            strata=(
                FrameStratum(
                    place=Words(zh="大坪镇", en="Daping Township"), listed=61, unlisted=300
                ),
                FrameStratum(place=Words(zh="石门乡", en=None), listed=25, unlisted=112),
            ),
            contact=CONTACT,
            **common,
        ),
        InspectionSheets(
            number="云扶检〔2014〕3号",
            campaign_year=2014,
            half=1,
            level=Words(zh="乡镇", en="township"),
            starts_on=date(2014, 6, 4),
            due_on=date(2014, 6, 13),
            frame_digest="5f2b" * 16,
            visits=tuple(
                InspectionVisit(
                    route_no=number,
                    sheet_id=f"inspection-2014-h1-610126-{number:04}",
                    code=f"{number}f3a90c17be6d25{number}",
                    household_code=f"61012610000100{number:02}",
                    head_name=name,
                    household_size=size,
                    group=Words(zh="第一村民小组", en="Group 1"),
                    address=address,
                )
                for number, (name, size, address) in enumerate(
                    [("王喆", 4, "三岔河12号"), ("阿苏·俄里木", 1, None), ("李堃", None, "沟口")], 1
                )
            ),
            contact=CONTACT,
            **common,
        ),
        village_proposal(),
        village_announcement(),
    ]


HAVES = (
    ("有主导产业", "a leading industry"),
    ("有硬化（油化）村道", "a hard or oiled village road"),
    ("有便民服务中心", "a convenience service centre"),
    ("有到户社保措施", "social security measures for every household"),
    ("有整洁村容村貌", "a neat village"),
    ("有坚强村级班子", "a strong village team"),
    ("有稳定驻村队伍", "a stable resident team"),
    ("有结对帮扶机制", "pairing that works"),
    ("基础设施", "infrastructure"),
    ("基本公共服务", "basic public services"),
    ("集体经济收入", "income of the collective"),
)


def village_proposal(**changes: object) -> VillageProposal:
    """A village that proposes its exit, with some haves missing or not stated."""
    fields: dict[str, object] = {
        "number": "云扶办村〔2014〕3号",
        "issued_on": date(2014, 6, 3),
        "issuer": ISSUER,
        "place": PLACE.model_copy(update={"group": None}),
        "campaign_year": 2014,
        "proposal": "exit",
        "proposer": "赵堃",
        "reason": Words(zh="贫困发生率已降到3%以下，村道、饮水、产业均已解决"),
        "poor_households": 9,
        "poor_persons": 29,
        "rural_persons": 1012,
        "incidence_percent": Decimal("2.87"),
        "limit_percent": Decimal("3.00"),
        "haves": tuple(
            VillageHave(name=Words(zh=zh, en=en), state=("met", "met", "not_met", "unknown")[n % 4])
            for n, (zh, en) in enumerate(HAVES)
        ),
        "window": WINDOW,
        "contact": CONTACT,
    }
    return VillageProposal.model_validate(fields | changes)


def village_announcement(entries: int = 3, exits: int = 2) -> VillageAnnouncement:
    """The county's announcement of so many villages on and off the list."""

    def villages(count: int) -> tuple[AnnouncedVillage, ...]:
        return tuple(
            AnnouncedVillage(
                village=_nth("{}号村", "Village {}", n),
                township=Words(zh="大坪镇", en="Daping Township"),
                mean_score=Decimal("71.25") + n,
            )
            for n in range(count)
        )

    return VillageAnnouncement(
        number="云扶办村〔2014〕9号",
        issued_on=date(2014, 6, 20),
        issuer=ISSUER,
        place=Place(county=PLACE.county),
        campaign_year=2014,
        entries=villages(entries),
        exits=villages(exits),
        contact=CONTACT,
    )
