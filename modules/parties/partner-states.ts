import type { StatesDeclaration } from '#model'

const deal = { begin: 'refused' } as const
const money = { begin: 'warned' } as const
const closed = { begin: 'refused' } as const

/**
 * What may be begun with a partner in each status; every object that declares its dealings obeys it at every
 * door. Frozen: no new business, but what is open is finished and money still comes in. Inactive: nothing new
 * at all, and what is open is to be ended or handed over first. Not yet checked: no deals.
 */
export const partnerStates: StatesDeclaration = {
  field: 'status',
  kinds: [
    {
      value: 'talk',
      label: 'Talk on record',
      labels: { lv: 'Pierakstīta saruna', ka: 'ჩაწერილი საუბარი', zh: '记录的沟通', ru: 'Запись разговора' },
    },
    {
      value: 'task',
      label: 'Task or visit',
      labels: {
        lv: 'Uzdevums vai vizīte',
        ka: 'დავალება ან ვიზიტი',
        zh: '任务或拜访',
        ru: 'Задача или визит',
      },
    },
    { value: 'link', label: 'Link', labels: { lv: 'Saite', ka: 'კავშირი', zh: '关联', ru: 'Связь' } },
    { value: 'deal', label: 'Deal', labels: { lv: 'Darījums', ka: 'გარიგება', zh: '交易', ru: 'Сделка' } },
    { value: 'money', label: 'Money', labels: { lv: 'Nauda', ka: 'ფული', zh: '款项', ru: 'Деньги' } },
    {
      value: 'access',
      label: 'Access to Kontor',
      labels: { lv: 'Piekļuve Kontor', ka: 'წვდომა Kontor-ზე', zh: 'Kontor 访问权限', ru: 'Доступ к Kontor' },
    },
    {
      value: 'form',
      label: 'Form to fill in',
      labels: {
        lv: 'Aizpildāma veidlapa',
        ka: 'შესავსები ფორმა',
        zh: '待填表单',
        ru: 'Форма для заполнения',
      },
    },
    {
      value: 'planned',
      label: 'Planned change of status',
      labels: {
        lv: 'Plānota statusa maiņa',
        ka: 'სტატუსის დაგეგმილი ცვლილება',
        zh: '计划的状态变更',
        ru: 'Запланированная смена статуса',
      },
    },
  ],
  rules: {
    draft: { deal },
    returned: { deal },
    submitted: { deal },
    verified: { deal },
    validated: { deal },
    refused: { task: closed, link: closed, deal, money, access: closed, form: closed },
    frozen: { link: closed, deal, form: closed },
    inactive: {
      task: { begin: 'refused', open: 'warned' },
      link: closed,
      deal: { begin: 'refused', open: 'warned' },
      money,
      access: { begin: 'refused', open: 'warned' },
      form: { begin: 'refused', open: 'warned' },
    },
  },
}
