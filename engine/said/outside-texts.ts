/** What is said to partners who fill in their own form, in the languages other than English. */
export const outsideTexts = {
  'This link opens nothing any more. Ask whoever sent it to you for another.': {
    lv: 'Šī saite vairs neko neatver. Lūdziet citu tam, kas jums to nosūtīja.',
    ka: 'ეს ბმული აღარაფერს ხსნის. სთხოვეთ სხვა მას, ვინც გამოგიგზავნათ.',
    zh: '此链接已失效。请向发送者索取新的链接。',
    ru: 'Эта ссылка больше ничего не открывает. Попросите другую у того, кто её прислал.',
  },
  'The form was handed in. It opens again when there is a question.': {
    lv: 'Veidlapa ir iesniegta. Tā atvērsies atkal, ja būs kāds jautājums.',
    ka: 'ფორმა ჩაბარებულია. კითხვის შემთხვევაში ისევ გაიხსნება.',
    zh: '表单已提交。若有疑问，会重新开放。',
    ru: 'Форма сдана. Она откроется снова, если будет вопрос.',
  },
  'No more than {most} can be added here.': {
    lv: 'Šeit var pievienot ne vairāk kā {most}.',
    ka: 'აქ {most}-ზე მეტის დამატება არ შეიძლება.',
    zh: '此处最多可添加 {most} 个。',
    ru: 'Здесь можно добавить не больше {most}.',
  },
  'Give {label} as a list of at most {most} lines.': {
    lv: '{label}: norādiet sarakstu ar ne vairāk kā {most} rindām.',
    ka: '{label}: მიუთითეთ სია არაუმეტეს {most} სტრიქონისა.',
    zh: '{label}：请给出最多 {most} 行的列表。',
    ru: '{label}: укажите список не более чем из {most} строк.',
  },
  'There is no such file in this form.': {
    lv: 'Šajā veidlapā tādas datnes nav.',
    ka: 'ამ ფორმაში ასეთი ფაილი არ არის.',
    zh: '此表单中没有该文件。',
    ru: 'В этой форме такого файла нет.',
  },
  'This file is empty. Choose another.': {
    lv: 'Šī datne ir tukša. Izvēlieties citu.',
    ka: 'ეს ფაილი ცარიელია. აირჩიეთ სხვა.',
    zh: '此文件为空，请另选一个。',
    ru: 'Этот файл пуст. Выберите другой.',
  },
  'Programs are not taken. Send a PDF, a picture or a document of an office program.': {
    lv: 'Programmas netiek pieņemtas. Sūtiet PDF, attēlu vai biroja programmas dokumentu.',
    ka: 'პროგრამები არ მიიღება. გამოაგზავნეთ PDF, სურათი ან საოფისე პროგრამის დოკუმენტი.',
    zh: '不接受程序文件。请发送 PDF、图片或办公软件文档。',
    ru: 'Программы не принимаются. Пришлите PDF, изображение или документ офисной программы.',
  },
  'This file is not what its name says. Send it as it was made, or as a PDF.': {
    lv: 'Šī datne nav tas, ko saka tās nosaukums. Sūtiet to, kā tā izveidota, vai kā PDF.',
    ka: 'ეს ფაილი არ არის ის, რასაც მისი სახელი ამბობს. გამოაგზავნეთ ისე, როგორც შეიქმნა, ან PDF-ად.',
    zh: '此文件与其名称不符。请按原样发送，或以 PDF 发送。',
    ru: 'Этот файл — не то, что говорит его имя. Пришлите его как есть или в PDF.',
  },
  'Such a paper was not asked for.': {
    lv: 'Tāds dokuments netika prasīts.',
    ka: 'ასეთი დოკუმენტი არ მოთხოვნილა.',
    zh: '未要求此类文件。',
    ru: 'Такой документ не запрашивался.',
  },
  'That is more than a form holds. Shorten it.': {
    lv: 'Tas ir vairāk, nekā veidlapa satur. Saīsiniet.',
    ka: 'ეს ფორმის ტევადობაზე მეტია. შეამოკლეთ.',
    zh: '内容超出表单容量。请缩短。',
    ru: 'Это больше, чем вмещает форма. Сократите.',
  },
  '“{label}” is not on the list of what partners are asked for. Leave it out, or have it put there under Settings → Intake.':
    {
      lv: '“{label}” nav sarakstā, ko partneriem prasa. Izlaidiet to vai lūdziet to pievienot sadaļā Iestatījumi → Uzņemšana.',
      ka: '“{label}” არ არის სიაში, რასაც პარტნიორებს სთხოვენ. გამოტოვეთ, ან დაამატებინეთ: პარამეტრები → მიღება.',
      zh: '“{label}”不在向往来单位索取的清单上。请去掉它，或请人在“设置 → 准入”中加入。',
      ru: '“{label}” нет в списке того, о чём спрашивают партнёров. Уберите это поле или попросите внести его: Настройки → Приём.',
    },
  '“{label}” is asked only of other partners: the list of what is asked names a condition that does not hold here. Leave it out, or have the condition changed under Settings → Intake.':
    {
      lv: '“{label}” prasa tikai citiem partneriem: prasāmo sarakstā ir nosacījums, kas šeit nepiepildās. Izlaidiet to vai lūdziet mainīt nosacījumu sadaļā Iestatījumi → Uzņemšana.',
      ka: '“{label}” მხოლოდ სხვა პარტნიორებს ეკითხებათ: სიაში მითითებული პირობა აქ არ სრულდება. გამოტოვეთ, ან შეაცვლევინეთ პირობა: პარამეტრები → მიღება.',
      zh: '“{label}”只向其他往来单位索取：清单上的条件在此不成立。请去掉它，或请人在“设置 → 准入”中更改条件。',
      ru: '“{label}” спрашивают только у других партнёров: условие в списке здесь не выполнено. Уберите поле или попросите изменить условие: Настройки → Приём.',
    },
  'There is nothing to ask this partner for. Choose papers, or have fields put on the list under Settings → Intake.':
    {
      lv: 'Šim partnerim nav ko prasīt. Izvēlieties dokumentus vai lūdziet pievienot laukus sarakstam sadaļā Iestatījumi → Uzņemšana.',
      ka: 'ამ პარტნიორს სათხოვარი არაფერია. აირჩიეთ დოკუმენტები, ან სიაში ველები დაამატებინეთ: პარამეტრები → მიღება.',
      zh: '没有可向该往来单位索取的内容。请选择文件，或请人在“设置 → 准入”中把字段加入清单。',
      ru: 'У этого партнёра нечего спросить. Выберите документы или попросите внести поля в список: Настройки → Приём.',
    },
  'This was not asked.': {
    lv: 'Tas netika prasīts.',
    ka: 'ეს არ მოთხოვნილა.',
    zh: '未要求填写此项。',
    ru: 'Это не запрашивалось.',
  },
  'Fill in “{label}”.': {
    lv: 'Aizpildiet lauku “{label}”.',
    ka: 'შეავსეთ ველი „{label}“.',
    zh: '请填写“{label}”。',
    ru: 'Заполните поле «{label}».',
  },
  'This paper is needed.': {
    lv: 'Šis dokuments ir vajadzīgs.',
    ka: 'ეს დოკუმენტი საჭიროა.',
    zh: '需要此文件。',
    ru: 'Этот документ нужен.',
  },
  '{name} sent its data': {
    lv: '{name} atsūtīja savus datus',
    ka: '{name}: მონაცემები გამოგზავნილია',
    zh: '{name} 已提交资料',
    ru: '{name}: данные присланы',
  },
  'What {name} sent waits to be accepted or asked back.': {
    lv: '{name}: atsūtītais gaida, līdz to pieņems vai par to pajautās.',
    ka: '{name}: გამოგზავნილი ელოდება მიღებას ან შეკითხვას.',
    zh: '{name} 提交的内容等待采纳或追问。',
    ru: '{name}: присланное ждёт, пока его примут или переспросят.',
  },
  'Look at it': { lv: 'Apskatīt', ka: 'ნახვა', zh: '查看', ru: 'Посмотреть' },
  '{group} asks you to fill in the data of {name} and to send its papers.': {
    lv: '{group} lūdz jūs aizpildīt datus ({name}) un atsūtīt dokumentus.',
    ka: '{group} გთხოვთ, შეავსოთ მონაცემები ({name}) და გამოგზავნოთ დოკუმენტები.',
    zh: '{group} 请您填写 {name} 的资料并提交文件。',
    ru: '{group} просит вас заполнить данные ({name}) и прислать документы.',
  },
  '{group} still waits for the data of {name}.': {
    lv: '{group} vēl gaida datus ({name}).',
    ka: '{group} ჯერ კიდევ ელოდება მონაცემებს ({name}).',
    zh: '{group} 仍在等待 {name} 的资料。',
    ru: '{group} всё ещё ждёт данные ({name}).',
  },
  '{group} has a question about the data of {name}.': {
    lv: '{group} ir jautājums par datiem ({name}).',
    ka: '{group}-ს აქვს შეკითხვა მონაცემებზე ({name}).',
    zh: '{group} 对 {name} 的资料有疑问。',
    ru: 'У {group} есть вопрос о данных ({name}).',
  },
  'Your data for {group}': {
    lv: 'Jūsu dati: {group}',
    ka: 'თქვენი მონაცემები: {group}',
    zh: '您提供给 {group} 的资料',
    ru: 'Ваши данные для {group}',
  },
  'Their question: {question}': {
    lv: 'Jautājums: {question}',
    ka: 'შეკითხვა: {question}',
    zh: '问题：{question}',
    ru: 'Вопрос: {question}',
  },
  'They say: {note}': {
    lv: 'Viņi raksta: {note}',
    ka: 'გწერენ: {note}',
    zh: '附言：{note}',
    ru: 'Они пишут: {note}',
  },
  'You need no account. You can stop at any time and go on later by the same link, until {day}.': {
    lv: 'Konts nav vajadzīgs. Jebkurā brīdī varat pārtraukt un turpināt vēlāk pa to pašu saiti līdz {day}.',
    ka: 'ანგარიში საჭირო არ არის. ნებისმიერ დროს შეგიძლიათ შეწყვიტოთ და იმავე ბმულით განაგრძოთ {day}-მდე.',
    zh: '无需账户。您可随时停下，并在 {day} 之前用同一链接继续。',
    ru: 'Учётная запись не нужна. Можно прерваться и продолжить позже по той же ссылке до {day}.',
  },
  'The link is for you alone: whoever has it can fill in the form.': {
    lv: 'Saite domāta tikai jums: kam tā ir, tas var aizpildīt veidlapu.',
    ka: 'ბმული მხოლოდ თქვენთვისაა: ვისაც ის აქვს, ფორმის შევსება შეუძლია.',
    zh: '此链接仅供您使用：持有者即可填写表单。',
    ru: 'Ссылка только для вас: у кого она есть, тот может заполнить форму.',
  },
  'Open the form': { lv: 'Atvērt veidlapu', ka: 'ფორმის გახსნა', zh: '打开表单', ru: 'Открыть форму' },
} as const
