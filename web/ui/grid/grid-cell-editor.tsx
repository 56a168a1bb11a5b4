import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { OptionList } from '../option-list.tsx'
import { Popover } from '../popover.tsx'
import type { CellEdit, GridColumn } from './grid-column.ts'
import type { CellKeeper, Onward } from './grid-control.ts'

interface EditorProps<Row> {
  edit: CellEdit
  typed: string | undefined
  row: Row
  column: Pick<GridColumn<Row>, 'id' | 'title' | 'align'>
  keeper: CellKeeper<Row>
}

/**
 * A cell while it is changed: Enter keeps, Tab keeps and goes on, Escape goes back; a refusal leaves the text
 * as typed.
 */
export function GridCellEditor<Row>(props: EditorProps<Row>) {
  const { edit } = props
  return edit.kind === 'text' ? (
    <TextEditor {...props} edit={edit} />
  ) : (
    <ChoiceEditor {...props} edit={edit} />
  )
}

function TextEditor<Row>(props: EditorProps<Row> & { edit: Extract<CellEdit, { kind: 'text' }> }) {
  const { typed, column, keeper } = props
  // What others change meanwhile is told when the cell is kept; it does not slip under what is typed.
  const [{ edit, row }] = useState(props)
  const [text, setText] = useState(typed ?? edit.text)
  const [problem, setProblem] = useState<string | null>(null)
  const busy = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    if (typed === undefined) input.current?.select()
  }, [typed])
  const keep = async (by: Onward) => {
    if (busy.current) return
    if (text === edit.text) return keeper.ended(by)
    const read = edit.read(text)
    if ('problem' in read) return setProblem(read.problem)
    busy.current = true
    try {
      await keeper.save(row, column.id, read.value)
      keeper.ended(by)
    } catch (error) {
      // A refusal says why in its message; the text stays to be mended.
      setProblem(error instanceof Error ? error.message : String(error))
      input.current?.focus()
    } finally {
      busy.current = false
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') void keep(0)
    else if (event.key === 'Tab') void keep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') keeper.ended(0)
    else return
    event.preventDefault()
  }
  return (
    <span
      className={`cell-edit ${problem ? 'bad' : ''} ${column.align === 'right' ? 'num' : ''} ${edit.code ? 'code' : ''}`}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <input
        ref={input}
        value={text}
        aria-label={column.title}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem ? 'cell-problem' : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void keep('elsewhere')}
      />
      {edit.after}
      {problem && (
        <span id="cell-problem" role="alert" className="cell-problem pop bad">
          {problem}
        </span>
      )}
    </span>
  )
}

function ChoiceEditor<Row>(props: EditorProps<Row> & { edit: Extract<CellEdit, { kind: 'choice' }> }) {
  const { typed, column, keeper } = props
  const [{ edit, row }] = useState(props)
  const [anchor, setAnchor] = useState<HTMLSpanElement | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>(edit.chosen)
  const [problem, setProblem] = useState<string | null>(null)
  const keep = async (next: readonly string[], by: Onward) => {
    try {
      if (next.join('\n') !== edit.chosen.join('\n')) await keeper.save(row, column.id, edit.value(next))
      keeper.ended(by)
    } catch (error) {
      // A refusal says why in its message; the list stays open for another choice.
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <span ref={setAnchor} className="cell-edit">
      <span className="cut t2">
        {edit.options
          ?.filter(({ value }) => chosen.includes(value))
          .map((option) => option.label)
          .join(', ')}
      </span>
      <Popover
        anchor={anchor}
        returnTo={anchor?.closest<HTMLElement>('.grid, td')}
        open={anchor !== null}
        onClose={() => void keep(edit.several ? chosen : edit.chosen, 0)}
        fit="least"
        className="option-pop"
      >
        {problem && (
          <p className="options-none bad" role="alert">
            {problem}
          </p>
        )}
        <OptionList
          options={edit.options}
          load={edit.load}
          draw={edit.draw}
          chosen={chosen}
          several={edit.several ?? false}
          label={column.title}
          typedFirst={typed ?? ''}
          onClose={() => void keep(edit.several ? chosen : edit.chosen, 1)}
          onChoose={({ value }) => {
            if (!edit.several) return void keep([value], 0)
            setChosen(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value])
          }}
        />
      </Popover>
    </span>
  )
}
