/** What is said at doors that are not for everybody, in the languages other than English. */
export const doorTexts = {
  'Nothing is asked here by this name. Give: {names}.': {
    lv: 'Ar šādu nosaukumu te nekas netiek prasīts. Norādiet: {names}.',
    ka: 'ამ სახელით აქ არაფერი იკითხება. მიუთითეთ: {names}.',
    zh: '此处没有这个名称的内容。请给出：{names}。',
    ru: 'Под таким именем здесь ничего не спрашивается. Укажите: {names}.',
  },
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
  'Your rights were changed while this waited for its turn, so it was not done. Send it again.': {
    lv: 'Jūsu tiesības tika mainītas, kamēr tas gaidīja savu kārtu, tāpēc tas nav izdarīts. Nosūtiet vēlreiz.',
    ka: 'სანამ ეს თავის რიგს ელოდა, თქვენი უფლებები შეიცვალა, ამიტომ არ შესრულდა. გაგზავნეთ ხელახლა.',
    zh: '此请求排队期间您的权限已更改，因此未执行。请重新发送。',
    ru: 'Пока это ждало своей очереди, ваши права изменились, поэтому оно не выполнено. Пошлите ещё раз.',
  },
  'You follow what happens in {most} places already. Close some of them first.': {
    lv: 'Jūs jau sekojat notiekošajam {most} vietās. Vispirms aizveriet dažas no tām.',
    ka: 'მიმდინარე მოვლენებს უკვე {most} ადგილას მიჰყვებით. ჯერ დახურეთ რამდენიმე.',
    zh: '您已在 {most} 处跟踪动态。请先关闭其中一些。',
    ru: 'Вы уже следите за происходящим в {most} местах. Сначала закройте некоторые из них.',
  },
} as const
