import { day, dayAt, file, longText, reference, type Fields, type RecordOf } from '#model'
import { action, calledDay, fieldErrors, Refusal, type AnyAction, type Tx } from '#engine'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import { supplier } from './supplier.ts'
import { inIntake } from './intake-stages.ts'
import { said } from './said.ts'
import { statusChange } from './status-change.ts'
import { statusReason } from './status-reason.ts'

type Role = typeof customer
type Step = 'freeze' | 'deactivate' | 'reactivate'
type Status = 'frozen' | 'inactive' | 'active'

type Given = {
  readonly reason: string
  readonly memo: string | null
  readonly evidence: string | null
  readonly effective: string | null
}

const newManager = {
  manager: reference('user', {
    label: 'New manager',
    labels: { lv: 'Jaunais atbildīgais', ka: 'ახალი მენეჯერი', zh: '新负责人', ru: 'Новый ответственный' },
    required: true,
  }),
}

/**
 * Freezing stops new business for a time; deactivating closes; both keep all data and can be taken back with
 * a reason. Each may be put off to a later day, and stands in the log of status changes.
 */
export const statusActions: readonly AnyAction[] = [customer, supplier, contact].flatMap((of) => {
  const role = of as Role
  return [
    changing(role, 'freeze', 'frozen', {
      label: 'Freeze…',
      labels: { lv: 'Iesaldēt…', ka: 'გაყინვა…', zh: '冻结…', ru: 'Заморозить…' },
      icon: 'snowflake',
      when: { status: 'active' },
      offered: { status: { in: [...inIntake, 'active'] } },
      whenNot: said('Only an active partner can be frozen.'),
    }),
    changing(role, 'deactivate', 'inactive', {
      label: 'Deactivate…',
      labels: { lv: 'Deaktivizēt…', ka: 'დეაქტივაცია…', zh: '停用…', ru: 'Деактивировать…' },
      icon: 'ban',
      tone: 'danger',
      when: { status: { in: ['active', 'frozen'] } },
      offered: { status: { in: [...inIntake, 'active', 'frozen'] } },
      whenNot: said('Only an active or frozen partner can be deactivated. One in intake is refused instead.'),
    }),
    changing(role, 'reactivate', 'active', {
      label: 'Reactivate…',
      labels: { lv: 'Atjaunot…', ka: 'რეაქტივაცია…', zh: '重新启用…', ru: 'Возобновить…' },
      icon: 'rotate-ccw',
      when: { status: { in: ['frozen', 'inactive'] } },
      offered: { status: { in: ['frozen', 'inactive'] } },
      whenNot: said('Only a frozen or inactive partner can be reactivated.'),
    }),
    action(role, {
      name: 'handOver',
      label: 'Hand over…',
      labels: { lv: 'Nodot…', ka: 'გადაცემა…', zh: '移交…', ru: 'Передать…' },
      icon: 'user-round-check',
      input: newManager,
      run: ({ record, input: given, tx }) => tx.update(role, record.id, { manager: given.manager }),
    }),
  ]
})

/** What follows another change of status is not of an earlier day than that; what was undone never was. */
async function checkDay(tx: Tx, role: Role, record: string, day: string | null): Promise<void> {
  if (day === null) return
  const days: string[] = []
  for (const one of (await lastOf(tx, role, record)).toReversed())
    if (one.action === 'undo') days.pop()
    else days.push(one.day)
  const latest = days.toSorted().at(-1)
  if (latest === undefined || day >= latest) return
  throw fieldErrors([
    {
      field: 'effective',
      code: 'tooEarly',
      message: said('The change of status before this one is of {day}. Give that day or a later one.', {
        day: calledDay(latest),
      }),
    },
  ])
}

/** Calls a planned change of status off. */
export const cancelStatusChange = action(statusChange, {
  name: 'cancel',
  label: 'Call off',
  labels: { lv: 'Atcelt', ka: 'გაუქმება', zh: '取消计划', ru: 'Отменить' },
  icon: 'calendar-x',
  when: { state: 'planned' },
  offered: { state: 'planned' },
  whenNot: said('Only what is still planned can be called off.'),
  run: ({ record, tx }) => tx.update(statusChange, record.id, { state: 'cancelled' } as never),
})

