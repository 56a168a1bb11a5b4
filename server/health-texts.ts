/** What the page of the health says, in the languages other than English. */
export const healthTexts = {
  'Only an administrator sees how the installation is. Ask one.': {
    lv: 'Kā instalācijai klājas, redz tikai administrators. Lūdziet to.',
    ka: 'ინსტალაციის მდგომარეობას მხოლოდ ადმინისტრატორი ხედავს. სთხოვეთ მას.',
    zh: '只有管理员可以查看系统状态。请联系管理员。',
    ru: 'Состояние системы видит только администратор. Обратитесь к нему.',
  },
} as const
