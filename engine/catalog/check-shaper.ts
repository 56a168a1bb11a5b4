import { isDeepStrictEqual } from 'node:util'
import { dependencies, parseWhere, WhereError, type Expression } from '#model'
import type { Actor } from '../access/actor.ts'
import { seenWithFields } from '../access/seen-with.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { formulaTree } from '../query/formula-tree.ts'
import { typeScope } from '../query/type-scope.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { targetName } from './target-name.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'

/** Settings that change no answer of a condition: words, and what is asked of values that are yet to come. */
const harmless: ReadonlySet<string> = new Set([
  ...['label', 'labels', 'help', 'helps', 'synonyms', 'values', 'how', 'required', 'unique', 'indexed'],
  ...['searched', 'sensitive', 'min', 'max', 'decimals', 'shown', 'where'],
])

/**
 * Whoever shapes objects without being an administrator gives and takes no rights by it: what rights rest
 * upon stays as it is, with what records are seen stays, and so does the log of who reads a field. Asked of
 * the model before and after a change, whichever change it was. Throws a 403.
 */
export async function checkShaper(
  tx: Transaction,
  actor: Actor,
  before: ResolvedModel,
  after: ResolvedModel,
): Promise<void> {
  if (actor.access.administrator) return
  const changed = changedFields(before, after)
  if (changed.length === 0) return
  for (const { was, is } of changed) {
    const label = { name: called((is ?? was)!.field) }
    if (!isDeepStrictEqual(was?.field.seenWith ?? null, is?.field.seenWith ?? null))
      throw administratorOnly(
        said(
          '{name}: with what records are seen decides who sees them. Only an administrator may change that. Ask one.',
          label,
        ),
      )
    if (was?.field.sensitive === true && is !== undefined && is.field.sensitive !== true)
      throw administratorOnly(
        said('Only an administrator may stop the log of who reads {name}. Ask one.', label),
      )
  }
  const rests = new Set([...(await restsUpon(tx, before)), ...(await restsUpon(tx, after))])
  const decisive = changed.find(({ key, was, is }) => rests.has(key) && decides(was, is))
  if (decisive)
    throw administratorOnly(
      said('Rights ask for {name}, so only an administrator may change what it says. Ask one.', {
        name: called((decisive.is ?? decisive.was)!.field),
      }),
    )
}

type Changed = { readonly key: string; readonly was?: ResolvedField; readonly is?: ResolvedField }

function changedFields(before: ResolvedModel, after: ResolvedModel): Changed[] {
  const [old, now] = [ownFields(before), ownFields(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Changed[] => {
    const [was, is] = [old.get(key), now.get(key)]
    if (was && is && isDeepStrictEqual(was.field, is.field)) return []
    return [{ key, ...(was ? { was } : {}), ...(is ? { is } : {}) }]
  })
}

function ownFields(model: ResolvedModel): Map<string, ResolvedField> {
  const fields = new Map<string, ResolvedField>()
  for (const object of model.objects.values())
    for (const field of object.fields.values())
      if (field.owner === object.name) fields.set(keyOf(field), field)
  return fields
}

function keyOf({ owner, name }: ResolvedField): string {
  return `${owner}.${name}`
}

function decides(was: ResolvedField | undefined, is: ResolvedField | undefined): boolean {
  if (!was || !is) return true
  const [old, now] = [was.field, is.field] as Record<string, unknown>[]
  const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])
  return [...keys].some((key) => !harmless.has(key) && !isDeepStrictEqual(old?.[key], now?.[key]))
}

/** The fields that conditions of rights look at, on the way and behind formulas too. */
async function restsUpon(tx: Transaction, model: ResolvedModel): Promise<ReadonlySet<string>> {
  const grants = await tx.query<{ object: string; rows: unknown }>(
    sql`select distinct object, "rows" from "grant" where "rows" is not null`,
  )
  const met = new Set<string>()
  for (const { object: name, rows } of grants) {
    const object = model.objects.get(name)
    const condition = object && parsed(model, object, rows)
    if (object && condition) follow(model, object, condition, met)
  }
  for (const object of model.objects.values())
    for (const { field, as } of seenWithFields(model, object))
      for (const one of [field, as]) if (one) met.add(keyOf(one))
  return met
}

/** A condition that does not fit the model closes, and rests upon nothing of it. */
function parsed(model: ResolvedModel, object: ResolvedObject, rows: unknown): Expression | null {
  try {
    return parseWhere(rows, typeScope({ model, authority: 'action' }, object))
  } catch (error) {
    if (error instanceof WhereError) return null
    throw error
  }
}

function follow(model: ResolvedModel, start: ResolvedObject, of: Expression, met: Set<string>): void {
  for (const path of dependencies(of)) {
    let object: ResolvedObject | undefined = start
    for (const name of path) {
      const field: ResolvedField | undefined = object?.fields.get(name)
      if (object && field && !met.has(keyOf(field))) {
        met.add(keyOf(field))
        if (field.field.type === 'formula') follow(model, object, formulaTree(model, object, field), met)
      }
      object = model.objects.get(field ? (targetName(field) ?? '') : name)
    }
  }
}

function administratorOnly(sentence: Sentence): Problem {
  return new Problem(403, 'administratorOnly', sentence)
}
