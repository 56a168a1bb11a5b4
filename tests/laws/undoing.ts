import assert from 'node:assert/strict'
import type { Club, Entry, Memory, Role } from './memory.ts'
import { orRefused, type Play } from './play.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The last change of records is taken back, whatever became of the fields since: what it gave to fields that
 * are there goes back, and nothing else. What of it stays, in fields that were retired since, is said, on the
 * spot and where the audit is looked at; and a rehearsal tells the same as what happens.
 */
export async function undoes(play: Play): Promise<string | null> {
  const { engine, root, memory, last, gone } = play
  if (!last) return null
  const rehearsed = await orRefused(play, engine.undo(root, last.change, { dryRun: true }))
  // What changed nothing has nothing to take back.
  const result = await orRefused(play, engine.undo(root, last.change))
  if (result === null || !('reversed' in result) || !rehearsed || !('reversed' in rehearsed)) return null
  const before = memory.now
  const { club, stays } = takenBack(memory, last)
  const { reversed, kept, what } = result
  assert.deepEqual(
    { reversed, kept, what },
    { reversed: rehearsed.reversed, kept: rehearsed.kept, what: rehearsed.what },
    'a rehearsal tells what happens',
  )
  assert.deepEqual(kept.map(({ record }) => record).toSorted(), stays.toSorted(), JSON.stringify(kept))
  if (kept.length > 0 && reversed > 0) {
    const { items } = await engine.history.kept(root, result.change)
    assert.deepEqual(items.map(({ record }) => record.id).toSorted(), stays.toSorted())
  }
  memory.now = club
  for (const [id, entry] of before) if (!club.has(id)) gone.set(id, entry)
  play.last = reversed > 0 ? { ...last, change: result.change, before, after: club } : null
  return 'undoes'
}

/** What is there when a change is taken back, and of whom something stays, once for each. */
function takenBack(memory: Memory, { before, after }: NonNullable<Play['last']>) {
  const stays: string[] = []
  const now = new Map(memory.now)
  for (const id of after.keys()) if (!before.has(id)) now.delete(id)
  for (const [id, was] of before) {
    const [changed, present] = [after.get(id), now.get(id)]
    if (!changed) now.set(id, was)
    else if (present && changed !== was) {
      const { entry, isKept } = setBack(memory, was, changed, present)
      now.set(id, entry)
      if (isKept) stays.push(id)
    }
  }
  return { club: now as Club, stays }
}

function setBack(memory: Memory, was: Entry, changed: Entry, now: Entry) {
  let isKept = false
  const left = changed.roles.filter((role) => !was.roles.includes(role))
  const roles = now.roles.filter((role) => !left.includes(role))
  const back = was.roles.filter((role) => !roles.includes(role))
  const values: Record<string, unknown> = { ...now.values }
  for (const key of new Set([...Object.keys(was.values), ...Object.keys(changed.values)])) {
    const [before, after] = [was.values[key] ?? null, changed.values[key] ?? null]
    if (before === after) continue
    const owner = key.split('.')[0] ?? ''
    if (left.includes(owner as Role)) delete values[key]
    // A role comes back with all that it held as it ended.
    else if (back.includes(owner as Role)) values[key] = isErasedField(memory, key) ? null : before
    else if (isThere(memory, key)) values[key] = before
    else if (isRetired(memory, key)) isKept = true
  }
  for (const key of Object.keys(values)) if (left.includes(key.split('.')[0] as Role)) delete values[key]
  const phones = linesBack(memory, was.phones, changed.phones, now.phones)
  return {
    entry: { ...now, roles: [...roles, ...back], values, phones: phones.lines },
    isKept: isKept || phones.isKept,
  }
}

function linesBack(
  memory: Memory,
  was: readonly Values[],
  changed: readonly Values[],
  now: readonly Values[],
): { readonly lines: readonly Values[]; readonly isKept: boolean } {
  const isSame = was.length === changed.length && was.every((line, at) => holdTheSame(line, changed[at]))
  if (isSame) return { lines: now, isKept: false }
  // Lines go back together, or stay.
  let isKept = false
  const lines = was.map((line) => {
    const at = changed.findIndex((one) => nameOf(one) === nameOf(line))
    const [then, there] = [changed[at], now[at]]
    if (!then || !there) return line
    const merged: Record<string, unknown> = { ...there }
    for (const name of new Set([...Object.keys(line), ...Object.keys(then)])) {
      if ((line[name] ?? null) === (then[name] ?? null)) continue
      if (isThere(memory, `memberPhone.${name}`)) merged[name] = line[name]
      else if (isRetired(memory, `memberPhone.${name}`)) isKept = true
    }
    return { ...merged, [ofLine]: nameOf(line) }
  })
  return { lines: isKept ? now : lines, isKept }
}

/** Under which a line is known in the memory alone, whatever becomes of it. */
export const ofLine: unique symbol = Symbol('line')

function nameOf(line: Values | undefined): unknown {
  return (line as { [ofLine]?: unknown } | undefined)?.[ofLine]
}

function holdTheSame(line: Values, other: Values = {}): boolean {
  if (nameOf(line) !== nameOf(other)) return false
  const names = new Set([...Object.keys(line), ...Object.keys(other)])
  return [...names].every((name) => (line[name] ?? null) === (other[name] ?? null))
}

function isThere(memory: Memory, key: string): boolean {
  return stateOf(memory, key) === 'there'
}

function isRetired(memory: Memory, key: string): boolean {
  return stateOf(memory, key) === 'retired'
}

function isErasedField(memory: Memory, key: string): boolean {
  return stateOf(memory, key) === 'erased'
}

function stateOf({ fields }: Memory, key: string) {
  return fields.find(({ owner, name }) => `${owner}.${name}` === key)?.state
}
