import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../../api/model.ts'
import type { Day } from '../../../format/day.ts'
import { formatDay } from '../../../format/format-day.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { DayInput } from '../../../ui/day-input.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FieldFrame } from '../../../ui/field-frame.tsx'
import { RightsVariables } from '../../list/condition-variables.ts'
import { FilterSentences } from '../../list/filter-builder.tsx'
import '../../list/list.css'
import { ConditionWords } from '../../list/condition-words.tsx'
import { fieldRight, grantedFields } from './edited-grants.ts'
import type { EditedGrant } from './edited-grants.ts'
import { FieldsDialog } from './fields-dialog.tsx'
import type { GrantsEdit } from './use-grants-edit.ts'

interface LineProps {
  object: DescribedObject
  line: EditedGrant
  edit: GrantsEdit
}

/** On which records a line holds, in words; pressed, the builder of conditions opens. */
export function RowsButton({ object, line, edit }: LineProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const others = object.fields.filter(({ settings }) => settings['seenWith']).map(({ label }) => label)
  const seenWith = t('rights.seenWith', { fields: others.join(', ') })
  return (
    <>
      <button type="button" className="right-cell" onClick={() => setOpen(true)}>
        <span className="unseen">{t('rights.whichOf', { what: object.plural })}</span>
        <span className="col rights-which">
          {line.rows ? (
            <span
              className="rights-condition"
              onPointerEnter={({ currentTarget }) => {
                currentTarget.title = currentTarget.textContent ?? ''
              }}
            >
              <ConditionWords object={object} where={line.rows} />
            </span>
          ) : (
            <span className="t3">{t('rights.allRecords')}</span>
          )}
          {others.length > 0 && (
            <span className="s t3 cut" title={seenWith}>
              {seenWith}
            </span>
          )}
          <Term line={line} />
        </span>
      </button>
      {open && (
        <Dialog
          open
          size="large"
          title={t('rights.whichOf', { what: object.plural })}
          subtitle={t('rights.whichHint')}
          onClose={close}
        >
          <div className="rights-builder">
            <FilterSentences
              object={object}
              where={line.rows}
              begin={null}
              onChange={(rows) => edit.set({ ...line, rows })}
              onClose={close}
            />
          </div>
        </Dialog>
      )}
    </>
  )
}

/** How many fields a line hides or locks; pressed, they are listed. */
export function FieldsButton({ object, line, edit }: LineProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const rights = grantedFields(object).map((field) => ({
    field,
    right: fieldRight(line, object, field.name),
  }))
  const hidden = rights.filter(({ right }) => right === 'none').length
  const writes = line.actions.includes('change') || line.actions.includes('create')
  const locked = rights.filter(
    ({ field, right }) => right === 'see' && !field.derived && !field.readOnly,
  ).length
  const words = [
    ...(hidden > 0 ? [t('rights.hidden', { count: hidden })] : []),
    ...(writes && locked > 0 ? [t('rights.locked', { count: locked })] : []),
  ]
  return (
    <>
      <button type="button" className="right-cell" onClick={() => setOpen(true)}>
        <span className="unseen">{t('rights.fieldsOf', { what: object.plural })}</span>
        {words.length > 0 ? (
          <span className="chip">{words.join(', ')}</span>
        ) : (
          <span className="t3">{t('rights.allFields')}</span>
        )}
      </button>
      {open && (
        <FieldsDialog object={object} line={line} onChange={edit.set} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** What else can be done with an object: its own actions, and the line as a whole. */
export function ActionsButton({
  object,
  line,
  edit,
}: Omit<LineProps, 'line'> & { line: EditedGrant | undefined }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const deeds = [
    ...object.actions.map(({ name, label }) => ({ name, label: label.replace('…', '') })),
    { name: 'confirm', label: t('values.rights.confirm') },
    ...(object.system && !object.custom ? [] : [{ name: 'share', label: t('values.rights.share') }]),
  ]
  const held = deeds.filter(({ name }) => line?.actions.includes(name)).length
  const several = edit.grants.filter((grant) => grant.object === object.name).length > 1
  return (
    <>
      <button type="button" className="right-cell t2" onClick={() => setOpen(true)}>
        <span className="unseen">{t('rights.actionsOf', { what: object.plural })}</span>
        <span>
          <span className="rights-caption">{t('settings.actions')}: </span>
          {t('rights.some', { held, all: deeds.length })}
        </span>
      </button>
      {open && (
        <Dialog
          open
          size="small"
          title={t('rights.actionsOf', { what: object.plural })}
          onClose={() => setOpen(false)}
          actions={
            <>
              {line && several && (
                <Button size="tall" onClick={() => edit.removeLine(line.key)}>
                  {t('rights.removeLine')}
                </Button>
              )}
              <Button size="tall" look="primary" onClick={() => setOpen(false)}>
                {t('list.done')}
              </Button>
            </>
          }
        >
          <div className="col g8">
            {deeds.map(({ name, label }) => (
              <Checkbox
                key={name}
                label={label}
                value={line?.actions.includes(name) ?? false}
                onChange={() => edit.turn(object.name, line?.key ?? null, name)}
              />
            ))}
            {line && <TermFields line={line} edit={edit} />}
          </div>
        </Dialog>
      )}
    </>
  )
}

/** For how long a line holds, where it does not hold for good. */
function Term({ line }: { line: EditedGrant }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const day = (value: unknown) => formatDay(language, String(value))
  const { from, until } = line.rest
  if (!from && !until) return null
  return (
    <span className="s warn">
      {[
        ...(from ? [t('rights.from', { day: day(from) })] : []),
        ...(until ? [t('rights.until', { day: day(until) })] : []),
      ].join(' ')}
    </span>
  )
}

/** From when until when a line holds; both days count, and an empty one leaves it open. */
function TermFields({ line, edit }: { line: EditedGrant; edit: GrantsEdit }) {
  const { t } = useTranslation()
  const set = (name: 'from' | 'until') => (value: Day | null) =>
    edit.set({ ...line, rest: { ...line.rest, [name]: value } })
  const value = (name: 'from' | 'until') => (line.rest[name] as Day | null | undefined) ?? null
  return (
    <div className="rights-term">
      <FieldFrame label={t('rights.holdsFrom')}>
        <DayInput value={value('from')} onChange={set('from')} />
      </FieldFrame>
      <FieldFrame label={t('rights.holdsUntil')}>
        <DayInput value={value('until')} onChange={set('until')} />
      </FieldFrame>
    </div>
  )
}

/** Conditions below are those of rights: their variables speak of the holders. */
export function RightsWords({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation()
  const words = {
    me: t('rights.variables.me'),
    myReports: t('rights.variables.myReports'),
    myTeam: t('rights.variables.myTeam'),
    myCompanies: t('rights.variables.myCompanies'),
    myPosts: t('rights.variables.myPosts'),
    myParty: t('rights.variables.myParty'),
  }
  return <RightsVariables value={words}>{children}</RightsVariables>
}
