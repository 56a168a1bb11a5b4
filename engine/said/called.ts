import { calledOn, dayAt, labelOf, pluralOf, type Day, type Field, type Language } from '#model'

type Named = Parameters<typeof labelOf>[0]
type Listed = Parameters<typeof pluralOf>[0]

/** What people call a field, an object or an action, in the language of whoever reads the sentence. */
export function called(declared: Named): (language: Language) => string {
  return (language) => labelOf(declared, language)
}

/** What people call a field of a record with these plain values: of a person its name is another word. */
export function calledOf(
  field: Field,
  face: string,
  values: Readonly<Record<string, unknown>>,
): (language: Language) => string {
  return called(calledOn(field, face, values))
}

/** The same for the midst of a sentence: “this customer”. */
export function calledSmall(declared: Named): (language: Language) => string {
  return (language) => labelOf(declared, language).replace('…', '').toLowerCase()
}

/** Records of an object in the midst of a sentence: “customers”. */
export function manyCalled(declared: Listed): (language: Language) => string {
  return (language) => pluralOf(declared, language).toLowerCase()
}

/** A day as people write it: 31 Mar 2026, 31.03.2026, 2026年3月31日. Nothing of it is declined by a sentence. */
export function calledDay(day: Day): (language: Language) => string {
  const [year = '', month = '', date = ''] = day.split('-')
  return (language) => {
    if (language === 'en') return `${Number(date)} ${englishMonths[Number(month) - 1] ?? month} ${year}`
    if (language === 'zh') return `${year}年${Number(month)}月${Number(date)}日`
    return `${date}.${month}.${year}`
  }
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The day of an instant where its reader lives. */
export function calledDayOf(instant: string, timeZone: string): (language: Language) => string {
  return calledDay(dayAt(Date.parse(instant), timeZone))
}

/** The same with hour and minute. */
export function calledInstant(instant: string, timeZone: string): (language: Language) => string {
  const day = calledDayOf(instant, timeZone)
  const time = new Intl.DateTimeFormat('en', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (language) => `${day(language)} ${time.format(Date.parse(instant))}`
}
