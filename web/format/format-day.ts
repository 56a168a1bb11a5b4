import { dayOfInstant, daysBetween, isDay, today } from './day.ts'
import type { Day } from './day.ts'
import { tagOf } from './language.ts'
import type { Language } from './language.ts'

/**
 * `grid` is the fixed form of columns; `narrow` drops this year's year; `text` is as the language writes it.
 */
export type DayForm = 'grid' | 'narrow' | 'text'

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A day: 31 Mar 2026 (en), 31.03.2026 (lv, ka, ru), 2026-03-31 (zh) in a grid; as the language writes it in
 * text. Of a condition it may be `$today`, which is a word; what is no day at all stays as it is.
 */
export function formatDay(language: Language, day: Day, form: DayForm = 'grid', now: Day = today()): string {
  if (!isDay(day)) return day === '$today' ? nearDays[language][1] : day
  const [year = '', month = '', date = ''] = day.split('-')
  if (form === 'text') return textDay(language, day)
  const short = form === 'narrow' && year === now.slice(0, 4)
  if (language === 'zh') return short ? `${month}-${date}` : day
  if (language === 'en') return `${Number(date)} ${monthShort(day)}${short ? '' : ` ${year}`}`
  return short ? `${date}.${month}.` : `${date}.${month}.${year}`
}

/** An instant with its time of day, for the exact time on hover and for columns. */
export function formatInstant(language: Language, instant: string, options: InstantOptions = {}): string {
  if (Number.isNaN(Date.parse(instant))) return formatDay(language, instant)
  const day = dayOfInstant(instant, options.timeZone)
  const form = options.form ?? 'grid'
  return `${formatDay(language, day, form, options.now ?? today(options.timeZone))} ${formatTime(language, instant, options.timeZone)}`
}

/** Hours and minutes, 24 hours in every language. */
export function formatTime(language: Language, instant: string, timeZone?: string): string {
  return intl(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(instant))
}

/**
 * Near days by word, up to a week back and ahead in timelines: today, yesterday, Friday; otherwise the narrow
 * form.
 */
export function formatNearDay(language: Language, day: Day, now: Day = today()): string {
  const distance = daysBetween(now, day)
  const near = nearDays[language][distance + 1]
  if (near !== undefined) return near
  if (Math.abs(distance) < 7) return weekdayName(language, utc(day))
  return formatDay(language, day, 'narrow', now)
}

/** Yesterday, today and tomorrow: browsers do not have these words in every language. */
const nearDays: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ['Yesterday', 'Today', 'Tomorrow'],
  lv: ['Vakar', 'Šodien', 'Rīt'],
  ka: ['გუშინ', 'დღეს', 'ხვალ'],
  zh: ['昨天', '今天', '明天'],
  ru: ['Вчера', 'Сегодня', 'Завтра'],
}

function weekdayName(language: Language, at: Date | number): string {
  // Chrome has no Georgian calendar of its own and would answer in English.
  if (language === 'ka') return georgianWeekdays[new Date(at).getUTCDay()] ?? ''
  return capital(intl(language, { weekday: 'long', timeZone: 'UTC' }).format(at))
}

const georgianWeekdays = ['კვირა', 'ორშაბათი', 'სამშაბათი', 'ოთხშაბათი', 'ხუთშაბათი', 'პარასკევი', 'შაბათი']

export const georgianMonths = [
  'იანვარი',
  'თებერვალი',
  'მარტი',
  'აპრილი',
  'მაისი',
  'ივნისი',
  'ივლისი',
  'აგვისტო',
  'სექტემბერი',
  'ოქტომბერი',
  'ნოემბერი',
  'დეკემბერი',
]

/** How long ago, in one unit: 5 min, 3 h, 2 d are drawn by the language's own short words. */
export function formatAge(language: Language, instant: string, now: number = Date.now()): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(instant)) / 60_000))
  const [count, unit] =
    minutes < 60
      ? ([minutes, 'minute'] as const)
      : minutes < 60 * 24
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([Math.floor(minutes / 60 / 24), 'day'] as const)
  if (minutes === 0) return justNow[language]
  // Chrome has no Georgian units.
  if (language === 'ka') return `${count}\u00a0${georgianUnits[unit]}`
  // American English says "20 min" where British says "20 mins", which is no unit.
  const tag = language === 'en' ? 'en' : tagOf(language)
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}

const justNow: Readonly<Record<Language, string>> = {
  en: 'now',
  lv: 'tikko',
  ka: 'ახლახან',
  zh: '刚刚',
  ru: 'сейчас',
}

const georgianUnits = { minute: 'წთ', hour: 'სთ', day: 'დღე' }

/** A day of these weeks with its weekday and without its year: Tuesday, 31 March. */
export function formatWeekday(language: Language, day: Day): string {
  if (language === 'ka')
    return `${weekdayName(language, utc(day))}, ${Number(day.slice(8))} ${georgianMonth(day)}`
  const parts = intl(language, { weekday: 'long', timeZone: 'UTC' }).format(utc(day))
  const date = intl(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(utc(day))
  return language === 'zh' ? `${date} ${parts}` : capital(`${parts}, ${date}`)
}

export function monthName(language: Language, day: Day): string {
  if (language === 'ka') return `${georgianMonth(day)}, ${day.slice(0, 4)}`
  return capital(intl(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(utc(day)))
}

/** Monday to Sunday in one or two letters. */
export function weekdayNames(language: Language): string[] {
  if (language === 'ka') return [1, 2, 3, 4, 5, 6, 0].map((day) => (georgianWeekdays[day] ?? '').slice(0, 2))
  const monday = Date.UTC(2024, 0, 1)
  const format = intl(language, {
    weekday: language === 'zh' ? 'narrow' : 'short',
    timeZone: 'UTC',
  })
  return Array.from({ length: 7 }, (_, day) => capital(format.format(monday + day * 86_400_000)).slice(0, 2))
}

export interface InstantOptions {
  form?: 'grid' | 'narrow'
  timeZone?: string
  now?: Day
}

function textDay(language: Language, day: Day): string {
  if (language === 'ka') return `${Number(day.slice(8))} ${georgianMonth(day)}, ${day.slice(0, 4)}`
  return intl(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(utc(day))
}

function georgianMonth(day: Day): string {
  return georgianMonths[Number(day.slice(5, 7)) - 1] ?? ''
}

function monthShort(day: Day): string {
  // British English has "Sept" of four letters; three letters keep the column straight.
  return new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(utc(day))
}

function intl(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(tagOf(language), options)))
  return format
}

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

function capital(text: string): string {
  // Georgian has no capitals in running text; its upper case is another alphabet that fonts often lack.
  if (/^\p{Script=Georgian}/u.test(text)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}
