import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** An import as `GET /api/v1/imports/{id}` gives it: the file, how it is read, and how far it has come. */
export interface ImportView {
  id: string
  object: string
  label: string
  path: string | null
  file: { name: string; bytes: number; format: 'csv' | 'xlsx' }
  state: ImportState
  createdAt: string
  createdBy: { id: string; title: string } | null
  options: ReadOptions
  style: TextStyle
  encodings: readonly string[] | null
  sheets: readonly { name: string }[] | null
  warnings: readonly string[]
  columns: readonly FileColumn[]
  /** Whether what stands in the file is told: to whoever uploaded it, and to administrators. */
  readsCells: boolean
  /** Whether what a check or a run found is told too: not where an administrator had it checked or run. */
  readsFound: boolean
  rows?: readonly { line: number; cells: readonly string[]; problem: { message: string } | null }[]
  rowCount: number
  exact: boolean
  mode: Mode
  key: string | null
  mapping: readonly ColumnMapping[]
  /** Obligatory fields without a column. */
  required: readonly string[]
  /** What fills itself in new records of which nobody says whose they are. */
  filled: readonly { field: string; value: { id: string; title: string } }[]
  decision: Decision | null
  counts: ImportCounts | null
  result: ImportResult | null
  progress: ImportProgress | null
  undo: UndoView | null
  change: string | null
  error: string | null
}

export type ImportState =
  | 'uploaded'
  | 'mapped'
  | 'checking'
  | 'checked'
  | 'running'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone'
export type Mode = 'create' | 'update' | 'both'
export type Decision = 'skip' | 'update' | 'create' | 'role' | 'join'

export interface ReadOptions {
  encoding?: string
  delimiter?: string
  quote?: string
  headerRow?: number
  sheet?: string
}

export interface TextStyle {
  decimal: '.' | ','
  day: 'ymd' | 'dmy' | 'mdy'
  language: string
}

export interface FileColumn {
  index: number
  header: string
  samples: readonly string[]
}

export interface ColumnMapping {
  column: number
  /** Null leaves the column out. */
  field: string | null
  certainty: 'certain' | 'likely' | 'guess' | 'none'
  by: string | null
  /** What to read instead of a text of the file; empty for nothing. */
  values: Readonly<Record<string, string>>
  missing: 'refuse' | 'create' | 'empty'
}

export interface ImportCounts {
  rows: number
  create: number
  update: number
  role: number
  join: number
  refused: number
  warned: number
  repeats: number
  undecided: number
  skipped: number
  creates: readonly { object: string; label: string; title: string; rows: number }[]
}

export interface ImportResult {
  created: number
  changed: number
  unchanged: number
  refused: number
  skipped: number
  undecided: number
}

export interface ImportProgress {
  phase: 'checking' | 'running' | 'undoing'
  done: number
  total: number | null
  rowsPerSecond: number | null
  secondsLeft: number | null
}

export interface UndoView {
  /** The undo that stands, to be undone in its turn; null where there is none. */
  change: string | null
  reversed: number
  keptCount: number
  kept: readonly { record?: string; title?: string | null; reason: string }[]
}

/** Where a column can go. */
export interface ImportField {
  field: string
  label: string
  group: string | null
  type: string
  required: boolean
  /** It may serve to find the record that a row means. */
  key: boolean
  choices: readonly { value: string; label: string }[] | null
  reference: string | null
}

export interface ColumnValue {
  value: string
  rows: number
  reads: unknown
  problem: string | null
  guess: string | null
}

export interface ProblemKind {
  column: number | null
  header: string | null
  field: string | null
  code: string
  level: 'error' | 'warning'
  rows: number
  /** How many of these rows are left out. */
  skipped: number
  message: string
}

/** What is done to all rows with one kind of problem. */
export type KindMend = 'empty' | 'skip' | 'take'

export interface ProblemRow {
  row: number
  line: number
  cells: readonly string[]
  mended: Readonly<Record<string, string>>
  skip?: boolean
  problems: readonly CellProblem[]
}

export interface CellProblem {
  column: number | null
  field: string | null
  code: string
  level: 'error' | 'warning'
  message: string
}

export interface Repeat {
  row: number
  line: number
  title: string
  score: number
  reasons: readonly { field: string; code: string; message: string }[]
  decision: Decision | null
  choices: readonly Decision[]
  record: {
    id: string
    title: string | null
    object: string
    values: Readonly<Record<string, unknown>>
  } | null
  hidden: boolean
  other: { row: number; line: number; title: string } | null
}

/** A state in which a job works on it, so that it is asked again and again. */
export function isWorking(state: ImportState): boolean {
  return state === 'checking' || state === 'running' || state === 'undoing'
}

