/** What is said of scanning uploads, in the languages other than English. */
export const scanTexts = {
  'The scanner does not answer: {reason}': {
    lv: 'Skeneris neatbild: {reason}',
    ka: 'სკანერი არ პასუხობს: {reason}',
    zh: '扫描程序没有响应：{reason}',
    ru: 'Сканер не отвечает: {reason}',
  },
  '“{name}” was not taken: the scanner found {finding} in it. Clean it, or leave it out.': {
    lv: '“{name}” netika pieņemts: skeneris tajā atrada {finding}. Iztīriet to vai izlaidiet.',
    ka: '„{name}“ არ მიიღეს: სკანერმა მასში იპოვა {finding}. გაასუფთავეთ ან გამოტოვეთ.',
    zh: '“{name}”未被接收：扫描程序在其中发现 {finding}。请清理，或不要上传。',
    ru: '«{name}» не принят: сканер нашёл в нём {finding}. Очистите его или не прикладывайте.',
  },
  '“{name}” was not taken: the scanner does not answer just now. Try again later.': {
    lv: '“{name}” netika pieņemts: skeneris pašlaik neatbild. Mēģiniet vēlāk.',
    ka: '„{name}“ არ მიიღეს: სკანერი ახლა არ პასუხობს. სცადეთ მოგვიანებით.',
    zh: '“{name}”未被接收：扫描程序目前没有响应。请稍后再试。',
    ru: '«{name}» не принят: сканер сейчас не отвечает. Попробуйте позже.',
  },
  '“{name}” was not taken: it is larger than the scanner looks through. Send a smaller one.': {
    lv: '“{name}” netika pieņemts: tas ir lielāks, nekā skeneris pārbauda. Sūtiet mazāku.',
    ka: '„{name}“ არ მიიღეს: ის იმაზე დიდია, ვიდრე სკანერი ამოწმებს. გაგზავნეთ უფრო პატარა.',
    zh: '“{name}”未被接收：它超过了扫描程序可检查的大小。请发送较小的文件。',
    ru: '«{name}» не принят: он больше, чем проверяет сканер. Отправьте файл поменьше.',
  },
  '“{name}” is not handed out: the scanner found something in it that does harm.': {
    lv: '“{name}” netiek izsniegts: skeneris tajā atrada kaut ko kaitīgu.',
    ka: '„{name}“ არ გაიცემა: სკანერმა მასში საზიანო რამ იპოვა.',
    zh: '“{name}”不予提供：扫描程序在其中发现了有害内容。',
    ru: '«{name}» не выдаётся: сканер нашёл в нём вредоносное.',
  },
} as const
