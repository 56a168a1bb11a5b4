import { choice, code, day, file, instant, longText, object, reference, text } from '#model'
import { aboutPartner } from './about-partner.ts'
import { categoryField, statuses } from './role-fields.ts'
import { statusSteps } from './status-reason.ts'

/** Where a change of status stands. */
const states = [
  {
    value: 'planned',
    label: 'Planned',
    labels: { lv: 'Plānota', ka: 'დაგეგმილი', zh: '已计划', ru: 'Запланировано' },
    tone: 'warn',
  },
  {
    value: 'done',
    label: 'Done',
    labels: { lv: 'Izdarīta', ka: 'შესრულებული', zh: '已完成', ru: 'Сделано' },
    tone: 'good',
  },
  {
    value: 'cancelled',
    label: 'Cancelled',
    labels: { lv: 'Atcelta', ka: 'გაუქმებული', zh: '已取消', ru: 'Отменено' },
    tone: 'neutral',
  },
  {
    value: 'failed',
    label: 'Came to nothing',
    labels: { lv: 'Neizdevās', ka: 'ვერ შესრულდა', zh: '未能执行', ru: 'Не удалось' },
    tone: 'bad',
  },
] as const

const steps = [
  ...statusSteps,
  {
    value: 'submit',
    label: 'Submit',
    labels: { lv: 'Iesniegšana', ka: 'წარდგენა', zh: '提交', ru: 'Подача' },
  },
  {
    value: 'verify',
    label: 'Verify',
    labels: { lv: 'Pārbaude', ka: 'შემოწმება', zh: '核实', ru: 'Проверка' },
  },
  {
    value: 'validate',
    label: 'Validate',
    labels: { lv: 'Validācija', ka: 'ვალიდაცია', zh: '验证', ru: 'Подтверждение' },
  },
  {
    value: 'approve',
    label: 'Approve',
    labels: { lv: 'Apstiprināšana', ka: 'დამტკიცება', zh: '批准', ru: 'Утверждение' },
  },
  {
    value: 'return',
    label: 'Return',
    labels: { lv: 'Atgriešana', ka: 'დაბრუნება', zh: '退回', ru: 'Возврат' },
  },
  {
    value: 'undo',
    label: 'Undo',
    labels: { lv: 'Atsaukšana', ka: 'გაუქმება', zh: '撤销', ru: 'Отмена' },
  },
] as const

const seen = { actions: ['read', 'print', 'export', 'cancel'], see: 'all' } as const

