import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiReference } from '../../api/model.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { AddRelated } from '../card/add-related.tsx'
import { PlainTable } from './plain-table.tsx'

interface Substitution {
  id: string
  user: ApiReference | null
  substitute: ApiReference | null
  from: string | null
  until: string | null
  note: string | null
}

export interface UserSubstitutesProps {
  user: string
  name: string
  /** It is one's own: “while I am away”. */
  isOwn?: boolean
}

/** Who stands in for a user, from when until when, and for whom the user stands in. */
export function UserSubstitutes({ user, name, isOwn = false }: UserSubstitutesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const object = objectNamed(useModel(), 'substitution')
  const [adding, setAdding] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['list', 'substitutes-of', user],
    enabled: object !== undefined,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly Substitution[] }>(`/${object?.path}`, {
        query: { where: { any: [{ user }, { substitute: user }] }, sort: '-until', limit: 100 },
        signal,
      }),
  })
  if (!object) return null
  const remove = async (one: Substitution) => {
    setProblem(null)
    try {
      const { change } = await api.drop(`/${object.path}/${one.id}`)
      toastWithUndo(queries, t('settings.deleted', { title: one.substitute?.title ?? '–' }), change)
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (failure) {
      setProblem(failure)
    }
  }
  return (
    <Section
      title={isOwn ? t('settings.whileAway') : object.plural}
      note={isOwn ? t('settings.whileAwayNote') : undefined}
      actions={
        object.may.includes('create') && (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {t('settings.addSubstitute')}
          </Button>
        )
      }
    >
      {problem !== null && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <PlainTable
        label={object.plural}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('settings.noSubstitute')}</p>}
        heads={[t('settings.standsIn'), t('settings.from'), t('settings.until'), t('settings.note')]}
        rows={(data?.items ?? []).map((one) => ({
          key: one.id,
          cells: [
            one.user?.id === user
              ? t('settings.isStoodInBy', { name: one.substitute?.title ?? '–' })
              : t('settings.standsInFor', { name: one.user?.title ?? '–' }),
            one.from ? formatDay(language, one.from) : '–',
            one.until ? formatDay(language, one.until) : '–',
            one.note ?? '',
          ],
          deeds: object.may.includes('delete') && (!isOwn || one.user?.id === user) && (
            <Button size="small" onClick={() => void remove(one)}>
              {t('settings.endIt')}
            </Button>
          ),
        }))}
      />
      {adding && (
        <AddRelated
          object={object}
          fixed={{ user: { id: user, title: name } }}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  )
}
