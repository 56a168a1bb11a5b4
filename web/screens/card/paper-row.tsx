import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BadgeCheck, Download, Ellipsis, FileText, SquarePen, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type {
  ApiRecord,
  ApiReference,
  DescribedField,
  DescribedModel,
  DescribedObject,
} from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { dayOfInstant, today } from '../../format/day.ts'
import { formatBytes } from '../../format/format-number.ts'
import { langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useSave } from './card-data.ts'
import { FactMark } from '../list/fact-mark.tsx'
import { FieldRow } from './field-row.tsx'
import { refreshAround } from './refresh-around.ts'

type FileValue = {
  readonly id: string
  readonly name: string
  readonly size: number | null
  readonly type: string | null
  readonly scan?: string | null
}

export interface PaperRowProps {
  paper: ApiRecord
  papers: DescribedObject
  extra: readonly DescribedField[]
  model: DescribedModel
  context: ValueContext
}

/** One paper: opened by its name, its kind and days changed in place, and the rest in its menu. */
export function PaperRow({ paper, papers, extra, model, context }: PaperRowProps) {
  const { t } = useTranslation()
  const { language } = context
  const file = paper['file'] as FileValue | null
  const name = String(paper['name'] ?? file?.name ?? '')
  const save = useSave(papers, paper.id)
  const mayChange = papers.may.includes('change')
  // What the scanner has not found clean is not offered to be opened; the mark beside it says why.
  const isOpen = !['waiting', 'tooLarge', 'infected'].includes(file?.scan ?? '')
  const href = file && isOpen ? `/api/v1/files/${file.id}/content` : undefined
  const by = (paper['createdBy'] as ApiReference | null)?.title
  const keep = (field: DescribedField) => async (value: unknown) => {
    await save.mutateAsync({
      changes: { [field.name]: value },
      message: t('card.kept', { field: field.label }),
    })
  }
  return (
    <li className="paper">
      {href && file?.type?.startsWith('image/') ? (
        <img className="paper-picture" src={href} alt="" loading="lazy" />
      ) : (
        <span className="paper-picture">
          <Icon of={FileText} />
        </span>
      )}
      <div className="grow paper-name">
        <a className="b cut" href={href} target="_blank" rel="noreferrer" lang={langOfText(name)}>
          {name}
        </a>
        <div className="t3 s cut">
          {[
            file?.size ? formatBytes(language, Number(file.size)) : null,
            formatNearDay(language, dayOfInstant(String(paper['createdAt']))),
            by,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <FactMark path={papers.path} record={paper.id} field="file" />
      {file?.scan === 'waiting' && <Chip tone="warn">{t('card.scanWaiting')}</Chip>}
      {file?.scan === 'tooLarge' && <Chip tone="warn">{t('card.scanTooLarge')}</Chip>}
      {file?.scan === 'infected' && <Chip tone="bad">{t('card.scanInfected')}</Chip>}
      {extra.map((field) => (
        <div key={field.name} className="paper-field">
          <FieldRow
            field={field}
            record={paper}
            model={model}
            context={context}
            {...(mayChange ? { onSave: keep(field) } : {})}
          />
          {isOver(field, paper[field.name]) && <Chip tone="warn">{t('card.isOver')}</Chip>}
        </div>
      ))}
      <PaperMenu paper={paper} papers={papers} name={name} href={href} />
    </li>
  )
}

interface PaperMenuProps {
  paper: ApiRecord
  papers: DescribedObject
  name: string
  href: string | undefined
}

function PaperMenu({ paper, papers, name, href }: PaperMenuProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    try {
      const { change } = await api.drop(`/${papers.path}/${paper.id}`)
      await refreshAround(queries)
      toastWithUndo(queries, t('card.deleted', { title: name }), change)
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
  const attest = async () => {
    try {
      await api.post(`/${papers.path}/${paper.id}/facts`, { kind: 'paper' })
      await queries.invalidateQueries()
      toast(t('card.paperSeenNow'))
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
  const items: MenuItem[] = [
    ...(href
      ? [
          {
            label: t('kit.download'),
            icon: Download,
            onChoose: () => location.assign(`${href}?download=true`),
          },
        ]
      : []),
    {
      label: t('card.openPaper'),
      icon: SquarePen,
      onChoose: () => void navigate({ to: '/$object/$id', params: { object: papers.path, id: paper.id } }),
    },
    ...(papers.may.includes('change')
      ? [{ label: t('card.paperSeen'), icon: BadgeCheck, onChoose: () => void attest() }]
      : []),
    ...(papers.may.includes('delete')
      ? ([
          'line',
          { label: t('card.delete'), icon: Trash2, danger: true, onChoose: () => void remove() },
        ] as MenuItem[])
      : []),
  ]
  return (
    <Menu items={items} label={t('card.moreOf', { what: name })} placement="bottom-end">
      <Button look="ghost" square icon={Ellipsis} label={t('card.moreOf', { what: name })} />
    </Menu>
  )
}

/** A day of a paper that has passed is one on which it ended. */
function isOver(field: DescribedField, value: unknown): boolean {
  return field.control.edit === 'day' && typeof value === 'string' && value < today()
}
