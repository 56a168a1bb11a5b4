import type { Actor } from './access/actor.ts'
import { checkFactors } from './accounts/check-factors.ts'
import { checkKeys } from './accounts/check-keys.ts'
import { checkChanges } from './audit/check-changes.ts'
import { checkSignIn } from './accounts/check-sign-in.ts'
import { checkCatalog } from './catalog/check-catalog.ts'
import { finishField } from './catalog/finish-field.ts'
import type { ResolvedModel, ResolvedObject } from './catalog/resolved-model.ts'
import type { Database } from './database/database.ts'
import { lookThrough } from './database/look-through.ts'
import { id, join, sql } from './database/sql.ts'
import { formulaSql } from './query/formula-sql.ts'
import { formulaGraph } from './records/write/formula-graph.ts'
import { ownedLines } from './records/write/lines.ts'
import { mirroredLines } from './records/write/mirrors.ts'
import { checkNotedErasures } from './personal/check-noted.ts'
import { checkMoves } from './merge/check-moves.ts'
import { checkChain } from './seal/check-chain.ts'
import { checkKeptKeys } from './search/check-kept-keys.ts'

/**
 * Looks for what contradicts itself, and says each finding in a sentence. Empty: everything is as it
 * should be.
 */
export async function verify(
  database: Database,
  model: ResolvedModel,
  /** With what was retired as well. */
  kept: ResolvedModel,
  actor: Actor,
): Promise<string[]> {
  const findings = await verifyBeside(database, model, kept)
  for (const object of model.objects.values()) {
    if (object.isRole) continue
    findings.push(...(await wrongFormulas(database, model, actor, object)))
    findings.push(...(await wrongMirrors(database, model, object)))
    findings.push(...(await checkKeptKeys(database, model, object)))
  }
  return findings
}

/** The log itself, and what else is held against it but records. */
export async function verifyBeside(
  database: Database,
  model: ResolvedModel,
  kept: ResolvedModel,
): Promise<string[]> {
  return [
    ...(await checkChain(database)),
    ...(await checkKeys(database)),
    ...(await checkFactors(database)),
    ...(await checkSignIn(database)),
    ...(await checkCatalog(database, model)),
    ...(await checkMoves(database, kept)),
    ...(await checkChanges(database)),
    ...(await checkNotedErasures(database)),
  ]
}

async function wrongFormulas(
  database: Database,
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
): Promise<string[]> {
  const findings: string[] = []
  for (const { face, field } of formulaGraph(model).ofTable(object.name)) {
    if (field.pending && (await isBeingFilled(database, object, field.name))) continue
    const expected = formulaSql({ model, actor, authority: 'action' }, face, field, 't')
    const count = await counted(
      database,
      sql`select count(*) from ${id(object.table)} t where ${id('t', field.column ?? '')} is distinct from ${expected}`,
    )
    if (count > 0)
      findings.push(
        `${count} ${object.declaration.plural}: the stored value of ${field.name} is not what its formula gives.`,
      )
  }
  return findings
}

/** A field may be said to be pending for good, but not without a job that works on it. */
async function isBeingFilled(database: Database, { name, roles }: ResolvedObject, field: string) {
  const open = await database.query(
    sql`select 1 from job where name = ${finishField} and state in ('waiting', 'running')
          and run_at < now() + interval '1 hour' and payload ->> 'field' = ${field}
          and payload ->> 'object' = any(${[name, ...roles]}::text[]) limit 1`,
  )
  return open.length > 0
}

async function wrongMirrors(
  database: Database,
  model: ResolvedModel,
  object: ResolvedObject,
): Promise<string[]> {
  const findings: string[] = []
  for (const { lines, main, mirrors } of mirroredLines(model, object)) {
    const owned = ownedLines(model, lines)
    if (!owned) continue
    const differs = mirrors.map(
      ({ field, line }) => sql`${id('t', field.column ?? '')} is distinct from ${id('l', line.column ?? '')}`,
    )
    const count = await counted(
      database,
      sql`select count(*) from ${id(object.table)} t
          left join ${id(owned.object.table)} l on ${id('l', owned.via)} = t.id and ${id('l', main.column ?? '')}
          where ${join(differs, ' or ')}`,
    )
    const names = mirrors.map(({ field }) => field.name).join(', ')
    if (count > 0)
      findings.push(
        `${count} ${object.declaration.plural}: ${names} differ from the main line of ${lines.name}.`,
      )
  }
  return findings
}

async function counted(database: Database, piece: Parameters<Database['query']>[0]): Promise<number> {
  return lookThrough(database, async (tx) => {
    const [row] = await tx.query<{ count: string }>(piece)
    return Number(row?.count ?? 0)
  })
}
