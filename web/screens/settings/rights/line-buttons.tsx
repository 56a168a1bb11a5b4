import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../../api/model.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RightsVariables } from '../../list/condition-variables.ts'
import { FilterSentences } from '../../list/filter-builder.tsx'
import '../../list/list.css'
import { ConditionWords } from './condition-words.tsx'
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
  return (
    <>
      <button type="button" className="right-cell" onClick={() => setOpen(true)}>
        <span className="unseen">{t('rights.whichOf', { what: object.plural })}</span>
        {line.rows ? (
          <span className="cut">
            <ConditionWords object={object} where={line.rows} />
          </span>
        ) : (
          <span className="t3">{t('rights.allRecords')}</span>
        )}
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
  ]
  const held = deeds.filter(({ name }) => line?.actions.includes(name)).length
  const several = edit.grants.filter((grant) => grant.object === object.name).length > 1
  return (
    <>
      <button type="button" className="right-cell t2" onClick={() => setOpen(true)}>
        <span className="unseen">{t('rights.actionsOf', { what: object.plural })}</span>
        <span>{t('rights.some', { held, all: deeds.length })}</span>
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
          </div>
        </Dialog>
      )}
    </>
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
    myParty: t('rights.variables.myParty'),
  }
  return <RightsVariables value={words}>{children}</RightsVariables>
}
