import { choice, choices, data, email, integer, longText, yesNo, type Fields, type RecordOf } from '#model'
import { action, askFaults, fieldErrors, type AnyAction, type Tx } from '#engine'
import { accept, type Chosen } from './accept-data.ts'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import { askablePapers, askedOf, dataRequest, fieldNames, formLanguages } from './data-request.ts'
import { languageOf } from './language-of.ts'
import { said } from './said.ts'
import { supplier } from './supplier.ts'

type Role = typeof customer
type Request = RecordOf<typeof dataRequest>
type Asked = {
  readonly email: string | null
  readonly language: Request['language']
  readonly fields: Request['fields']
  readonly papers: Request['papers']
  readonly note: string | null
  readonly days: number
}

const roles = { customer, supplier, contact } as unknown as Readonly<Record<string, Role>>

const askInput = {
  email: email({
    label: 'Send to',
    labels: { lv: 'Sūtīt uz', ka: 'გაგზავნა', zh: '发送至', ru: 'Отправить на' },
    help: 'Empty: the e-mail of the partner.',
    helps: {
      lv: 'Tukšs: partnera e-pasts.',
      ka: 'ცარიელი: პარტნიორის ელფოსტა.',
      zh: '留空：该往来单位的邮箱。',
      ru: 'Пусто: почта партнёра.',
    },
  }),
  language: choice(formLanguages, {
    label: 'Language',
    labels: { lv: 'Valoda', ka: 'ენა', zh: '语言', ru: 'Язык' },
    help: 'Empty: that of the partner, else of its country.',
    helps: {
      lv: 'Tukšs: partnera valoda, citādi tā valsts valoda.',
      ka: 'ცარიელი: პარტნიორის ენა, თუ არა — მისი ქვეყნის.',
      zh: '留空：该往来单位的语言，否则为其国家的语言。',
      ru: 'Пусто: язык партнёра, иначе его страны.',
    },
  }),
  fields: choices(fieldNames, {
    fieldsOf: askedOf,
    onList: true,
    label: 'Only these fields',
    labels: { lv: 'Tikai šie lauki', ka: 'მხოლოდ ეს ველები', zh: '仅限这些字段', ru: 'Только эти поля' },
    help: 'Empty: everything that the settings of intake let be asked.',
    helps: {
      lv: 'Tukšs: viss, ko uzņemšanas iestatījumi ļauj prasīt.',
      ka: 'ცარიელი: ყველაფერი, რის მოთხოვნასაც მიღების პარამეტრები უშვებს.',
      zh: '留空：准入设置允许索取的全部内容。',
      ru: 'Пусто: всё, что разрешают запрашивать настройки приёма.',
    },
  }),
  papers: choices(askablePapers, {
    label: 'Papers',
    labels: { lv: 'Dokumenti', ka: 'დოკუმენტები', zh: '文件', ru: 'Документы' },
  }),
  note: longText({
    label: 'Note to the partner',
    labels: {
      lv: 'Piezīme partnerim',
      ka: 'შენიშვნა პარტნიორს',
      zh: '给对方的说明',
      ru: 'Примечание партнёру',
    },
    max: 2000,
  }),
  days: integer({
    label: 'Days the link is open',
    labels: {
      lv: 'Dienas, cik saite atvērta',
      ka: 'რამდენი დღეა ბმული ღია',
      zh: '链接有效天数',
      ru: 'Сколько дней открыта ссылка',
    },
    default: 14,
    min: 1,
    max: 60,
  }),
}

/** Asks a partner by mail to fill in its own form and to send its papers. */
export const askActions: readonly AnyAction[] = Object.values(roles).map((role) =>
  action(role, {
    name: 'askData',
    label: 'Ask for data…',
    labels: {
      lv: 'Lūgt datus…',
      ka: 'მონაცემების მოთხოვნა…',
      zh: '索取资料…',
      ru: 'Запросить данные…',
    },
    icon: 'mail',
    when: { status: { in: ['draft', 'returned', 'submitted', 'verified', 'validated', 'active'] } },
    whenNot: said('A partner that was refused, frozen or closed is not asked for data.'),
    input: askInput as Fields,
    async run({ record, input, tx }) {
      await ask(tx, role, record as RecordOf<Role>, input as Asked)
    },
  }),
)

async function ask(tx: Tx, role: Role, partner: RecordOf<Role>, given: Asked): Promise<void> {
  const to = given.email ?? partner.email
  if (!to)
    throw fieldErrors([
      {
        field: 'email',
        code: 'required',
        message: said('This partner has no e-mail. Say where the link goes.'),
      },
    ])
  const { fields, papers } = given
  const faults = await askFaults(tx, {
    ...{ party: partner.id, role: role.name, fields: fields ?? [], papers: papers ?? [] },
  })
  if (faults.length > 0) throw fieldErrors(faults)
  const id = await tx.insert(dataRequest, {
    ...{ name: partner.name, party: partner.id, role: role.name, state: 'open', email: to },
    ...{ language: given.language ?? languageOf(partner) ?? tx.actor.language },
    ...{ fields: given.fields, papers: given.papers, note: given.note },
    expiresAt: await tx.inDays(Number(given.days ?? 14)),
  } as never)
  await tx.later('mail outside', { request: id, why: 'asked' })
}

