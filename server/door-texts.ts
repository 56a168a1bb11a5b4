/** What is said at doors that are not for everybody, in the languages other than English. */
export const doorTexts = {
  'Send the token of this page as “Authorization: Bearer TOKEN”.': {
    lv: 'Sūtiet šīs lapas pilnvaru kā “Authorization: Bearer TOKEN”.',
    ka: 'გამოაგზავნეთ ამ გვერდის ტოკენი: „Authorization: Bearer TOKEN“.',
    zh: '请以“Authorization: Bearer TOKEN”发送此页面的令牌。',
    ru: 'Пошлите токен этой страницы: «Authorization: Bearer TOKEN».',
  },
} as const
