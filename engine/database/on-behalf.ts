import { AsyncLocalStorage } from 'node:async_hooks'

/** For what a statement is asked: a request or a job, by its id. */
export type OnBehalf = { readonly request: string } | { readonly job: string }

const current = new AsyncLocalStorage<OnBehalf>()

/** Does the work on behalf of a request or a job: the log names it with each statement of it that is slow. */
export function onBehalf<T>(of: OnBehalf, work: () => T): T {
  return current.run(of, work)
}

/** For what is asked now; undefined where the program sees to itself. */
export function onBehalfNow(): OnBehalf | undefined {
  return current.getStore()
}
