import { addDays, file, longText, reference, type Fields, type RecordOf } from '#model'
import { action, fieldErrors, Refusal, user, type AnyAction, type Tx } from '#engine'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import { after, inIntake, intakeStages, type IntakeStep } from './intake-stages.ts'
import { logUndone, reasonFor, reasonInput } from './change-status.ts'
import { said } from './said.ts'
import { statusChange } from './status-change.ts'
import { supplier } from './supplier.ts'

type Role = typeof customer
type Partner = RecordOf<Role>
type Forward = 'submit' | IntakeStep
type Step = Forward | 'return' | 'refuse'

type Given = {
  readonly memo: string | null
  readonly evidence?: string | null
  readonly next?: string | null
  readonly reason?: string
}

const waiting = intakeStages.map(({ waits }) => waits)
const notNext = said('This step is not the next one.')

const questionWords = {
  label: 'Questions',
  labels: { lv: 'Jautājumi', ka: 'კითხვები', zh: '问题', ru: 'Вопросы' },
  help: 'What is missing or unclear.',
  helps: {
    lv: 'Kas trūkst vai nav skaidrs.',
    ka: 'რა აკლია ან გაუგებარია.',
    zh: '缺少或不清楚的内容。',
    ru: 'Чего не хватает или что неясно.',
  },
}

const stepInput = {
  memo: longText({
    label: 'Memo',
    labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '备忘', ru: 'Памятка' },
    max: 2000,
  }),
  evidence: file({
    label: 'Evidence',
    labels: { lv: 'Pierādījums', ka: 'მტკიცებულება', zh: '凭证', ru: 'Подтверждение' },
    help: 'What was looked at, if it is kept nowhere else.',
    helps: {
      lv: 'Kas tika aplūkots, ja tas citur netiek glabāts.',
      ka: 'რა იქნა ნანახი, თუ სხვაგან არ ინახება.',
      zh: '所查看的资料，若未在别处保存。',
      ru: 'Что было просмотрено, если это не хранится в другом месте.',
    },
  }),
  next: reference('user', {
    label: 'Who goes on',
    labels: { lv: 'Kas turpina', ka: 'ვინ აგრძელებს', zh: '下一步由谁', ru: 'Кто продолжает' },
    help: 'Empty: whoever has the right.',
    helps: {
      lv: 'Tukšs: jebkurš, kam ir tiesības.',
      ka: 'ცარიელი: ვისაც უფლება აქვს.',
      zh: '留空：任何有权者。',
      ru: 'Пусто: любой, у кого есть право.',
    },
  }),
}

const nextOne = reference('user', {
  label: 'Who goes on',
  labels: { lv: 'Kas turpina', ka: 'ვინ აგრძელებს', zh: '下一步由谁', ru: 'Кто продолжает' },
  required: true,
  where: { active: true },
})

/**
 * Intake: what is collected is submitted, verified, validated and approved, or returned with questions, or
 * refused with a reason. Each step stands in the log of status changes with who took it and when.
 */
export const intakeActions: readonly AnyAction[] = [customer, supplier, contact].flatMap((of) => {
  const role = of as Role
  return [
    forward(role, 'submit', ['draft', 'returned'], {
      label: 'Submit…',
      labels: { lv: 'Iesniegt…', ka: 'წარდგენა…', zh: '提交…', ru: 'Подать…' },
      icon: 'send',
    }),
    forward(role, 'verify', ['submitted'], {
      label: 'Verify…',
      labels: { lv: 'Pārbaudīt…', ka: 'შემოწმება…', zh: '核实…', ru: 'Проверить…' },
      icon: 'file-check',
    }),
    forward(role, 'validate', ['verified'], {
      label: 'Validate…',
      labels: { lv: 'Validēt…', ka: 'ვალიდაცია…', zh: '验证…', ru: 'Подтвердить…' },
      icon: 'list-checks',
    }),
    forward(role, 'approve', ['validated'], {
      label: 'Approve…',
      labels: { lv: 'Apstiprināt…', ka: 'დამტკიცება…', zh: '批准…', ru: 'Утвердить…' },
      icon: 'shield-check',
      tone: 'primary',
    }),
    action(role, {
      name: 'return',
      label: 'Return with questions…',
      labels: {
        lv: 'Atgriezt ar jautājumiem…',
        ka: 'კითხვებით დაბრუნება…',
        zh: '附问题退回…',
        ru: 'Вернуть с вопросами…',
      },
      icon: 'reply',
      ...only({ status: { in: [...waiting, 'refused'] } }),
      whenNot: notNext,
      input: { memo: longText({ ...questionWords, required: true, max: 2000 }) } as Fields,
      run: (occasion) => goTo(role, 'return', 'returned', occasion as never),
      undone: (occasion) => logUndone(role, occasion as never),
    }),
    action(role, {
      name: 'passOn',
      label: 'Pass on…',
      labels: { lv: 'Nodot tālāk…', ka: 'გადაბარება…', zh: '转交…', ru: 'Передать дальше…' },
      icon: 'user-round-check',
      ...only({ status: { in: inIntake } }),
      whenNot: said('Only what is in intake waits for somebody.'),
      input: { waitsFor: nextOne },
      hands: 'waitsFor',
      check: ({ input, tx }) => checkWorks(tx, 'waitsFor', input.waitsFor),
      run: ({ record, input, tx }) => tx.update(role, record.id, { waitsFor: input.waitsFor }),
    }),
    action(role, {
      name: 'refuse',
      label: 'Refuse…',
      labels: { lv: 'Noraidīt…', ka: 'უარყოფა…', zh: '拒绝…', ru: 'Отказать…' },
      icon: 'ban',
      tone: 'danger',
      ...only({ status: { in: inIntake } }),
      whenNot: notNext,
      input: reasonInput('refuse') as Fields,
      async run(occasion) {
        await reasonFor(occasion.tx, 'refuse', occasion.input as never)
        await goTo(role, 'refuse', 'refused', occasion as never)
      },
      undone: (occasion) => logUndone(role, occasion as never),
    }),
  ]
})

