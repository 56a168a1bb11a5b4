import { labelOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { faceOfMention, type Mention } from './find-mentions.ts'
import { labelOfPlace, modelRecord } from './model-mentions.ts'

/** A place where an erasure left words about somebody: where it is, not what it says. */
export type LeftMention = Mention & {
  readonly path: string | null
  /** The object whose page of the settings holds the place, where it is one of the model. */
  readonly settings: string | null
  readonly label: string
  readonly at: string
}

type Row = { readonly object: string; readonly record: string; readonly field: string; readonly at: string }

export async function leftMentions(
  { database, model }: { readonly database: Database; readonly model: () => ResolvedModel },
  { language, access }: Actor,
  limit: number,
): Promise<LeftMention[]> {
  const rows = await database.query<Row>(
    sql`select m.object, m.record, m.field, to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
        from person_mention m join person_erasure p on p.id = m.erasure
        order by p.at, m.object, m.record, m.field limit ${limit}`,
  )
  return rows.map(({ field, ...row }) => {
    if (row.record === modelRecord) {
      const one = { ...row, field }
      const settings = access.page('objects') && model().objects.has(one.object) ? one.object : null
      return { ...one, path: null, settings, label: labelOfPlace(model(), one, language) }
    }
    const one = { ...row, field: field === '' ? null : field }
    const place = one.field === null ? null : faceOfMention(model(), one)
    const face = place?.face ?? model().objects.get(one.object)
    return {
      ...one,
      path: face && access.object(face.name)?.rows('read') !== undefined ? face.path : null,
      settings: null,
      label: [face && labelOf(face.declaration, language), place && labelOf(place.field.field, language)]
        .filter(Boolean)
        .join(': '),
    }
  })
}

export async function settleMention(database: Database, { object, record, field }: Mention): Promise<void> {
  const gone = await database.query(
    sql`delete from person_mention where object = ${object} and record = ${record} and field = ${field ?? ''}
        returning 1`,
  )
  if (gone.length === 0) throw notFound()
}
