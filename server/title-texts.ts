/** The titles of problem documents, in the languages other than English. */
export const titleTexts = {
  'Unreadable request': {
    lv: 'Nelasāms pieprasījums',
    ka: 'წაუკითხავი მოთხოვნა',
    zh: '无法读取的请求',
    ru: 'Нечитаемый запрос',
  },
  'Not signed in': {
    lv: 'Nav pierakstīšanās',
    ka: 'შესვლა არ შესრულებულა',
    zh: '未登录',
    ru: 'Вход не выполнен',
  },
  'Not allowed': { lv: 'Nav atļauts', ka: 'არ არის ნებადართული', zh: '不允许', ru: 'Не разрешено' },
  'Not found': { lv: 'Nav atrasts', ka: 'ვერ მოიძებნა', zh: '未找到', ru: 'Не найдено' },
  'Method not allowed': {
    lv: 'Metode nav atļauta',
    ka: 'მეთოდი დაუშვებელია',
    zh: '不允许的方法',
    ru: 'Метод не разрешён',
  },
  Refused: { lv: 'Atteikts', ka: 'უარყოფილია', zh: '被拒绝', ru: 'Отказано' },
  'Changed meanwhile': {
    lv: 'Pa to laiku mainīts',
    ka: 'ამასობაში შეიცვალა',
    zh: '期间已被更改',
    ru: 'Тем временем изменено',
  },
  'Too large': { lv: 'Par lielu', ka: 'ძალიან დიდია', zh: '太大', ru: 'Слишком велико' },
  'Too long an address': {
    lv: 'Pārāk gara adrese',
    ka: 'მისამართი ძალიან გრძელია',
    zh: '地址过长',
    ru: 'Слишком длинный адрес',
  },
  'Unknown content type': {
    lv: 'Nezināms satura veids',
    ka: 'შიგთავსის უცნობი ტიპი',
    zh: '未知的内容类型',
    ru: 'Неизвестный тип содержимого',
  },
  'No such part': {
    lv: 'Šādas daļas nav',
    ka: 'ასეთი ნაწილი არ არის',
    zh: '没有这一部分',
    ru: 'Такой части нет',
  },
  'Not right': { lv: 'Nav pareizi', ka: 'არასწორია', zh: '不正确', ru: 'Неверно' },
  'Too often': { lv: 'Pārāk bieži', ka: 'ძალიან ხშირად', zh: '过于频繁', ru: 'Слишком часто' },
  'Internal error': { lv: 'Iekšēja kļūda', ka: 'შიდა შეცდომა', zh: '内部错误', ru: 'Внутренняя ошибка' },
  'Not available': { lv: 'Nav pieejams', ka: 'მიუწვდომელია', zh: '不可用', ru: 'Недоступно' },
  Problem: { lv: 'Kļūda', ka: 'პრობლემა', zh: '问题', ru: 'Ошибка' },
} as const
