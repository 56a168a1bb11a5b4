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

/** The lines of both under one field; how they read stands in the records. */
export interface MergeLines {
  label: string
  face: string
  field: string
  survivor: number
  other: number
  joined: number
  /** Of each line of the other, by its id: the one that says it already, or null where it comes along. */
  become: Readonly<Record<string, string | null>>
}

/** What a merge would do, as `GET /api/v1/{objects}/{id}/merge` tells it. */
export interface MergePreview {
  survivor: MergeSide
  other: MergeSide
  fields: readonly MergeField[]
  lines: readonly MergeLines[]
  references: readonly { label: string; count: number }[]
  roles: readonly string[]
  total: number
}
