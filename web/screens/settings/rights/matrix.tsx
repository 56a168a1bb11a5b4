import { Plus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { iconOf } from '../../../app/icon-of.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useIsPhone } from '../../../ui/use-media.ts'
import { Dot } from './dot.tsx'
import { columnActions, dotOf } from './edited-grants.ts'
import type { EditedGrant } from './edited-grants.ts'
import { ActionsButton, FieldsButton, RowsButton } from './line-buttons.tsx'
import type { GrantsEdit } from './use-grants-edit.ts'

export interface MatrixProps {
  groups: readonly { key: string; label: string; objects: readonly DescribedObject[] }[]
  edit: GrantsEdit
}

/** What a post may do: objects down, deeds across; an object with several rights has a line for each. */
export function Matrix(props: MatrixProps) {
  const phone = useIsPhone()
  return phone ? <MatrixCards {...props} /> : <MatrixTable {...props} />
}

function MatrixTable({ groups, edit }: MatrixProps) {
  const { t } = useTranslation()
  return (
    <table className="rights-matrix" aria-label={t('rights.matrix')} onKeyDown={moveAmongDots}>
      <colgroup>
        <col className="object" />
        {columnActions.map((action) => (
          <col key={action} className="deed" />
        ))}
        <col className="which" />
        <col className="fields" />
        <col className="more" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('settings.object')}</th>
          {columnActions.map((action) => (
            <th key={action} scope="col" className="c" title={t(`rights.columns.${action}`)}>
              {t(`rights.columns.${action}`)}
            </th>
          ))}
          <th scope="col">{t('rights.which')}</th>
          <th scope="col">{t('settings.fields')}</th>
          <th scope="col">{t('settings.actions')}</th>
        </tr>
      </thead>
      {groups.map(({ key, label, objects }) => (
        <tbody key={key}>
          <tr className="group">
            <th scope="colgroup" colSpan={columnActions.length + 4}>
              {label}
            </th>
          </tr>
          {objects.flatMap((object) =>
            linesOf(edit, object).map((line, at) => (
              <tr key={line?.key ?? object.name} className={edit.isChanged(line, object.name) ? 'new' : ''}>
                <th scope="row">
                  <ObjectName object={object} line={line} at={at} edit={edit} />
                </th>
                {columnActions.map((action) => (
                  <td key={action} className="c">
                    <LineDot object={object} line={line} action={action} edit={edit} />
                  </td>
                ))}
                <td>{line && <RowsButton object={object} line={line} edit={edit} />}</td>
                <td>{line && <FieldsButton object={object} line={line} edit={edit} />}</td>
                <td>
                  <ActionsButton object={object} line={line} edit={edit} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      ))}
    </table>
  )
}

/** On a phone an object is a card, and each of its lines a row of dots with their names. */
function MatrixCards({ groups, edit }: MatrixProps) {
  const { t } = useTranslation()
  return groups.map(({ key, label, objects }) => (
    <section key={key} className="rights-cards" aria-label={label}>
      <h2 className="t3 s b">{label}</h2>
      {objects.map((object) => (
        <div key={object.name} className="rights-card">
          {linesOf(edit, object).map((line, at) => (
            <div key={line?.key ?? object.name}>
              <ObjectName object={object} line={line} at={at} edit={edit} />
              <div className="rights-card-dots">
                {columnActions.map((action) => (
                  <LineDot
                    key={action}
                    object={object}
                    line={line}
                    action={action}
                    edit={edit}
                    caption={t(`rights.columns.${action}`)}
                  />
                ))}
              </div>
              <div className="row g8 rights-card-more">
                {line && <RowsButton object={object} line={line} edit={edit} />}
                {line && <FieldsButton object={object} line={line} edit={edit} />}
                <ActionsButton object={object} line={line} edit={edit} />
              </div>
            </div>
          ))}
        </div>
      ))}
    </section>
  ))
}

interface LineProps {
  object: DescribedObject
  line: EditedGrant | undefined
  edit: GrantsEdit
}

function ObjectName({ object, line, at, edit }: LineProps & { at: number }) {
  const { t } = useTranslation()
  if (at > 0) return <span className="rights-object also t3">{t('rights.alsoFor')}</span>
  return (
    <span className="rights-object">
      <Icon of={iconOf(object.icon ?? 'table-2')} size="s" />
      <span className="b cut grow" title={object.plural}>
        {object.plural}
      </span>
      {line && (
        <Button
          look="ghost"
          size="small"
          square
          icon={Plus}
          label={t('rights.addLine', { what: object.plural })}
          onClick={() => edit.addLine(object.name)}
        />
      )}
    </span>
  )
}

function LineDot({
  object,
  line,
  action,
  edit,
  caption,
}: LineProps & { action: (typeof columnActions)[number]; caption?: string }) {
  const { t } = useTranslation()
  const state = dotOf(line, action)
  return (
    <Dot
      state={state}
      name={`${t(`rights.columns.${action}`)}, ${object.plural}`}
      isNew={state !== dotOf(edit.savedOf(line), action)}
      onPress={() => edit.turn(object.name, line?.key ?? null, action)}
      {...(caption === undefined ? {} : { caption })}
    />
  )
}

/** The lines of an object; one without any still has a line to begin with. */
function linesOf(edit: GrantsEdit, object: DescribedObject): readonly (EditedGrant | undefined)[] {
  const lines = edit.grants.filter((grant) => grant.object === object.name)
  return lines.length > 0 ? lines : [undefined]
}

/** The arrows go from dot to dot, across and down. */
function moveAmongDots(event: KeyboardEvent<HTMLTableElement>) {
  const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
  const from = (event.target as HTMLElement).closest('[data-dot]')
  if (!by || !from) return
  const rows = [...event.currentTarget.querySelectorAll('tr:has([data-dot])')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[data-dot]'),
  ])
  const row = rows.findIndex((dots) => dots.includes(from as HTMLElement))
  const column = rows[row]?.indexOf(from as HTMLElement) ?? -1
  const next = rows[row + (by[0] ?? 0)]?.[column + (by[1] ?? 0)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
