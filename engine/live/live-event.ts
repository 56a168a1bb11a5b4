/** What somebody who has a screen open is told, cut to what they may see. */
export type LiveEvent =
  | {
      readonly kind: 'record'
      /** The base object, and every face of it under which the listener sees the record. */
      readonly object: string
      readonly faces: readonly string[]
      readonly id: string
      readonly action: 'created' | 'changed' | 'deleted'
      /** Names of the fields that changed, of those that the listener may see; of an action alone, none. */
      readonly fields: readonly string[]
      readonly by: string | null
      readonly at: string
    }
  /** So much changed at once that a list of it is best read anew. */
  | { readonly kind: 'many'; readonly object: string; readonly faces: readonly string[] }
  /** Objects or fields were added, changed or taken away. */
  | { readonly kind: 'model'; readonly version: number }
  /** How far a job is that the listener started. */
  | {
      readonly kind: 'job'
      readonly id: string
      readonly state: string
      readonly done: number
      readonly total: number | null
    }

export type LiveRecord = Extract<LiveEvent, { kind: 'record' }>
