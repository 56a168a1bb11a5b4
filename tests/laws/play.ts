import { Problem, type Actor, type Engine } from '#engine'
import type { Random } from '../../testing/sample/random.ts'
import type { Club, Entry, Memory } from './memory.ts'

/** The engine and the memory beside it, while a story is told. */
export type Play = {
  readonly engine: Engine
  /** May do everything, by the model of today. */
  root: Actor
  readonly random: Random
  readonly memory: Memory
  /** The last change of records, while nothing came between that an undo would have to look at. */
  last: {
    readonly change: string
    readonly before: Club
    readonly after: Club
    readonly isWhole: boolean
  } | null
  /** Of those who went, what they held then. */
  readonly gone: Map<string, Entry>
  /** What the engine refused, by its reasons. */
  readonly refused: Map<string, number>
}

/** What the engine refuses with its reason has not happened. */
export async function orRefused<T>({ refused }: Play, work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const codes = error.details.errors?.map(({ code }) => code) ?? []
    const why = [error.code, ...codes].join(' ')
    refused.set(why, (refused.get(why) ?? 0) + 1)
    return null
  }
}
