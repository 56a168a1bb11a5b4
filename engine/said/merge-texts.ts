/** What is said of making one record of two, in the languages other than English. */
export const mergeTexts = {
  'There are fields of these records that you may not see. Ask somebody who sees both whole.': {
    lv: 'Šiem ierakstiem ir lauki, ko nedrīkstat redzēt. Palūdziet kādam, kas redz abus pilnībā.',
    ka: 'ამ ჩანაწერებს აქვს ველები, რომელთა ნახვის უფლება არ გაქვთ. სთხოვეთ მას, ვინც ორივეს სრულად ხედავს.',
    zh: '这两条记录中有您无权查看的字段。请找能完整查看两者的人处理。',
    ru: 'В этих записях есть поля, которые вам нельзя видеть. Попросите того, кто видит обе целиком.',
  },
  'Name another record than this one.': {
    lv: 'Norādiet citu ierakstu, ne šo pašu.',
    ka: 'მიუთითეთ სხვა ჩანაწერი და არა ეს.',
    zh: '请指定另一条记录，而不是本记录。',
    ru: 'Укажите другую запись, а не эту же.',
  },
  '{named} name it that you may not change. Ask somebody who may.': {
    lv: '{named}: to norāda ieraksti, kurus nedrīkstat mainīt. Palūdziet kādam, kas drīkst.',
    ka: '{named}: მას ასახელებს ჩანაწერები, რომელთა შეცვლა არ შეგიძლიათ. სთხოვეთ მას, ვისაც შეუძლია.',
    zh: '{named}：其中有引用它而您无权更改的记录。请找有权限的人处理。',
    ru: '{named}: её называют записи, которые вам нельзя менять. Попросите того, кому можно.',
  },
  '{named} cannot name the record that stays: {reason}': {
    lv: '{named}: tur nevar norādīt ierakstu, kas paliek: {reason}',
    ka: '{named}: იქ დარჩენილი ჩანაწერის მითითება შეუძლებელია: {reason}',
    zh: '{named}：无法改为引用保留的记录：{reason}',
    ru: '{named}: там нельзя указать остающуюся запись: {reason}',
  },
  'Other records': { lv: 'Citi ieraksti', ka: 'სხვა ჩანაწერები', zh: '其他记录', ru: 'Другие записи' },
  'Opened to others': {
    lv: 'Atvērts citiem',
    ka: 'სხვებისთვის გახსნილი',
    zh: '已共享给他人',
    ru: 'Открыто другим',
  },
  Merge: { lv: 'Apvienošana', ka: 'გაერთიანება', zh: '合并', ru: 'Слияние' },
  'Give the choices by field: {"name": "other"}.': {
    lv: 'Norādiet izvēles pa laukiem: {"name": "other"}.',
    ka: 'მიუთითეთ არჩევანი ველების მიხედვით: {"name": "other"}.',
    zh: '请按字段给出选择：{"name": "other"}。',
    ru: 'Укажите выбор по полям: {"name": "other"}.',
  },
  'This cannot be chosen here. Take one of the choices that the preview offers.': {
    lv: 'To šeit nevar izvēlēties. Ņemiet kādu no priekšskatījumā piedāvātajām izvēlēm.',
    ka: 'ამის არჩევა აქ შეუძლებელია. აიღეთ ერთ-ერთი, რასაც გადახედვა გთავაზობთ.',
    zh: '此处不能这样选择。请采用预览所提供的选项之一。',
    ru: 'Здесь этого выбрать нельзя. Возьмите один из вариантов, которые предлагает просмотр.',
  },
  'Both say the same.': {
    lv: 'Abi saka to pašu.',
    ka: 'ორივე ერთსა და იმავეს ამბობს.',
    zh: '两者相同。',
    ru: 'Обе говорят одно и то же.',
  },
  'Only one of them is filled in.': {
    lv: 'Aizpildīts ir tikai viens.',
    ka: 'მხოლოდ ერთია შევსებული.',
    zh: '只有一方已填写。',
    ru: 'Заполнено только одно.',
  },
  'The check finds this one right.': {
    lv: 'Pārbaude atzīst šo par pareizu.',
    ka: 'შემოწმება ამას სწორად მიიჩნევს.',
    zh: '经核验，此值正确。',
    ru: 'Проверка признаёт верным это.',
  },
  'Both can stand together.': {
    lv: 'Abi var palikt kopā.',
    ka: 'ორივე ერთად შეიძლება დარჩეს.',
    zh: '两者可以并存。',
    ru: 'Оба могут стоять вместе.',
  },
  'It says the same and more.': {
    lv: 'Tas saka to pašu un vairāk.',
    ka: 'იმავეს ამბობს და მეტსაც.',
    zh: '内容相同且更完整。',
    ru: 'Говорит то же и больше.',
  },
  'It was entered last.': {
    lv: 'Tas ievadīts pēdējais.',
    ka: 'ბოლოს შეიყვანეს.',
    zh: '最后录入的值。',
    ru: 'Введено последним.',
  },
  'The record that stays keeps its own.': {
    lv: 'Ieraksts, kas paliek, patur savu.',
    ka: 'დარჩენილი ჩანაწერი თავისას ინარჩუნებს.',
    zh: '保留的记录沿用自己的值。',
    ru: 'Остающаяся запись сохраняет своё.',
  },
}
