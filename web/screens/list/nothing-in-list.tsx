import { useNavigate } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { iconOf } from '../../app/icon-of.ts'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, NothingFound } from '../../ui/state.tsx'
import { filterSize } from './filter.ts'
import type { List } from './use-list.ts'

/**
 * In place of rows: the way out of a filter that nothing fits, or the first step where there is nothing yet.
 */
export function NothingInList({ list }: { list: List }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { object, query, filter } = list
  const size = filterSize(filter)
  if (query.search !== null || query.where !== null) {
    return (
      <NothingFound
        {...(query.search === null ? {} : { searched: query.search })}
        actions={
          size > 0 ? (
            <Button look="primary" onClick={() => list.setWhere(null)}>
              {t('list.searchWithoutFilters')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => list.go({ search: undefined })}>
              {t('list.clear')}
            </Button>
          )
        }
      >
        {size > 0 ? t('list.filtersOn', { count: size }) : undefined}
      </NothingFound>
    )
  }
  return (
    <EmptyState
      icon={iconOf(object.icon ?? 'table-2')}
      title={t('list.emptyTitle', { what: object.plural })}
      actions={
        <>
          {object.may.includes('import') && (
            <Button
              look="primary"
              icon={Upload}
              onClick={() => void navigate({ to: '/imports', search: { object: object.name } })}
            >
              {t('list.importSpreadsheet')}
            </Button>
          )}
          {object.may.includes('create') && (
            <Button
              keys="N"
              onClick={() => void navigate({ to: '/$object/new', params: { object: object.path } })}
            >
              {t('list.newWhat', { what: insideText(language, object.label) })}
            </Button>
          )}
        </>
      }
    >
      {t('list.emptyHint')}
    </EmptyState>
  )
}
