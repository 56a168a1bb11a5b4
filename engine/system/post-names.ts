import type { Language } from '#model'

/**
 * The posts that Kontor begins with, in five languages. Firms rename them and add their own; declarations
 * name them by these keys.
 */
export const postNames = {
  administrator: {
    name: 'Administrator',
    labels: { lv: 'Administrators', ka: 'ადმინისტრატორი', zh: '管理员', ru: 'Администратор' },
    superior: null,
  },
  leader: {
    name: 'Leader',
    labels: { lv: 'Vadītājs', ka: 'ხელმძღვანელი', zh: '领导', ru: 'Руководитель' },
    superior: null,
  },
  manager: {
    name: 'Manager',
    labels: { lv: 'Menedžeris', ka: 'მენეჯერი', zh: '经理', ru: 'Менеджер' },
    superior: 'leader',
  },
  clerk: {
    name: 'Office staff',
    labels: { lv: 'Biroja darbinieks', ka: 'ოფისის თანამშრომელი', zh: '文员', ru: 'Офисный сотрудник' },
    superior: 'manager',
  },
  seller: {
    name: 'Salesperson',
    labels: { lv: 'Pārdevējs', ka: 'გამყიდველი', zh: '销售员', ru: 'Продавец' },
    superior: 'manager',
  },
  finance: {
    name: 'Finance',
    labels: { lv: 'Finanses', ka: 'ფინანსები', zh: '财务', ru: 'Финансы' },
    superior: 'leader',
  },
  collector: {
    name: 'Collector',
    labels: { lv: 'Parādu piedzinējs', ka: 'დავალიანების ამომღები', zh: '催收员', ru: 'Сборщик долгов' },
    superior: 'finance',
  },
  partner: {
    name: 'Trading partner',
    labels: {
      lv: 'Partnera pārstāvis',
      ka: 'პარტნიორის წარმომადგენელი',
      zh: '往来单位代表',
      ru: 'Представитель партнёра',
    },
    superior: null,
  },
} as const

export type PostName = keyof typeof postNames

/** What a post that Kontor begins with is called in a language. */
export function postNameIn(name: PostName, language: Language): string {
  const { name: english, labels } = postNames[name]
  return language === 'en' ? english : labels[language]
}

/**
 * The same starting grant for every post of ours. Administrators need none, and people of a partner get only
 * what is declared for them.
 */
export function everyPost<const A>(grant: A): Record<Exclude<PostName, 'administrator' | 'partner'>, A> {
  const names = Object.keys(postNames).filter((name) => name !== 'administrator' && name !== 'partner')
  return Object.fromEntries(names.map((name) => [name, grant])) as never
}
