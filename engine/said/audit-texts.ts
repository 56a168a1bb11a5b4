/** What looking back, the log and undo say, in the languages other than English. */
export const auditTexts = {
  'The search knows today only. Narrow a list of the past by “where”, such as {"name":{"contains":"sia"}}.': {
    lv: 'Meklēšana pazīst tikai šodienu. Pagātnes sarakstu sašauriniet ar “where”, piemēram, {"name":{"contains":"sia"}}.',
    ka: 'ძიება მხოლოდ დღევანდელ დღეს იცნობს. წარსულის სია დაავიწროვეთ „where“-ით, მაგალითად, {"name":{"contains":"sia"}}.',
    zh: '搜索只针对今天的数据。请用“where”缩小过去的列表，例如 {"name":{"contains":"sia"}}。',
    ru: 'Поиск знает только сегодняшний день. Сузьте список прошлого через «where», например {"name":{"contains":"sia"}}.',
  },
  'Say to which instant it is to be set back: “asOf”.': {
    lv: 'Norādiet, uz kuru brīdi to atgriezt: “asOf”.',
    ka: 'მიუთითეთ, რომელ დროზე დაბრუნდეს: „asOf“.',
    zh: '请说明要恢复到哪个时刻：“asOf”。',
    ru: 'Укажите, на какой момент вернуть: «asOf».',
  },
  'Another record has this {label} by now. Restore it with another one or without: name it in “values”.': {
    lv: 'Tagad to ({label}) jau lieto cits ieraksts. Atjaunojiet ar citu vai bez tā: norādiet to laukā “values”.',
    ka: 'ეს ({label}) უკვე სხვა ჩანაწერს აქვს. აღადგინეთ სხვით ან მის გარეშე: მიუთითეთ „values“-ში.',
    zh: '现在已有其他记录使用此{label}。请改用别的值或留空后恢复：在“values”中给出。',
    ru: 'Теперь это ({label}) занято другой записью. Восстановите с другим значением или без него: укажите его в «values».',
  },
  '“to” must not lie before “from”. Swap them.': {
    lv: '“to” nedrīkst būt pirms “from”. Samainiet tos vietām.',
    ka: '„to“ „from“-ზე ადრე არ უნდა იყოს. გაუცვალეთ ადგილი.',
    zh: '“to”不能早于“from”。请对调。',
    ru: '«to» не должно быть раньше «from». Поменяйте их местами.',
  },
  'The log is closed to you. An administrator can open it to your post.': {
    lv: 'Žurnāls jums ir slēgts. Administrators to var atvērt jūsu amatam.',
    ka: 'ჟურნალი თქვენთვის დახურულია. ადმინისტრატორს შეუძლია გახსნას თქვენი თანამდებობისთვის.',
    zh: '日志未对您开放。管理员可以为您的岗位开放。',
    ru: 'Журнал для вас закрыт. Администратор может открыть его вашей должности.',
  },
  'New role: {what}': {
    lv: 'Jauna loma: {what}',
    ka: 'ახალი როლი: {what}',
    zh: '新角色：{what}',
    ru: 'Новая роль: {what}',
  },
  'Role ended: {what}': {
    lv: 'Loma beigusies: {what}',
    ka: 'როლი დასრულდა: {what}',
    zh: '角色已结束：{what}',
    ru: 'Роль окончена: {what}',
  },
  Log: { lv: 'Žurnāls', ka: 'ჟურნალი', zh: '日志', ru: 'Журнал' },
  Object: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
  Record: { lv: 'Ieraksts', ka: 'ჩანაწერი', zh: '记录', ru: 'Запись' },
  Change: { lv: 'Izmaiņa', ka: 'ცვლილება', zh: '更改', ru: 'Изменение' },
  Request: { lv: 'Pieprasījums', ka: 'მოთხოვნა', zh: '请求', ru: 'Запрос' },
  'The {what} stays written: it tells what happened.': {
    lv: 'Ieraksts ({what}) paliek: tas stāsta, kas notika.',
    ka: 'ჩანაწერი ({what}) რჩება: ის იმას მოგვითხრობს, რაც მოხდა.',
    zh: '{what}予以保留：它记录所发生的事。',
    ru: 'Запись ({what}) остаётся: она говорит о том, что произошло.',
  },
  'The {what} stays as it is: you may not change it.': {
    lv: 'Ieraksts ({what}) paliek, kā ir: jūs to nedrīkstat mainīt.',
    ka: 'ჩანაწერი ({what}) რჩება როგორც არის: მისი შეცვლის უფლება არ გაქვთ.',
    zh: '{what}保持不变：您无权更改。',
    ru: 'Запись ({what}) остаётся как есть: вам нельзя её менять.',
  },
  'The {what} stays called off: its day is over. Begin a new one if it is still wanted.': {
    lv: 'Ieraksts ({what}) paliek atcelts: tā diena ir pagājusi. Ja vēl vajag, sāciet jaunu.',
    ka: 'ჩანაწერი ({what}) გაუქმებული რჩება: მისი დღე გავიდა. თუ კვლავ საჭიროა, დაიწყეთ ახალი.',
    zh: '{what}仍为已取消：其日期已过。如仍需要，请重新开始。',
    ru: 'Запись ({what}) остаётся отменённой: её день прошёл. Если она ещё нужна, начните новую.',
  },
} as const
