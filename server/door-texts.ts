/** What is said at doors that are not for everybody, in the languages other than English. */
export const doorTexts = {
  'Send the token of this page as “Authorization: Bearer TOKEN”.': {
    lv: 'Sūtiet šīs lapas pilnvaru kā “Authorization: Bearer TOKEN”.',
    ka: 'გამოაგზავნეთ ამ გვერდის ტოკენი: „Authorization: Bearer TOKEN“.',
    zh: '请以“Authorization: Bearer TOKEN”发送此页面的令牌。',
    ru: 'Пошлите токен этой страницы: «Authorization: Bearer TOKEN».',
  },
  'The body nests deeper than anything that is asked for here.': {
    lv: 'Saturs ir ligzdots dziļāk nekā viss, ko šeit prasa.',
    ka: 'შიგთავსი იმაზე ღრმადაა ჩალაგებული, ვიდრე აქ რამე მოითხოვება.',
    zh: '请求内容的嵌套层数超过此处所需的任何内容。',
    ru: 'Содержимое вложено глубже, чем всё, о чём здесь спрашивают.',
  },
} as const
