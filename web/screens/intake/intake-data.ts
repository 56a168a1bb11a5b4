import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type {
  ApiRecord,
  ApiReference,
  DescribedAction,
  DescribedModel,
  DescribedObject,
} from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { daysBetween, dayOfInstant, today } from '../../format/day.ts'

/** The statuses of intake in the order of its steps. */
export const stages = ['draft', 'returned', 'submitted', 'verified', 'validated'] as const
export type Stage = (typeof stages)[number]

/** The step that takes a partner on from where it stands. */
const steps: Readonly<Record<Stage, string>> = {
  ...{ draft: 'submit', returned: 'submit' },
  ...{ submitted: 'verify', verified: 'validate', validated: 'approve' },
}

const afterDraft = ['submitted', 'verified', 'validated'] as const satisfies readonly Stage[]

export type InIntake = {
  readonly object: DescribedObject
  readonly record: ApiRecord
  readonly stage: Stage
  /** Days since it came to this stage. */
  readonly age: number
  readonly due: string | null
  readonly overdue: boolean
  /** The steps that one may take: on, and back with questions. */
  readonly next: DescribedAction | undefined
  readonly back: DescribedAction | undefined
  readonly refuse: DescribedAction | undefined
}

export type Whose = 'all' | 'mine' | 'overdue'

type Page = { readonly items: readonly ApiRecord[]; readonly next: string | null }
type Counted = {
  readonly groups?: readonly { values: Readonly<Record<string, unknown>>; count: number }[]
}
export type RoleCount = { readonly object: DescribedObject; readonly count: number }

/** So many of each role are read at once. */
const pageSize = 25

/** Roles that partners are taken in by, as far as one may read them. */
export function rolesInIntake(model: DescribedModel): DescribedObject[] {
  return model.objects.filter(
    (object) => object.isRole && object.may.includes('read') && fieldOf(object, 'stageDue') !== undefined,
  )
}

/** How many of each role wait at each stage, counted by the database. */
export function useIntakeCounts(model: DescribedModel, whose: Whose) {
  const roles = rolesInIntake(model)
  return useQueries({
    queries: roles.map((object) => ({
      queryKey: ['list', 'intake', 'count', object.path, whose],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Counted>(`/${object.path}/summary`, {
          signal,
          query: { where: whereOf(object, whose, stages), groupBy: 'status' },
        }),
    })),
    combine: (answers) => {
      const at = (stage: Stage): RoleCount[] =>
        roles.flatMap((object, index) => {
          const groups = answers[index]?.data?.groups ?? []
          const count = groups.find(({ values }) => values['status'] === stage)?.count ?? 0
          return count > 0 ? [{ object, count }] : []
        })
      const byStage = new Map(stages.map((stage) => [stage, at(stage)]))
      return {
        isPending: answers.some((answer) => answer.isPending),
        error: answers.find((answer) => answer.error)?.error ?? null,
        refetch: () => void Promise.all(answers.map((answer) => answer.refetch())),
        byStage,
        count: [...byStage.values()].flat().reduce((sum, one) => sum + one.count, 0),
      }
    },
  })
}

/** Who waits at a stage, what is due first at the top, page by page. */
export function useStage(stage: Stage, whose: Whose, counts: readonly RoleCount[]) {
  type Cursors = Readonly<Record<string, string | null>>
  const roles = counts.map(({ object }) => object)
  return useInfiniteQuery({
    queryKey: ['list', 'intake', stage, whose, roles.map(({ path }) => path).join()],
    enabled: roles.length > 0,
    initialPageParam: {} as Cursors,
    queryFn: async ({ pageParam, signal }) => {
      const pages = await Promise.all(
        roles
          .filter(({ path }) => pageParam[path] !== null)
          .map(async (object) => ({ object, ...(await pageOf(object, pageParam[object.path], signal)) })),
      )
      return {
        items: pages
          .flatMap(({ object, items }) => items.map((record) => standing(object, record, stage)))
          .toSorted((one, other) => ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1)),
        cursors: {
          ...pageParam,
          ...Object.fromEntries(pages.map(({ object, next }) => [object.path, next])),
        } as Cursors,
      }
    },
    getNextPageParam: ({ cursors }) =>
      Object.values(cursors).some((cursor) => cursor !== null) ? cursors : undefined,
  })

  function pageOf(object: DescribedObject, after: string | null | undefined, signal: AbortSignal) {
    return api.get<Page>(`/${object.path}`, {
      signal,
      query: {
        where: whereOf(object, whose, [stage]),
        sort: 'stageDue',
        limit: pageSize,
        ...(after ? { after } : {}),
        fields: 'name,number,status,stageSince,stageDue,waitsFor,createdAt,createdBy',
      },
    })
  }
}

function whereOf(object: DescribedObject, whose: Whose, among: readonly Stage[]) {
  const status = { in: [...among] }
  if (whose === 'overdue') return { status, stageDue: { below: '$today' } }
  if (whose === 'all') return { status }
  const own = { status: { in: ['draft', 'returned'] }, createdBy: '$me' }
  // Where nobody was named it waits for whoever may take the next step.
  const steppable = afterDraft.filter((stage) => object.actions.some(({ name }) => name === steps[stage]))
  const anybodys = { status: { in: steppable }, waitsFor: { set: false } }
  return { status, any: [{ waitsFor: '$me' }, own, ...(steppable.length > 0 ? [anybodys] : [])] }
}

function standing(object: DescribedObject, record: ApiRecord, stage: Stage): InIntake {
  const since = dayOfInstant(String(record['stageSince'] ?? record['createdAt']))
  const due = typeof record['stageDue'] === 'string' ? record['stageDue'] : null
  return {
    ...{ object, record, due, stage },
    age: Math.max(0, daysBetween(since, today())),
    overdue: due !== null && due < today(),
    next: object.actions.find(({ name }) => name === steps[stage]),
    back:
      stage === 'draft' || stage === 'returned'
        ? undefined
        : object.actions.find(({ name }) => name === 'return'),
    refuse: object.actions.find(({ name }) => name === 'refuse'),
  }
}

/** Whom it waits for, where somebody was named. */
export function waitsFor({ record }: InIntake): string | null {
  return (record['waitsFor'] as ApiReference | null)?.title ?? null
}

/** The step that brings it to a stage: back, or on to where its next step leads. */
export function stepTo(one: InIntake, stage: Stage): DescribedAction | undefined {
  if (stage === one.stage) return undefined
  if (stage === 'returned') return one.back
  return stages.indexOf(stage) > stages.indexOf(one.stage) ? one.next : undefined
}
