/** What the inspector says of fields that are told to one user alone, or to who sees them elsewhere. */
export const explainTexts = {
  'The field “{field}” of this record is told to {name} alone.': {
    lv: 'Šī ieraksta lauku “{field}” uzzina tikai {name}.',
    ka: 'ამ ჩანაწერის ველს „{field}“ მხოლოდ {name} ხედავს.',
    zh: '此记录的字段“{field}”只告知{name}。',
    ru: 'Поле «{field}» этой записи сообщается только одному пользователю: {name}.',
  },
  'The field “{field}” only of records of which it is told to {name} alone.': {
    lv: 'Lauku “{field}” tikai tajos ierakstos, kuros to uzzina {name} un neviens cits.',
    ka: 'ველს „{field}“ მხოლოდ იმ ჩანაწერებში, რომლებშიც მას {name} ხედავს და სხვა არავინ.',
    zh: '字段“{field}”仅限只告知{name}的那些记录。',
    ru: 'Поле «{field}» только тех записей, где его сообщают одному пользователю: {name}.',
  },
  'But the field “{field}” of this record is told to one user alone, and not to {name}.': {
    lv: 'Taču šī ieraksta lauku “{field}” uzzina tikai viens lietotājs, un tas nav {name}.',
    ka: 'მაგრამ ამ ჩანაწერის ველს „{field}“ მხოლოდ ერთი მომხმარებელი ხედავს, და ეს არ არის {name}.',
    zh: '但此记录的字段“{field}”只告知一位用户，而非{name}。',
    ru: 'Но поле «{field}» этой записи сообщается одному пользователю, и это не {name}.',
  },
  'The field “{field}” only of records with {name} in the field “{whose}”: it is told to them alone.': {
    lv: 'Lauku “{field}” tikai tajos ierakstos, kur laukā “{whose}” ir {name}: to uzzina tikai tas, kurš tur stāv.',
    ka: 'ველს „{field}“ მხოლოდ იმ ჩანაწერებში, სადაც ველში „{whose}“ წერია {name}: მას მხოლოდ ის ხედავს, ვინც იქ წერია.',
    zh: '字段“{field}”仅限字段“{whose}”为{name}的记录：它只告知此人。',
    ru: 'Поле «{field}» только тех записей, где в поле «{whose}» стоит {name}: его сообщают только тому, кто там стоит.',
  },
  'But the field “{field}” is told only to who stands in the field “{whose}” of the record, and not to {name}.':
    {
      lv: 'Taču lauku “{field}” uzzina tikai tas, kurš stāv ieraksta laukā “{whose}”, un tas nav {name}.',
      ka: 'მაგრამ ველს „{field}“ მხოლოდ ის ხედავს, ვინც ჩანაწერის ველში „{whose}“ წერია, და ეს არ არის {name}.',
      zh: '但字段“{field}”只告知记录字段“{whose}”中的人，而非{name}。',
      ru: 'Но поле «{field}» сообщается только тому, кто стоит в поле «{whose}» записи, и это не {name}.',
    },
  'But the field “{field}” was taken from the partner, and {name} does not see it there.': {
    lv: 'Taču lauks “{field}” ir ņemts no partnera, un {name} to tur neredz.',
    ka: 'მაგრამ ველი „{field}“ პარტნიორიდან არის აღებული, და {name} მას იქ ვერ ხედავს.',
    zh: '但字段“{field}”取自往来单位，而{name}在那里看不到它。',
    ru: 'Но поле «{field}» взято у партнёра, и {name} его там не видит.',
  },
  'The field “{field}” was taken from the partner: {name} sees it only where they see it there.': {
    lv: 'Lauks “{field}” ir ņemts no partnera: {name} to redz tikai tad, ja redz to pie partnera.',
    ka: 'ველი „{field}“ პარტნიორიდან არის აღებული: {name} მას მხოლოდ მაშინ ხედავს, თუ პარტნიორთანაც ხედავს.',
    zh: '字段“{field}”取自往来单位：只有{name}在那里能看到它时，这里才能看到。',
    ru: 'Поле «{field}» взято у партнёра: {name} видит его только тогда, когда видит его у партнёра.',
  },
}