/** The log beside freezing, deactivating and reactivating: who, when, which, from what to what, and why. */
export const statusChange = object('statusChange', {
  label: 'Status change',
  plural: 'Status changes',
  labels: {
    lv: ['Statusa maiņa', 'Statusa maiņas'],
    ka: ['სტატუსის ცვლილება', 'სტატუსის ცვლილებები'],
    zh: ['状态变更', '状态变更'],
    ru: ['Смена статуса', 'Смены статуса'],
  },
  icon: 'snowflake',
  title: 'name',
  facts: true,
  fields: {
    ...aboutPartner,
    action: choice(steps, {
      label: 'Action',
      labels: { lv: 'Darbība', ka: 'მოქმედება', zh: '操作', ru: 'Действие' },
      required: true,
      readOnly: true,
    }),
    from: choice(statuses, {
      label: 'From',
      labels: { lv: 'No', ka: 'საიდან', zh: '原状态', ru: 'Из' },
      readOnly: true,
    }),
    to: choice(statuses, {
      label: 'To',
      labels: { lv: 'Uz', ka: 'სად', zh: '新状态', ru: 'В' },
      readOnly: true,
    }),
    day: day({
      label: 'Effective day',
      labels: { lv: 'Spēkā no', ka: 'ძალაშია', zh: '生效日', ru: 'Действует с' },
      required: true,
      readOnly: true,
      indexed: true,
    }),
    state: choice(states, {
      label: 'State',
      labels: { lv: 'Stāvoklis', ka: 'მდგომარეობა', zh: '进展', ru: 'Состояние' },
      required: true,
      readOnly: true,
      indexed: true,
    }),
    reason: reference('statusReason', {
      label: 'Reason',
      labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
      readOnly: true,
    }),
    memo: longText({
      label: 'Memo',
      labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '备忘', ru: 'Памятка' },
      readOnly: true,
      max: 2000,
    }),
    evidence: file({
      label: 'Evidence',
      labels: { lv: 'Pierādījums', ka: 'მტკიცებულება', zh: '凭证', ru: 'Подтверждение' },
      readOnly: true,
    }),
    category: reference('category', { ...labelsOf(categoryField), copyOf: 'category', readOnly: true }),
    country: code('country', {
      copyOf: 'country',
      label: 'Country',
      labels: { lv: 'Valsts', ka: 'ქვეყანა', zh: '国家', ru: 'Страна' },
      readOnly: true,
    }),
    doneAt: instant({
      label: 'Done at',
      labels: { lv: 'Izdarīts', ka: 'შესრულდა', zh: '完成时间', ru: 'Сделано' },
      readOnly: true,
    }),
    why: text({
      label: 'Why it was not done',
      labels: {
        lv: 'Kāpēc nav izdarīts',
        ka: 'რატომ არ შესრულდა',
        zh: '未执行的原因',
        ru: 'Почему не сделано',
      },
      readOnly: true,
      max: 1000,
      // It was refused to whoever planned it, in words that may tell what they see and others do not.
      toldTo: 'createdBy',
    }),
    plan: text({
      label: 'Plan',
      labels: { lv: 'Plāns', ka: 'გეგმა', zh: '计划', ru: 'План' },
      readOnly: true,
      indexed: true,
      max: 40,
    }),
  },
  lists: {
    all: {
      columns: [
        'party',
        'role',
        'action',
        'from',
        'to',
        'day',
        'state',
        'reason',
        'memo',
        'createdBy',
        'createdAt',
      ],
      sort: '-createdAt',
    },
    planned: {
      label: 'Planned',
      labels: { lv: 'Plānotās', ka: 'დაგეგმილი', zh: '已计划', ru: 'Запланированные' },
      columns: ['party', 'role', 'action', 'day', 'why', 'reason', 'memo', 'createdBy'],
      sort: 'day',
      where: { state: 'planned' },
    },
    failed: {
      label: 'Came to nothing',
      labels: { lv: 'Neizdevušās', ka: 'ვერ შესრულებული', zh: '未能执行', ru: 'Не удавшиеся' },
      columns: ['party', 'role', 'action', 'day', 'why', 'reason', 'createdBy'],
      sort: '-day',
      where: { state: 'failed' },
    },
  },
  card: [
    {
      section: 'Change',
      labels: { lv: 'Maiņa', ka: 'ცვლილება', zh: '变更', ru: 'Смена' },
      fields: ['party', 'role', 'action', 'from', 'to', 'day', 'state', 'doneAt', 'why'],
    },
    {
      section: 'Reason',
      labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
      fields: ['reason', 'memo', 'evidence', 'category', 'country'],
    },
  ],
  indexes: [['party', 'createdAt']],
  dealings: [
    {
      kind: 'planned',
      with: ['party'],
      while: { state: 'planned' },
      close: { state: 'cancelled' },
      right: 'cancel',
      until: 'day',
    },
  ],
  access: {
    leader: seen,
    manager: seen,
    finance: { actions: ['read', 'print', 'export'], see: 'all' },
    clerk: { actions: ['read', 'print'], see: 'all' },
    collector: { actions: ['read', 'print'], see: 'all' },
    seller: { actions: ['read', 'print'], see: 'all' },
  },
})

function labelsOf({ label, labels }: typeof categoryField) {
  return { label, ...(labels ? { labels } : {}) }
}
