import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { FilterChips } from './filter-chips.tsx'
import type { List } from './use-list.ts'

/**
 * Under the tabs, only while there is something to say: the conditions that are on, and what to do with a
 * changed view.
 */
export function FilterLine({ list, onSave }: { list: List; onSave: () => void }) {
  const { t } = useTranslation()
  const { filter, isChanged } = list
  if (filter.parts.length === 0 && !isChanged) return null
  const open = () => list.filterBy(null)
  return (
    <div className="tools">
      <FilterChips object={list.object} filter={filter} onOpen={open} onChange={list.setWhere} />
      {filter.parts.length > 0 && (
        <Button look="ghost" size="small" icon={Plus} onClick={open}>
          {t('list.addFilter')}
        </Button>
      )}
      {isChanged && (
        <span className="push row g4">
          <Button
            look="ghost"
            size="small"
            onClick={() => list.go({ where: undefined, sort: undefined, group: undefined })}
          >
            {t('list.reset')}
          </Button>
          {list.saved.mayKeep && (
            <Button size="small" onClick={onSave}>
              {t('list.saveView')}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}
