import { useQueries } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { daysBetween, dayOfInstant, today } from '../../format/day.ts'

/** The statuses of intake in the order of its steps. */
export const stages = ['draft', 'returned', 'submitted', 'verified', 'validated'] as const

export type InIntake = {
  readonly object: DescribedObject
  readonly record: ApiRecord
  readonly stage: string
  /** Days since it came to this stage. */
  readonly age: number
  readonly due: string | null
  readonly overdue: boolean
}

export type Whose = 'all' | 'mine' | 'overdue'

type Page = { readonly items: readonly ApiRecord[]; readonly count?: number }

/** So many of a role are shown on the board; its list has all. */
const most = 200

/** Roles that partners are taken in by, as far as one may read them. */
export function rolesInIntake(model: DescribedModel): DescribedObject[] {
  return model.objects.filter(
    (object) => object.isRole && object.may.includes('read') && fieldOf(object, 'stageDue') !== undefined,
  )
}

/** Who waits where in intake, what is due first at the top. */
export function useIntake(model: DescribedModel, whose: Whose) {
  const roles = rolesInIntake(model)
  return useQueries({
    queries: roles.map((object) => ({
      queryKey: ['list', 'intake', object.path, whose],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Page>(`/${object.path}`, {
          signal,
          query: {
            where: whereOf(whose),
            sort: 'stageDue',
            limit: most,
            count: 'exact',
            fields: 'name,number,status,stageSince,stageDue,waitsFor,createdAt,createdBy',
          },
        }),
    })),
    combine: (answers) => ({
      isPending: answers.some((answer) => answer.isPending),
      error: answers.find((answer) => answer.error)?.error ?? null,
      count: answers.reduce((sum, { data }) => sum + (data?.count ?? 0), 0),
      items: answers.flatMap(({ data }, at) =>
        (data?.items ?? []).flatMap((record) => (roles[at] ? [standing(roles[at], record)] : [])),
      ),
    }),
  })
}

function whereOf(whose: Whose) {
  const status = { in: [...stages] }
  if (whose === 'overdue') return { status, stageDue: { below: '$today' } }
  if (whose === 'all') return { status }
  const own = { status: { in: ['draft', 'returned'] }, createdBy: '$me' }
  return { status, any: [{ waitsFor: '$me' }, own] }
}

function standing(object: DescribedObject, record: ApiRecord): InIntake {
  const since = dayOfInstant(String(record['stageSince'] ?? record['createdAt']))
  const due = typeof record['stageDue'] === 'string' ? record['stageDue'] : null
  return {
    ...{ object, record, due },
    stage: String(record['status']),
    age: Math.max(0, daysBetween(since, today())),
    overdue: due !== null && due < today(),
  }
}

/** Whom it waits for, where somebody was named. */
export function waitsFor({ record }: InIntake): string | null {
  return (record['waitsFor'] as ApiReference | null)?.title ?? null
}
