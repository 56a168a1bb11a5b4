import { changedBySellers, enteredForOwnCompany } from './changed-by-sellers.ts'
import { inIntake, intakeStages } from './intake-stages.ts'
import { ownTrade } from './own-partner.ts'

/**
 * What customers and suppliers have in common beside their fields: lists, the card, indexes, starting rights.
 */
export const tradingColumns = [
  'name',
  'number',
  'city',
  'taxId',
  'category',
  'status',
  'creditLimit',
  'paymentDays',
  'manager',
  'lastContact',
] as const

/** Those to whom nobody has talked for a quarter, the longest silent first; the never met are at the end. */
export const quietPartners = {
  label: 'No contact for 90 days',
  labels: {
    lv: 'Bez saziņas 90 dienas',
    ka: '90 დღე უკონტაქტოდ',
    zh: '90 天未联系',
    ru: 'Без контакта 90 дней',
  },
  columns: ['name', 'number', 'city', 'phone', 'category', 'manager', 'lastContact'],
  sort: 'lastContact',
  where: { status: 'active', not: { lastContact: { within: '-90d' } } },
} as const

export const myPartners = {
  label: 'Mine',
  labels: { lv: 'Mani', ka: 'ჩემი', zh: '我的', ru: 'Мои' },
  columns: ['name', 'number', 'city', 'phone', 'category', 'status', 'creditLimit', 'lastContact'],
  sort: 'name',
  where: { manager: '$me' },
} as const

const intakeColumns = [
  'name',
  'number',
  'status',
  'stageSince',
  'stageDue',
  'waitsFor',
  'country',
  'category',
  'createdBy',
  'createdAt',
] as const

/** Those of whom we do not know yet whether we will trade with them, what is due first at the top. */
export const partnersInIntake = {
  label: 'In intake',
  labels: { lv: 'Uzņemšanā', ka: 'მიღებაში', zh: '准入中', ru: 'На приёме' },
  columns: intakeColumns,
  sort: 'stageDue',
  where: { status: { in: inIntake } },
} as const

export const overdueInIntake = {
  label: 'Overdue in intake',
  labels: { lv: 'Kavēti uzņemšanā', ka: 'ვადაგასული მიღებაში', zh: '准入超期', ru: 'Просрочены на приёме' },
  columns: intakeColumns,
  sort: 'stageDue',
  where: { status: { in: inIntake }, stageDue: { below: '$today' } },
} as const

/**
 * Whoever is to take the next step of intake is reminded; where nobody was named, all who may take it. What
 * is still collected is for whoever entered it.
 */
export const intakeReminders = {
  due: 'stageDue',
  since: 'stageSince',
  whom: ['waitsFor'],
  next: {
    by: 'status',
    actions: {
      ...{ draft: 'submit', returned: 'submit' },
      ...Object.fromEntries(intakeStages.map(({ waits, step }) => [waits, step])),
    },
    own: ['draft', 'returned'],
  },
  while: { status: { in: inIntake } },
  on: { setting: 'intake.reminds', has: 'step' },
  after: 'intake.remindAfterDays',
  every: 'intake.remindEveryDays',
  page: '/intake',
} as const

const notesSection = {
  section: 'Notes',
  labels: { lv: 'Piezīmes', ka: 'შენიშვნები', zh: '备注', ru: 'Примечания' },
  fields: [
    'notes',
    'statusReason',
    'statusMemo',
    'stageSince',
    'stageDue',
    'waitsFor',
    'dataRequests',
    'statusChanges',
  ],
} as const

/** The card of a role that trades; `others` are the partners on the other side. */
export function tradingCard<const Others extends string>(others: Others) {
  return [
    {
      section: 'General',
      labels: { lv: 'Vispārīgi', ka: 'ზოგადი', zh: '基本信息', ru: 'Общее' },
      fields: [
        'name',
        'kind',
        'taxId',
        'registrationNumber',
        'category',
        'importance',
        'industry',
        'website',
        'language',
        'tags',
        'manager',
        'picture',
      ],
    },
    {
      section: 'Reach',
      labels: { lv: 'Saziņa', ka: 'კონტაქტი', zh: '联系方式', ru: 'Связь' },
      fields: ['country', 'city', 'email', 'phone', 'addresses', 'phones', 'emails'],
    },
    {
      section: 'Terms and credit',
      labels: {
        lv: 'Nosacījumi un kredīts',
        ka: 'პირობები და კრედიტი',
        zh: '条款与信用',
        ru: 'Условия и кредит',
      },
      fields: ['creditLimit', 'creditCurrency', 'paymentDays', 'paymentMethod', 'payer', 'companyTerms'],
    },
    {
      section: 'People and links',
      labels: {
        lv: 'Cilvēki un saites',
        ka: 'ადამიანები და კავშირები',
        zh: '人员与关联',
        ru: 'Люди и связи',
      },
      fields: ['contacts', others, 'parent', 'children', 'companies'],
    },
    {
      section: 'Bank accounts and numbers',
      labels: {
        lv: 'Bankas konti un numuri',
        ka: 'ანგარიშები და ნომრები',
        zh: '账户与号码',
        ru: 'Счета и номера',
      },
      fields: ['bankAccounts', 'identifiers'],
    },
    notesSection,
  ] as const
}

export const tradingIndexes = [
  ['city', 'name'],
  ['country', 'name'],
  ['manager', 'name'],
] as const

export const tradingAccess = {
  clerk: {
    actions: ['read', 'create', 'change', 'delete', 'print', 'import', 'submit', 'askData'],
    see: 'all',
    change: 'all',
  },
  manager: {
    actions: [
      'read',
      'create',
      'change',
      'delete',
      'print',
      'import',
      'export',
      'confirm',
      'freeze',
      'deactivate',
      'reactivate',
      'handOver',
      'passOn',
      'share',
      'submit',
      'askData',
      'verify',
      'validate',
      'approve',
      'return',
      'refuse',
    ],
    see: 'all',
    change: 'all',
  },
  leader: {
    actions: [
      ...['read', 'export', 'print', 'freeze', 'deactivate', 'reactivate', 'confirm'],
      ...['approve', 'return', 'refuse'],
    ],
    see: 'all',
  },
  finance: {
    actions: ['read', 'change', 'print', 'export', 'freeze', 'validate', 'return'],
    see: 'all',
    change: [
      'creditLimit',
      'creditCurrency',
      'paymentDays',
      'paymentMethod',
      'bankAccounts',
      'companyTerms',
      'payer',
    ],
  },
  collector: { actions: ['read', 'print'], see: 'all' },
  seller: [
    {
      actions: ['read', 'create', 'change', 'print', 'submit', 'askData'],
      rows: { manager: '$me' },
      see: 'all',
      change: [...changedBySellers, 'importance', 'category', 'manager'],
    },
    enteredForOwnCompany,
  ],
  partner: ownTrade,
} as const
