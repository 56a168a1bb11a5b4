import { labelOf, type Field, type Language } from '#model'
import type { FieldError } from '../../errors.ts'

/**
 * What the door says of a field at fault. `{field}` is what people call it in their language: of one thing or
 * of many, so no sentence counts it.
 */
export const fieldFaults = {
  required: {
    en: 'Fill in “{field}”.',
    lv: 'Aizpildiet lauku “{field}”.',
    ka: 'შეავსეთ ველი „{field}“.',
    zh: '请填写“{field}”。',
    ru: 'Заполните поле «{field}».',
  },
  notSettable: {
    en: '“{field}” is worked out by Kontor and cannot be set. Leave it out.',
    lv: '{field}: to Kontor aprēķina pats, un iestatīt to nevar. Izlaidiet to.',
    ka: '{field}: ამას Kontor თავად ითვლის, მითითება შეუძლებელია. გამოტოვეთ.',
    zh: '{field} 由 Kontor 自行计算，不能设置。请略去。',
    ru: '{field}: это Kontor вычисляет сам, задать нельзя. Не указывайте это поле.',
  },
  lookBack: {
    en: '“{field}” shows records that are kept by themselves. Leave it out, and write them there.',
    lv: '{field}: te rāda ierakstus, ko glabā atsevišķi. Izlaidiet to un rakstiet tos tur.',
    ka: '{field}: აქ ჩანს ჩანაწერები, რომლებიც ცალკე ინახება. გამოტოვეთ და იქ ჩაწერეთ.',
    zh: '{field} 显示的是单独保存的记录。请略去，并在那里填写。',
    ru: '{field}: здесь показаны записи, которые хранятся отдельно. Не указывайте поле, заполните их там.',
  },
  readOnly: {
    en: '“{field}” is set by actions, not by hand. Leave it out, and use the action.',
    lv: '{field}: to iestata darbības, nevis ar roku. Izlaidiet to un lietojiet darbību.',
    ka: '{field}: ამას მოქმედება აყენებს და არა ხელით. გამოტოვეთ და გამოიყენეთ მოქმედება.',
    zh: '{field} 由操作设置，不能手动填写。请略去，并使用相应操作。',
    ru: '{field}: это задают действия, а не вручную. Не указывайте поле, выполните действие.',
  },
  notAllowed: {
    en: 'You may see “{field}” but not change it. Ask an administrator for the right.',
    lv: '{field}: drīkstat to redzēt, bet ne mainīt. Lūdziet tiesības administratoram.',
    ka: '{field}: ნახვა შეგიძლიათ, შეცვლა — არა. უფლება ადმინისტრატორს სთხოვეთ.',
    zh: '您可以查看 {field}，但不能修改。请向管理员申请权限。',
    ru: '{field}: видеть можно, менять нельзя. Попросите право у администратора.',
  },
  noSuchRecord: {
    en: '{field}: there is no record “{value}” that you may see. Pick one from the list.',
    lv: '{field}: ieraksta “{value}”, ko drīkstat redzēt, nav. Izvēlieties no saraksta.',
    ka: '{field}: ჩანაწერი „{value}“, რომლის ნახვაც შეგიძლიათ, არ არსებობს. აირჩიეთ სიიდან.',
    zh: '{field}：没有您可查看的记录“{value}”。请从列表中选择。',
    ru: '{field}: записи «{value}», доступной вам, нет. Выберите из списка.',
  },
  severalRecords: {
    en: '{field}: several records are called “{value}”. Give the number of the one you mean.',
    lv: '{field}: vairāki ieraksti saucas “{value}”. Norādiet vajadzīgā numuru.',
    ka: '{field}: „{value}“ რამდენიმე ჩანაწერს ჰქვია. მიუთითეთ საჭიროს ნომერი.',
    zh: '{field}：有多条记录名为“{value}”。请给出所指记录的编号。',
    ru: '{field}: записей с названием «{value}» несколько. Укажите номер нужной.',
  },
  notAmong: {
    en: '{field}: this one cannot be chosen here, only these ({which}). Pick one from the list.',
    lv: '{field}: šo te izvēlēties nevar, tikai šādus ({which}). Izvēlieties no saraksta.',
    ka: '{field}: ამის არჩევა აქ შეუძლებელია, მხოლოდ ასეთების ({which}). აირჩიეთ სიიდან.',
    zh: '{field}：此处不能选择它，只能选择以下范围（{which}）。请从列表中选择。',
    ru: '{field}: это здесь выбрать нельзя, только такие ({which}). Выберите из списка.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

type Named = { readonly name: string; readonly field: Field }

/** A fault of a field in the language of whoever wrote it. */
export function fieldFault(
  code: keyof typeof fieldFaults,
  { name, field }: Named,
  language: Language,
  params: Readonly<Record<string, string>> = {},
): FieldError {
  const words: Readonly<Record<string, string>> = { ...params, field: labelOf(field, language) }
  const message = fieldFaults[code][language].replace(
    /\{(\w+)\}/g,
    (place, key: string) => words[key] ?? place,
  )
  return { field: name, code, message }
}

/** There is no such field, or none that one may see: both say the same. */
export function unknownField(name: string, language: Language = 'en'): FieldError {
  const field = name.slice(0, 100)
  return { field, code: 'unknownField', message: unknown[language].replace('{field}', () => field) }
}

const unknown: Readonly<Record<Language, string>> = {
  en: 'There is no field “{field}” here. Check the spelling, or leave it out.',
  lv: 'Lauka “{field}” šeit nav. Pārbaudiet rakstību vai izlaidiet to.',
  ka: 'ველი „{field}“ აქ არ არსებობს. შეამოწმეთ მართლწერა ან გამოტოვეთ.',
  zh: '这里没有字段“{field}”。请检查拼写，或略去它。',
  ru: 'Поля «{field}» здесь нет. Проверьте написание или не указывайте его.',
}
