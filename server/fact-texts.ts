/** What the edge says of questions about facts, in the languages other than English. */
export const factTexts = {
  'Name at most {most} records at a time.': {
    lv: 'Nosauciet ne vairāk kā {most} ierakstus reizē.',
    ka: 'დაასახელეთ ერთდროულად არაუმეტეს {most} ჩანაწერისა.',
    zh: '每次最多指定 {most} 条记录。',
    ru: 'Называйте не более {most} записей за раз.',
  },
  'Give “{field}” as a list of names of fields.': {
    lv: 'Norādiet “{field}” kā lauku nosaukumu sarakstu.',
    ka: 'მიუთითეთ „{field}“ ველების სახელების სიად.',
    zh: '请以字段名称列表给出“{field}”。',
    ru: 'Укажите «{field}» списком названий полей.',
  },
} as const
