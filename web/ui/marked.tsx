import { langOfText } from '../format/language.ts'
import { markedParts, marksOf } from './text-marks.ts'
import type { Marks } from './text-marks.ts'

/** A text with the letters that were searched for marked in it, whatever its script. */
export function Marked({ text, typed, marks }: { text: string; typed: string; marks?: Marks | undefined }) {
  return (
    <span lang={langOfText(text)}>
      {markedParts(text, marks ?? marksOf(text, typed)).map((part, index) =>
        part.marked ? <mark key={index}>{part.text}</mark> : part.text,
      )}
    </span>
  )
}
