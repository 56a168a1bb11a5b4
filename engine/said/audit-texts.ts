/** What looking back, the log and undo say, in the languages other than English. */
export const auditTexts = {
  'The search knows today only. Narrow a list of the past by “where”, such as {"name":{"contains":"sia"}}.': {
    lv: 'Meklēšana pazīst tikai šodienu. Pagātnes sarakstu sašauriniet ar “where”, piemēram, {"name":{"contains":"sia"}}.',
    ka: 'ძიება მხოლოდ დღევანდელ დღეს იცნობს. წარსულის სია დაავიწროვეთ „where“-ით, მაგალითად, {"name":{"contains":"sia"}}.',
    zh: '搜索只针对今天的数据。请用“where”缩小过去的列表，例如 {"name":{"contains":"sia"}}。',
    ru: 'Поиск знает только сегодняшний день. Сузьте список прошлого через «where», например {"name":{"contains":"sia"}}.',
  },
} as const
