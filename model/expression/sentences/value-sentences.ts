/** What is said of values given for a formula: English as it stands in the code, and the other languages. */
export const valueSentences = {
  'The formula takes too long with these values. Simplify it, or give fewer values.': {
    lv: 'Ar šīm vērtībām formula rēķina pārāk ilgi. Vienkāršojiet to vai dodiet mazāk vērtību.',
    ka: 'ამ მნიშვნელობებით ფორმულა ზედმეტად დიდხანს ითვლის. გაამარტივეთ ან ნაკლები მნიშვნელობა მიეცით.',
    zh: '用这些值计算公式耗时过长。请简化公式，或减少值。',
    ru: 'С этими значениями формула считается слишком долго. Упростите её или дайте меньше значений.',
  },
  'At most 1,000 values may be given.': {
    lv: 'Var dot ne vairāk kā 1000 vērtību.',
    ka: 'არაუმეტეს 1000 მნიშვნელობა შეიძლება.',
    zh: '最多可提供 1,000 个值。',
    ru: 'Можно дать не больше 1000 значений.',
  },
  'A value is written {"type":"number","value":"1.5"}.': {
    lv: 'Vērtību raksta {"type":"number","value":"1.5"}.',
    ka: 'მნიშვნელობა ასე იწერება: {"type":"number","value":"1.5"}.',
    zh: '值的写法是 {"type":"number","value":"1.5"}。',
    ru: 'Значение пишется так: {"type":"number","value":"1.5"}.',
  },
  'A list has as its value a list of at most 20,000 values.': {
    lv: 'Saraksta vērtība ir saraksts, kurā ir ne vairāk kā 20 000 vērtību.',
    ka: 'სიის მნიშვნელობა არაუმეტეს 20 000 მნიშვნელობის სიაა.',
    zh: '列表的值是最多含 20,000 个值的列表。',
    ru: 'Значение списка — список, в котором не больше 20 000 значений.',
  },
  'The type is one of text, number, boolean, day, instant, or list with "of".': {
    lv: 'Tips ir text, number, boolean, day, instant vai list ar "of".',
    ka: 'ტიპია text, number, boolean, day, instant ან list თავისი "of"-ით.',
    zh: '类型是 text、number、boolean、day、instant，或带 "of" 的 list。',
    ru: 'Тип — text, number, boolean, day, instant или list с "of".',
  },
  'The value of this {type} is not a text of at most 32,767 characters.': {
    lv: 'Šī {type} vērtība nav teksts, kas nav garāks par 32 767 rakstzīmēm.',
    ka: 'ამ {type}-ის მნიშვნელობა არაუმეტეს 32 767 სიმბოლოს ტექსტი არ არის.',
    zh: '此 {type} 的值不是最多 32,767 个字符的文本。',
    ru: 'Значение этого {type} — не текст не длиннее 32 767 знаков.',
  },
  'The value of this {type} is not a number such as "1200.50", with at most 1,000 digits.': {
    lv: 'Šī {type} vērtība nav skaitlis, piemēram, "1200.50", ar ne vairāk kā 1000 cipariem.',
    ka: 'ამ {type}-ის მნიშვნელობა არ არის რიცხვი, მაგალითად "1200.50", არაუმეტეს 1000 ციფრით.',
    zh: '此 {type} 的值不是数字，例如 "1200.50"，且不超过 1,000 位。',
    ru: 'Значение этого {type} — не число вроде "1200.50", где не больше 1000 цифр.',
  },
  'The value of this {type} is not true or false.': {
    lv: 'Šī {type} vērtība nav true vai false.',
    ka: 'ამ {type}-ის მნიშვნელობა არ არის true ან false.',
    zh: '此 {type} 的值不是 true 或 false。',
    ru: 'Значение этого {type} — не true и не false.',
  },
  'The value of this {type} is not a day such as "2026-03-31".': {
    lv: 'Šī {type} vērtība nav diena, piemēram, "2026-03-31".',
    ka: 'ამ {type}-ის მნიშვნელობა არ არის დღე, მაგალითად "2026-03-31".',
    zh: '此 {type} 的值不是日期，例如 "2026-03-31"。',
    ru: 'Значение этого {type} — не день вроде "2026-03-31".',
  },
  'The value of this {type} is not an instant such as "2026-03-31T08:00:00Z".': {
    lv: 'Šī {type} vērtība nav laiks, piemēram, "2026-03-31T08:00:00Z".',
    ka: 'ამ {type}-ის მნიშვნელობა არ არის დროის მომენტი, მაგალითად "2026-03-31T08:00:00Z".',
    zh: '此 {type} 的值不是时刻，例如 "2026-03-31T08:00:00Z"。',
    ru: 'Значение этого {type} — не момент вроде "2026-03-31T08:00:00Z".',
  },
} as const
