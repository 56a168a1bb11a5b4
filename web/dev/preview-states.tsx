import { ClipboardCheck, History, Truck, Upload, Users } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Head } from '../app/head.tsx'
import { Band, Note } from '../ui/band.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox, RadioGroup, Segments, Switch } from '../ui/checkbox.tsx'
import { Chip, Tag } from '../ui/chip.tsx'
import { CornerJob } from '../ui/corner-jobs.tsx'
import { FieldFrame } from '../ui/field-frame.tsx'
import { MonthCalendar } from '../ui/month-calendar.tsx'
import { ShareBar } from '../ui/progress-bar.tsx'
import { ProofMark } from '../ui/proof-mark.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState, NoRights, NothingFound, OfflineStrip } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Steps } from '../ui/steps.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Difference } from '../ui/timeline.tsx'
import { toast } from '../ui/toast-store.ts'

export function PreviewStates() {
  const { t } = useTranslation()
  const [on, setOn] = useState(true)
  const [way, setWay] = useState<'a' | 'b'>('a')
  useEffect(() => toast('3 customers handed to Nino Beridze', () => undefined), [])
  return (
    <>
      <Head title="States">
        <Steps
          label="Import"
          at="check"
          onGo={() => undefined}
          steps={[
            { key: 'file', label: 'File' },
            { key: 'columns', label: 'Columns' },
            { key: 'check', label: 'Check' },
            { key: 'run', label: 'Run' },
            { key: 'result', label: 'Result' },
          ]}
        />
      </Head>
      <Band
        tone="ink"
        icon={History}
        title="As it was on 26 March 2026, 14:00"
        actions={<Button look="primary">Back to today</Button>}
      >
        Read only. 4 fields differ from today.
      </Band>
      <div className="preview-states" tabIndex={0}>
        <div>
          <ListSkeleton rows={6} />
        </div>
        <div>
          <EmptyState
            icon={Truck}
            title="No suppliers yet"
            actions={
              <>
                <Button look="primary" icon={Upload}>
                  {t('list.importSpreadsheet')}
                </Button>
                <Button keys="N">New supplier</Button>
              </>
            }
          >
            Everyone you buy from. Bring the list you have; nothing is written before you have seen it.
          </EmptyState>
        </div>
        <div>
          <NothingFound searched="Liepjas metal" actions={<Button>{t('list.searchWithoutFilters')}</Button>}>
            Did you mean{' '}
            <a className="link b" href="/customers">
              Liepājas Metālbūve AS
            </a>
            ? {t('list.filtersOn', { count: 2 })}
          </NothingFound>
        </div>
        <div>
          <ErrorState
            title={t('kit.listDidNotLoad')}
            message={`${t('kit.problem.timeout')} ${t('kit.nothingLost')}`}
            code="7F3A"
            onRetry={() => undefined}
            retrySeconds={8}
          />
        </div>
        <div>
          <NoRights posts={['Office clerk']} people={['Kārlis Ozols']} onBack={() => undefined} />
        </div>
        <div>
          <OfflineStrip since="10:41" waiting={2} onSee={() => undefined} />
        </div>
        <div className="pad">
          <Note
            tone="warn"
            icon={Users}
            title="Nino Beridze saved this 40 seconds ago."
            actions={
              <>
                <Button look="primary">Save mine</Button>
                <Button>Keep Nino’s</Button>
              </>
            }
          >
            One field clashes, two of yours fit.
          </Note>
        </div>
        <div className="pad col g12">
          <FieldFrame
            label="Tax number"
            required
            problem={{ tone: 'bad', message: 'One digit short: a Latvian number has 11. Perhaps …624375?' }}
          >
            <TextInput code value="LV4010362437" onChange={() => undefined} />
          </FieldFrame>
          <FieldFrame
            label="Payment days"
            problem={{ tone: 'warn', message: 'Above the usual 60. You may save; the reason is asked.' }}
          >
            <TextInput value="120" onChange={() => undefined} />
          </FieldFrame>
          <div className="row g8">
            <Button reason="1 field to mend: Tax number">{t('kit.save')}</Button>
            <Button busy look="primary">
              {t('kit.save')}
            </Button>
            <Button look="danger">{t('kit.delete')}</Button>
          </div>
        </div>
        <div className="pad col g8">
          <CornerJob
            job={{
              id: '1',
              title: 'Changing 1,204 customers',
              done: 812,
              total: 1204,
              rest: 'about 20 seconds',
              state: 'running',
              onStop: () => undefined,
            }}
          />
          <ShareBar
            label="91,514 new"
            shares={[
              { key: 'new', tone: 'good', count: 91_514 },
              { key: 'change', tone: 'ink', count: 4608 },
              { key: 'repeat', tone: 'warn', count: 1590 },
              { key: 'bad', tone: 'bad', count: 2288 },
            ]}
          />
          <div className="row g8" style={{ flexWrap: 'wrap' }}>
            {(['draft', 'submitted', 'verified', 'active', 'refused', 'frozen', 'inactive'] as const).map(
              (status) => (
                <StatusMark key={status} status={status} />
              ),
            )}
          </div>
          <div className="row g8">
            {(['proved', 'wellFormed', 'stale', 'contradicted', 'unchecked'] as const).map((proof) => (
              <ProofMark key={proof} proof={proof} />
            ))}
          </div>
          <div className="row g4" style={{ flexWrap: 'wrap' }}>
            {([0, 1, 2, 3, 4, 5, 6, 7] as const).map((hue) => (
              <Tag key={hue} name={`Hue ${hue}`} hue={hue} onRemove={() => undefined} />
            ))}
            <Chip tone="good">good</Chip>
            <Chip tone="warn">warn</Chip>
            <Chip tone="bad">bad</Chip>
            <Chip tone="cold">cold</Chip>
            <Chip tone="ink">ink</Chip>
            <Chip tone="out">out</Chip>
          </div>
          <Difference before="30,000.00" after="40,000.00 EUR" />
        </div>
        <div className="pad">
          <MonthCalendar value="2026-03-31" onChoose={() => undefined} />
        </div>
        <div className="pad col g8">
          <Checkbox value={on} onChange={setOn} label="Tick" />
          <Checkbox value="some" onChange={() => undefined} label="Some" />
          <Checkbox value={false} onChange={() => undefined} label="Closed" reason="Only the owner may." />
          <Switch value={on} onChange={setOn} label="Switch" />
          <Segments
            label="Width"
            value={way}
            onChange={setWay}
            choices={[
              { value: 'a', label: 'Half' },
              { value: 'b', label: 'Full' },
            ]}
          />
          <RadioGroup
            name="x"
            label="Choose"
            value={way}
            onChange={setWay}
            choices={[
              { value: 'a', label: 'One way' },
              { value: 'b', label: 'The other' },
            ]}
          />
        </div>
        <div>
          <EmptyState icon={ClipboardCheck} title="Done" />
        </div>
      </div>
    </>
  )
}
