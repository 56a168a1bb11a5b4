import { api } from './client.ts'

export interface JobResult {
  change?: string
  changed?: number
  /** Of an undo: how many were taken back, and what was not, with the reasons. */
  reversed?: number
  kept?: readonly { reason: string }[]
  refused?: number
  /** Of a trial: how many wait for a confirmation, of what, and who they are. */
  waiting?: number
  warnings?: readonly { code: string; message: string; count: number }[]
  unconfirmed?: readonly { id: string; message: string }[]
  problems?: readonly { id: string; message: string }[]
}

interface JobView {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  total: number | null
  result: JobResult | null
  error: string | null
}

/** Between two questions about a job, in milliseconds. */
const between = 400

/** Follows a job until nothing more comes of it. */
export async function ended(job: string, onProgress: (view: JobView) => void = () => {}): Promise<JobView> {
  for (;;) {
    const view = await api.get<JobView>(`/jobs/${job}`)
    if (view.state !== 'waiting' && view.state !== 'running') return view
    onProgress(view)
    await new Promise((resolve) => setTimeout(resolve, between))
  }
}
