import { ArrowDown, ArrowUp, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Popover } from '../../ui/popover.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { orderedParts, usualLayout, withMoved, withShown } from './home-layout.ts'
import type { HomeColumn, HomeLayout, HomePart } from './home-layout.ts'

interface ArrangeProps {
  layout: HomeLayout
  onChange: (layout: HomeLayout) => void
  /** What a part is called on this home. */
  nameOf: (part: HomePart) => string
}

/** Which parts of home are shown, and in which order; it is kept for this person. */
export function Arrange({ layout, onChange, nameOf }: ArrangeProps) {
  const { t } = useTranslation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look="ghost"
        icon={Settings2}
        square={useIsPhone()}
        label={t('home.arrange')}
        ref={setAnchor}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      <Popover
        anchor={anchor}
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom-end"
        role="dialog"
        label={t('home.arrange')}
        className="arrange-pop"
      >
        {(['main', 'side'] as const).map((column) => (
          <ColumnParts key={column} {...{ column, layout, onChange, nameOf }} />
        ))}
        <footer className="arrange-foot">
          <Button look="ghost" onClick={() => onChange(usualLayout)}>
            {t('home.asUsual')}
          </Button>
        </footer>
      </Popover>
    </>
  )
}

function ColumnParts({ column, layout, onChange, nameOf }: ArrangeProps & { column: HomeColumn }) {
  const { t } = useTranslation()
  const parts = orderedParts(column, layout)
  return (
    <>
      <h3 className="xs t3">{t(`home.column.${column}`)}</h3>
      <ul className="arrange-parts">
        {parts.map((part) => {
          const name = nameOf(part)
          const look = { look: 'ghost', size: 'small', square: true } as const
          return (
            <li key={part} className="row g4">
              <span className="grow cut">
                <Checkbox
                  value={!layout.hidden.includes(part)}
                  label={name}
                  onChange={(isShown) => onChange(withShown(layout, part, isShown))}
                />
              </span>
              <Button
                {...look}
                icon={ArrowUp}
                label={t('home.moveUp', { part: name })}
                onClick={() => onChange(withMoved(layout, column, part, -1))}
              />
              <Button
                {...look}
                icon={ArrowDown}
                label={t('home.moveDown', { part: name })}
                onClick={() => onChange(withMoved(layout, column, part, 1))}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}
