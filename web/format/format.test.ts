import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, daysInMonth, isDay, monthGrid, weekdayOf } from './day.ts'
import { formatAge, formatDay, formatInstant, formatNearDay, weekdayNames } from './format-day.ts'
import {
  formatAmount,
  formatBytes,
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
} from './format-number.ts'
import { chooseLanguage, langOfText } from './language.ts'
import type { Language } from './language.ts'
import { parseDay } from './parse-day.ts'
import { parseNumber } from './parse-number.ts'

/** No-break spaces look like spaces; the tables below write them so. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('amounts read as each language writes them, grouped from a thousand on', () => {
  const cases: [Language, string, string][] = [
    ['en', '1234.5', '1,234.50 EUR'],
    ['lv', '1234.5', '1 234,50 EUR'],
    ['ka', '1234.5', '1 234,50 EUR'],
    ['ru', '1234.5', '1 234,50 EUR'],
    ['zh', '1234.5', '1,234.50 EUR'],
  ]
  for (const [language, amount, shown] of cases)
    assert.equal(plain(formatMoney(language, amount, 'EUR')), shown)
})

test('an amount has the decimals of its currency, more only where it has more itself', () => {
  assert.equal(formatAmount('en', '1200', 'JPY'), '1,200')
  assert.equal(formatAmount('en', '1200.00', 'EUR'), '1,200.00')
  assert.equal(formatAmount('en', '0.125', 'EUR'), '0.125')
  assert.equal(formatAmount('en', '1.5000', 'EUR'), '1.50')
})

test('large and small decimals stay exact, and the minus is a real one', () => {
  assert.equal(formatNumber('en', '12345678901234567890.12'), '12,345,678,901,234,567,890.12')
  assert.equal(formatNumber('en', '-0.10'), '\u22120.10')
  assert.equal(formatCount('en', 2316), '2,316')
  assert.equal(plain(formatPercent('lv', '21')), '21 %')
  assert.equal(plain(formatBytes('en', 184_320)), '184 KB')
})

test('days in a grid have one form a language, and this year drops its year where it is narrow', () => {
  assert.equal(formatDay('en', '2026-03-31'), '31 Mar 2026')
  assert.equal(formatDay('en', '2026-09-01'), '1 Sep 2026')
  assert.equal(formatDay('lv', '2026-03-31'), '31.03.2026')
  assert.equal(formatDay('zh', '2026-03-31'), '2026-03-31')
  assert.equal(formatDay('zh', '2026-03-31', 'text'), '2026年3月31日')
  assert.equal(formatDay('en', '2026-03-29', 'narrow', '2026-03-31'), '29 Mar')
  assert.equal(formatDay('en', '2025-03-29', 'narrow', '2026-03-31'), '29 Mar 2025')
  assert.equal(formatInstant('en', '2026-03-12T06:05:00Z', { timeZone: 'Europe/Riga' }), '12 Mar 2026 08:05')
})

test('what is no day stays as it is, but for the word that conditions have for today', () => {
  for (const [language, word] of [
    ['en', 'Today'],
    ['zh', '今天'],
  ] as const) {
    assert.equal(formatDay(language, '$today'), word)
    assert.equal(formatInstant(language, '$today'), word)
    assert.equal(formatDay(language, 'soon', 'text'), 'soon')
    assert.equal(formatInstant(language, '-7d'), '-7d')
  }
})

test('near days are words, far ones figures', () => {
  const now = '2026-03-31'
  assert.equal(formatNearDay('en', now, now), 'Today')
  assert.equal(formatNearDay('en', '2026-03-30', now), 'Yesterday')
  assert.equal(formatNearDay('en', '2026-03-27', now), 'Friday')
  assert.equal(formatNearDay('en', '2026-03-20', now), '20 Mar')
  assert.equal(formatNearDay('zh', now, now), '今天')
  assert.equal(formatNearDay('ka', now, now), 'დღეს')
  assert.equal(formatAge('en', '2026-03-31T10:00:00Z', Date.parse('2026-03-31T10:20:00Z')), '20 min')
  assert.equal(weekdayNames('en')[0], 'Mo')
})

test('numbers are read in both habits', () => {
  const cases: [string, Language, string | null][] = [
    ['1.234,5', 'en', '1234.5'],
    ['1,234.5', 'lv', '1234.5'],
    ['1 234,50', 'lv', '1234.50'],
    ['1,234', 'en', '1234'],
    ['1,234', 'lv', '1.234'],
    ['1.234', 'en', '1.234'],
    ['1.234.567', 'en', '1234567'],
    ['\u221212', 'en', '-12'],
    ['(45.10)', 'en', '-45.10'],
    ['95000', 'en', '95000'],
    ['007', 'en', '7'],
    ['.5', 'en', '0.5'],
    ['12.', 'en', '12'],
    ['12,34,56', 'en', null],
    ['1.2.3,4', 'en', null],
    ['twelve', 'en', null],
    ['', 'en', null],
    ['１２３', 'zh', '123'],
  ]
  for (const [typed, language, read] of cases) assert.equal(parseNumber(typed, language), read, typed)
})

test('days are read as people type them', () => {
  const now = '2026-03-31'
  const cases: [string, Language, string | null][] = [
    ['31.3', 'lv', '2026-03-31'],
    ['31.3.', 'lv', '2026-03-31'],
    ['31/3/25', 'en', '2025-03-31'],
    ['1.4.2026', 'ru', '2026-04-01'],
    ['2026-03-31', 'en', '2026-03-31'],
    ['20260401', 'zh', '2026-04-01'],
    ['15', 'en', '2026-03-15'],
    ['today', 'lv', '2026-03-31'],
    ['Сегодня', 'ru', '2026-03-31'],
    ['ხვალ', 'ka', '2026-04-01'],
    ['+14', 'en', '2026-04-14'],
    ['-1w', 'en', '2026-03-24'],
    ['+1m', 'en', '2026-04-30'],
    ['31 Mar', 'en', '2026-03-31'],
    ['5 march 2024', 'en', '2024-03-05'],
    ['5. marts', 'lv', '2026-03-05'],
    ['5 марта', 'ru', '2026-03-05'],
    ['3月31日', 'zh', '2026-03-31'],
    ['2026年3月31日', 'zh', '2026-03-31'],
    ['31.2', 'en', null],
    ['soon', 'en', null],
    ['', 'en', null],
  ]
  for (const [typed, language, read] of cases) assert.equal(parseDay(typed, language, now), read, typed)
})

test('the calendar knows its months', () => {
  assert.equal(daysInMonth(2024, 2), 29)
  assert.equal(daysInMonth(1900, 2), 28)
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2026-01-31', -2), '2025-11-30')
  assert.equal(weekdayOf('2026-03-31'), 2)
  assert.ok(isDay('2024-02-29') && !isDay('2026-02-29') && !isDay('2026-3-1'))
  assert.equal(monthGrid('2026-03-15')[0], '2026-02-23')
  assert.equal(monthGrid('2026-03-15').length, 42)
})

test('a browser’s wishes choose the language, and a name’s letters its lang', () => {
  assert.equal(chooseLanguage(['de-DE', 'lv-LV', 'en']), 'lv')
  assert.equal(chooseLanguage(['fr']), 'en')
  assert.equal(langOfText('青岛海川'), 'zh-Hans')
  assert.equal(langOfText('Vidzemes Ceļi'), undefined)
})
