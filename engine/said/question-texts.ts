/** What is said of messages to whoever keeps a partner, in the languages other than English. */
export const questionTexts = {
  '{name} asks about a partner that you look after': {
    lv: '{name} jautā par partneri, par ko atbildat jūs',
    ka: '{name} გეკითხებათ პარტნიორზე, რომელსაც თქვენ უძღვებით',
    zh: '{name} 询问您负责的往来单位',
    ru: '{name} спрашивает о партнёре, за которого отвечаете вы',
  },
  '{name} is about to enter a partner that may be one of yours, which they may not see.': {
    lv: '{name} grasās ievadīt partneri, kas, iespējams, ir kāds no jūsējiem un ko viņš vai viņa neredz.',
    ka: '{name} აპირებს შეიყვანოს პარტნიორი, რომელიც შესაძლოა თქვენია და რომელსაც ის ვერ ხედავს.',
    zh: '{name} 正要录入一个往来单位，它可能是您负责的，而对方无权查看。',
    ru: '{name} собирается внести партнёра, который может быть одним из ваших и который ему не виден.',
  },
  'Answer in Kontor': {
    lv: 'Atbildēt Kontor',
    ka: 'პასუხი Kontor-ში',
    zh: '在 Kontor 中答复',
    ru: 'Ответить в Kontor',
  },
  '{name} answers about the partner that you were entering': {
    lv: '{name} atbild par partneri, ko ievadījāt',
    ka: '{name} გპასუხობთ პარტნიორზე, რომელიც შეგყავდათ',
    zh: '{name} 就您录入的往来单位作出答复',
    ru: '{name} отвечает о партнёре, которого вы вносили',
  },
  'Give the entry, and perhaps a note.': {
    lv: 'Norādiet entry un, ja vajag, note.',
    ka: 'მიუთითეთ entry და, სურვილისამებრ, note.',
    zh: '请给出 entry，必要时给出 note。',
    ru: 'Укажите entry и при желании note.',
  },
  'Give an answer, or share, perhaps until a day, or neither to leave it unanswered.': {
    lv: 'Norādiet answer vai share, varbūt ar until, vai neko, lai atstātu bez atbildes.',
    ka: 'მიუთითეთ answer ან share, შესაძლოა until-თან ერთად, ან არცერთი, რომ უპასუხოდ დატოვოთ.',
    zh: '请给出 answer 或 share（可附 until）；都不给出则不予答复。',
    ru: 'Укажите answer или share, возможно, с until, либо ничего, чтобы оставить без ответа.',
  },
  'Write at most {most} characters.': {
    lv: 'Rakstiet ne vairāk kā {most} rakstzīmes.',
    ka: 'დაწერეთ არაუმეტეს {most} სიმბოლო.',
    zh: '请勿超过 {most} 个字符。',
    ru: 'Напишите не больше {most} знаков.',
  },
  'You sent many messages within the hour. Wait {minutes} minutes, then try again.': {
    lv: 'Stundas laikā nosūtījāt daudz ziņu. Pagaidiet {minutes} minūtes un mēģiniet vēlreiz.',
    ka: 'ერთ საათში ბევრი შეტყობინება გაგზავნეთ. დაიცადეთ {minutes} წუთი და სცადეთ ხელახლა.',
    zh: '您在一小时内发送了很多消息。请等待 {minutes} 分钟后再试。',
    ru: 'За час вы отправили много сообщений. Подождите {minutes} мин и попробуйте снова.',
  },
} as const
