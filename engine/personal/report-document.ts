import type { Language } from '#model'
import { calledInstant } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { PersonReport } from './person-report.ts'

type Reader = { readonly language: Language; readonly timeZone: string }

/** The report as a page of HTML to be read, printed or handed over; it needs nothing beside itself. */
export function reportDocument(report: PersonReport, { language, timeZone }: Reader): string {
  const title = said('Data held about {name}', { name: report.about.title }).in(language)
  const made = said('Made on {at} by Kontor.', { at: calledInstant(report.made, timeZone) }).in(language)
  const body = report.sections.map(({ title: heading, rows }) => {
    const tables = rows.map(
      (row) =>
        `<table>${Object.entries(row)
          .filter(([name]) => name !== 'id')
          .map(
            ([name, value]) =>
              `<tr><th scope="row">${escaped(name)}</th><td>${shown(value, { language, timeZone })}</td></tr>`,
          )
          .join('')}</table>`,
    )
    return `<section><h2>${escaped(heading)} (${rows.length})</h2>${tables.join('')}</section>`
  })
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:0 0 1rem;break-inside:avoid}
th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{width:14rem;font-weight:600}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(made)}</p>${body.join('\n')}</body></html>`
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/

function shown(value: unknown, reader: Reader): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value))
    return value
      .map((one) => shown(one, reader))
      .filter(Boolean)
      .join('<br>')
  if (typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value)))
    return escaped(calledInstant(value, reader.timeZone)(reader.language))
  if (typeof value !== 'object') return escaped(String(value as string | number | boolean))
  if ('title' in value) return shown(value.title, reader)
  return Object.entries(value)
    .filter(([key, one]) => key !== 'id' && one !== null && one !== '')
    .map(([key, one]) => `${escaped(key)}: ${shown(one, reader)}`)
    .join('; ')
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)
}
