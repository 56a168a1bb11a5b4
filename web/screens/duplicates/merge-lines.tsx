import { useTranslation } from 'react-i18next'
import type { ApiRecord } from '../../api/model.ts'
import { fieldOf, objectNamed, targetOf, useModel } from '../../api/model.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { Chip } from '../../ui/chip.tsx'
import { lineText } from '../card/change-value.ts'
import { recordOf } from './merge-fields.tsx'
import type { MergeLines as Lines, MergePreview, MergeSide } from './merge-preview.ts'

/** So many are shown at once; more are opened. */
const few = 6

/** Each line of each record, and what becomes of it. */
export function MergeLines({ preview, lines }: { preview: MergePreview; lines: Lines }) {
  const { t } = useTranslation()
  const told = useLines(preview, lines)
  const words = t('duplicates.joinedLines', { count: lines.joined })
  if (told.length === 0) return words
  const list = (
    <ul className="merge-lines">
      {told.map(({ id, text, fate, tone }) => (
        <li key={id} className="row g8">
          <span className="merge-line">{text}</span>
          <Chip tone={tone}>{t(fate)}</Chip>
        </li>
      ))}
    </ul>
  )
  return (
    <details open={told.length <= few}>
      <summary>{words}</summary>
      {list}
    </details>
  )
}

/** Those of the one that stays, then those of the others, each in words; what one may not see is left out. */
function useLines(preview: MergePreview, lines: Lines) {
  const model = useModel()
  const context = useValueContext()
  const object = objectNamed(model, lines.face)
  const field = object && fieldOf(object, lines.field)
  const of = field && targetOf(model, field)
  if (!of) return []
  const inSide = (side: MergeSide) => {
    const held = recordOf(side, lines)?.[lines.field]
    return (Array.isArray(held) ? held : []) as readonly ApiRecord[]
  }
  const told = (line: ApiRecord) => ({ id: line.id, text: lineText(of, line, context) || '–' })
  return [
    ...inSide(preview.survivor).map((line) => ({
      ...told(line),
      ...({ fate: 'duplicates.stays', tone: 'good' } as const),
    })),
    ...preview.others.flatMap(inSide).map((line) => ({
      ...told(line),
      ...(lines.become[line.id] == null
        ? ({ fate: 'duplicates.lineComes', tone: 'ink' } as const)
        : ({ fate: 'duplicates.lineKnown', tone: 'out' } as const)),
    })),
  ]
}
