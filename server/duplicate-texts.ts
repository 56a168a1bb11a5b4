/** What the edge says of duplicates and merging, in the languages other than English. */
export const duplicateTexts = {
  'Give with, and perhaps choices.': {
    lv: 'Norādiet with un, ja vajag, choices.',
    ka: 'მიუთითეთ with და, სურვილისამებრ, choices.',
    zh: '请给出 with，必要时给出 choices。',
    ru: 'Укажите with и при желании choices.',
  },
  'Name the other record by its id in “with”. It goes into this one.': {
    lv: 'Norādiet otru ierakstu ar tā id laukā “with”. Tas ieplūst šajā.',
    ka: 'მიუთითეთ მეორე ჩანაწერი მისი id-ით ველში “with”. ის ამას შეერწყმება.',
    zh: '请在 “with” 中用 id 指定另一条记录。它将并入本记录。',
    ru: 'Укажите другую запись её id в «with». Она вольётся в эту.',
  },
}
