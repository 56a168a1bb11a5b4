import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf, objectNamed, type ApiRecord, type ApiReference } from '../../api/model.ts'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'

export interface StructureProps {
  record: ApiRecord
  model: DescribedModel
  title: string
}

const mostAbove = 20
const mostBelow = 50

/** The tree of parent and branches that a partner stands in, and who pays; nothing where it stands alone. */
export function Structure({ record, model, title }: StructureProps) {
  const { t } = useTranslation()
  const parties = objectNamed(model, 'party')
  const isKnown = parties?.may.includes('read') === true && fieldOf(parties, 'parent') !== undefined
  const above = useAbove(parties, record, isKnown)
  const below = useBelow(parties, record.id, isKnown)
  if (!isKnown || !above.data || !below.data) return null
  const chain = [...above.data, { ...record, name: title }]
  if (chain.length === 1 && below.data.items.length === 0) return null
  const [top] = chain
  return (
    <Section title={t('card.structure')}>
      <ul className="structure" aria-label={t('card.structure')}>
        {top && <Branch parties={parties} record={top} open={chain.map(({ id }) => id)} own={record.id} />}
      </ul>
    </Section>
  )
}

interface BranchProps {
  parties: DescribedObject
  record: ApiRecord
  /** Those that stand open from the start: the way down to the partner in view. */
  open: readonly string[]
  own: string
}

function Branch({ parties, record, open, own }: BranchProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(open.includes(record.id))
  const { data } = useBelow(parties, record.id, true)
  const name = String(record['name'] ?? '–')
  const payer = record['payer'] as ApiReference | null | undefined
  const below = data?.items ?? []
  return (
    <li>
      <span className="row g6">
        {below.length > 0 ? (
          <Button
            look="ghost"
            size="small"
            square
            icon={ChevronRight}
            label={t('card.structureOpen', { name })}
            aria-expanded={isOpen}
            className={isOpen ? 'structure-open' : ''}
            onClick={() => setOpen(!isOpen)}
          />
        ) : (
          <span className="structure-leaf" />
        )}
        {record.id === own ? (
          <b aria-current="true">{name}</b>
        ) : (
          <Link
            className="b"
            to="/$object/$id"
            params={{ object: parties.path, id: record.id }}
            search={{ tab: 'network' }}
          >
            {name}
          </Link>
        )}
        {typeof record['city'] === 'string' && <span className="t3">{record['city']}</span>}
        {payer && <span className="t2">{t('card.structurePayer', { name: payer.title ?? '–' })}</span>}
      </span>
      {isOpen && below.length > 0 && (
        <ul aria-label={t('card.structureBelow', { name })}>
          {below.map((one) => (
            <Branch key={one.id} parties={parties} record={one} open={open} own={own} />
          ))}
          {(data?.count ?? 0) > below.length && (
            <li className="t3">{t('card.networkMore', { count: (data?.count ?? 0) - below.length })}</li>
          )}
        </ul>
      )}
    </li>
  )
}

function shownFields(parties: DescribedObject | undefined): string {
  return ['name', 'city', 'parent', 'payer'].filter((name) => parties && fieldOf(parties, name)).join(',')
}

/** The parents of a partner, the topmost first, as far as one may see them. */
function useAbove(parties: DescribedObject | undefined, record: ApiRecord, enabled: boolean) {
  const parent = (record['parent'] as ApiReference | null | undefined)?.id ?? null
  return useQuery({
    queryKey: ['related', parties?.path, 'above', record.id, parent],
    enabled,
    queryFn: async ({ signal }): Promise<readonly ApiRecord[]> => {
      const chain: ApiRecord[] = []
      for (let id = parent; id !== null && chain.length < mostAbove;) {
        const query = { where: { id }, fields: shownFields(parties), limit: 1 }
        const { items } = await api.get<{ items: readonly ApiRecord[] }>(`/${parties?.path}`, {
          signal,
          query,
        })
        const [found] = items
        if (!found || chain.some((one) => one.id === found.id)) break
        chain.unshift(found)
        id = (found['parent'] as ApiReference | null | undefined)?.id ?? null
      }
      return chain
    },
  })
}

function useBelow(parties: DescribedObject | undefined, id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['related', parties?.path, 'below', id],
    enabled,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[]; count?: number }>(`/${parties?.path}`, {
        signal,
        query: {
          where: { parent: id },
          fields: shownFields(parties),
          sort: 'name',
          limit: mostBelow,
          count: 'exact',
        },
      }),
  })
}
