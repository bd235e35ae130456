"""Typesets a visit's programme with WeasyPrint, from an HTML table equivalent to ours.

    python programme.py VISIT.json ROUNDS [OUT.pdf]

The same pages as Chancery's: A4, title block, one table a day, time in both zones, event, place, participants, remarks
and press, page x of y, marking at head and foot; tagged, as PDF/UA-1. Prints the median of ROUNDS in milliseconds,
without starting Python and importing WeasyPrint, and the number of rows to show that all are there.
"""
import html
import json
import statistics
import sys
import time
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from weasyprint import HTML

STYLE = """
@page { size: A4; margin: 22mm 18mm;
  @top-center { content: "OFFICIAL"; font: 8pt sans-serif }
  @bottom-center { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif } }
body { font: 9.5pt 'Noto Sans', 'DejaVu Sans', sans-serif }
h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 5mm 0 1mm }
table { width: 100%; border-collapse: collapse } thead { display: table-header-group }
th, td { border-bottom: 0.4pt solid #888; padding: 1mm; text-align: left; vertical-align: top }
tr { break-inside: avoid } .home { color: #555 }
"""


def text(value):
    """The first language of a text, safe in HTML."""
    return html.escape(next(iter(value.values()), "")) if value else ""


def times(when, host, home):
    """The hours in the host's zone and at home, and the day that they belong to."""
    if when.get("kind") != "at":
        return when.get("date", ""), "", ""
    zone = ZoneInfo(when.get("zone") or host)
    start, end = (datetime.fromisoformat(when[edge]).replace(tzinfo=zone) for edge in ("start", "end"))
    there = [moment.astimezone(ZoneInfo(host)) for moment in (start, end)]
    here = [moment.astimezone(ZoneInfo(home)) for moment in (start, end)]
    span = lambda moments: "–".join(moment.strftime("%H:%M") for moment in moments)
    return there[0].date().isoformat(), span(there), span(here)


def row(visit, engagement, there, here):
    venue = visit.get("venues", {}).get(engagement.get("venue"), {})
    people = [
        text(visit["members"][person]["seat"]["person"]["name"])
        if visit["members"][person]["seat"].get("person") else text(visit["members"][person]["seat"].get("office"))
        for person in engagement.get("participants", {})
        if person in visit.get("members", {})
    ]
    cells = [
        f'{there}<br><span class="home">{here}</span>',
        text(engagement.get("title")),
        text(venue.get("name")),
        ", ".join(people),
        text(engagement.get("remarks")),
        html.escape(engagement.get("press", "").replace("_", " ")),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(visit):
    facts = visit["facts"]
    host = facts.get("host", {}).get("zone") or "UTC"
    home = facts.get("guest", {}).get("zone") or "UTC"
    days = defaultdict(list)
    for engagement in visit.get("engagements", {}).values():
        day, there, here = times(engagement.get("when", {}), host, home)
        days[day].append((there, row(visit, engagement, there, here)))
    head = "<thead><tr>" + "".join(
        f'<th scope="col">{name}</th>' for name in ("Time", "Event", "Place", "Participants", "Remarks", "Press")
    ) + "</tr></thead>"
    tables = [
        f"<h2>{day or 'Without a day'}</h2><table>{head}<tbody>{''.join(line for _, line in sorted(rows))}</tbody></table>"
        for day, rows in sorted(days.items())
    ]
    title = text(facts.get("title"))
    return (
        f'<!doctype html><html lang="en"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1><p>As of 17 March 2017 11:00</p>{''.join(tables)}</html>"
    ), sum(len(rows) for rows in days.values())


def main(name, rounds, out=None):
    with open(name, encoding="utf-8") as file:
        visit = json.load(file)
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        markup, rows = page(visit)
        pdf = HTML(string=markup).write_pdf(pdf_variant="pdf/ua-1")
        took.append(time.perf_counter() - start)
    if out:
        with open(out, "wb") as file:
            file.write(pdf)
    print(f"programme {statistics.median(took) * 1e3:.3f} ms")
    print(f"rows {rows}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
