"""How fast notices print: ours beside a plain WeasyPrint loop, Chromium and Typst, same rows.

    python -m bench.notices [notices]

At the two usual sizes, a first publicity of 15 households and a second one of 130, and in the mix that an
identification of Yongshou posts: 1,118 first ones of 18 households on average, 133 second ones of 128; of
these five times as many, so that the last large one does not count. Every way runs on the same rows in the
same run. Ours prints its whole page (red head, window, objections, posting record, QR code): one file a
notice, and bundles for the print shop; CPU in one process, wall clock in two. The others print a title and
a plain table, one after another.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import typst

from tasks.printing import fonts
from tasks.printing.contents import Contact, Notice, NoticeLine, Place, Window, Words
from tasks.printing.pages import print_papers, print_together

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
VILLAGES = ("三岔河村", "柳树湾村", "石桥村", "上坪村", "马家沟村", "龙泉村", "大槐树村")
GIVEN = ("秀英", "建国", "德福", "桂兰", "小凤", "志强", "玉珍", "明", "翀", "喆")


def main() -> None:
    """Run every way at both sizes and print its time per notice and our ratio to it."""
    count = int((sys.argv[1:] or ["60"])[0])
    with tempfile.TemporaryDirectory() as folder:
        for title, rows in {
            "notices of 15 households": [15] * count,
            "notices of 130 households": [130] * count,
            "notices in Yongshou's mix": _mixed(5 * count),
        }.items():
            notices = [_notice(number, each) for number, each in enumerate(rows, 1)]
            _compare(notices, title, Path(folder))


def _mixed(count: int) -> list[int]:
    """Households of each notice: 1,118 first publicities and 133 second ones, as evenly as they come."""
    seconds = [number * 133 // 1251 for number in range(count + 1)]
    return [128 if now > before else 18 for before, now in pairwise(seconds)]


def _compare(notices: list[Notice], title: str, folder: Path) -> None:
    half = len(notices) // 2

    def files(workers: int) -> None:
        print_papers(notices, _empty(folder), workers=workers)

    def bundles(workers: int) -> None:
        target = _empty(folder)
        halves = {target / "1.pdf": notices[:half], target / "2.pdf": notices[half:]}
        print_together(halves, workers=workers)

    # Fonts are read and processes started once in an office's day: every way starts warm.
    _plain_loop(notices[:8], _empty(folder))
    print_papers(notices[:8], _empty(folder), workers=1)
    files(2)
    ways: dict[str, Callable[[], object]] = {
        "plain loop": lambda: _plain_loop(notices, _empty(folder)),
        "ours, files": lambda: files(1),
        "ours, bundles": lambda: bundles(1),
    }
    cpu = {name: _ms(run, len(notices), process_time) for name, run in ways.items()}
    ways |= {
        "ours, files": lambda: files(2),
        "ours, bundles": lambda: bundles(2),
        "Typst, plain table": lambda: _typst(notices, folder),
    }
    wall = {name: _ms(run, len(notices), perf_counter) for name, run in ways.items()}
    if shutil.which("chromium"):
        wall["Chromium"] = _ms(lambda: _chromium(notices[:5], folder), 5, perf_counter)
    print(f"{len(notices)} {title}, ms a notice (plain loop = 1.0)")
    for name, each in wall.items():
        line = f"  {name:20} wall {each:6.0f} ({wall['plain loop'] / each:4.1f} times as fast)"
        if name in cpu:
            line += f"   CPU {cpu[name]:6.0f} ({cpu['plain loop'] / cpu[name]:4.1f})"
        print(line)


def _plain_loop(notices: list[Notice], folder: Path) -> None:
    from weasyprint import HTML

    for place, notice in enumerate(notices):
        HTML(string=_plain_html(notice)).write_pdf(folder / f"{place}.pdf")


def _chromium(notices: list[Notice], folder: Path) -> None:
    for notice in notices:
        page = folder / "plain.html"
        page.write_text(_plain_html(notice), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/user"]
        target = f"--print-to-pdf={folder / 'chromium.pdf'}"
        command = ["chromium", *options, target, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def _typst(notices: list[Notice], folder: Path) -> None:
    fonts_here = [str(path) for path in fonts.FONT_FOLDER.glob("*") if path.is_dir()]
    compiler = typst.Compiler(root=str(folder), font_paths=fonts_here)
    for notice in notices:
        cells = "".join(f"[{cell}]," for line in notice.lines for cell in _cells(line))
        source = (
            '#set text(font: ("Liberation Serif", "FandolFang R", "LXGW WenKai Light"), size: 14pt)\n'
            f"= {notice.number}\n#table(columns: {len(_cells(notice.lines[0]))}, {cells})"
        )
        compiler.compile(source.encode(), output=str(folder / "typst.pdf"))


def _plain_html(notice: Notice) -> str:
    cells = (
        "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(line)) for line in notice.lines
    )
    rows = "".join(f"<tr>{row}</tr>" for row in cells)
    style = "body{font:14pt 'Liberation Serif',FandolFang}table{width:100%;border-collapse:collapse}td{border:1px solid}"
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{style}</style>'
        f"<h1>{notice.number}</h1><table>{rows}</table>"
    )


def _cells(line: NoticeLine) -> list[str]:
    group = [line.group.zh] if line.group else []
    return [str(line.line_no), line.head_name, *group, str(line.household_size)]


def _notice(number: int, rows: int) -> Notice:
    is_first = rows < 100
    return Notice(
        number=f"云扶办公示〔2014〕{number}号",
        issued_on=date(2014, 6, 3),
        issuer=Words(zh="云岭县扶贫开发领导小组办公室"),
        place=Place(
            county=Words(zh="云岭县"),
            township=Words(zh="大坪镇"),
            village=Words(zh=VILLAGES[number // 8 % len(VILLAGES)]),
            group=Words(zh=f"第{number % 8 + 1}村民小组") if is_first else None,
        ),
        stage="first_publicity" if is_first else "second_publicity",
        campaign="identification",
        campaign_year=2014,
        list_name=Words(zh="2014年拟识别贫困户名单"),
        lines=tuple(
            NoticeLine(
                line_no=index + 1,
                head_name=SURNAMES[(index + number) % 20] + GIVEN[index * 7 % 10],
                household_size=index % 6 + 1,
                group=None if is_first else Words(zh=f"第{index * 5 // rows + 1}村民小组"),
            )
            for index in range(rows)
        ),
        window=Window(
            days=7,
            day_kind="calendar",
            posting_planned_on=date(2014, 6, 3),
            opens_planned_on=date(2014, 6, 4),
            closes_planned_on=date(2014, 6, 10),
        ),
        contact=Contact(
            office=Words(zh="大坪镇扶贫工作站"),
            address=Words(zh="大坪镇政府一楼"),
            phone="0910-555 0123",
            supervision_phone="12317",
        ),
    )


def _empty(folder: Path) -> Path:
    # A file in the place of another would wait for the disk.
    return Path(tempfile.mkdtemp(dir=folder))


def _ms(run: Callable[[], object], count: int, clock: Callable[[], float]) -> float:
    started = clock()
    run()
    return (clock() - started) * 1000 / count


if __name__ == "__main__":
    main()
