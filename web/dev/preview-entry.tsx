import { MapPin } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PathHead } from '../app/head.tsx'
import { formatTime } from '../format/format-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from '../ui/button.tsx'
import { Segments, Switch, Checkbox } from '../ui/checkbox.tsx'
import { Chip, Tag } from '../ui/chip.tsx'
import { DayInput } from '../ui/day-input.tsx'
import { FieldFrame } from '../ui/field-frame.tsx'
import { EntryFoot, FormColumns } from '../ui/form-parts.tsx'
import { MoneyInput, NumberInput } from '../ui/number-input.tsx'
import { ProofMark } from '../ui/proof-mark.tsx'
import { Section } from '../ui/section.tsx'
import { MultiSelect, Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useDraft } from '../ui/use-draft.ts'
import { useUnsavedGuard } from '../ui/use-unsaved-guard.tsx'
import { categories, managers } from './sample.ts'

const countries = [
  ['LV', 'Latvia'],
  ['LT', 'Lithuania'],
  ['EE', 'Estonia'],
  ['GE', 'Georgia'],
  ['CN', 'China'],
  ['DE', 'Germany'],
  ['GB', 'United Kingdom'],
  ['KZ', 'Kazakhstan'],
  ['PL', 'Poland'],
] as const

export function PreviewEntry() {
  const { t } = useTranslation()
  const language = useLanguage()
  const draft = useDraft('preview', {
    kind: 'organization' as 'organization' | 'person',
    name: '',
    country: 'LV' as string | null,
    taxId: 'LV40103624375',
    address: '',
    email: 'piegade@rigasostas,example',
    manager: null as string | null,
    category: 'Contractor' as string | null,
    days: '30' as string | null,
    limit: null as string | null,
    since: null as string | null,
    tags: ['Port'] as string[],
    vat: true,
    person: null as string | null,
  })
  const { value: form, change } = draft
  const set = (part: Partial<typeof form>) => change((now) => ({ ...now, ...part }))
  const guard = useUnsavedGuard(draft.touched, true)
  const [emailLeft, setEmailLeft] = useState(true)
  return (
    <>
      <PathHead
        path={[{ label: 'Suppliers', href: '/suppliers' }]}
        title="New supplier"
        aside={
          draft.keptAt && <Chip>{t('kit.draftKept', { time: formatTime(language, draft.keptAt) })}</Chip>
        }
      >
        <Button look="ghost">Ask them to fill it in</Button>
      </PathHead>
      <FormColumns
        side={
          <Section title="What will be saved" note="as you type">
            <p className="t2">{form.name || '–'}</p>
          </Section>
        }
      >
        <Section
          title="Who"
          actions={
            <Segments
              label="Kind"
              value={form.kind}
              onChange={(kind) => set({ kind })}
              choices={[
                { value: 'organization', label: 'Organisation' },
                { value: 'person', label: 'Person' },
              ]}
            />
          }
        >
          <div className="fields">
            <FieldFrame label="Name" required className="w2" reserve>
              <TextInput value={form.name} onChange={(name) => set({ name })} autoFocus autoComplete="off" />
            </FieldFrame>
            <FieldFrame label="Country" required reserve>
              <Select
                value={form.country}
                onChange={(country) => set({ country })}
                options={countries.map(([value, label]) => ({ value, label, aside: value }))}
                shown={
                  <>
                    <span className="t3">{form.country}</span>&nbsp;{' '}
                    {countries.find(([code]) => code === form.country)?.[1]}
                  </>
                }
              />
            </FieldFrame>
            <FieldFrame label="Tax number" required className="half" hint="VIES knows it, answered in 0.6 s">
              <TextInput
                code
                value={form.taxId}
                onChange={(taxId) => set({ taxId })}
                after={<ProofMark proof="proved" />}
              />
            </FieldFrame>
            <FieldFrame label="Registration number" className="half" hint="Taken from the tax number">
              <TextInput
                code
                value="40103624375"
                onChange={() => undefined}
                after={<ProofMark proof="wellFormed" />}
              />
            </FieldFrame>
          </div>
        </Section>
        <Section title="How to reach them">
          <div className="fields">
            <FieldFrame label="Address" required className="whole">
              <TextInput
                icon={MapPin}
                value={form.address}
                onChange={(address) => set({ address })}
                placeholder="Street, number, postal code or place"
              />
            </FieldFrame>
            <FieldFrame label="Phone" className="half" hint="Mobile, Latvia">
              <TextInput
                value="2612 8840"
                onChange={() => undefined}
                before={<span className="t3">+371</span>}
                after={<ProofMark proof="wellFormed" />}
              />
            </FieldFrame>
            <FieldFrame
              label="E-mail"
              required
              className="half"
              hint="name@company.example"
              problem={
                emailLeft && form.email.includes(',')
                  ? {
                      tone: 'bad',
                      message: 'A comma stands where a dot should be.',
                      cure: {
                        label: 'Put a dot',
                        onPress: () => set({ email: form.email.replace(',', '.') }),
                      },
                    }
                  : undefined
              }
            >
              <TextInput
                value={form.email}
                onChange={(email) => (setEmailLeft(false), set({ email }))}
                onLeave={() => setEmailLeft(true)}
              />
            </FieldFrame>
            <FieldFrame label="Main contact" className="half">
              <Select
                value={form.person}
                onChange={(person) => set({ person })}
                clearable
                shown={form.person}
                load={async (typed) => (
                  await new Promise((resolve) => setTimeout(resolve, 300)),
                  managers
                    .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
                    .map((name) => ({ value: name, label: name, aside: 'P-004418' }))
                )}
                onCreate={(typed) => set({ person: typed })}
              />
            </FieldFrame>
            <FieldFrame label="Tags" className="half">
              <MultiSelect
                value={form.tags}
                onChange={(tags) => set({ tags })}
                options={['Port', 'Cranes', 'Roads', 'P20'].map((value) => ({ value, label: value }))}
                drawChosen={(value) => <Tag name={value} />}
              />
            </FieldFrame>
          </div>
        </Section>
        <Section title="Terms">
          <div className="fields">
            <FieldFrame
              label="Payment days"
              hint="Usual for this category"
              problem={
                Number(form.days) > 60
                  ? { tone: 'warn', message: 'Above the usual 60. You may save; the reason is asked.' }
                  : undefined
              }
            >
              <NumberInput value={form.days} onChange={(days) => set({ days })} unit="days" />
            </FieldFrame>
            <FieldFrame label="Credit limit">
              <MoneyInput value={form.limit} onChange={(limit) => set({ limit })} currency="EUR" />
            </FieldFrame>
            <FieldFrame label="Category" required>
              <Select
                value={form.category}
                onChange={(category) => set({ category })}
                options={categories.map((value) => ({ value, label: value }))}
                draw={({ label }) => <Tag name={label} />}
              />
            </FieldFrame>
            <FieldFrame label="Customer since" hint="31.3, today, +14">
              <DayInput value={form.since} onChange={(since) => set({ since })} />
            </FieldFrame>
            <div className="field half col g8" style={{ paddingTop: 22 }}>
              <Checkbox value={form.vat} onChange={(vat) => set({ vat })} label="Charges value added tax" />
              <Switch value={form.vat} onChange={(vat) => set({ vat })} label="Sends invoices by e-mail" />
            </div>
          </div>
        </Section>
      </FormColumns>
      <EntryFoot filled={5} needed={9} nextGap="Address" onNextGap={() => undefined}>
        <Button size="tall" look="ghost" keys="Ctrl+S">
          Save draft
        </Button>
        <Button size="tall" look="primary" keys="Ctrl+Enter">
          Preview and confirm
        </Button>
      </EntryFoot>
      {guard}
    </>
  )
}
