import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { isOwnedLines, targetOf } from '../../api/model.ts'
import { Tabs, type TabItem } from '../../ui/tabs.tsx'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'

/** What refers to a record in great number has a tab of its own: links, activities, papers. */
export function manyFields(object: DescribedObject, model: DescribedModel): DescribedField[] {
  const onCard = object.card.flatMap((section) => section.fields)
  const placeOf = ({ name }: DescribedField) => (onCard.includes(name) ? onCard.indexOf(name) : onCard.length)
  return object.fields
    .filter((field) => {
      const target = targetOf(model, field)
      return field.value.kind === 'lines' && !isOwnedLines(field) && target?.may.includes('read') === true
    })
    .toSorted((left, right) => placeOf(left) - placeOf(right))
}

export interface CardTabsProps {
  object: DescribedObject
  model: DescribedModel
  id: string
  tab: string
  /** Kept from tab to tab: the list that one came from. */
  from: string | undefined
  /** The timeline is a tab where there is no room beside. */
  narrow: boolean
}

/** The tabs of a card; each is a place with an address. */
export function CardTabs({ object, model, id, tab, from, narrow }: CardTabsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const fields = manyFields(object, model)
  const counts = useQueries({
    queries: fields.map((field) => ({
      queryKey: ['related', targetOf(model, field)?.path, 'count', via(field), id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<{ count?: number }>(`/${targetOf(model, field)?.path}`, {
          signal,
          query: { where: { [via(field)]: id }, limit: 1, fields: 'id', count: 'exact' },
        }),
    })),
  })
  const place = (key: string) =>
    ({
      to: '/$object/$id',
      params: { object: object.path, id },
      search: { ...(from ? { from } : {}), ...(key === 'overview' ? {} : { tab: key }) },
      replace: true,
    }) as Place
  const items: TabItem<string>[] = [
    { key: 'overview', label: t('kit.overview'), link: place('overview') },
    ...(narrow ? [{ key: 'timeline', label: t('kit.timeline'), link: place('timeline') }] : []),
    ...fields.map((field, at): TabItem<string> => {
      const count = counts[at]?.data?.count
      return {
        key: field.name,
        label: field.label,
        ...(count ? { count: formatCount(language, count) } : {}),
        link: place(field.name),
      }
    }),
    ...(object.base === 'party'
      ? [{ key: 'network', label: t('card.network'), link: place('network') }]
      : []),
    {
      key: 'history',
      label: t('card.history'),
      link: {
        to: '/$object/$id/history',
        params: { object: object.path, id },
        search: from ? { from } : {},
      } as Place,
    },
  ]
  useEffect(() => {
    // On a phone the tabs go beyond the edge; the chosen one is brought into view.
    const chosen = document.querySelector('.tabs [aria-current=page]')
    chosen?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [tab])
  return <Tabs label={t('card.parts')} items={items} chosen={tab} />
}

type Place = NonNullable<TabItem<string>['link']>

function via(field: DescribedField): string {
  return field.value.kind === 'lines' ? field.value.via : ''
}
