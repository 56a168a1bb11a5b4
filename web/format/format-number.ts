import { tagOf } from './language.ts'
import type { Language } from './language.ts'

const MINUS = '\u2212'
const formats = new Map<string, Intl.NumberFormat>()

/**
 * A decimal string as people of the language write it, exactly as many decimals as it has unless told.
 * Figures group from 1 000 on in every language, and the minus is a real one (U+2212).
 */
export function formatNumber(language: Language, decimal: string | number, decimals?: number): string {
  const text = String(decimal)
  const least = decimals ?? decimalsOf(text)
  const most = decimals ?? Math.min(20, least)
  return withMinus(numberFormat(language, least, most).format(text as Intl.StringNumericLiteral))
}

/** A whole number of things. */
export function formatCount(language: Language, count: number): string {
  return withMinus(numberFormat(language, 0, 0).format(count))
}

/** An amount without its currency, with the decimals of the currency (more where the amount has more). */
export function formatAmount(language: Language, amount: string, currency: string): string {
  const least = currencyDecimals(currency)
  const trimmed = amount.includes('.') ? amount.replace(/0+$/, '') : amount
  return formatNumber(language, amount, Math.max(least, decimalsOf(trimmed)))
}

/** An amount with its currency, for running text: 1,234.50 EUR. */
export function formatMoney(language: Language, amount: string, currency: string): string {
  return `${formatAmount(language, amount, currency)}\u00a0${currency}`
}

/** A share: the stored percent figure ("21" means 21 %). */
export function formatPercent(language: Language, percent: string | number): string {
  const gap = language === 'zh' ? '' : '\u00a0'
  return `${formatNumber(language, percent)}${gap}%`
}

/** A size of a file in the largest unit that leaves it above one. */
export function formatBytes(language: Language, bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${formatNumber(language, size, size < 10 && unit > 0 ? 1 : 0)}\u00a0${units[unit]}`
}

/** How many decimals a currency has (ISO 4217, as the browser knows it); 2 for a code it does not know. */
export function currencyDecimals(currency: string): number {
  const known = currencies.get(currency)
  if (known !== undefined) return known
  let decimals = 2
  if (/^[A-Z]{3}$/.test(currency)) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    decimals = options.maximumFractionDigits ?? 2
  }
  currencies.set(currency, decimals)
  return decimals
}

/** What separates the decimals and the groups of figures in a language. */
export function separatorsOf(language: Language): { decimal: string; group: string } {
  const parts = numberFormat(language, 1, 1).formatToParts(12345.5)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return { decimal: part('decimal'), group: part('group') }
}

const currencies = new Map<string, number>()

function numberFormat(language: Language, least: number, most: number): Intl.NumberFormat {
  const key = `${language} ${least} ${most}`
  let format = formats.get(key)
  if (!format) {
    // Chrome has no Georgian figures; Georgians write theirs as Russians do: 12 345,50.
    format = new Intl.NumberFormat(language === 'ka' ? 'ru' : tagOf(language), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      // Latvian and Georgian otherwise write 1234,50 beside 12 345,50.
      useGrouping: 'always',
    })
    formats.set(key, format)
  }
  return format
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.')
  return point < 0 ? 0 : Math.min(20, text.length - point - 1)
}

function withMinus(text: string): string {
  return text.replace(/^[-\u2010-\u2015]/, MINUS)
}
