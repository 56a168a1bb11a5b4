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
  '“{name}” was not taken: it is larger than the scanner looks through. Send a smaller one, or have its StreamMaxLength raised.':
    {
      lv: '“{name}” netika pieņemts: tas ir lielāks, nekā skeneris pārbauda. Sūtiet mazāku vai lūdziet palielināt tā StreamMaxLength.',
      ka: '„{name}“ არ მიიღეს: ის იმაზე დიდია, ვიდრე სკანერი ამოწმებს. გაგზავნეთ უფრო პატარა ან სთხოვეთ, რომ მისი StreamMaxLength გაზარდონ.',
      zh: '“{name}”未被接收：它超过了扫描程序可检查的大小。请发送较小的文件，或请管理员调高 StreamMaxLength。',
      ru: '«{name}» не принят: он больше, чем проверяет сканер. Отправьте файл поменьше или попросите увеличить StreamMaxLength.',
    },
  '“{name}” is not opened yet: the scanner has not looked at it. It opens as soon as the scanner finds it clean.':
    {
      lv: '“{name}” vēl neatveras: skeneris to nav pārbaudījis. Tas atvērsies, tiklīdz skeneris to atzīs par tīru.',
      ka: '„{name}“ ჯერ არ იხსნება: სკანერს ის არ უნახავს. გაიხსნება, როგორც კი სკანერი სუფთად ცნობს.',
      zh: '“{name}”尚不能打开：扫描程序还没有检查它。一旦确认安全即可打开。',
      ru: '«{name}» пока не открывается: сканер его ещё не проверил. Он откроется, как только сканер признает его чистым.',
    },
  '“{name}” is not opened: it is larger than the scanner looks through, so nobody can say that it is clean.':
    {
      lv: '“{name}” neatveras: tas ir lielāks, nekā skeneris pārbauda, tāpēc neviens nevar teikt, ka tas ir tīrs.',
      ka: '„{name}“ არ იხსნება: ის იმაზე დიდია, ვიდრე სკანერი ამოწმებს, ამიტომ ვერავინ იტყვის, რომ სუფთაა.',
      zh: '“{name}”不能打开：它超过了扫描程序可检查的大小，无法确认其安全。',
      ru: '«{name}» не открывается: он больше, чем проверяет сканер, поэтому никто не скажет, что он чистый.',
    },
  'You may put a file into no record, so there is none to upload. Ask an administrator for the right.': {
    lv: 'Jūs nevienā ierakstā nedrīkstat ievietot failu, tāpēc nav, ko augšupielādēt. Lūdziet tiesības administratoram.',
    ka: 'ფაილის ჩადება არც ერთ ჩანაწერში არ შეგიძლიათ, ამიტომ ასატვირთიც არაფერია. უფლება ადმინისტრატორს სთხოვეთ.',
    zh: '您无权在任何记录中放入文件，因此无需上传。请向管理员申请权限。',
    ru: 'Вы не можете вложить файл ни в одну запись, поэтому загружать нечего. Попросите право у администратора.',
  },
  'Files of yours that are in no record yet: {files} ({size} MB). At most {most} are kept so, and {mostSize} MB. Put them into records; what is in none is cleared away after a day.':
    {
      lv: 'Jūsu faili, kas vēl nav nevienā ierakstā: {files} ({size} MB). Tā glabā ne vairāk kā {most} un {mostSize} MB. Ielieciet tos ierakstos; kas nav nevienā, pēc dienas tiek notīrīts.',
      ka: 'თქვენი ფაილები, რომლებიც ჯერ არც ერთ ჩანაწერში არ არის: {files} ({size} მბ). ასე ინახება არაუმეტეს {most} და {mostSize} მბ. ჩადეთ ჩანაწერებში; რაც არსად არის, ერთ დღეში იშლება.',
      zh: '您尚未放入任何记录的文件：{files} 个（{size} MB）。此类文件最多保留 {most} 个、{mostSize} MB。请将其放入记录；未放入的一天后将被清除。',
      ru: 'Ваши файлы, которых ещё нет ни в одной записи: {files} ({size} МБ). Так хранится не больше {most} и {mostSize} МБ. Вложите их в записи; чего нет ни в одной, через день убирается.',
    },
  '“{name}” is not handed out: the scanner found something in it that does harm.': {
    lv: '“{name}” netiek izsniegts: skeneris tajā atrada kaut ko kaitīgu.',
    ka: '„{name}“ არ გაიცემა: სკანერმა მასში საზიანო რამ იპოვა.',
    zh: '“{name}”不予提供：扫描程序在其中发现了有害内容。',
    ru: '«{name}» не выдаётся: сканер нашёл в нём вредоносное.',
  },
} as const
