/** The first day of what holds for a time. */
export const fromDay = { label: 'From', labels: { lv: 'No', ka: 'დან', zh: '自', ru: 'С' } } as const

/** The last day of what holds for a time. */
export const untilDay = {
  label: 'Until',
  labels: { lv: 'Līdz', ka: 'მდე', zh: '至', ru: 'По' },
  help: 'The last day on which it holds. Empty: for good.',
  helps: {
    lv: 'Pēdējā diena, kad tas ir spēkā. Tukšs: bez termiņa.',
    ka: 'ბოლო დღე, როცა ძალაშია. ცარიელი: უვადოდ.',
    zh: '有效的最后一天。留空：长期有效。',
    ru: 'Последний день действия. Пусто: бессрочно.',
  },
} as const

/** The same where it always ends. */
export const lastDay = {
  ...untilDay,
  help: 'The last day on which it holds.',
  helps: {
    lv: 'Pēdējā diena, kad tas ir spēkā.',
    ka: 'ბოლო დღე, როცა ძალაშია.',
    zh: '有效的最后一天。',
    ru: 'Последний день действия.',
  },
} as const

/** Nothing ends before it begins. */
export const inOrder = {
  must: 'OR(ISBLANK(from), ISBLANK(until), until >= from)',
  at: 'until',
  refusal: 'It ends before it begins. Mend one of the two days.',
  labels: {
    lv: 'Tas beidzas pirms sākuma. Labojiet vienu no datumiem.',
    ka: 'მთავრდება დაწყებამდე. გაასწორეთ ერთ-ერთი თარიღი.',
    zh: '结束早于开始。请改正其中一个日期。',
    ru: 'Конец раньше начала. Исправьте одну из дат.',
  },
} as const
