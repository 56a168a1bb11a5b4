import './imports.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, Navigate, getRouteApi } from '@tanstack/react-router'
import { FileUp, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatInstant } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Note } from '../../ui/band.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/chip.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { importsQuery } from '../import/import-api.ts'
import type { ImportState, ImportView } from '../import/import-api.ts'
import { RemoveImport } from '../import/remove-import.tsx'

const route = getRouteApi('/frame/imports')

/** All files that were brought in, and those on their way; each goes on where it was left. */
export default function ImportsScreen() {
  const { t } = useTranslation()
  const { object } = route.useSearch()
  const language = useLanguage()
  const { data, error, refetch, ...more } = useInfiniteQuery(importsQuery)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const slow = useSlow(!data && !error)
  // A list's Import button leads here and means: bring in a file of these.
  if (object)
    return <Navigate to="/imports/$importId" params={{ importId: 'new' }} search={{ object }} replace />
  return (
    <>
      <Head
        title={t('frame.imports')}
        count={data && !more.hasNextPage ? formatCount(language, items.length) : undefined}
      >
        {(!data || items.length > 0) && <NewButton />}
      </Head>
      <div className="work">
        {error && !data ? (
          <LoadFailed error={error} reset={() => void refetch()} />
        ) : data ? (
          items.length === 0 ? (
            <EmptyState icon={FileUp} title={t('import.noneYet')} actions={<NewButton />}>
              {t('import.noneYetWhat')}
            </EmptyState>
          ) : (
            <>
              <ul className="imports">
                {items.map((view) => (
                  <ImportLine key={view.id} view={view} />
                ))}
              </ul>
              {more.hasNextPage && <MoreImports {...more} error={error} />}
              <p className="t3 imports-kept">{t('import.keptDays')}</p>
            </>
          )
        ) : slow ? (
          <ListSkeleton />
        ) : null}
      </div>
    </>
  )
}

interface MoreProps {
  error: Error | null
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** What is shown stays where the next could not be had; the same button tries again. */
function MoreImports({ error, isFetchingNextPage, fetchNextPage }: MoreProps) {
  const { t } = useTranslation()
  return (
    <div className="imports-more">
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('list.showMore')}
      </Button>
    </div>
  )
}

function NewButton() {
  const { t } = useTranslation()
  return (
    <ButtonLink look="primary" icon={Upload} to="/imports/$importId" params={{ importId: 'new' }}>
      {t('import.new')}
    </ButtonLink>
  )
}

const tones: Readonly<Partial<Record<ImportState, Tone>>> = {
  checking: 'ink',
  running: 'ink',
  undoing: 'ink',
  checked: 'warn',
  done: 'good',
  failed: 'bad',
  undone: 'out',
  cancelled: 'out',
}

function ImportLine({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { result } = view
  const rows = { count: view.rowCount, shown: formatCount(language, view.rowCount) }
  return (
    <li className="imports-one">
      <Link to="/imports/$importId" params={{ importId: view.id }} className="imports-line">
        <span className="grow">
          <span className="b cut">{view.file.name}</span>
          <span className="t3 s cut">
            {view.label} · {t(view.exact ? 'import.rows' : 'import.rowsAbout', rows)}
            {result &&
              ` · ${t('import.resultShort', {
                created: formatCount(language, result.created),
                changed: formatCount(language, result.changed),
                refused: formatCount(language, result.refused),
              })}`}
          </span>
        </span>
        <Chip {...(tones[view.state] ? { tone: tones[view.state] } : {})}>
          {t(`import.state.${view.state}`)}
        </Chip>
        <span className="t3 s imports-when">
          {view.createdBy?.title}
          <br />
          {formatInstant(language, view.createdAt)}
        </span>
      </Link>
      <RemoveImport view={view} />
    </li>
  )
}
