import { choice, longText, reference } from '#model'
import { action, type AnyAction } from '#engine'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import { supplier } from './supplier.ts'
import { said } from './said.ts'

/** Why a partner is frozen or deactivated; the reports count these. */
const reasons = [
  {
    value: 'noLongerActive',
    label: 'No longer active',
    labels: { lv: 'Vairs nav aktīvs', ka: 'აღარ არის აქტიური', zh: '不再活跃', ru: 'Больше не активен' },
  },
  {
    value: 'businessRisk',
    label: 'Business risk',
    labels: { lv: 'Biznesa risks', ka: 'ბიზნეს რისკი', zh: '业务风险', ru: 'Деловой риск' },
  },
  {
    value: 'marketChange',
    label: 'Market change',
    labels: { lv: 'Tirgus izmaiņas', ka: 'ბაზრის ცვლილება', zh: '市场变化', ru: 'Изменение рынка' },
  },
  {
    value: 'trimming',
    label: 'Trimming the customer group',
    labels: {
      lv: 'Klientu loka sašaurināšana',
      ka: 'კლიენტთა ჯგუფის შემცირება',
      zh: '精简客户群',
      ru: 'Сокращение круга клиентов',
    },
  },
  {
    value: 'ownRequest',
    label: 'At their own request',
    labels: { lv: 'Pēc pašu vēlēšanās', ka: 'საკუთარი თხოვნით', zh: '对方要求', ru: 'По их просьбе' },
  },
  { value: 'other', label: 'Other', labels: { lv: 'Cits', ka: 'სხვა', zh: '其他', ru: 'Другое' } },
] as const

const input = {
  reason: choice(reasons, {
    label: 'Reason',
    labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
    required: true,
  }),
  memo: longText({
    label: 'Memo',
    labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '备忘', ru: 'Памятка' },
    max: 2000,
  }),
}

const reactivation = {
  reason: longText({
    label: 'Reason',
    labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
    required: true,
    max: 2000,
  }),
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
 * a reason.
 */
export const statusActions: readonly AnyAction[] = [customer, supplier, contact].flatMap((role) => [
  action(role as typeof customer, {
    name: 'freeze',
    label: 'Freeze…',
    labels: { lv: 'Iesaldēt…', ka: 'გაყინვა…', zh: '冻结…', ru: 'Заморозить…' },
    icon: 'snowflake',
    when: { status: { in: ['active', 'verified'] } },
    whenNot: said('Only an active partner can be frozen.'),
    input,
    run: ({ record, input: given, tx }) =>
      tx.update(role as typeof customer, record.id, {
        status: 'frozen',
        statusReason: given.reason,
        statusMemo: given.memo,
      }),
  }),
  action(role as typeof customer, {
    name: 'deactivate',
    label: 'Deactivate…',
    labels: { lv: 'Deaktivizēt…', ka: 'დეაქტივაცია…', zh: '停用…', ru: 'Деактивировать…' },
    icon: 'ban',
    tone: 'danger',
    when: { status: { in: ['active', 'verified', 'frozen', 'draft', 'submitted'] } },
    whenNot: said('This partner is inactive or refused already.'),
    input,
    run: ({ record, input: given, tx }) =>
      tx.update(role as typeof customer, record.id, {
        status: 'inactive',
        statusReason: given.reason,
        statusMemo: given.memo,
      }),
  }),
  action(role as typeof customer, {
    name: 'reactivate',
    label: 'Reactivate…',
    labels: { lv: 'Atjaunot…', ka: 'რეაქტივაცია…', zh: '重新启用…', ru: 'Возобновить…' },
    icon: 'rotate-ccw',
    when: { status: { in: ['frozen', 'inactive'] } },
    whenNot: said('Only a frozen or inactive partner can be reactivated.'),
    input: reactivation,
    run: ({ record, input: given, tx }) =>
      tx.update(role as typeof customer, record.id, {
        status: 'active',
        statusReason: null,
        statusMemo: given.reason,
      }),
  }),
  action(role as typeof customer, {
    name: 'handOver',
    label: 'Hand over…',
    labels: { lv: 'Nodot…', ka: 'გადაცემა…', zh: '移交…', ru: 'Передать…' },
    icon: 'user-round-check',
    input: newManager,
    run: ({ record, input: given, tx }) =>
      tx.update(role as typeof customer, record.id, { manager: given.manager }),
  }),
])
