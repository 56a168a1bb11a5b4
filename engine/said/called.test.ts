import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calledDay, calledDayOf, calledInstant } from './called.ts'

test('a day in a sentence has the form of the language', () => {
  const languages = ['en', 'lv', 'ka', 'zh', 'ru'] as const
  const forms = Object.fromEntries(languages.map((language) => [language, calledDay('2026-03-04')(language)]))
  assert.deepEqual(forms, {
    en: '4 Mar 2026',
    lv: '04.03.2026',
    ka: '04.03.2026',
    zh: '2026年3月4日',
    ru: '04.03.2026',
  })
})

test('an instant is told by the day and hour of its reader', () => {
  const late = '2026-03-04 22:30:00.123456+00'
  assert.equal(calledDayOf(late, 'Europe/Riga')('lv'), '05.03.2026')
  assert.equal(calledDayOf(late, 'UTC')('lv'), '04.03.2026')
  assert.equal(calledInstant('2026-03-04T22:30:00.000Z', 'Europe/Riga')('en'), '5 Mar 2026 00:30')
})
