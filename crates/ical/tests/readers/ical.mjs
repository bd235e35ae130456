// Reads calendar files with ical.js and expands their series; prints every complaint, and exits with 1 where any.
//
//     node crates/ical/tests/readers/ical.mjs MODULES FILE.ics...
//
// MODULES is the folder `ui/node_modules`, which `cargo xtask test` prepares.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, ...files] = process.argv.slice(2)
const { default: ICAL } = await import(pathToFileURL(join(modules, 'ical.js/dist/ical.js')))

/** Reads every value of every property, and what stands within. */
function walk(component, found) {
  for (const property of component.getAllProperties()) {
    try {
      for (const value of property.getValues()) {
        if (value instanceof ICAL.Time || value instanceof ICAL.Duration || value instanceof ICAL.Period) {
          if (/NaN|undefined|null/.test(value.toICALString())) found.push(`${property.name}: ${value}`)
        }
        if (value === null || value === undefined) found.push(`${property.name} has no value`)
      }
      property.toICALString()
    } catch (error) {
      found.push(`${property.name}: ${error.message}`)
    }
  }
  for (const child of component.getAllSubcomponents()) walk(child, found)
}

function complaints(text) {
  const found = []
  const jcal = ICAL.parse(text)
  if (jcal[0] !== 'vcalendar') return ['it is not one calendar']
  const calendar = new ICAL.Component(jcal)
  walk(calendar, found)
  for (const entry of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(entry)
    if (!event.startDate || !event.endDate || !event.uid) found.push('an event has no start, end or UID')
    if (!event.isRecurring()) continue
    const occurrences = event.iterator()
    // What goes on for ever is looked at for a while.
    for (let count = 0; count < 40; count++) {
      const next = occurrences.next()
      if (!next || next.year > 2030) break
      // What RDATE says with its length is an occurrence of its own, of which ical.js gives no details.
      if (next instanceof ICAL.Time) event.getOccurrenceDetails(next)
    }
  }
  return found
}

let wrong = 0
for (const file of files) {
  let found
  try {
    found = complaints(readFileSync(file, 'utf8'))
  } catch (error) {
    found = [`${error.name}: ${error.message}`]
  }
  if (found.length > 0) wrong += 1
  for (const complaint of found) console.log(`${basename(file)}: ${complaint}`)
}
console.log(`ical.js: ${files.length} files, ${wrong} with complaints`)
process.exit(wrong > 0 || files.length === 0 ? 1 : 0)
