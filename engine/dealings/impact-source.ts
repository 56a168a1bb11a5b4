import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import type { Sentence } from '../said/sayer.ts'

/** What hangs on a record without naming it, and what becomes of it when the record changes its state. */
export type Told = {
  /** `proposals`; no two sources tell of the same. */
  readonly key: string
  readonly label: Sentence
  readonly count: number
  readonly examples?: readonly { readonly id: string; readonly title: string | null }[]
  readonly becomes: Sentence
}

/** The record about which is asked, on one of its faces, and the state that it would come into. */
export type AboutChange = {
  readonly door: Door
  readonly face: ResolvedObject
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly state: string
}

/** A part of the engine that knows of such; it tells what the actor may know, and nothing else. */
export type ImpactSource = (about: AboutChange) => Promise<readonly Told[]>
