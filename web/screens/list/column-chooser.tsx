import { ArrowDown, ArrowUp } from 'lucide-react'
import { cloneElement, useState } from 'react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { nudgeColumn, setHidden, shownColumns } from '../../ui/grid/column-layout.ts'
import { plain } from '../../ui/pick.ts'
import { Popover } from '../../ui/popover.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { layoutOf } from './list-view.ts'
import type { List } from './use-list.ts'

/** Which columns are shown, and in which order: the shown first, then all there are. */
export function ColumnChooser({ list, children }: { list: List; children: ReactElement }) {
  const { t } = useTranslation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      {cloneElement(children, {
        ref: setAnchor,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        on: open,
        onClick: () => setOpen(!open),
      } as object)}
      <Popover
        anchor={anchor}
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom-end"
        role="dialog"
        label={t('list.columns')}
        className="columns-pop"
      >
        <Columns list={list} />
      </Popover>
    </>
  )
}

function Columns({ list }: { list: List }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { columns, layout } = list
  const shown = shownColumns(columns, layout)
  const hidden = columns.filter(({ id }) => !shown.some((column) => column.id === id))
  const fits = ({ title }: { title: string }) => plain(title).includes(plain(typed))
  const first = columns[0]?.id
  return (
    <>
      <div className="columns-search">
        <SearchField autoFocus value={typed} onChange={setTyped} placeholder={t('list.findColumn')} />
      </div>
      <ul className="columns-list">
        {shown.filter(fits).map(({ id, title }) => (
          <li key={id} className="row g4">
            <span className="grow cut">
              <Checkbox
                value
                label={title}
                onChange={() => list.setLayout(setHidden(layout, id, true))}
                {...(id === first ? { reason: t('list.nameStays') } : {})}
              />
            </span>
            {id !== first && typed === '' && (
              <>
                <Button
                  look="ghost"
                  size="small"
                  square
                  icon={ArrowUp}
                  label={t('list.moveLeft')}
                  onClick={() => list.setLayout(nudgeColumn(layout, shown, id, -1))}
                />
                <Button
                  look="ghost"
                  size="small"
                  square
                  icon={ArrowDown}
                  label={t('list.moveRight')}
                  onClick={() => list.setLayout(nudgeColumn(layout, shown, id, 1))}
                />
              </>
            )}
          </li>
        ))}
        {hidden.filter(fits).map(({ id, title }) => (
          <li key={id} className="row g4">
            <Checkbox
              value={false}
              label={title}
              onChange={() => list.setLayout(setHidden(layout, id, false))}
            />
          </li>
        ))}
      </ul>
      <footer className="columns-foot">
        <Button
          look="ghost"
          onClick={() => list.setLayout(layoutOf({ ...list.view, layout: null }, columns))}
        >
          {t('list.reset')}
        </Button>
      </footer>
    </>
  )
}
