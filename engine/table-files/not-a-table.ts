import type { Language } from '#model'
import type { Refusal } from '../errors.ts'
import { kindTexts, remedyTexts } from './kind-texts.ts'
import { tableRefusals } from './table-refusals.ts'

export type FileKind = keyof typeof kindTexts
export type Remedy = keyof typeof remedyTexts

/** Refuses a file that is something else than a table by what it is, with what makes a table of it. */
export function notATable(file: string, kind: FileKind, remedy: Remedy): Refusal {
  return tableRefusals.notATable({ file, kind, remedy })
}

/** What fills a sentence of a file, in a language: kinds and remedies are words too, all else is as it is. */
export function fillingIn(language: Exclude<Language, 'en'>, filling: unknown): string {
  const text = String(filling)
  const own = (texts: object) => (Object.hasOwn(texts, text) ? texts : null)
  const texts = (own(kindTexts) ?? own(remedyTexts)) as typeof kindTexts | null
  return texts ? texts[text as FileKind][language] : text
}
