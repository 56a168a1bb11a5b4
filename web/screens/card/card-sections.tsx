import { useTranslation } from 'react-i18next'
import { joinLines, writtenLines } from '../../api/join-lines.ts'
import type { Lines } from '../../api/join-lines.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { isOwnedLines } from '../../api/model.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { KeyValue, Section } from '../../ui/section.tsx'
import { calledOf } from './can-run.ts'
import { changeOf, useSave } from './card-data.ts'
import { FieldRow } from './field-row.tsx'
import { OwnedLines } from './owned-lines.tsx'
import type { SaveLines } from './owned-lines.tsx'
import { Related } from './related.tsx'

export interface CardSectionsProps {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  title: string
  /** The record as it was: only read. */
  frozen: boolean
  /** Owned lines that stay as they are, whatever else may be changed. */
  isFixed?: (line: ApiRecord) => boolean
}

/**
 * The sections of the card as the object declares them: values in two columns, then lines and what refers to
 * it.
 */
export function CardSections(props: CardSectionsProps) {
  const { object } = props
  return (
    <>
      {object.card.map((section) => (
        <CardSection key={section.section} {...props} label={section.label} names={section.fields} />
      ))}
    </>
  )
}

function CardSection({
  object,
  record,
  model,
  context,
  title,
  frozen,
  isFixed,
  label,
  names,
}: CardSectionsProps & { label: string; names: readonly string[] }) {
  const { t } = useTranslation()
  const save = useSave(object, record.id)
  const fields = names.flatMap((name) => object.fields.find((field) => field.name === name) ?? [])
  const mayChange = !frozen && object.may.includes('change')
  const keep =
    (field: DescribedField) =>
    async (value: unknown, confirmed?: readonly string[], base?: { value: unknown }) => {
      await save.mutateAsync({
        changes: changeOf(field, value),
        message: t('card.kept', { field: field.label }),
        ...(confirmed ? { confirmed } : {}),
        ...(base ? { base } : {}),
      })
    }
  const keepLines =
    (field: DescribedField): SaveLines =>
    async (mine, base) => {
      const join = (now: unknown) => writtenLines(joinLines({ base, mine, theirs: (now ?? []) as Lines }))
      await save.mutateAsync({
        changes: { [field.name]: mine },
        message: t('card.kept', { field: field.label }),
        base: { value: base, join },
      })
    }
  const plain = fields.filter((field) => field.value.kind !== 'lines')
  const lines = fields.filter(isOwnedLines)
  const related = fields.filter((field) => field.value.kind === 'lines' && !isOwnedLines(field))
  return (
    <>
      {plain.length > 0 && (
        <Section title={label}>
          <KeyValue
            columns={2}
            items={plain.map((field) => ({
              key: field.name,
              label: calledOf(field, object, record),
              empty: isEmpty(record[field.name]) && field.name !== object.title,
              value: (
                <FieldRow
                  field={field}
                  record={record}
                  model={model}
                  context={context}
                  {...(mayChange ? { onSave: keep(field) } : {})}
                />
              ),
            }))}
          />
        </Section>
      )}
      {lines.map((field) => (
        <OwnedLines
          key={field.name}
          field={field}
          record={record}
          model={model}
          context={context}
          {...(mayChange ? { onSave: keepLines(field) } : {})}
          {...(isFixed ? { isFixed } : {})}
        />
      ))}
      {!frozen &&
        related.map((field) => (
          <Related
            key={field.name}
            field={field}
            record={record}
            model={model}
            context={context}
            title={title}
            short
          />
        ))}
    </>
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
