/** A field of the form, as far as it has to be known to fill it in. */
export type OutsideField = {
  readonly name: string
  readonly type: string
  readonly label: string
  readonly help: string | null
  readonly required: boolean
  readonly control: string | null
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly list?: string
  readonly currencyField?: string
  readonly currency?: string
  /** The fields of each line, where it stands for lines. */
  readonly fields?: readonly OutsideField[]
}

/** A line: `line` is what the form calls it, once it is kept; `gone` says that it is to go. */
export type OutsideLine = Readonly<Record<string, unknown>> & { line?: string; gone?: true }

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
  readonly papers: readonly { kind: string; label: string; required: boolean }[]
  readonly files: readonly { id: string; kind: string; name: string }[]
  readonly messages: readonly { own: boolean; text: string; at: string }[]
}

/** Does something with the form, and shows what came of it; says whether it went well. */
export type Act = (call: () => Promise<OutsideForm>) => Promise<boolean>
