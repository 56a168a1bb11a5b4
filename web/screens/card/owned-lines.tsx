import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedField, DescribedModel } from '../../api/model.ts'
import { targetOf } from '../../api/model.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { today } from '../../format/day.ts'
import { insideText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { LinesGrid } from '../../ui/lines-grid.tsx'
import { Section } from '../../ui/section.tsx'
import { lineColumns } from './line-columns.tsx'

export interface OwnedLinesProps {
  field: DescribedField
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  onSave?: ((value: unknown) => Promise<void>) | undefined
}

const none: readonly ApiRecord[] = []

/** Lines that a record owns: added, changed, moved and removed in place, and saved with the record. */
export function OwnedLines({ field, record, model, context, onSave }: OwnedLinesProps) {
  const { t } = useTranslation()
  const lines = targetOf(model, field)
  const stored = (record[field.name] ?? none) as readonly ApiRecord[]
  // A new line has no place in the record until it says something.
  const [fresh, setFresh] = useState<readonly ApiRecord[]>([])
  // What stood there when saving began: as soon as something else does, the new lines are among it.
  const [before, setBefore] = useState<readonly ApiRecord[] | null>(null)
  if (!lines) return null
  const via = field.value.kind === 'lines' ? field.value.via : ''
  const isWritten = before !== null && before !== stored
  const shown = isWritten ? stored : [...stored, ...fresh]
  const mayChange = onSave !== undefined && field.change
  const save = async (next: readonly ApiRecord[]) => {
    setBefore(stored)
    try {
      await onSave?.(next.map((line) => toInput(line)))
      setFresh([])
    } finally {
      setBefore(null)
    }
  }
  const changed = async (line: ApiRecord, column: string, value: unknown) => {
    const makesMain = column === 'main' && value === true
    await save(
      shown.map((one) =>
        one.id === line.id ? { ...one, [column]: value } : makesMain ? { ...one, main: false } : one,
      ),
    )
  }
  const moved = (line: ApiRecord, by: 1 | -1) => {
    const at = stored.findIndex((one) => one.id === line.id)
    const to = at + by
    if (at < 0 || to < 0 || to >= stored.length) return
    const next = [...stored]
    next.splice(to, 0, ...next.splice(at, 1))
    void save(next)
  }
  const add = () => setFresh([...fresh, { id: `new-${Date.now()}` }])
  const removed = (line: ApiRecord) => {
    if (line.id.startsWith('new-')) setFresh(fresh.filter((one) => one.id !== line.id))
    else void save(stored.filter((one) => one.id !== line.id))
  }
  return (
    <Section
      title={field.label}
      count={stored.length}
      {...(mayChange
        ? {
            actions: (
              <Button look="ghost" icon={Plus} onClick={add}>
                {t('card.add', { what: insideText(context.language, lines.label) })}
              </Button>
            ),
          }
        : {})}
    >
      {shown.length > 0 && (
        <LinesGrid
          label={field.label}
          lines={shown}
          fresh={shown.length - stored.length}
          idOf={(line) => line.id}
          columns={lineColumns(lines, via, model, context)}
          isEnded={(line) => typeof line['until'] === 'string' && line['until'] < today()}
          {...(mayChange ? { onSave: changed, onAdd: add, onRemove: removed, onMove: moved } : {})}
        />
      )}
    </Section>
  )
}

/** Lines as they are written: new ones without an id, references by id. */
function toInput(line: ApiRecord): Record<string, unknown> {
  const entries = Object.entries(line).filter(
    ([name, value]) => value !== null && !(name === 'id' && String(value).startsWith('new-')),
  )
  return Object.fromEntries(entries.map(([name, value]) => [name, isReference(value) ? value.id : value]))
}

function isReference(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value
}
