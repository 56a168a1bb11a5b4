import { labelOf, parseWhere, WhereError, type Expression, type Language } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { typeScope } from '../query/type-scope.ts'
import { said } from '../said/said.ts'
import type { Filling, Said } from '../said/sayer.ts'
import type { Actor } from './actor.ts'
import { conditionReader, inWords, quoted } from './condition-in-words.ts'
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

/** Who hears of conditions, and on records of which object they are. */
type Told = { readonly asker: Actor; readonly object: ResolvedObject }

/**
 * The conditions of grants as people read them, with labels, and records by their titles, for who may know
 * them: a condition on what somebody does not see would tell them of it. Gives what tells one of them, as it
 * holds for whoever has that name.
 */
export async function conditionWords(
  database: Connection,
  model: ResolvedModel,
  { asker, object }: Told,
  grants: readonly HeldGrant[],
): Promise<(held: HeldGrant, name: string) => Filling> {
  const reader = { model, actor: asker, authority: 'actor' } as const
  const known = new Map<HeldGrant, Expression | null>()
  for (const held of grants)
    if (asker.access.administrator || knowsCondition(reader, object, held.grant.rows))
      known.set(held, conditionOf(model, object, held))
  const conditions = [...known.values()].filter((one) => one !== null)
  const reading = await conditionReader(database, reader, conditions)
  return (held, name) => {
    const condition = known.get(held)
    if (condition === undefined) return said('over fields that you may not see')
    if (condition === null) return said('that names what is there no longer')
    const whose = held.for?.name ?? name
    return inWords(reading, object, condition, (language) => personPhrases(whose, language))
  }
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
    $myPosts: said('a post of {name}', { name }).in(language),
    $myParty: said('the own partner of {name}', { name }).in(language),
  }
}
