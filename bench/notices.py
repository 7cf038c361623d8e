"""How fast notices print: ours beside a plain WeasyPrint loop, Chromium and Typst, same rows.

    python bench/notices.py [notices] [households per notice]

Every way runs on the same rows in the same run. Ours prints its whole page (red head, window,
objections, QR code) in two processes; the others print a title and a plain table, one after another.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import typst

from tasks.printing import fonts
from tasks.printing.contents import Contact, Notice, NoticeLine, Place, Window, Words
from tasks.printing.pages import print_papers

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = ("秀英", "建国", "德福", "桂兰", "小凤", "志强", "玉珍", "明", "翀", "喆")


def main() -> None:
    """Run every way and print its time per notice and our ratio to it."""
    count, rows = (int(given) for given in [*sys.argv[1:], "60", "130"][:2])
    notices = [_notice(number, rows) for number in range(1, count + 1)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # The pool stays warm through an office's day, so its one start is timed apart.
        start = _seconds(lambda: print_papers(notices[:8], place))
        ours = _seconds(lambda: print_papers(notices, place)) / count
        print(f"{count} notices of {rows} households; first batch of 8 with start {start:.1f} s")
        print(f"ours, 2 processes      {ours * 1000:7.0f} ms a notice")
        for name, run in (
            ("plain WeasyPrint loop", _plain_loop),
            ("Chromium, headless", _chromium),
            ("Typst, plain table", _typst),
        ):
            sample = notices if run is not _chromium else notices[:5]
            if run is _chromium and not shutil.which("chromium"):
                print(f"{name:22} skipped: not installed")
                continue
            each = _seconds(lambda run=run, sample=sample: run(sample, place)) / len(sample)
            print(f"{name:22} {each * 1000:7.0f} ms a notice, {each / ours:5.1f} times ours")


def _plain_loop(notices: list[Notice], folder: Path) -> None:
    from weasyprint import HTML

    for notice in notices:
        HTML(string=_plain_html(notice)).write_pdf(folder / "plain.pdf")


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
            f"= {notice.number}\n#table(columns: (1fr, 2fr, 3fr, 1fr, 2fr), {cells})"
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
    group = line.group.zh if line.group else ""
    mark = line.mark.zh if line.mark else ""
    return [str(line.line_no), line.head_name, group, str(line.household_size), mark]


def _notice(number: int, rows: int) -> Notice:
    return Notice(
        number=f"云扶办公示〔2014〕{number}号",
        issued_on=date(2014, 6, 3),
        issuer=Words(zh="云岭县扶贫开发领导小组办公室"),
        place=Place(
            county=Words(zh="云岭县"), township=Words(zh="大坪镇"), village=Words(zh="三岔河村")
        ),
        stage="second_publicity",
        campaign="identification",
        campaign_year=2014,
        list_name=Words(zh="2014年拟识别贫困户名单"),
        lines=tuple(
            NoticeLine(
                line_no=index + 1,
                head_name=SURNAMES[(index + number) % 20] + GIVEN[index * 7 % 10],
                household_size=index % 6 + 1,
                group=Words(zh=f"第{'一二三四五'[index * 5 // rows]}村民小组"),
                mark=Words(zh="新增") if index % 9 == 0 else None,
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


def _seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


if __name__ == "__main__":
    main()
