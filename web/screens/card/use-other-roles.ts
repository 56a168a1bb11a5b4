import { useQueries } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'

export type OtherRole = { readonly face: DescribedObject; readonly status: string | null }

/**
 * The other roles that a record plays, as far as one may see it in them: each is asked for as a list of one,
 * which is empty where it plays no such role or that is not for these eyes.
 */
export function useOtherRoles(
  object: DescribedObject,
  id: string,
  model: DescribedModel,
  frozen: boolean,
): readonly OtherRole[] {
  const faces = frozen
    ? []
    : model.objects.filter(
        (face) => face.isRole && face.base === object.base && face !== object && face.may.includes('read'),
      )
  return useQueries({
    queries: faces.map((face) => ({
      queryKey: ['list', face.path, 'role', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<{ items: readonly ApiRecord[] }>(`/${face.path}`, {
          signal,
          query: { where: { id }, fields: fieldOf(face, 'status') ? 'id,status' : 'id', limit: 1 },
        }),
    })),
    combine: (answers) =>
      faces.flatMap((face, at): OtherRole[] => {
        const [found] = answers[at]?.data?.items ?? []
        const status = typeof found?.['status'] === 'string' ? found['status'] : null
        return found ? [{ face, status }] : []
      }),
  })
}
