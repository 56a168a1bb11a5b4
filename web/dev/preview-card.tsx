import { useSearch } from '@tanstack/react-router'
import {
  ArrowDown,
  ArrowUp,
  CalendarCheck,
  ClockAlert,
  Ellipsis,
  Footprints,
  Link2,
  Mail,
  MapPin,
  MessageSquare,
  Paperclip,
  Pencil,
  Phone,
  Plus,
  SquarePen,
  Star,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import { PathHead } from '../app/head.tsx'
import { Button } from '../ui/button.tsx'
import { Composer, Facts, CardColumns, CardWho } from '../ui/card-parts.tsx'
import { Chip, Tag } from '../ui/chip.tsx'
import { LinesGrid } from '../ui/lines-grid.tsx'
import { Icon } from '../ui/icon.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { KeyValue, Section } from '../ui/section.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Timeline, TimelineDay, TimelineItem } from '../ui/timeline.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FieldFrame } from '../ui/field-frame.tsx'
import { RadioGroup } from '../ui/checkbox.tsx'
import { Select } from '../ui/select.tsx'
import { DayInput } from '../ui/day-input.tsx'
import { TextArea } from '../ui/text-input.tsx'

const people = [
  {
    id: '1',
    name: 'Mārtiņš Apinis',
    main: true,
    position: 'Purchasing manager',
    phone: '+371 2915 4402',
    email: 'm.apinis@vceli.example',
    since: '2021',
  },
  {
    id: '2',
    name: 'Светлана Лебедева',
    main: false,
    position: 'Chief accountant',
    phone: '+371 2648 1190',
    email: 's.lebedeva@vceli.example',
    since: '2019',
  },
  {
    id: '3',
    name: 'გიორგი მაისურაძე',
    main: false,
    position: 'Site engineer, Georgia',
    phone: '+995 599 31 42 07',
    email: 'g.maisuradze@vceli.example',
    since: '2024',
  },
  {
    id: '4',
    name: 'Edgars Vītols',
    main: false,
    position: 'Director, left Jan 2026',
    phone: '+371 2933 0071',
    email: '',
    since: '2017',
  },
]

