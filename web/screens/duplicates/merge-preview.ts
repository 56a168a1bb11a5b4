import type { ApiRecord } from '../../api/model.ts'

export type MergeChoice = 'survivor' | 'other' | 'both'

export interface MergeSide {
  id: string
  title: string
  /** The record under each face that it plays. */
  faces: Readonly<Record<string, ApiRecord>>
}

export interface MergeField {
  key: string
  face: string
  field: string
  label: string
  choice: MergeChoice
  proposed: MergeChoice
  rule: string
  why: string
  choices: readonly MergeChoice[]
  /** The field whose choice it follows. */
  follows: string | null
}

/** What a merge would do, as `GET /api/v1/{objects}/{id}/merge` tells it. */
export interface MergePreview {
  survivor: MergeSide
  other: MergeSide
  fields: readonly MergeField[]
  lines: readonly { label: string; survivor: number; other: number; joined: number }[]
  references: readonly { label: string; count: number }[]
  roles: readonly string[]
  total: number
}
