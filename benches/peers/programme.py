"""Typesets a visit's programme with WeasyPrint, from an HTML table equivalent to ours.

    python programme.py VISIT.json ROUNDS [OUT.pdf]

The same content as Chancery's, in the same type: A4, title, one table a day, time in both zones, event with its kind, status
and cars, place with its address, participants by side and interpreters, remarks and press, page x of y, marking at head
and foot; tagged, as PDF/UA-1. Prints the median of ROUNDS in milliseconds,
without starting Python and importing WeasyPrint, and the number of rows to show that all are there.
"""
import html
import json
import statistics
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from weasyprint import HTML

FONTS = Path(__file__).resolve().parents[2] / "crates/documents/fonts"
STYLE = """
@font-face { font-family: Sheet; src: url(%s) }
@font-face { font-family: Sheet; font-weight: 600; src: url(%s) }
@page { size: A4; margin: 27mm 18mm;
  @top-center { content: "OFFICIAL"; font: 600 6.8pt Sheet }
  @bottom-left { content: "As of 17 March 2017, 11:00 (UTC+3)"; font: 7.6pt Sheet }
  @bottom-center { content: "OFFICIAL"; font: 600 6.8pt Sheet }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7.6pt Sheet } }
body { font: 8.8pt Sheet, sans-serif }
h1 { font-size: 23pt; margin: 0 0 2mm } h2 { font-size: 13.5pt; margin: 10mm 0 2.6mm; break-after: avoid }
table { width: 100%%; border-collapse: collapse; table-layout: fixed } thead { display: table-header-group }
th:nth-child(1) { width: 14%% } th:nth-child(2) { width: 26%% } th { font-size: 6.8pt }
th, td { border-bottom: 0.35pt solid #c9ced4; padding: 1.9mm 1.6mm; text-align: left; vertical-align: top }
tr { break-inside: avoid } p { margin: 0.9mm 0 } .movement { background: #f3f5f7 }
.note { color: #565d66; font-size: 7.6pt } .badge { border: 0.5pt solid #1c3f5f; font: 600 6.8pt Sheet }
""" % tuple((FONTS / name).as_uri() for name in ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf"))


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


def words(value):
    """A word of the model as it is printed."""
    return html.escape((value or "").replace("_", " ").capitalize())


def named(visit, member):
    seat = visit["members"][member]["seat"]
    return text(seat["person"]["name"]) if seat.get("person") else text(seat.get("office"))


def people(visit, engagement):
    """The participants by side, a line each, and the interpreters with their languages."""
    groups = defaultdict(list)
    for member in engagement.get("participants", {}):
        groups[visit["members"][member]["side"].capitalize()].append(named(visit, member))
    for member, pair in engagement.get("interpreters", {}).items():
        groups["Interpreters"].append(f'{named(visit, member)} ({pair["from"]} → {pair["to"]})')
    return "".join(f'<p><span class="note">{side}</span><br>{"<br>".join(names)}</p>' for side, names in groups.items())


def event(visit, engagement):
    leg = engagement.get("movement")
    status = engagement.get("status", "confirmed")
    badge = f' <span class="badge">{words(status).upper()}</span>' if status != "confirmed" else ""
    kind = [words(engagement.get("kind")), f'by {words(leg.get("means")).lower()}' if leg else words(engagement.get("format"))]
    lines = [" · ".join(part for part in kind if part)]
    if leg and leg.get("vehicles"):
        lines.append("Cars: " + ", ".join(text(visit["vehicles"][car]["name"]) for car in leg["vehicles"]))
    title = text(engagement.get("title")) if leg else f'<b>{text(engagement.get("title"))}</b>'
    return f"<p>{title}{badge}</p>" + notes(lines)


def place(visit, engagement):
    venue = lambda name: visit["venues"].get(name, {})
    leg = engagement.get("movement")
    if leg:
        return f'{text(venue(leg.get("from")).get("name"))}<br>→ {text(venue(leg.get("to")).get("name"))}'
    here = venue(engagement.get("venue"))
    return f'<p>{text(here.get("name"))}</p>' + notes([text(here.get("address")), text(here.get("city"))])


def notes(lines):
    return "".join(f'<p class="note">{line}</p>' for line in lines if line)


def row(visit, engagement, there, here):
    assemble = [f'Assemble {engagement["assemble"]} minutes before'] if engagement.get("assemble") else []
    illustrative = engagement.get("illustrative", {})
    sign = "*" if illustrative.get("when") or illustrative.get("whole") else ""
    press = words(engagement.get("press"))
    cells = [
        f"<b>{there}{sign}</b>" + notes([here, *assemble]),
        event(visit, engagement),
        place(visit, engagement),
        people(visit, engagement),
        (f"<p>{press}</p>" if press else "") + notes([text(engagement.get("remarks"))]),
    ]
    return f'<tr class="{engagement.get("kind")}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(visit):
    facts = visit["facts"]
    host = facts.get("host", {}).get("zone") or "UTC"
    home = facts.get("guest", {}).get("zone") or "UTC"
    days = defaultdict(list)
    for engagement in visit.get("engagements", {}).values():
        day, there, here = times(engagement.get("when", {}), host, home)
        days[day].append((there, row(visit, engagement, there, here)))
    head = "<thead><tr>" + "".join(
        f'<th scope="col">{name}</th>' for name in ("TIME", "EVENT", "PLACE", "PARTICIPANTS", "REMARKS AND PRESS")
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
