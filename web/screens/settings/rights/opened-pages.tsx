import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../../api/me.ts'
import { Checkbox, Segments } from '../../../ui/checkbox.tsx'
import { Section } from '../../../ui/section.tsx'
import { openedBy, withOpened } from './edited-grants.ts'
import { usePageLabel } from './use-page-label.ts'
import type { GrantsEdit } from './use-grants-edit.ts'

/** Pages of the settings that a holder opens, and entries of the menu, where not all of them are shown. */
export function OpenedPages({ edit }: { edit: GrantsEdit }) {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const pageLabel = usePageLabel()
  const pages = openedBy(edit.grants, 'settings')
  const entries = openedBy(edit.grants, 'menu')
  const offered = me?.menu.flatMap(({ items }) => items) ?? []
  const toggled = (names: readonly string[], name: string) =>
    names.includes(name) ? names.filter((one) => one !== name) : [...names, name]
  const set = (kind: 'settings' | 'menu', names: readonly string[]) =>
    edit.replace(withOpened(edit.grants, kind, names))
  return (
    <>
      <Section title={t('rights.opened.settings')} note={t('rights.openedNote.settings')}>
        <div className="rights-opened">
          {(me?.pages ?? []).map((page) => (
            <Checkbox
              key={page}
              label={pageLabel(page)}
              value={pages.includes(page)}
              onChange={() => set('settings', toggled(pages, page))}
            />
          ))}
        </div>
      </Section>
      <Section title={t('rights.opened.menu')} note={t('rights.openedNote.menu')}>
        <div className="col g12">
          <div className="row">
            <Segments
              label={t('rights.opened.menu')}
              value={entries.length === 0 ? 'whole' : 'some'}
              choices={(['whole', 'some'] as const).map((value) => ({
                value,
                label: t(`rights.menu.${value}`),
              }))}
              onChange={(next) => set('menu', next === 'whole' ? [] : offered.map(({ key }) => key))}
            />
          </div>
          {entries.length > 0 && (
            <div className="rights-opened">
              {offered.map(({ key, label }) => (
                <Checkbox
                  key={key}
                  label={label}
                  value={entries.includes(key)}
                  onChange={() => set('menu', toggled(entries, key))}
                />
              ))}
            </div>
          )}
        </div>
      </Section>
    </>
  )
}
