/** What the edge says of rights that are reviewed, in the languages other than English. */
export const reviewTexts = {
  'Give rights, decision and reason, and perhaps until.': {
    lv: 'Norādiet rights, decision un reason, ja vajag, arī until.',
    ka: 'მიუთითეთ rights, decision და reason, საჭიროებისას until-იც.',
    zh: '请给出 rights、decision 和 reason，必要时给出 until。',
    ru: 'Укажите rights, decision и reason, при нужде и until.',
  },
  'Give up to {most} rights, each with its kind and id.': {
    lv: 'Norādiet ne vairāk kā {most} tiesības, katrai kind un id.',
    ka: 'მიუთითეთ არაუმეტეს {most} უფლება, თითოეული kind-ითა და id-ით.',
    zh: '最多给出 {most} 项权限，每项带 kind 和 id。',
    ru: 'Укажите не более {most} прав, каждое с kind и id.',
  },
  'Say “keep” or “withdraw”.': {
    lv: 'Sakiet “keep” vai “withdraw”.',
    ka: 'თქვით „keep“ ან „withdraw“.',
    zh: '请说明 “keep” 或 “withdraw”。',
    ru: 'Скажите «keep» или «withdraw».',
  },
  'Say why, in at most 300 characters. It stays in the log.': {
    lv: 'Pasakiet, kāpēc, ne vairāk kā 300 rakstzīmēs. Tas paliek žurnālā.',
    ka: 'თქვით, რატომ, არაუმეტეს 300 ნიშნით. ეს ჟურნალში რჩება.',
    zh: '请说明原因，最多 300 个字符。它会留在日志中。',
    ru: 'Скажите почему, не длиннее 300 знаков. Это останется в журнале.',
  },
  'Write the last day as 2027-01-31, or leave it out.': {
    lv: 'Rakstiet pēdējo dienu kā 2027-01-31 vai izlaidiet to.',
    ka: 'ბოლო დღე დაწერეთ ასე: 2027-01-31, ან გამოტოვეთ.',
    zh: '最后一天写作 2027-01-31，或略去。',
    ru: 'Напишите последний день как 2027-01-31 или опустите его.',
  },
}