const askAgainMilliseconds = 700

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => api.get<ImportView>(`/imports/${id}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data && isWorking(state.data.state) ? askAgainMilliseconds : false,
  })

interface ImportsPage {
  items: readonly ImportView[]
  next: string | null
}

/** All imports, the newest first, a page after the other. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'all'],
  initialPageParam: null as string | null,
  queryFn: ({ signal, pageParam }) =>
    api.get<ImportsPage>('/imports', { query: { limit: 50, after: pageParam }, signal }),
  getNextPageParam: ({ next }) => next,
  // Each page that is shown is asked for again, so the more there are the less often.
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some(({ items }) => items.some((each) => isWorking(each.state)))
      ? 2000 * data.pages.length
      : false,
})

/** One's own that were checked, and neither brought in nor given up; the newest few. */
export const waitingImportsQuery = queryOptions({
  queryKey: ['imports', 'waiting'],
  queryFn: ({ signal }) =>
    api
      .get<ImportsPage>('/imports', { query: { limit: 3, waiting: true }, signal })
      .then(({ items }) => items),
})

export const importFieldsQuery = (object: string) =>
  queryOptions({
    queryKey: ['import-fields', object],
    queryFn: ({ signal }) =>
      api
        .get<{ items: ImportField[] }>('/imports/fields', { query: { object }, signal })
        .then(({ items }) => items),
    staleTime: 5 * 60_000,
  })

/** Everything that a check found hangs under this key, so that a mend asks for it anew. */
export const foundKey = (id: string) => ['import-found', id] as const

export const problemKindsQuery = (id: string) =>
  queryOptions({
    queryKey: [...foundKey(id), 'kinds'],
    queryFn: ({ signal }) =>
      api
        .get<{ items: ProblemKind[] }>(`/imports/${id}/problems/summary`, { signal })
        .then(({ items }) => items),
  })

export const importApi = {
  upload(object: string, file: File): Promise<ImportView> {
    const form = new FormData()
    form.append('object', object)
    form.append('file', file, file.name)
    // A large file on a slow line takes its time.
    return api.post<ImportView>('/imports', form, { timeoutMilliseconds: 0 })
  },
  change: (id: string, changes: object) =>
    api.patch<ImportView>(`/imports/${id}`, changes).then(({ data }) => data),
  act: (id: string, what: 'check' | 'run' | 'cancel' | 'undo', body: object = {}) =>
    api.post<ImportView>(`/imports/${id}/${what}`, body),
  previewUndo: (id: string) => api.post<UndoView>(`/imports/${id}/undo`, {}, { dryRun: true }),
  remove: (id: string) => api.remove(`/imports/${id}`),
  values: (id: string, column: number, signal: AbortSignal) =>
    api.get<{ items: ColumnValue[]; whole: boolean }>(`/imports/${id}/values`, {
      query: { column },
      signal,
      timeoutMilliseconds: 60_000,
    }),
  problems: (
    id: string,
    kind: Pick<ProblemKind, 'column' | 'code'>,
    after: string | null,
    signal: AbortSignal,
  ) =>
    api.get<{ items: ProblemRow[]; next: string | null }>(`/imports/${id}/problems`, {
      query: { column: kind.column ?? 'none', code: kind.code, after, limit: 50 },
      signal,
    }),
  mendRow: (id: string, row: number, mend: { cells: Record<string, string> } | { skip: boolean }) =>
    api.patch<ProblemRow>(`/imports/${id}/rows/${row}`, mend).then(({ data }) => data),
  mendAll: (id: string, mend: { column: number; value: string; to: string }) =>
    api
      .patch<{ rows: number; left: number; import: ImportView }>(`/imports/${id}/rows`, mend)
      .then(({ data }) => data),
  /** Emptied rows are checked again a part at a time, until none is left that has not had its turn. */
  async mendKind(id: string, { column, code }: Pick<ProblemKind, 'column' | 'code'>, does: KindMend) {
    for (let more = 1; more > 0;) {
      const body = { column, code, do: does }
      const { data } = await api.patch<{ more: number }>(`/imports/${id}/rows`, body, {
        timeoutMilliseconds: 120_000,
      })
      more = data.more
    }
  },
  repeats: (id: string, after: string | null, signal: AbortSignal) =>
    api.get<{ items: Repeat[]; next: string | null }>(`/imports/${id}/repeats`, {
      query: { after, limit: 50 },
      signal,
    }),
  decide: (id: string, row: number, decision: Decision | null) =>
    api.patch<Repeat>(`/imports/${id}/repeats/${row}`, { decision }).then(({ data }) => data),
  decideAll: (id: string, body: { decision: Decision | null; only?: 'record' | 'other' }) =>
    api.patch<{ rows: number; import: ImportView }>(`/imports/${id}/repeats`, body).then(({ data }) => data),
  refusedAddress: (id: string, format: 'csv' | 'xlsx') => `/api/v1/imports/${id}/refused?format=${format}`,
}