/** A reason that fits the action, and perhaps words and a paper. */
export function reasonInput(step: Step | 'refuse') {
  return {
    reason: reference('statusReason', {
      label: 'Reason',
      labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
      required: true,
      by: 'key',
      where: { active: true, actions: { contains: step } },
    }),
    memo: longText({
      label: 'Memo',
      labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '备忘', ru: 'Памятка' },
      max: 2000,
    }),
    evidence: file({
      label: 'Evidence',
      labels: { lv: 'Pierādījums', ka: 'მტკიცებულება', zh: '凭证', ru: 'Подтверждение' },
      help: 'A letter, a ruling or the like. Some reasons ask for it.',
      helps: {
        lv: 'Vēstule, lēmums vai tamlīdzīgi. Daži iemesli to prasa.',
        ka: 'წერილი, გადაწყვეტილება ან მსგავსი. ზოგი მიზეზი მას მოითხოვს.',
        zh: '信函、裁定等。有些原因必须附上。',
        ru: 'Письмо, решение и т. п. Некоторые причины этого требуют.',
      },
    }),
  } as const
}

function inputOf(step: Step) {
  return {
    ...reasonInput(step),
    effective: day({
      label: 'Effective day',
      labels: { lv: 'Spēkā no', ka: 'ძალაშია', zh: '生效日', ru: 'Действует с' },
      help: 'Empty: today. On a later day Kontor does it by itself, and until then it can be called off; with an earlier one it is done at once, and reports count it by that day.',
      helps: {
        lv: 'Tukšs: šodien. Vēlākā dienā Kontor to izdara pats, un līdz tam to var atcelt; ar agrāku to izdara uzreiz, un pārskati to skaita pēc šīs dienas.',
        ka: 'ცარიელი: დღეს. მოგვიანებით დღეს Kontor თავად შეასრულებს და მანამდე გაუქმება შეიძლება; უფრო ადრინდელით მაშინვე სრულდება და ანგარიშები ამ დღით ითვლის.',
        zh: '留空：今天。若为以后的日期，Kontor 届时自动执行，在此之前可以取消；若为以前的日期，则立即执行，报表按该日期统计。',
        ru: 'Пусто: сегодня. В более поздний день Kontor сделает это сам, и до того можно отменить; с более ранним это делается сразу, и отчёты считают по этому дню.',
      },
    }),
  } as const
}

function changing(
  role: Role,
  step: Step,
  to: Status,
  words: Pick<AnyAction, 'label' | 'labels' | 'icon' | 'tone' | 'when' | 'offered' | 'whenNot'>,
): AnyAction {
  return action(role, {
    name: step,
    ...words,
    input: inputOf(step) as Fields,
    brings: to,
    effective: 'effective',
    check: ({ input, tx }) => reasonFor(tx, step, input as Given),
    async run({ record, input, tx, plan }) {
      const given = input as Given
      const reason = await reasonFor(tx, step, given)
      const from = record.status
      const planned = plan === undefined ? null : await openPlan(tx, role, plan)
      if (planned === null) await checkDay(tx, role, record.id, given.effective)
      await tx.update(role, record.id, {
        status: to,
        statusReason: reason.id,
        statusMemo: given.memo,
      } as never)
      const done = { from, state: 'done', doneAt: tx.now } as const
      if (planned !== null) return tx.update(statusChange, planned, { ...done, why: null } as never)
      await tx.insert(statusChange, {
        ...about(role, record as RecordOf<Role>, step, to, given),
        // A day that is over is that of the business; when it was written down stands beside it.
        ...{ ...done, day: given.effective ?? tx.today },
      } as never)
    },
    async planned({ record, input, tx, plan }) {
      const given = input as Given
      await reasonFor(tx, step, given)
      await tx.insert(statusChange, {
        ...about(role, record as RecordOf<Role>, step, to, given),
        ...{ from: record.status, state: 'planned', day: given.effective, plan },
      } as never)
    },
    async failed({ tx, plan, why, isSetAside }) {
      const [planned] = await plannedBy(tx, plan)
      const state = isSetAside ? 'planned' : 'failed'
      if (planned) await tx.update(statusChange, planned.id, { state, why: why.slice(0, 1000) } as never)
    },
    undone: (occasion) => logUndone(role, occasion as never),
  })
}

