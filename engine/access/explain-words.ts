import { labelOf, parseWhere, WhereError, type Language } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { typeScope } from '../query/type-scope.ts'
import { said } from '../said/said.ts'
import type { Filling, Said } from '../said/sayer.ts'
import type { Actor } from './actor.ts'
import { inWords, quoted } from './condition-in-words.ts'
import type { HeldGrant } from './grants-held.ts'

const deeds: Readonly<Record<string, Said>> = {
  read: said('see'),
  create: said('create'),
  change: said('change'),
  delete: said('delete'),
  export: said('export'),
  import: said('import'),
  print: said('print'),
  confirm: said('confirm warnings'),
  share: said('open to others'),
}

/** What a deed is called to people: one that every object knows, or an action of this one. */
export function deedCalled(
  actions: Pick<ActionRegistry, 'of'>,
  object: ResolvedObject,
  name: string,
): (language: Language) => string {
  const act = actions.of(object).find((one) => one.name === name)
  return (language) =>
    Object.hasOwn(deeds, name)
      ? (deeds[name]?.in(language) ?? name)
      : act
        ? labelOf(act, language).replace('…', '')
        : name
}

/** Of whom a condition is told, and who hears of it. */
type Told = {
  readonly asker: Actor
  readonly object: ResolvedObject
  readonly actor: { readonly name: string }
}

/**
 * The condition of a grant as people read it, with labels, and records by their titles, for who may know it:
 * a condition on what somebody does not see would tell them of it.
 */
export async function conditionWords(
  database: Connection,
  model: ResolvedModel,
  { asker, object, actor }: Told,
  held: HeldGrant,
): Promise<Filling> {
  const reader = { model, actor: asker, authority: 'actor' } as const
  if (!asker.access.administrator && !knowsCondition(reader, object, held.grant.rows))
    return said('over fields that you may not see')
  const condition = conditionOf(model, object, held)
  if (!condition) return said('that names what is there no longer')
  const name = held.for?.name ?? actor.name
  return inWords(database, reader, object, condition, (language) => personPhrases(name, language))
}

/** What a grant asks of records; null where that fits the model no longer, and so gives nothing. */
export function conditionOf(model: ResolvedModel, object: ResolvedObject, { grant }: HeldGrant) {
  try {
    return parseWhere(grant.rows, typeScope({ model, authority: 'action' }, object))
  } catch (error) {
    if (error instanceof WhereError) return null
    throw error
  }
}

/** What differs by person is said with the name of the person of whom it is said. */
function personPhrases(name: string, language: Language) {
  return {
    $me: quoted(name, language),
    $myReports: said('a direct report of {name}', { name }).in(language),
    $myTeam: said('one of the team of {name}', { name }).in(language),
    $myCompanies: said('a company of {name}', { name }).in(language),
    $myParty: said('the own partner of {name}', { name }).in(language),
  }
}
