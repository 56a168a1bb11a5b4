import { useTranslation } from 'react-i18next'
import { preferences } from '../theme/preferences.ts'
import { Switch } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { shortcutStore } from '../ui/shortcut-store.ts'
import { useStore } from '../ui/use-store.ts'
import './keys-page.css'

/** All keys of the open page, and the switch for those of one letter. */
export default function KeysPage({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const shortcuts = useStore(shortcutStore)
  const oneLetter = useStore(preferences).oneLetterKeys
  const groups = new Map<string, { keys: string[]; label: string }[]>()
  for (const { keys, label, group } of shortcuts) {
    const lines = groups.get(group) ?? []
    if (!lines.some((line) => line.label === label)) groups.set(group, [...lines, { keys: [keys], label }])
  }
  const onList = document.querySelector('[role=grid]') !== null
  if (onList)
    groups.set(
      t('frame.inList'),
      gridKeys.map(([keys, label]) => ({ keys: keys.split(' '), label: t(`list.keys.${label}`) })),
    )
  return (
    <Dialog
      open
      size="large"
      title={t('frame.keys')}
      onClose={onClose}
      note={
        <Switch
          value={oneLetter}
          label={t('frame.oneLetterKeys')}
          onChange={(on) => preferences.set((now) => ({ ...now, oneLetterKeys: on }))}
        />
      }
    >
      <div className="keys-page">
        {[...groups].map(([group, lines]) => (
          <section key={group}>
            <h3 className="bb">{group}</h3>
            <dl>
              {lines.map(({ keys, label }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {keys.map((key) => (
                      <span key={key}>
                        <Kbd keys={key} />
                        <span className="unseen">{key}</span>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

const gridKeys = [
  ['ArrowUp ArrowDown ArrowLeft ArrowRight', 'move'],
  ['Home End PageUp PageDown', 'far'],
  ['Ctrl+Home Ctrl+End', 'ends'],
  ['Enter', 'open'],
  ['Ctrl+Enter', 'openNew'],
  ['F2', 'edit'],
  ['Space', 'preview'],
  ['Shift+Space', 'select'],
  ['Shift+ArrowDown', 'extend'],
  ['Ctrl+A', 'selectAll'],
  ['Ctrl+C', 'copy'],
  ['Alt+ArrowDown', 'menu'],
] as const
