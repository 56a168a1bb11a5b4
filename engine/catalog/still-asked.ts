import { labelOf, parseWhere, pluralOf, WhereError } from '#model'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import { said } from '../said/said.ts'
import type { Filling, Sentence } from '../said/sayer.ts'
import type { CatalogChange } from './catalog-change.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { targetName } from './target-name.ts'

/** A condition over records of an object, and what is said to whoever takes away what it asks for. */
type Asking = { readonly on: string; readonly where: unknown; readonly sentence: Sentence }

/**
 * Refuses to take away what a condition asks for, by whichever way it leads there. A right would give nothing
 * and a list would show more than it says, to the surprise of everyone; of a rule of retention nobody would
 * know any more whom it is about.
 */
export async function refuseAsked({ tx, before }: CatalogChange, after: ResolvedModel): Promise<void> {
  const all = [...(await ofRights(tx)), ...(await ofRetention(tx, before)), ...ofModel(before)]
  const lost = all.find(({ on, where }) => fits(before, on, where) && !fits(after, on, where))
  if (lost) throw new Refusal('catalog.fieldInUse', lost.sentence)
}

/** Refuses to take away the field by which another object looks back at these records. */
export function refuseLookedBackBy({ before }: CatalogChange, gone: ResolvedField): void {
  for (const object of before.objects.values())
    for (const field of object.fields.values()) {
      const value = field.type.valueType(field.field)
      if (field.owner !== object.name || value.kind !== 'lines') continue
      if (before.objects.get(value.of)?.fields.get(value.via) === gone)
        throw new Refusal('catalog.fieldInUse', asks(placeOf(object, field)))
    }
}

/** A condition that fitted nothing before loses nothing. */
function fits(model: ResolvedModel, on: string, where: unknown): boolean {
  const object = model.objects.get(on) ?? model.byPath.get(on)
  if (!object) return false
  try {
    parseWhere(where ?? {}, typeScope({ model, authority: 'action' }, object))
    return true
  } catch (error) {
    if (error instanceof WhereError) return false
    throw error
  }
}

/** What has ended gives nothing any more; a day is a day later where the clock of an office is behind. */
async function ofRights(tx: Transaction): Promise<Asking[]> {
  const grants = await tx.query<{ on: string; where: unknown; holder: string }>(
    sql`select g.object as "on", g.rows as "where", coalesce(p.name, h.name, u.name, '') as holder
        from "grant" g left join post p on p.id = g.post left join user_group h on h.id = g."group"
          left join "user" u on u.id = g."user"
        where g.rows is not null and (g.until is null or g.until >= current_date - 1) order by g.id`,
  )
  return grants.map(({ holder, ...asking }) => ({
    ...asking,
    sentence: said('A right of {holder} asks for this field. Change that right first.', { holder }),
  }))
}

async function ofRetention(tx: Transaction, model: ResolvedModel): Promise<Asking[]> {
  const rules = await tx.query<{ on: string; where: unknown; name: string; day: string | null }>(
    sql`select object as "on", "where", name, day_field as day from retention_rule order by name, id`,
  )
  const kind = model.objects.get('retentionRule')?.declaration
  return rules.flatMap(({ on, where, name, day }) => {
    const sentence = asks((language) => `${kind ? labelOf(kind, language) : ''} “${name}”`)
    return [{ on, where, sentence }, ...(day === null ? [] : [named(on, day, sentence)])]
  })
}

function ofModel(model: ResolvedModel): Asking[] {
  return [...model.objects.values()].flatMap((object) => [
    ...Object.entries(object.lists).map(([key, { where, label }]) => ({
      ...{ on: object.name, where },
      sentence: asks(said('The list {name}', { name: label ?? key })),
    })),
    ...object.card.map(({ section, when }) => ({
      ...{ on: object.name, where: when },
      sentence: asks(said('The section {name}', { name: section })),
    })),
    ...ofFields(object),
    ...ofDealings(object),
  ])
}

/** What may be chosen in fields that name others, and what currency an amount is in: without, in another. */
function ofFields(object: ResolvedObject): Asking[] {
  return [...object.fields.values()].flatMap((field) => {
    if (field.owner !== object.name) return []
    const { where, currency } = field.field as Readonly<Record<string, unknown>>
    const on = where === undefined ? null : targetName(field)
    const sentence = asks(placeOf(object, field))
    return [
      ...(on === null ? [] : [{ on, where, sentence }]),
      ...(typeof currency === 'string' ? [named(object.name, currency, sentence)] : []),
    ]
  })
}

/** While what records of one's own are open business, and what is written to end it. */
function ofDealings({ name: on, declaration, custom }: ResolvedObject): Asking[] {
  if (!custom) return []
  const sentence = asks((language) => pluralOf(declaration, language))
  return (declaration.dealings ?? []).flatMap(({ with: partners, while: where, close = {}, handOver }) => {
    const written = [...partners.map(String), ...Object.keys(close), ...[handOver ?? []].flat().map(String)]
    return [{ on, where, sentence }, ...written.map((name) => named(on, name, sentence))]
  })
}

/** A field that is named by itself. */
function named(on: string, field: string, sentence: Sentence): Asking {
  return { on, where: { [field]: { set: true } }, sentence }
}

function placeOf({ declaration }: ResolvedObject, { field }: ResolvedField): Filling {
  return (language) => `${pluralOf(declaration, language)}: ${labelOf(field, language)}`
}

function asks(where: Filling): Sentence {
  return said('{where} asks for this field. Change that first.', { where })
}
