/** What is said of changes of many records, in the languages other than English. */
export const bulkTexts = {
  'Give where, and changes or an action with its input.': {
    lv: 'Norādiet where un changes vai action ar tās input.',
    ka: 'მიუთითეთ where და changes ან action თავისი input-ით.',
    zh: '请给出 where，以及 changes 或带 input 的 action。',
    ru: 'Укажите where и changes либо action с его input.',
  },
  'Say in “lines” which field holds them, of which of their fields, from what and to what.': {
    lv: 'Norādiet “lines”: kurš lauks tās satur, kurš to lauks, no kā uz ko.',
    ka: 'მიუთითეთ „lines“-ში, რომელ ველშია ისინი, მათი რომელი ველი, რისგან და რისკენ.',
    zh: '请在“lines”中说明明细行所在的字段、其中的哪个字段、原值和新值。',
    ru: 'Укажите в «lines», в каком поле строки, какое их поле, с чего и на что.',
  },
} as const
