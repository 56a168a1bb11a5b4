import { createStore } from './store.ts'

/** Work that runs on while its starter does something else. */
export interface Job {
  id: string
  title: string
  done: number
  /** Null while nobody knows how much it is. */
  total: number | null
  /** What is left, in words: "about 20 seconds". */
  rest?: string | undefined
  state: 'running' | 'done' | 'stopped' | 'failed'
  /** A sentence at the end: what was done, or why it failed. */
  outcome?: string | undefined
  onStop?: (() => void) | undefined
  /** Where its result can be seen. */
  onOpen?: (() => void) | undefined
}

export const jobStore = createStore<readonly Job[]>([])

/** Adds a job to the corner, or brings it up to date. */
export function showJob(job: Job) {
  jobStore.set((jobs) =>
    jobs.some(({ id }) => id === job.id)
      ? jobs.map((each) => (each.id === job.id ? { ...each, ...job } : each))
      : [...jobs, job],
  )
}

export function dismissJob(id: string) {
  jobStore.set((jobs) => jobs.filter((job) => job.id !== id))
}

/** How far a job is, in whole percent; null while nobody knows. */
export function percentOf(job: Pick<Job, 'done' | 'total'>): number | null {
  if (job.total === null || job.total === 0) return null
  return Math.min(100, Math.floor((job.done / job.total) * 100))
}
