import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { openLog } from '#server'
import { logMistakes } from './log-mistakes.ts'

test('a mistake that nobody hears of is logged without the values that it quotes, and one that nobody caught ends', () => {
  let told = ''
  const log = openLog({ write: (line: string) => void (told += line) })
  const codes: unknown[] = []
  const ending = Object.assign(new EventEmitter(), {
    exit: (code: unknown) => void codes.push(code),
  }) as unknown as NodeJS.Process
  logMistakes(log, ending)
  const refused = {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (email)=(slepens@slepeni.example)',
    table: 'party',
  }
  ending.emit('unhandledRejection', Object.assign(new Error('Slepenais'), refused), Promise.resolve())
  assert.deepEqual(codes, [])
  ending.emit('uncaughtException', Object.assign(new Error('Slepenais'), refused))
  assert.deepEqual(codes, [1])
  const levels = told
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { level: number }).level)
  assert.deepEqual(levels, [50, 60])
  assert.doesNotMatch(told, /slepen/i)
})
