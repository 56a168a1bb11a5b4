import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFresh, joinLines, LineClash } from '../../api/join-lines.ts'
import type { Lines } from '../../api/join-lines.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, isChanged, targetOf } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { valueText } from '../../fields/value-text.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { today } from '../../format/day.ts'
import { insideText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { LinesGrid } from '../../ui/lines-grid.tsx'
import { Section } from '../../ui/section.tsx'
import { lineText } from './change-value.ts'
import { ClashChoice } from './clash-choice.tsx'
import { lineColumns } from './line-columns.tsx'

/** Keeps lines over those that were there when the change began; a refusal is thrown, and so is a clash. */
export type SaveLines = (mine: Lines, base: Lines) => Promise<void>

export interface OwnedLinesProps {
  field: DescribedField
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  onSave?: SaveLines | undefined
  /** Lines that stay as they are. */
  isFixed?: (line: ApiRecord) => boolean
}

const none: Lines = []

/** Lines that a record owns: added, changed, moved and removed in place, and saved with the record. */
export function OwnedLines({ field, record, model, context, onSave, isFixed }: OwnedLinesProps) {
  const { t } = useTranslation()
  const lines = targetOf(model, field)
  const stored = (record[field.name] ?? none) as Lines
  const edited = useLinesEdit(stored, onSave)
  if (!lines) return null
  const { shown, clash } = edited
  const via = field.value.kind === 'lines' ? field.value.via : ''
  const mayChange = onSave !== undefined && isChanged(field) && !field.readOnly
  return (
    <Section
      title={field.label}
      count={stored.length}
      {...(mayChange
        ? {
            actions: (
              <Button look="ghost" icon={Plus} onClick={edited.add}>
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
          {...(isFixed ? { isFixed } : {})}
          isEnded={(line) => typeof line['until'] === 'string' && line['until'] < today()}
          {...(mayChange
            ? { onSave: edited.change, onAdd: edited.add, onRemove: edited.remove, onMove: edited.move }
            : {})}
        />
      )}
      {clash && (
        <ClashChoice
          yours={sideText(lines, clash.error, 'yours', context)}
          theirs={sideText(lines, clash.error, 'theirs', context)}
          onYours={() => void edited.keepMine(clash)}
          onTheirs={edited.takeTheirs}
        />
      )}
      {edited.problem !== null && (
        <p className="bad s" role="alert">
          {problemWords(edited.problem, t)}
        </p>
      )}
    </Section>
  )
}

type Clashed = { mine: Lines; base: Lines; error: LineClash }

/** What one does with the lines, and what came of it. */
function useLinesEdit(stored: Lines, onSave: SaveLines | undefined) {
  // A new line has no place in the record until it says something.
  const [fresh, setFresh] = useState<Lines>([])
  // What stood there when saving began: as soon as something else does, the new lines are among it.
  const [before, setBefore] = useState<Lines | null>(null)
  const [clash, setClash] = useState<Clashed | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const isWritten = before !== null && before !== stored
  const shown = isWritten ? stored : [...stored, ...fresh]
  const save = async (mine: Lines, base = stored) => {
    setBefore(stored)
    setProblem(null)
    try {
      await onSave?.(mine, base)
      setFresh([])
      setClash(null)
    } catch (error) {
      if (!(error instanceof LineClash)) throw error
      setClash({ mine, base, error })
    } finally {
      setBefore(null)
    }
  }
  // What is done to whole lines has no cell that could say what went wrong.
  const saveLines = (mine: Lines, base?: Lines) => save(mine, base).catch(setProblem)
  return {
    shown,
    clash,
    problem,
    add: () => setFresh([...fresh, { id: `new-${Date.now()}` }]),
    /** `line` is as it was when its cell was opened; others may have changed it since. */
    change: (line: ApiRecord, column: string, value: unknown) => {
      const base = withLine(stored, line)
      const makesMain = column === 'main' && value === true
      const mine = withLine(shown, line).map((one) => {
        if (one.id === line.id) return { ...line, [column]: value }
        return makesMain ? { ...one, main: false } : one
      })
      return save(mine, base)
    },
    move: (line: ApiRecord, by: 1 | -1) => {
      const at = stored.findIndex((one) => one.id === line.id)
      const to = at + by
      if (at < 0 || to < 0 || to >= stored.length) return
      const next = [...stored]
      next.splice(to, 0, ...next.splice(at, 1))
      void saveLines(next)
    },
    remove: (line: ApiRecord) => {
      if (isFresh(line)) setFresh(fresh.filter((one) => one.id !== line.id))
      else void saveLines(stored.filter((one) => one.id !== line.id))
    },
    keepMine: ({ mine, base, error }: Clashed) => {
      const theirs = error.all
      return saveLines(joinLines({ base, mine, theirs }, true), theirs)
    },
    takeTheirs: () => setClash(null),
  }
}

/** Lines with one of them as it was; one that others removed meanwhile stands last. */
function withLine(lines: Lines, line: ApiRecord): Lines {
  if (isFresh(line)) return lines
  if (!lines.some(({ id }) => id === line.id)) return [...lines, line]
  return lines.map((one) => (one.id === line.id ? line : one))
}

/** One side of a clash as words: the field that both changed, or the whole line; empty where it is gone. */
function sideText(
  lines: DescribedObject,
  { sides, column }: LineClash,
  side: 'yours' | 'theirs',
  context: ValueContext,
): string {
  const line = sides[side]
  const field = column === null ? undefined : fieldOf(lines, column)
  if (!line) return ''
  return field ? valueText(field, line[field.name], line, context) : lineText(lines, line, context)
}