/** What becomes of a form: questions back, accepting what was sent field by field, an end. */
export const requestActions: readonly AnyAction[] = [
  action(dataRequest, {
    name: 'accept',
    label: 'Accept…',
    labels: { lv: 'Pieņemt…', ka: 'მიღება…', zh: '采纳…', ru: 'Принять…' },
    icon: 'check',
    tone: 'primary',
    when: { state: { in: ['open', 'sent'] } },
    offered: { state: { in: ['open', 'sent'] } },
    whenNot: said('This request is over.'),
    input: {
      fields: choices(fieldNames, {
        fieldsOf: askedOf,
        label: 'What is accepted',
        labels: { lv: 'Kas tiek pieņemts', ka: 'რა მიიღება', zh: '采纳内容', ru: 'Что принимается' },
      }),
      lines: data({
        label: 'Which lines of it',
        labels: {
          lv: 'Kuras tā rindas',
          ka: 'მისი რომელი სტრიქონები',
          zh: '其中哪些行',
          ru: 'Какие его строки',
        },
        help: 'By field, the names of lines as the answers give them. A field that is not named: all of its lines.',
        helps: {
          lv: 'Pa laukiem: rindu nosaukumi, kā tie doti atbildēs. Nenosaukts lauks: visas tā rindas.',
          ka: 'ველების მიხედვით: სტრიქონების სახელები პასუხებიდან. დაუსახელებელი ველი: მისი ყველა სტრიქონი.',
          zh: '按字段列出答复中的行名。未列出的字段：其全部行。',
          ru: 'По полям: имена строк, как в ответах. Неназванное поле: все его строки.',
        },
      }),
      papers: yesNo({
        label: 'Papers too',
        labels: { lv: 'Arī dokumenti', ka: 'დოკუმენტებიც', zh: '包括文件', ru: 'Документы тоже' },
        default: true,
      }),
    },
    run: ({ record, input, tx }) =>
      accept(tx, record, {
        names: input.fields ?? [],
        lines: (input.lines ?? {}) as Chosen['lines'],
        papers: input.papers !== false,
      }),
  }),
  action(dataRequest, {
    name: 'question',
    label: 'Ask back…',
    labels: { lv: 'Pajautāt…', ka: 'შეკითხვა…', zh: '追问…', ru: 'Переспросить…' },
    icon: 'message-square',
    when: { state: { in: ['open', 'sent'] } },
    offered: { state: { in: ['open', 'sent'] } },
    whenNot: said('This request is over.'),
    input: {
      text: longText({
        label: 'Question',
        labels: { lv: 'Jautājums', ka: 'შეკითხვა', zh: '问题', ru: 'Вопрос' },
        required: true,
        max: 2000,
      }),
    },
    async run({ record, input, tx }) {
      const asked = { text: input.text, own: true, at: new Date().toISOString() }
      // Whoever is asked has time to answer, however old the request is.
      const soonest = await tx.inDays(7)
      const expiresAt = record.expiresAt > soonest ? record.expiresAt : soonest
      const messages = [...kept(record.messages), asked]
      await tx.update(dataRequest, record.id, { state: 'open', messages, expiresAt } as never)
      await tx.later('mail outside', { request: record.id, why: 'question' })
    },
  }),
  action(dataRequest, {
    name: 'close',
    label: 'Settled',
    labels: { lv: 'Nokārtots', ka: 'მოგვარებულია', zh: '处理完毕', ru: 'Улажено' },
    icon: 'circle-check',
    when: { state: { in: ['open', 'sent'] } },
    offered: { state: { in: ['open', 'sent'] } },
    whenNot: said('This request is over.'),
    run: ({ record, tx }) => tx.update(dataRequest, record.id, { state: 'closed' } as never),
  }),
  action(dataRequest, {
    name: 'revoke',
    label: 'Call off',
    labels: { lv: 'Atsaukt', ka: 'გაუქმება', zh: '撤回', ru: 'Отозвать' },
    icon: 'ban',
    tone: 'danger',
    when: { state: { in: ['open', 'sent'] } },
    offered: { state: { in: ['open', 'sent'] } },
    whenNot: said('This request is over.'),
    run: ({ record, tx }) => tx.update(dataRequest, record.id, { state: 'revoked' } as never),
  }),
]

/** Lines that stay as they are while others are added. */
function kept(lines: readonly unknown[] | null): { id: string }[] {
  return (lines ?? []).map((line) => ({ id: (line as { id: string }).id }))
}
