import type { DescribedField } from '../../api/model.ts'

export type OutsideField = DescribedField & { readonly fields?: readonly DescribedField[] }

/** The form as the server tells it to whoever holds the link. */
export type OutsideForm = {
  readonly group: string
  readonly name: string
  readonly language: string
  readonly note: string | null
  readonly state: 'open' | 'sent'
  readonly expiresAt: string
  readonly version: number
  readonly fields: readonly OutsideField[]
  readonly values: Record<string, unknown>
  readonly papers: readonly { kind: string; label: string }[]
  readonly files: readonly { id: string; kind: string; name: string }[]
  readonly messages: readonly { own: boolean; text: string; at: string }[]
}

/** Does something with the form, and shows what came of it; says whether it went well. */
export type Act = (call: () => Promise<OutsideForm>) => Promise<boolean>
