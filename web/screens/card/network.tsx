import { useQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf, objectNamed, type ApiRecord, type DescribedModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatDay } from '../../format/format-day.ts'
import { today } from '../../format/day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Section } from '../../ui/section.tsx'
import { neighboursOf, type Neighbour, type NetworkRows } from './neighbours.ts'

export interface NetworkProps {
  record: ApiRecord
  model: DescribedModel
  title: string
}

const most = 60
/** More would lie on top of each other; the list beside has all. */
const mostDrawn = 20

/** Whom a partner hangs together with, as a picture and as a list; only what one may see is there. */
export function Network({ record, model, title }: NetworkProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const asked = questions(model, record.id)
  const answers = useQueries({
    queries: asked.map(({ path, where, fields }) => ({
      queryKey: ['related', path, 'network', record.id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<{ items: ApiRecord[] }>(`/${path}`, { signal, query: { where, fields, limit: most } }),
    })),
  })
  const failed = answers.find(({ error }) => error)?.error
  if (failed) return <Note tone="bad">{problemWords(failed, t)}</Note>
  if (answers.some(({ isPending }) => isPending)) return <p className="t3 card-none">{t('kit.loading')}</p>
  const rows: NetworkRows = Object.fromEntries(
    asked.map(({ name }, at) => [name, answers[at]?.data?.items ?? []]),
  )
  const words = {
    paysFor: t('card.networkPaysFor'),
    labelOf: (name: string, field?: string) => label(model, name, field),
  }
  const neighbours = neighboursOf(record, rows, words, today())
  return (
    <Section title={t('card.network')} count={neighbours.length}>
      {neighbours.length === 0 ? (
        <p className="t3 card-none">{t('card.networkNone')}</p>
      ) : (
        <div className="network">
          <Picture title={title} neighbours={neighbours.slice(0, mostDrawn)} />
          <ul aria-label={t('card.network')}>
            {neighbours.map(({ key, id, path, name, relation, note, until, ended }) => (
              <li key={key} className={ended ? 't3' : undefined}>
                <Link
                  className="b"
                  to="/$object/$id"
                  params={{ object: path, id }}
                  search={{ tab: 'network' }}
                >
                  {name}
                </Link>{' '}
                {relation}
                {note && ` · ${note}`}
                {until &&
                  ` · ${t(ended ? 'card.networkLeft' : 'card.networkUntil', { day: formatDay(language, until) })}`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

function label(model: DescribedModel, name: string, field?: string): string {
  const object = objectNamed(model, name)
  return (field ? object && fieldOf(object, field)?.label : object?.label) ?? ''
}

/** What is asked of the server: links of either kind, and who names this partner as parent or payer. */
function questions(model: DescribedModel, id: string) {
  const wanted = [
    { name: 'contactLink', by: ['contact', 'customer', 'supplier'], more: ['position', 'until'] },
    { name: 'supplierLink', by: ['customer', 'supplier'], more: ['until'] },
    { name: 'party', by: ['parent', 'payer'], more: ['name'] },
  ]
  return wanted.flatMap(({ name, by, more }) => {
    const object = objectNamed(model, name)
    const known = (names: readonly string[]) => names.filter((one) => object && fieldOf(object, one))
    if (!object?.may.includes('read') || known(by).length === 0) return []
    const where = { any: known(by).map((one) => ({ [one]: id })) }
    return [{ name, path: object.path, where, fields: known([...by, ...more]).join(',') }]
  })
}

const width = 640
const height = 420

/** The partner in the middle, the others around it. The list beside says the same, so it is not read out. */
function Picture({ title, neighbours }: { title: string; neighbours: readonly Neighbour[] }) {
  const navigate = useNavigate()
  const at = (place: number) => {
    const angle = (2 * Math.PI * place) / neighbours.length - Math.PI / 2
    return { x: width / 2 + 230 * Math.cos(angle), y: height / 2 + 160 * Math.sin(angle) }
  }
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {neighbours.map(({ key, ended }, place) => (
        <line
          key={key}
          x1={width / 2}
          y1={height / 2}
          x2={at(place).x}
          y2={at(place).y}
          strokeDasharray={ended ? '4 4' : undefined}
        />
      ))}
      {neighbours.map(({ key, id, path, name, relation }, place) => {
        const { x, y } = at(place)
        return (
          <g
            key={key}
            className="network-node"
            onClick={() =>
              void navigate({ to: '/$object/$id', params: { object: path, id }, search: { tab: 'network' } })
            }
          >
            <circle cx={x} cy={y} r={7} />
            <text x={x} y={y - 13}>
              {cut(name)}
            </text>
            <text x={x} y={y + 22} className="network-relation">
              {relation}
            </text>
          </g>
        )
      })}
      <circle cx={width / 2} cy={height / 2} r={11} className="network-own" />
      <text x={width / 2} y={height / 2 - 18} className="network-title">
        {cut(title)}
      </text>
    </svg>
  )
}

function cut(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text
}
