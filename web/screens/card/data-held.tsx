import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatInstant } from '../../format/format-day.ts'
import type { Language } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export interface DataHeldProps {
  object: DescribedObject
  id: string
  title: string
  onClose: () => void
}

type Report = {
  sections: readonly { key: string; title: string; rows: readonly Readonly<Record<string, unknown>>[] }[]
}

/** Everything that is held about a person, section by section, to be read here or taken along. */
export function DataHeld({ object, id, title, onClose }: DataHeldProps) {
  const { t } = useTranslation()
  const place = `/${object.path}/${id}/personal-data`
  // Each report stands in the log: it is asked for once an opening, and not kept.
  const { data, error } = useQuery({
    queryKey: ['data held', object.path, id],
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => api.get<Report>(place, { signal }),
  })
  const take = (format: string) => () => location.assign(`/api/v1${place}?format=${format}`)
  return (
    <Dialog
      open
      size="large"
      title={t('card.dataHeld').replace('…', '')}
      subtitle={title}
      onClose={onClose}
      note={t('card.dataHeldLogged')}
      actions={
        <>
          <Button size="tall" onClick={take('json')}>
            {t('card.dataHeldJson')}
          </Button>
          <Button size="tall" onClick={take('html')}>
            {t('card.dataHeldPage')}
          </Button>
        </>
      }
    >
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {!data && !error && <p className="t3">{t('kit.loading')}</p>}
      {data?.sections.map((section, at) => (
        <details key={section.key} className="data-held" open={at === 0}>
          <summary>
            <span className="b">{section.title}</span> <span className="t3">{section.rows.length}</span>
          </summary>
          {section.rows.map((row, line) => (
            <Row key={line} row={row} />
          ))}
        </details>
      ))}
    </Dialog>
  )
}

function Row({ row }: { row: Readonly<Record<string, unknown>> }) {
  const language = useLanguage()
  const filled = Object.entries(row).flatMap(([name, value]) => {
    // A number of Kontor's own is for programs.
    if (name === 'id') return []
    const text = textOf(value, language)
    return text === '' ? [] : [[name, text] as const]
  })
  return (
    <dl>
      {filled.map(([name, text]) => (
        <div key={name}>
          <dt className="t2">{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z$/

/** A value of the report in words: what is named by its name, lines one under the other. */
function textOf(value: unknown, language: Language): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return instant.test(value) ? formatInstant(language, value) : value
  if (typeof value !== 'object') return String(value as number | boolean)
  if (Array.isArray(value))
    return value
      .map((one) => textOf(one, language))
      .filter(Boolean)
      .join('\n')
  if ('title' in value) return textOf(value.title, language)
  return Object.entries(value)
    .filter(([key]) => key !== 'id')
    .flatMap(([key, one]) => {
      const text = textOf(one, language)
      return text === '' ? [] : [`${key}: ${text}`]
    })
    .join('; ')
}