export function PreviewCard() {
  const { tab, dialog } = useSearch({ strict: false }) as { tab?: string; dialog?: string }
  const [lines, setLines] = useState(people)
  const [closing, setClosing] = useState(dialog === 'deactivate')
  const [way, setWay] = useState<'freeze' | 'close'>('close')
  const [note, setNote] = useState('')
  const items = (['Overview', 'Contacts', 'Links', 'Activities', 'Files', 'Checks', 'History'] as const).map(
    (label, at) => ({
      key: label.toLowerCase(),
      label,
      ...([undefined, 4, 3, 28, 12, 9, undefined][at] === undefined
        ? {}
        : { count: [0, 4, 3, 28, 12, 9][at] }),
      link: { to: '.', search: { tab: label.toLowerCase() } } as never,
    }),
  )
  return (
    <>
      <PathHead
        path={[
          { label: 'Customers', href: '/customers' },
          { label: 'On credit', href: '/customers' },
        ]}
        title="Vidzemes Ceļi SIA"
      >
        <span className="t3 tn">16 of 2,316</span>
        <Button look="ghost" square icon={ArrowUp} label="Previous" keys="K" />
        <Button look="ghost" square icon={ArrowDown} label="Next" keys="J" />
        <Button look="ghost" square icon={Star} label="Pin" />
        <Button look="ghost" square icon={Link2} label="Copy link" />
        <Button look="ghost" square icon={Ellipsis} label="More" />
      </PathHead>
      <CardWho
        name="Vidzemes Ceļi SIA"
        beside={
          <>
            <StatusMark status="active" />
            <Chip tone="out">Customer</Chip>
            <Chip tone="out">Supplier</Chip>
          </>
        }
        below={
          <>
            <span className="code">C-000417</span>
            <span className="row g6">
              <Icon of={MapPin} size="s" /> Valmiera, Latvia
            </span>
            <Tag name="Road builder" />
            <Tag name="Key account" />
            <span className="row g6">
              <Monogram name="Ilze Kalniņa" person /> Ilze Kalniņa
            </span>
          </>
        }
        actions={
          <>
            <Button onClick={() => setClosing(true)}>Freeze or deactivate…</Button>
            <Button look="primary" icon={SquarePen} keys="L">
              Log activity
            </Button>
          </>
        }
      />
      <Facts
        facts={[
          { key: 'tax', label: 'Tax number', proof: 'proved', detail: 'VIES, 12 Mar 2026' },
          { key: 'register', label: 'Company register', proof: 'proved', detail: '12 Mar 2026' },
          { key: 'address', label: 'Legal address', proof: 'contradicted', detail: 'Register differs' },
          { key: 'email', label: 'Invoice e-mail', proof: 'unchecked', detail: 'Link sent, not opened' },
          { key: 'insurance', label: 'Credit insurance', proof: 'stale', detail: 'Ended 28 Feb 2026' },
        ]}
        onCheck={() => undefined}
      />
      <Tabs label="Parts" items={items} chosen={tab ?? 'overview'} />
      <CardColumns
        side={
          <>
            <Composer
              kinds={[
                { key: 'note', label: 'Note', icon: MessageSquare },
                { key: 'call', label: 'Call', icon: Phone },
                { key: 'visit', label: 'Visit', icon: Footprints },
                { key: 'email', label: 'E-mail', icon: Mail },
                { key: 'task', label: 'Task', icon: CalendarCheck },
              ]}
              kind="note"
              onKind={() => undefined}
              value={note}
              onChange={setNote}
              placeholder="What happened? Use @ for a colleague"
              onSend={() => undefined}
            />
            <Timeline label="Timeline">
              <TimelineDay title="Planned">
                <TimelineItem icon={ClockAlert} tone="warn" end="Thu" meta="Task of Ilze Kalniņa">
                  <b className="b">Send the spring price list</b>
                </TimelineItem>
              </TimelineDay>
              <TimelineDay title="Today">
                <TimelineItem icon={Phone} joined meta="10:24 · 12 min · Ilze Kalniņa">
                  <b className="b">Call with Mārtiņš Apinis.</b> Two more graders needed for the P20 road
                  works from May. He asks for 45 days.
                </TimelineItem>
                <TimelineItem
                  icon={TriangleAlert}
                  tone="bad"
                  meta={
                    <>
                      <span className="link">Compare and accept</span> · 06:00 · nightly check
                    </>
                  }
                >
                  Register shows <b className="b">Cēsu iela 27A</b>, the card{' '}
                  <b className="b">Cēsu iela 27</b>
                </TimelineItem>
              </TimelineDay>
              <TimelineDay title="Friday 27 March">
                <TimelineItem
                  icon={Pencil}
                  joined
                  meta="15:02 · Kārlis Ozols · “Insurer agreed, letter of 26 March”"
                >
                  Credit limit <span className="t3">30,000.00</span> → <b className="b">40,000.00 EUR</b>
                </TimelineItem>
                <TimelineItem icon={Paperclip} meta="14:58 · Kārlis Ozols · 184 KB">
                  Apdrošinātāja_vēstule_2026-03-26.pdf
                </TimelineItem>
              </TimelineDay>
            </Timeline>
          </>
        }
      >
        <Section title="Company">
          <KeyValue
            columns={2}
            items={[
              { key: '1', label: 'Legal name', value: 'Vidzemes Ceļi SIA' },
              { key: '2', label: 'Tax number', value: <span className="code">LV45003426585</span> },
              { key: '3', label: 'Registration no.', value: <span className="code">45003426585</span> },
              { key: '4', label: 'Industry', value: 'Road building' },
              { key: '5', label: 'Legal address', value: 'Cēsu iela 27, Valmiera, LV-4201' },
              { key: '6', label: 'Phone', value: '+371 6420 7315' },
              { key: '7', label: 'E-mail', value: 'birojs@vceli.example' },
              {
                key: '8',
                label: 'Head office pays',
                value: (
                  <a className="link" href="/customers">
                    Baltijas Ceļi Holding AS
                  </a>
                ),
              },
              { key: '9', label: 'Fax', value: null, empty: true },
            ]}
          />
        </Section>
        <Section
          title="Terms and credit"
          actions={
            <Button
              reason={
                <>
                  Not yet: the credit insurance ended on 28 Feb 2026. Upload the new certificate, or ask
                  Kārlis Ozols, who may raise a limit without it.{' '}
                  <a className="link" href="/customers">
                    Upload
                  </a>
                </>
              }
            >
              Raise limit
            </Button>
          }
        >
          <KeyValue
            columns={2}
            items={[
              { key: '1', label: 'Credit limit', value: <b className="b tn">40,000.00 EUR</b> },
              {
                key: '2',
                label: 'Used',
                value: (
                  <span className="row g8 tn">
                    24,380.50 EUR{' '}
                    <span style={{ width: 80 }}>
                      <ProgressBar percent={61} label="Used" />
                    </span>{' '}
                    <span className="t3">61 %</span>
                  </span>
                ),
              },
              { key: '3', label: 'Payment', value: '30 days, bank transfer' },
              { key: '4', label: 'Invoices to', value: 'rekini@vceli.example' },
            ]}
          />
        </Section>
        <Section
          title="Contacts"
          count={4}
          actions={
            <Button
              look="ghost"
              icon={Plus}
              onClick={() =>
                setLines([
                  ...lines,
                  {
                    id: String(lines.length + 1),
                    name: '',
                    main: false,
                    position: '',
                    phone: '',
                    email: '',
                    since: '2026',
                  },
                ])
              }
            >
              Add contact
            </Button>
          }
        >
          <LinesGrid
            label="Contacts"
            lines={lines}
            idOf={(line) => line.id}
            isEnded={(line) => line.id === '4'}
            onAdd={() => undefined}
            onRemove={(line) => setLines(lines.filter((each) => each !== line))}
            onMove={() => undefined}
            onSave={async (line, column, value) =>
              setLines(lines.map((each) => (each === line ? { ...each, [column]: value } : each)))
            }
            columns={[
              {
                id: 'name',
                title: 'Name',
                width: 200,
                draw: (line) => (
                  <>
                    <Monogram name={line.name || '?'} person /> <span className="b cut">{line.name}</span>
                    {line.main && <Chip tone="ink">Main</Chip>}
                  </>
                ),
                edit: (line) => ({ kind: 'text', text: line.name, read: (typed) => ({ value: typed }) }),
              },
              {
                id: 'position',
                title: 'Position',
                width: 150,
                draw: (line) => <span className="cut t2">{line.position}</span>,
                edit: (line) => ({ kind: 'text', text: line.position, read: (typed) => ({ value: typed }) }),
              },
              {
                id: 'phone',
                title: 'Phone',
                width: 130,
                draw: (line) => <span className="t2 tn">{line.phone}</span>,
                edit: (line) => ({ kind: 'text', text: line.phone, read: (typed) => ({ value: typed }) }),
              },
              {
                id: 'email',
                title: 'E-mail',
                width: 190,
                draw: (line) => <span className="cut t2">{line.email || '–'}</span>,
              },
              {
                id: 'since',
                title: 'Since',
                width: 56,
                align: 'right',
                draw: (line) => <span className="t2 tn">{line.since}</span>,
              },
            ]}
          />
        </Section>
      </CardColumns>
      <Dialog
        open={closing}
        size="large"
        title="Deactivate Vidzemes Ceļi SIA"
        subtitle="All data stay. It can be reversed at any time, with a reason."
        onClose={() => setClosing(false)}
        note="Recorded as Kārlis Ozols, 31 Mar 2026"
        actions={
          <>
            <Button size="tall" onClick={() => setClosing(false)}>
              Cancel
            </Button>
            <Button size="tall" look="danger">
              Deactivate customer
            </Button>
          </>
        }
      >
        <div className="col g16">
          <RadioGroup
            name="way"
            look="boxes"
            label="How"
            value={way}
            onChange={setWay}
            choices={[
              {
                value: 'freeze',
                label: 'Freeze, for a time',
                help: 'Nothing new. Open documents can be finished, money can come in.',
              },
              {
                value: 'close',
                label: 'Deactivate, closed',
                help: 'Nothing at all. Open matters must be settled or handed over first.',
              },
            ]}
          />
          <div className="fields">
            <FieldFrame label="Reason" required className="w2">
              <Select
                value="market"
                onChange={() => undefined}
                options={[
                  { value: 'market', label: 'Market change' },
                  { value: 'risk', label: 'Business risk' },
                ]}
              />
            </FieldFrame>
            <FieldFrame label="From">
              <DayInput value="2026-03-31" onChange={() => undefined} />
            </FieldFrame>
          </div>
          <FieldFrame label="Memo" aside="seen by those who may deactivate">
            <TextArea value={note} onChange={setNote} />
          </FieldFrame>
        </div>
      </Dialog>
    </>
  )
}
