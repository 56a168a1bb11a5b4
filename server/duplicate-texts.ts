/** What the edge says of duplicates and merging, in the languages other than English. */
export const duplicateTexts = {
  'This record was merged into another, which would go as a whole. Name that one itself.': {
    lv: 'Šis ieraksts ir apvienots ar citu, kas pazustu viss. Nosauciet to pašu.',
    ka: 'ეს ჩანაწერი სხვას შეერწყა, რომელიც მთლიანად წაიშლებოდა. დაასახელეთ თავად ის.',
    zh: '此记录已并入另一条记录，后者将被整条删除。请直接指定那条记录。',
    ru: 'Эта запись влилась в другую, и та исчезла бы целиком. Укажите саму ту запись.',
  },
  'That record has gone into this one already.': {
    lv: 'Tas ieraksts jau ir ieplūdis šajā.',
    ka: 'ის ჩანაწერი ამას უკვე შეერწყა.',
    zh: '那条记录已并入本记录。',
    ru: 'Та запись уже влилась в эту.',
  },
  'Name two records by their ids.': {
    lv: 'Norādiet divus ierakstus ar to id.',
    ka: 'მიუთითეთ ორი ჩანაწერი მათი id-ით.',
    zh: '请用 id 指定两条记录。',
    ru: 'Укажите две записи их id.',
  },
  'Give with or others, and perhaps choices.': {
    lv: 'Norādiet with vai others un, ja vajag, choices.',
    ka: 'მიუთითეთ with ან others და, თუ საჭიროა, choices.',
    zh: '请给出 with 或 others，必要时加上 choices。',
    ru: 'Укажите with или others и, если нужно, choices.',
  },
  'Name at most {most} other records by their ids in “others”. They go into this one.': {
    lv: 'Norādiet laukā “others” ne vairāk kā {most} citu ierakstu id. Tie tiks iekļauti šajā.',
    ka: '„others“-ში მიუთითეთ არაუმეტეს {most} სხვა ჩანაწერის id. ისინი ამაში გადავა.',
    zh: '请在“others”中给出最多 {most} 条其他记录的 id。它们将并入本记录。',
    ru: 'Укажите в «others» не более {most} других записей по их id. Они войдут в эту.',
  },
  'Name the other record by its id in “with”. It goes into this one.': {
    lv: 'Norādiet otru ierakstu ar tā id laukā “with”. Tas ieplūst šajā.',
    ka: 'მიუთითეთ მეორე ჩანაწერი მისი id-ით ველში “with”. ის ამას შეერწყმება.',
    zh: '请在 “with” 中用 id 指定另一条记录。它将并入本记录。',
    ru: 'Укажите другую запись её id в «with». Она вольётся в эту.',
  },
  'There is no such reason. Take its code from a pair.': {
    lv: 'Šāda iemesla nav. Ņemiet tā kodu no pāra.',
    ka: 'ასეთი მიზეზი არ არის. კოდი აიღეთ წყვილიდან.',
    zh: '没有这样的原因。请取某一对记录中的代码。',
    ru: 'Такой причины нет. Возьмите её код из пары.',
  },
  'Give pairs and decision, and perhaps object.': {
    lv: 'Norādiet pairs un decision, un, ja vajag, object.',
    ka: 'მიუთითეთ pairs და decision, სურვილისამებრ object.',
    zh: '请给出 pairs 和 decision，必要时给出 object。',
    ru: 'Укажите pairs и decision и при желании object.',
  },
  'Say “different”, or “open” to take that back.': {
    lv: 'Sakiet “different” vai “open”, lai to atsauktu.',
    ka: 'თქვით „different“, ან „open“, რომ გააუქმოთ.',
    zh: '请填 “different”，或填 “open” 以撤回。',
    ru: 'Скажите «different» или «open», чтобы отменить.',
  },
  'Give up to {most} pairs, each as the ids of two records.': {
    lv: 'Norādiet līdz {most} pāriem, katru kā divu ierakstu id.',
    ka: 'მიუთითეთ არაუმეტეს {most} წყვილი, თითო ორი ჩანაწერის id-ით.',
    zh: '请给出至多 {most} 对，每对为两条记录的 id。',
    ru: 'Укажите до {most} пар, каждую как id двух записей.',
  },
}