/** Where it can be done, and spoken of nowhere else. */
function only<C>(when: C): { readonly when: C; readonly offered: C } {
  return { when, offered: when }
}

function forward(
  role: Role,
  step: Forward,
  from: readonly string[],
  words: Pick<AnyAction, 'label' | 'labels' | 'icon' | 'tone'>,
): AnyAction {
  return action(role, {
    name: step,
    ...words,
    when: { status: { in: from } },
    // Until its turn has come it is told that others are before it, later it is spoken of no more.
    offered: { status: { in: inIntake.slice(0, inIntake.indexOf(from.at(-1) as never) + 1) } },
    whenNot: notNext,
    input: stepInput as Fields,
    check: ({ input, tx }) => checkWorks(tx, 'next', (input as Given).next ?? null),
    passes: async ({ tx }) => after(step, await used(tx)).passed,
    async run(occasion) {
      const { record, tx } = occasion
      await checkEyes(tx, role, step, record.id)
      await goTo(role, step, after(step, await used(tx)).to, occasion as never)
    },
    undone: (occasion) => logUndone(role, occasion as never),
  })
}

/** Nothing waits for somebody who does not work here any more. */
async function checkWorks(tx: Tx, field: string, person: string | null): Promise<void> {
  if (person === null || (await tx.count(user, { id: person, active: true } as never)) > 0) return
  const message = said('Name somebody who works here now.')
  throw fieldErrors([{ field, code: 'notAmong', message }])
}

async function used(tx: Tx): Promise<readonly string[]> {
  return (await tx.setting('intake.steps')) as readonly string[]
}

/** Whether somebody who had another part in it may take this step, as the owner decided. */
async function checkEyes(tx: Tx, role: Role, step: Forward, record: string): Promise<void> {
  const eyes = await tx.setting('intake.eyes')
  const isLast = after(step, await used(tx)).to === 'active'
  if (eyes === 'any' || (step === 'submit' && !isLast) || (eyes === 'enterer' && !isLast)) return
  const own = { createdBy: tx.actor.user }
  const entered = await tx.count(role, { id: record, ...own } as never)
  const submitted = await tx.count(statusChange, {
    ...{ party: record, role: role.name, action: 'submit', state: 'done' },
    ...own,
  } as never)
  if (entered + submitted > 0 || (await tx.tookUp(role, record, tx.actor.user)))
    throw new Refusal(
      'parties.ownEntry',
      said('You entered this partner, so somebody else has to approve it.'),
    )
  if (eyes !== 'each') return
  const others = intakeStages.flatMap((stage) => (stage.step === step ? [] : [stage.step]))
  const took = await tx.count(statusChange, {
    ...{ party: record, role: role.name, action: { in: others }, state: 'done' },
    ...own,
  } as never)
  if (took > 0)
    throw new Refusal(
      'parties.ownStep',
      said('You took another step with this partner, so somebody else has to take this one.'),
    )
}

/** Brings a partner to where a step leads, and writes it into the log. */
async function goTo(
  role: Role,
  step: Step,
  to: Partner['status'],
  { record, input, tx }: { record: Partner; input: Given; tx: Tx },
): Promise<void> {
  const { now } = tx
  const isOver = to === 'active' || to === 'refused'
  const days = await tx.setting(to === 'returned' ? 'intake.collectDays' : 'intake.stepDays')
  await tx.update(role, record.id, {
    status: to,
    stageSince: now,
    stageDue: isOver ? null : addDays(tx.today, Number(days)),
    waitsFor: isOver ? null : (input.next ?? null),
    // Whoever was taken in has a number, and only they, where the owner decided so.
    ...(to === 'active' && record.number === null ? { number: await tx.number(role, 'number') } : {}),
    statusReason: input.reason ?? null,
    statusMemo: step === 'return' || step === 'refuse' ? input.memo : null,
  } as never)
  const { name, category, country, status: from } = record
  await tx.insert(statusChange, {
    ...{ name, category, country, from, to, party: record.id, role: role.name, action: step },
    ...{ reason: input.reason ?? null, memo: input.memo, evidence: input.evidence ?? null },
    ...{ day: tx.today, state: 'done', doneAt: now },
  } as never)
}
