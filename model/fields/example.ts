import type { Field } from '../declaration.ts'
import type { TextStyle } from '../field-type.ts'

/**
 * Values of one field, by which the conformance suite tries its type in every capability. `value` is the
 * normal form of `input` (the input itself where it is left out), `text` its text in the style 'en' below.
 */
export type Example = {
  readonly field: Field
  readonly valid: readonly { readonly input: unknown; readonly value?: unknown; readonly text: string }[]
  readonly invalid: readonly { readonly input: unknown; readonly code: string }[]
  /** Texts of files, in other styles or spelled otherwise, with what they are read as. */
  readonly read?: readonly { readonly text: string; readonly style?: StyleName; readonly value: unknown }[]
  readonly unreadable?: readonly {
    readonly text: string
    readonly style?: StyleName
    readonly code: string
  }[]
}

export type StyleName = keyof typeof styles

/** The styles in which the conformance suite writes and reads every value. */
export const styles = {
  en: { decimal: '.', day: 'ymd', language: 'en' },
  us: { decimal: '.', day: 'mdy', language: 'en' },
  lv: { decimal: ',', day: 'dmy', language: 'lv' },
  ka: { decimal: ',', day: 'dmy', language: 'ka' },
  zh: { decimal: '.', day: 'ymd', language: 'zh' },
  ru: { decimal: ',', day: 'dmy', language: 'ru' },
} as const satisfies Record<string, TextStyle>
