import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { today } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { AddRelated } from './add-related.tsx'
import { linkWords } from './link-words.ts'
import type { PartnerLink } from './partner-links.ts'

export interface LinkDialogProps {
  of: PartnerLink
  /** The partner one comes from; null where it is still to be chosen. */
  from: { id: string; title: string } | null
  onClose: () => void
}

/** Ties two partners: the other one is found by search, then how and since when. */
export function LinkDialog({ of, from, onClose }: LinkDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { link, via, others } = of
  const sides = link.fields.filter(({ name }) => [via, ...others].some((one) => one.name === name))
  const names = [...others.map(({ name }) => name), ...(from ? [] : [via.name])]
  return (
    <AddRelated
      object={link}
      title={linkWords(of, t, language)}
      fixed={from ? { [via.name]: from } : {}}
      first={names}
      leaveOut={sidesLeftOut(link, [via.name, ...names])}
      onClose={onClose}
    >
      {(values) => <Already link={link} sides={sides.map(({ name }) => name)} values={values} />}
    </AddRelated>
  )
}

/** The other sides that the object has, which a link begun from here leaves empty. */
function sidesLeftOut(link: DescribedObject, kept: readonly string[]): string[] {
  return link.fields
    .filter(({ name, value }) => value.kind === 'reference' && !kept.includes(name))
    .map(({ name }) => name)
}

/** Who is linked already is told before it is done a second time. */
function Already({
  link,
  sides,
  values,
}: {
  link: DescribedObject
  sides: readonly string[]
  values: ApiRecord
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const chosen = sides.flatMap((name) => {
    const value = values[name] as { id?: string } | null | undefined
    return value?.id ? [{ [name]: value.id }] : []
  })
  const { data } = useQuery({
    queryKey: ['related', link.path, 'already', JSON.stringify(chosen)],
    enabled: chosen.length > 1,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[] }>(`/${link.path}`, {
        signal,
        query: {
          where: { all: [...chosen, { any: [{ until: { set: false } }, { until: { atLeast: today() } }] }] },
          fields: 'from',
          limit: 1,
        },
      }),
  })
  const [known] = chosen.length > 1 ? (data?.items ?? []) : []
  if (!known) return null
  const since = known['from']
  return (
    <Note tone="warn">
      {typeof since === 'string'
        ? t('card.linkedSince', { day: formatDay(language, since) })
        : t('card.linkedAlready')}
    </Note>
  )
}
