import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, readChoices, type Actor, type Engine, type ResolvedObject } from '#engine'
import { answerOnce } from './answer-once.ts'
import { openedRecord } from './opened.ts'
import { textParam } from './query-params.ts'
import { rehearsal } from './rehearsal.ts'
import { said } from './said.ts'
import { bodyObject, writeParams } from './write-params.ts'

/** Two records made one, or several: what that would do, and doing it. */
export function mergeRoutes(app: FastifyInstance, engine: Engine): void {
  const { merges } = engine
  app.get('/:objects/:id/merge', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const query = request.query as Record<string, unknown>
    const several = textParam(query, 'others', 1_000)
    if (several !== undefined) {
      const others = await othersOf(engine, actor, object, id, othersIn(several.split(',')))
      return merges.previewSeveral(actor, object.name, { survivor: id, others, choices: {} })
    }
    const given = otherIn(textParam(query, 'with', 100))
    const other = await otherOf(engine, actor, object, id, given)
    return merges.preview(actor, object.name, { survivor: id, other, choices: {} })
  })
  app.post('/:objects/:id/merge', { config: { dryRun: true, once: 'own' } }, async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const options = writeParams(request)
    const merging = async () => {
      const { choices, ...named } = mergingIn(request)
      if ('others' in named)
        return { survivor: id, others: await othersOf(engine, actor, object, id, named.others), choices }
      return { survivor: id, other: await otherOf(engine, actor, object, id, named.other), choices }
    }
    if (options.dryRun)
      return rehearsal(actor, async () => {
        await merges.merge(actor, object.name, await merging(), options)
        return null
      })
    return answerOnce(engine, request, reply, actor, async (tx) => {
      const done = await merges.merge(actor, object.name, await merging(), { ...options, ...tx })
      const headers = { 'kontor-change': done.change }
      if ('job' in done)
        return {
          status: 202,
          body: JSON.stringify({ id, ...done }),
          headers: { ...headers, location: `/api/v1/jobs/${done.job}` },
        }
      return { status: 200, body: JSON.stringify({ id, ...done }), headers }
    })
  })
}

/** The other record, or what that went into meanwhile. */
async function otherOf(
  engine: Engine,
  actor: Actor,
  { name }: ResolvedObject,
  survivor: string,
  given: string,
): Promise<string> {
  const other = (await engine.records.goneInto(actor, name, given)) ?? given
  if (other !== survivor || given === survivor) return other
  throw fieldErrors([
    { field: 'with', code: 'merged', message: said('That record has gone into this one already.') },
  ])
}

/** The other records, or what they went into meanwhile; two that have become one are one. */
async function othersOf(
  engine: Engine,
  actor: Actor,
  object: ResolvedObject,
  survivor: string,
  given: readonly string[],
): Promise<readonly string[]> {
  const others: string[] = []
  for (const one of given) others.push(await otherOf(engine, actor, object, survivor, one))
  return [...new Set(others)]
}

function mergingIn(request: FastifyRequest) {
  const { with: other, others, choices, ...unknown } = bodyObject(request)
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined)
    throw fieldErrors([
      {
        field: stray.slice(0, 80),
        code: 'unknownField',
        message: said('Give with or others, and perhaps choices.'),
      },
    ])
  const read = readChoices(choices)
  return others === undefined || other !== undefined
    ? { other: otherIn(other), choices: read }
    : { others: othersIn(others), choices: read }
}

const mostOthers = 9

function othersIn(value: unknown): readonly string[] {
  const ids = Array.isArray(value) ? value.map((one) => String(one).toLowerCase()) : []
  if (ids.length > 0 && ids.length <= mostOthers && ids.every(isId)) return ids
  throw fieldErrors([
    {
      field: 'others',
      code: 'required',
      message: said('Name at most {most} other records by their ids in “others”. They go into this one.', {
        most: mostOthers,
      }),
    },
  ])
}

function otherIn(value: unknown): string {
  if (typeof value === 'string' && isId(value.toLowerCase())) return value.toLowerCase()
  throw fieldErrors([
    {
      field: 'with',
      code: 'required',
      message: said('Name the other record by its id in “with”. It goes into this one.'),
    },
  ])
}
