import type { ApiRecord } from '../../api/model.ts'

/** Whose value it is to be: `survivor`, `both` (what all say), or the id of one of those that go. */
export type MergeChoice = string

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

/** The lines of all under one field; how they read stands in the records. */
export interface MergeLines {
  label: string
  face: string
  field: string
  joined: number
  /** Of each line of those that go, by its id: the one that says it already, or null where it comes along. */
  become: Readonly<Record<string, string | null>>
}

/** What a merge would do, as `GET /api/v1/{objects}/{id}/merge?others=…` tells it. */
export interface MergePreview {
  survivor: MergeSide
  others: readonly MergeSide[]
  fields: readonly MergeField[]
  lines: readonly MergeLines[]
  references: readonly { label: string; count: number }[]
  roles: readonly string[]
  total: number
}

/** How many become one are laid side by side at most. */
export const mostMerged = 10

/** What the column of one that goes is headed: where there are several, each by its place. */
export function goingHead(preview: MergePreview, at: number, goes: string): string {
  return preview.others.length > 1 ? `${goes} (${at + 1})` : goes
}
