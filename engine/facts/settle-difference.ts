import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, raw, sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import type { WriteOptions } from '../records/write/door.ts'
import { rowsSql } from '../records/write/row-rights.ts'
import { said } from '../said/said.ts'
import { provedNamed, type Asked, type Subject } from './asked-of.ts'
import { refuseUnlessMayChange, refusedCheck } from './attest-fact.ts'
import { keptMark } from './differences.ts'
import type { FactView } from './fact-view.ts'
import type { Answer } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { judgeAnswers } from './judge-answers.ts'
import { instant, readFacts } from './read-facts.ts'
import { writeFacts } from './write-facts.ts'

/** Which of the differences are taken over, and for which the entry stays as it is. */
export type Settling = { readonly accept: readonly string[]; readonly keep: readonly string[] }

/**
 * Settles where a source differs from the record, field by field. What is accepted is written as whoever
 * accepts it could write it themselves, with the same rights, rules and undo; what is kept is not brought
 * up again until the source says something else, so that too is for who may change that field. Gives the
 * change by which it can be undone, null where nothing was written. Throws a 404, a 403, and a 422 for a
 * field that does not differ.
 */
export async function settleDifference(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  { record, fact, accept, keep }: { record: string; fact: string } & Settling,
  options: WriteOptions,
): Promise<string | null> {
  const view = (await readFacts(parts, actor, object, record)).find(({ id }) => id === fact)
  if (!view) throw notFound()
  await refuseUnlessMayChange(parts.records, actor, object, record)
  refuseUnknown(view, [...accept, ...keep])
  await refuseUnlessMayKeep(parts, actor, object, record, keep)
  const theirs = new Map(view.differences.map((one) => [one.field, one.theirs]))
  const changes = await changesFor(
    parts,
    actor,
    object,
    { record, line: view.line ?? record },
    accept,
    theirs,
  )
  const written =
    accept.length > 0 ? await parts.records.update(actor, object.name, record, changes, options) : null
  const marks = keep.map((field) => keptMark(field, theirs.get(field) ?? ''))
  await compareAgain(parts, actor, view, { record, marks, taken: taken(accept, theirs) })
  return written?.change ?? null
}

/** Whoever could not have entered what stands there does not say that it is right against a source. */
async function refuseUnlessMayKeep(
  { database, model }: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  keep: readonly string[],
): Promise<void> {
  if (keep.length === 0) return
  const access = actor.access.object(object.name)
  const reader = { model: model(), actor, authority: 'actor' } as const
  const each = keep.map((path) => {
    const rows = access?.change(path.split('.')[0] ?? '')
    return rows === undefined ? raw('false') : rowsSql(reader, object, rows, 't')
  })
  const [row] = await database.query(
    sql`select from ${id(object.table)} t where t.id = ${record}::uuid and ${join(each, ' and ')}`,
  )
  if (!row) throw refusedCheck()
}

function refuseUnknown({ differences }: FactView, fields: readonly string[]): void {
  const stray = fields.find((field) => !differences.some((one) => one.field === field))
  if (stray === undefined && fields.length > 0) return
  throw fieldErrors([
    {
      field: stray?.slice(0, 80) ?? 'accept',
      code: 'noDifference',
      message: said('Name fields in which the source differs, to accept or to keep.'),
    },
  ])
}

/** Plain fields, and for lines the whole of them with the one changed of which the fact speaks. */
async function changesFor(
  { records }: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  { record, line: spokenOf }: Subject,
  accept: readonly string[],
  theirs: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> {
  const changes: Record<string, unknown> = {}
  for (const path of accept) {
    const [name = '', inner] = path.split('.')
    if (inner === undefined) changes[name] = theirs.get(path)
    else {
      const lines = (changes[name] ?? (await linesOf(records, actor, object, record, name))) as Line[]
      changes[name] = lines.map((line) =>
        line['id'] === spokenOf ? { ...line, [inner]: theirs.get(path) } : line,
      )
    }
  }
  return changes
}

type Line = Readonly<Record<string, unknown>>

async function linesOf(
  records: FactsParts['records'],
  actor: Actor,
  object: ResolvedObject,
  record: string,
  name: string,
): Promise<Line[]> {
  const found = await records.get(actor, object.name, record, { fields: ['id', name] })
  if ('movedTo' in found) throw notFound()
  return ((JSON.parse(found.json) as Record<string, unknown>)[name] ?? []) as Line[]
}

/** What was taken over, by the name of its field in the record or in the line. */
function taken(accept: readonly string[], theirs: ReadonlyMap<string, string>): Asked {
  return Object.fromEntries(accept.map((path) => [path.split('.').at(-1) ?? path, theirs.get(path) ?? null]))
}

/** The source has said itself what was taken over, so its fact speaks of that. */
function ofAsked(asked: Asked, taken: Asked): Asked {
  return Object.fromEntries(Object.entries(taken).filter(([name]) => Object.hasOwn(asked, name)))
}

/** The fact as it stands after the decision; what its source says is the same as before. */
async function compareAgain(
  { database, records, model }: FactsParts,
  actor: Actor,
  view: FactView,
  { record, marks, taken }: { record: string; marks: readonly string[]; taken: Asked },
): Promise<void> {
  const place = provedNamed(model(), view.kind)
  const [known] = await database.query<{
    asked: Asked
    answer: Answer
    kept: readonly string[] | null
    due: string | null
  }>(
    sql`select f.asked, f.answer, f.kept, ${instant('l', 'due_at')} as due
        from fact f join fact_look l on l.fact = f.id where f.id = ${view.id}::uuid`,
  )
  if (!place || !known) return
  const kept = [...(known.kept ?? []), ...marks]
  const subject = { record, line: view.line ?? record }
  const [judgement] = await judgeAnswers(database, model(), place, [
    { ...subject, answer: known.answer, kept },
  ])
  if (!judgement) return
  await writeFacts(records, actor, place, [
    {
      ...{
        ...subject,
        asked: { ...known.asked, ...ofAsked(known.asked, taken) },
        kept,
        source: view.source ?? '',
        dueAt: known.due,
      },
      ...{ expiresAt: view.expiresAt, checkedAt: view.checkedAt, reference: view.reference },
      result: judgement.result,
      answer: { ...known.answer, differs: judgement.differs },
    },
  ])
}