/** Writes an undo into the log, where the partner is again as it was before its last step. */
export async function logUndone(
  role: Role,
  { record, tx }: { record: RecordOf<Role>; tx: Tx },
): Promise<void> {
  const [last] = await lastOf(tx, role, record.id)
  if (!last || last.to === record.status || last.from !== record.status) return
  await tx.insert(statusChange, {
    ...{ name: record.name, party: record.id, role: role.name, action: 'undo' },
    ...{ from: last.to, to: last.from, day: tx.today, state: 'done', doneAt: tx.now },
    ...{ reason: last.reason, category: record.category, country: record.country },
  } as never)
}

/** What the log keeps of the partner as it is at the time. */
function about(
  role: Role,
  record: RecordOf<Role>,
  step: Step,
  to: Status,
  { reason, memo, evidence }: Given,
) {
  const { name, category, country } = record
  return {
    ...{ name, party: record.id, role: role.name, action: step, to },
    ...{ reason, memo, evidence, category, country },
  }
}

/** The reason, where it is in use and fits; some ask for a paper as proof. */
export async function reasonFor(tx: Tx, step: Step | 'refuse', given: Pick<Given, 'reason' | 'evidence'>) {
  const [reason] = await tx.find(statusReason, { id: given.reason }, { limit: 1 })
  if (!reason?.active || !reason.actions?.includes(step))
    throw fieldErrors([
      {
        field: 'reason',
        code: 'notAmong',
        message: said('This reason is not in use for this. Pick one from the list.'),
      },
    ])
  if (reason.evidence && given.evidence === null)
    throw fieldErrors([
      {
        field: 'evidence',
        code: 'required',
        message: said('The reason “{reason}” asks for evidence. Add a file.', { reason: reason.name }),
      },
    ])
  return reason
}

/**
 * The plan that is to be carried out now. Throws where it was called off, and where it was set aside as its
 * day came and the status was changed since: what was meant then may not be meant any more.
 */
async function openPlan(tx: Tx, role: Role, plan: string): Promise<string> {
  const [before] = await plannedBy(tx, plan)
  // Whoever calls it off at the same moment is waited for, or waits and is told that it is done.
  if (before) await tx.update(statusChange, before.id, { why: null } as never)
  const [planned] = await plannedBy(tx, plan)
  if (!before || !planned)
    throw new Refusal('parties.calledOff', said('Only what is still planned can be done.'))
  const since = before.why === null ? null : await changedSince(tx, role, planned)
  if (since !== null)
    throw new Refusal(
      'parties.changedSince',
      said(
        'The status was changed on {day}, after this was to be done. Plan it again if it should still hold.',
        {
          day: calledDay(since),
        },
      ),
    )
  return planned.id
}

/** The day on which the status was changed since that of a plan came, but for what was to come first. */
async function changedSince(tx: Tx, role: Role, planned: RecordOf<typeof statusChange>) {
  const { party, day } = planned
  for (const one of await lastOf(tx, role, party as unknown as string)) {
    const doneOn = dayAt(Date.parse(String(one.doneAt)), tx.actor.timeZone)
    if (doneOn >= day && !(one.plan !== null && one.day <= day)) return doneOn
  }
  return null
}

function plannedBy(tx: Tx, plan: string) {
  return tx.find(statusChange, { plan, state: 'planned' } as never, { limit: 1 })
}

function lastOf(tx: Tx, role: Role, record: string) {
  // The newest first is not what `find` gives; a partner has few changes of status.
  return tx
    .find(statusChange, { party: record, role: role.name, state: 'done' } as never)
    .then((all) =>
      all.toSorted((left, right) => String(right.doneAt).localeCompare(String(left.doneAt), 'en')),
    )
}
