import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Menu } from '../../ui/menu.tsx'
import { foundKey, importApi } from './import-api.ts'
import type { Decision, ImportView, Repeat } from './import-api.ts'
import { useImportChange } from './use-import-change.ts'

/** Rows that may repeat somebody, with a decision for each or for all. Undecided rows stay out. */
export function Repeats({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { refresh } = useImportChange(view.id)
  const found = useRepeats(view.id)
  const forAll = useMutation({
    mutationFn: (body: ForAll['body']) => importApi.decideAll(view.id, body),
    onSuccess: refresh,
  })
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  const open = view.counts?.undecided ?? 0
  const error = found.error ?? forAll.error
  return (
    <aside className="import-repeats" aria-label={t('import.repeatsTitle')}>
      <header className="import-bar">
        <h3 className="cut">{t('import.repeatsTitle')}</h3>
        <span className="t3 tn grow cut">
          {t('import.open', { count: open, shown: formatCount(language, open) })}
        </span>
        <Menu
          label={t('import.forAll')}
          items={choicesForAll(rows).map((choice) => ({
            ...choice,
            label: t(`import.decideAll.${choice.words}`),
            onChoose: () => forAll.mutate(choice.body),
          }))}
        >
          <Button size="small" busy={forAll.isPending}>
            {t('import.forAll')}
          </Button>
        </Menu>
      </header>
      <div className="import-scroll" tabIndex={0} role="region" aria-label={t('import.repeatsTitle')}>
        {error && <Note tone="bad">{problemWords(error, t)}</Note>}
        {rows.map((repeat) => (
          <RepeatCard key={repeat.row} view={view} repeat={repeat} onDecided={refresh} />
        ))}
        {found.hasNextPage && (
          <Button look="ghost" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('kit.more')}
          </Button>
        )}
      </div>
    </aside>
  )
}

interface ForAll {
  words: Decision | 'undecide'
  body: { decision: Decision | null }
}

/** What can be decided for all at once, as far as it can be decided for some of them. */
function choicesForAll(rows: readonly Repeat[]): ForAll[] {
  const can = (decision: Decision) => rows.some(({ choices }) => choices.includes(decision))
  const all: (ForAll & { when: boolean })[] = [
    { words: 'update', body: { decision: 'update' }, when: can('update') },
    { words: 'role', body: { decision: 'role' }, when: can('role') },
    { words: 'join', body: { decision: 'join' }, when: can('join') },
    { words: 'create', body: { decision: 'create' }, when: true },
    { words: 'skip', body: { decision: 'skip' }, when: true },
    { words: 'undecide', body: { decision: null }, when: rows.some(({ decision }) => decision !== null) },
  ]
  return all.filter(({ when }) => when)
}

function useRepeats(id: string) {
  return useInfiniteQuery({
    queryKey: [...foundKey(id), 'repeats'],
    queryFn: ({ pageParam, signal }) => importApi.repeats(id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** In this order, what a person chooses most often first. */
const decisions: readonly Decision[] = ['update', 'role', 'join', 'create', 'skip']

interface RepeatCardProps {
  view: ImportView
  repeat: Repeat
  onDecided: () => Promise<unknown>
}

function RepeatCard({ view, repeat, onDecided }: RepeatCardProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      importApi.decide(view.id, repeat.row, decision === repeat.decision ? null : decision),
    onSuccess: onDecided,
    onError: () => queries.invalidateQueries({ queryKey: foundKey(view.id) }),
  })
  const percent = Math.round(repeat.score * 100)
  const name = repeat.title || t('import.rowNumber', { row: repeat.line })
  return (
    <article className="import-pair" aria-label={name}>
      <header>
        <Chip {...(percent >= 80 ? { tone: 'warn' as const } : {})}>{percent}</Chip>
        <span className="t2 s import-lines">{repeat.reasons.map(({ message }) => message).join(' · ')}</span>
      </header>
      <dl>
        <dt className="t3 tn">{t('import.rowNumber', { row: repeat.line })}</dt>
        <dd className="cut">{repeat.title}</dd>
        <Other repeat={repeat} />
      </dl>
      {repeat.other && (
        <p className="t3 s import-pair-what">
          {t(`import.decidedTwice.${(repeat.decision ?? 'open') as 'join' | 'create' | 'skip' | 'open'}`, {
            row: repeat.line,
            other: repeat.other.line,
          })}
        </p>
      )}
      <Segments
        label={t('import.decisionFor', { name })}
        value={(decide.isPending ? decide.variables : (repeat.decision ?? '')) as Decision}
        onChange={(decision) => decide.mutate(decision)}
        choices={decisions
          .filter((value) => repeat.choices.includes(value))
          .map((value) => ({
            value,
            label: t(`import.decide.${repeat.other && value === 'create' ? 'createBoth' : value}`),
          }))}
      />
      {decide.error && <p className="bad s">{problemWords(decide.error, t)}</p>}
    </article>
  )
}

/** What it repeats: a record that may be opened, an earlier row, or somebody whom one may not see. */
function Other({ repeat }: { repeat: Repeat }) {
  const { t } = useTranslation()
  const model = useModel()
  const { record, other } = repeat
  if (record) {
    const path = objectNamed(model, record.object)?.path
    const number = record.values.number
    return (
      <>
        <dt className="t3 code">{typeof number === 'string' ? number : t('import.known')}</dt>
        <dd className="cut">
          {path ? (
            <a className="link" href={`/${path}/${record.id}`} target="_blank" rel="noreferrer">
              {record.title}
            </a>
          ) : (
            record.title
          )}
        </dd>
      </>
    )
  }
  return (
    <>
      <dt className="t3 tn">{other ? t('import.rowNumber', { row: other.line }) : t('import.known')}</dt>
      <dd className="cut">{other ? other.title : t('import.hidden')}</dd>
    </>
  )
}
