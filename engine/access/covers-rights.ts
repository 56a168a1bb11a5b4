import type { Expression } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Rows } from './actor.ts'
import { compileAccess, type Grant } from './compile-access.ts'
import { menuGrant, pagesOf, settingsGrant, withPages } from './settings-pages.ts'

/** Tells of a grant whether all that it gives is among these rights. */
export type Covers = (grant: Grant) => boolean

/**
 * Compares grants as they are compiled: a grant is covered where for each of its actions and fields these
 * rights hold on every row, or on the same condition. A condition that is merely narrower is not seen to be
 * so, and counts as more. What everybody has of their own (views, substitutes, shares, files just uploaded)
 * is nothing that could be more, and neither is an entry of the menu.
 */
export function coversRights(model: ResolvedModel, rights: readonly Grant[]): Covers {
  const access = compileAccess(model, rights, compared)
  const pages = pagesOf(rights)
  const known = new Map<string, boolean>()
  const coversOne = (grant: Grant): boolean => {
    const object = model.objects.get(grant.object)
    if (!object || (object.declaration.system && namesSomebody(grant))) return true
    const whole = compileAccess(model, [{ ...grant, rows: null }], compared).object(grant.object)
    const given = compileAccess(model, [grant], compared).object(grant.object)
    const held = access.object(grant.object)
    // A condition over a formula that names somebody cannot be told for another: only every row covers it.
    const rows = given?.rows(grant.actions[0] ?? '')
    const isWithin = (one: Rows | undefined) => one === true || (one !== undefined && within(rows, one))
    if (!grant.actions.every((action) => isWithin(held?.rows(action)))) return false
    return [...object.fields.keys()].every(
      (name) =>
        (whole?.see(name) === undefined || isWithin(held?.see(name))) &&
        (['change', 'create'] as const).every(
          (action) => whole?.change(name, action) === undefined || isWithin(held?.change(name, action)),
        ),
    )
  }
  return (grant) => {
    if (grant.object === menuGrant) return true
    if (grant.object === settingsGrant && !grant.actions.every((page) => pages.has(page))) return false
    return withPages([grant]).every((one) => {
      const key = JSON.stringify(one)
      const answer = known.get(key) ?? coversOne(one)
      known.set(key, answer)
      return answer
    })
  }
}

const compared = { isAlone: true, asGiven: true }

/** Whether a condition asks who it is that asks. */
function namesSomebody({ rows }: Grant): boolean {
  return /"\$m(e"|y)/.test(JSON.stringify(rows ?? null))
}

/** Whether the rows of one condition are among those of another: each of its arms is one of theirs. */
function within(rows: Rows | undefined, others: Expression): boolean {
  if (rows === undefined || rows === true) return false
  const theirs = new Set(armsOf(others).map((one) => JSON.stringify(one)))
  return armsOf(rows).every((one) => theirs.has(JSON.stringify(one)))
}

function armsOf(rows: Expression): readonly Expression[] {
  return rows.is === 'call' && rows.name === 'any' ? rows.args.flatMap(armsOf) : [rows]
}
