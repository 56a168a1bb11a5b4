import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { isProblem } from '../../../api/problem.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { toastWithUndo } from '../../../api/undo.ts'
import { blankGrant, editedOf, toSend, turned } from './edited-grants.ts'
import type { ApiGrant, EditedGrant } from './edited-grants.ts'
import { holderPaths, type GrantHolder } from './holder.ts'

export interface GrantsEdit {
  grants: readonly EditedGrant[]
  saved: readonly EditedGrant[]
  isLoading: boolean
  error: unknown
  reload: () => void
  unsaved: boolean
  isChanged: (line: EditedGrant | undefined, object: string) => boolean
  savedOf: (line: EditedGrant | undefined) => EditedGrant | undefined
  turn: (object: string, key: string | null, action: string) => void
  set: (line: EditedGrant) => void
  addLine: (object: string) => void
  removeLine: (key: string) => void
  /** Takes over the lines of another post. */
  replace: (grants: readonly EditedGrant[]) => void
  discard: () => void
  save: () => Promise<boolean>
  busy: boolean
  problem: string | null
}

type Answer = { grants: readonly EditedGrant[]; etag: string | null }

/** The rights of a holder while they are edited: kept here until they are saved as one, or discarded. */
export function useGrantsEdit(holder: GrantHolder): GrantsEdit {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data, error, refetch } = useSavedGrants(holder)
  // What was read stays what is compared with, also where it is read anew meanwhile.
  const [draft, setDraft] = useState<{ grants: readonly EditedGrant[]; base: Answer } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const base = draft?.base ?? data
  const saved = useMemo(() => base?.grants ?? [], [base])
  const grants = draft?.grants ?? saved
  const unsaved = draft !== null && JSON.stringify(toSend(grants)) !== JSON.stringify(toSend(saved))
  const savedOf = (line: EditedGrant | undefined) => line && saved.find(({ key }) => key === line.key)
  const change = (next: readonly EditedGrant[]) => {
    setProblem(null)
    if (base) setDraft({ grants: next, base })
  }
  const discard = () => (setDraft(null), setProblem(null))
  const reload = () => (discard(), void refetch())
  const save = async () => {
    setBusy(true)
    try {
      const answer = await send(holder, grants, base?.etag ?? undefined)
      queries.setQueryData(['grants', holder.id], { grants: editedOf(answer.data.items), etag: answer.etag })
      setDraft(null)
      toastWithUndo(queries, t('rights.saved', { post: holder.name }), answer.change)
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'grants' })
      return true
    } catch (failure) {
      setProblem(isProblem(failure, 412) ? t('rights.faster') : problemWords(failure, t))
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    grants,
    saved,
    isLoading: data === undefined && !error,
    error: data === undefined ? error : null,
    reload,
    unsaved,
    isChanged: (line, object) => isChanged(saved, line, object),
    savedOf,
    turn: (object, key, action) => change(turned(grants, object, key, action)),
    set: (line) => change(grants.map((one) => (one.key === line.key ? line : one))),
    addLine: (object) => {
      const last = grants.findLastIndex((one) => one.object === object)
      change(grants.toSpliced(last + 1, 0, blankGrant(object)))
    },
    removeLine: (key) => change(grants.filter((one) => one.key !== key)),
    replace: (next) => change(next),
    discard,
    save,
    busy,
    problem,
  }
}

function useSavedGrants({ kind, id }: GrantHolder) {
  return useQuery({
    queryKey: ['grants', id],
    queryFn: async ({ signal }): Promise<Answer> => {
      const path = `/${holderPaths[kind]}/${id}/grants`
      const { data, etag } = await api.getWithTag<{ items: ApiGrant[] }>(path, { signal })
      return { grants: editedOf(data.items), etag }
    },
    // What is being edited does not change under the hand; saving says where somebody was faster.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
}

function send({ kind, id }: GrantHolder, grants: readonly EditedGrant[], ifMatch: string | undefined) {
  const body = { grants: toSend(grants) }
  return api.put<{ items: ApiGrant[] }>(`/${holderPaths[kind]}/${id}/grants`, body, { ifMatch })
}

/** A line that is another than the saved one, or an object whose saved lines are all gone. */
function isChanged(saved: readonly EditedGrant[], line: EditedGrant | undefined, object: string): boolean {
  if (line === undefined) return saved.some((one) => one.object === object)
  return JSON.stringify(line) !== JSON.stringify(saved.find(({ key }) => key === line.key))
}
