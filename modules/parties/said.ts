import { sayer } from '#engine'

/** A sentence about partners, in whatever language people ask. */
export const said = sayer({
  'Say with {place} where the number of the company stands.': {
    lv: 'Ar {place} norādiet, kur atrodas uzņēmuma numurs.',
    ka: '{place}-ით მიუთითეთ, სად დგას კომპანიის ნომერი.',
    zh: '请用 {place} 指明公司号码的位置。',
    ru: 'Укажите с помощью {number}, где стоит номер компании.',
  },
  '“{line}” is no line such as name = company.legalName.': {
    lv: '“{line}” nav tāda rinda kā name = company.legalName.',
    ka: '„{line}“ არ არის ისეთი ხაზი, როგორიც name = company.legalName.',
    zh: '“{line}”不是 name = company.legalName 这样的一行。',
    ru: '«{line}» не похоже на строку вида name = company.legalName.',
  },
  '“{field}” is no field that a register tells. It tells: {fields}.': {
    lv: '“{field}” nav lauks, ko reģistrs pasaka. Tas pasaka: {fields}.',
    ka: '„{field}“ არ არის ველი, რომელსაც რეესტრი გვეუბნება. ის გვეუბნება: {fields}.',
    zh: '登记机关不提供“{field}”字段。可提供：{fields}。',
    ru: 'Поля «{field}» реестр не сообщает. Он сообщает: {fields}.',
  },
  '“{field}” stands there twice.': {
    lv: '“{field}” tur ir divreiz.',
    ka: '„{field}“ იქ ორჯერ წერია.',
    zh: '“{field}”出现了两次。',
    ru: '«{field}» стоит там дважды.',
  },
  '“{path}” is no path such as company.legalName.': {
    lv: '“{path}” nav tāds ceļš kā company.legalName.',
    ka: '„{path}“ არ არის ისეთი გზა, როგორიც company.legalName.',
    zh: '“{path}”不是 company.legalName 这样的路径。',
    ru: '«{path}» не похоже на путь вида company.legalName.',
  },
  'Say of at least one field where it stands.': {
    lv: 'Norādiet vismaz vienam laukam, kur tas atrodas.',
    ka: 'ერთი ველისთვის მაინც მიუთითეთ, სად დგას.',
    zh: '请至少指明一个字段的位置。',
    ru: 'Укажите хотя бы для одного поля, где оно стоит.',
  },
  'A name of a key has letters, digits, hyphens and underscores only.': {
    lv: 'Atslēgas nosaukumā ir tikai burti, cipari, defises un pasvītras.',
    ka: 'გასაღების სახელში მხოლოდ ასოები, ციფრები, დეფისები და ქვედა ტირეებია.',
    zh: '密钥名称只能包含字母、数字、连字符和下划线。',
    ru: 'В имени ключа только буквы, цифры, дефисы и подчёркивания.',
  },
  'A key is one line of Latin letters, digits and signs.': {
    lv: 'Atslēga ir viena rinda no latīņu burtiem, cipariem un zīmēm.',
    ka: 'გასაღები ერთი ხაზია ლათინური ასოებით, ციფრებითა და ნიშნებით.',
    zh: '密钥是由拉丁字母、数字和符号组成的一行。',
    ru: 'Ключ — это одна строка из латинских букв, цифр и знаков.',
  },
  'This link is over already.': {
    lv: 'Šī saite jau ir beigusies.',
    ka: 'ეს კავშირი უკვე დასრულებულია.',
    zh: '该关联已经结束。',
    ru: 'Эта связь уже прекращена.',
  },
  'Only an active partner can be frozen.': {
    lv: 'Iesaldēt var tikai aktīvu partneri.',
    ka: 'მხოლოდ აქტიური პარტნიორის გაყინვა შეიძლება.',
    zh: '只有处于启用状态的往来单位才能冻结。',
    ru: 'Заморозить можно только активного партнёра.',
  },
  'Only an active or frozen partner can be deactivated. One in intake is refused instead.': {
    lv: 'Deaktivizēt var tikai aktīvu vai iesaldētu partneri. To, kuru vēl uzņem, noraida.',
    ka: 'მხოლოდ აქტიური ან გაყინული პარტნიორის დეაქტივაცია შეიძლება. ვინც ჯერ მიღების პროცესშია, უარს იღებს.',
    zh: '只有启用或已冻结的往来单位才能停用；尚在准入中的应予拒绝。',
    ru: 'Деактивировать можно только активного или замороженного партнёра. Тому, кого ещё принимают, отказывают.',
  },
  'A partner that was refused, frozen or closed is not asked for data.': {
    lv: 'Noraidītam, iesaldētam vai slēgtam partnerim datus neprasa.',
    ka: 'უარყოფილ, გაყინულ ან დახურულ პარტნიორს მონაცემებს არ სთხოვენ.',
    zh: '不向被拒绝、冻结或停用的往来单位索取资料。',
    ru: 'У отклонённого, замороженного или закрытого партнёра данные не запрашивают.',
  },
  'This partner has no e-mail. Say where the link goes.': {
    lv: 'Šim partnerim nav e-pasta. Norādiet, kurp sūtīt saiti.',
    ka: 'ამ პარტნიორს ელფოსტა არ აქვს. მიუთითეთ, სად გაიგზავნოს ბმული.',
    zh: '该往来单位没有邮箱。请指明链接发往何处。',
    ru: 'У этого партнёра нет почты. Укажите, куда отправить ссылку.',
  },
  'This request is over.': {
    lv: 'Šis pieprasījums ir beidzies.',
    ka: 'ეს მოთხოვნა დასრულებულია.',
    zh: '此请求已结束。',
    ru: 'Этот запрос завершён.',
  },
  'This step is not the next one.': {
    lv: 'Šis solis nav nākamais.',
    ka: 'ეს ნაბიჯი შემდეგი არ არის.',
    zh: '这不是下一步。',
    ru: 'Этот шаг — не следующий.',
  },
  'You entered this partner, so somebody else has to approve it.': {
    lv: 'Jūs šo partneri ievadījāt, tāpēc apstiprināt to jākādam citam.',
    ka: 'ეს პარტნიორი თქვენ შეიყვანეთ, ამიტომ სხვამ უნდა დაამტკიცოს.',
    zh: '该往来单位由您录入，须由他人批准。',
    ru: 'Этого партнёра ввели вы, поэтому утвердить его должен кто-то другой.',
  },
  'You took another step with this partner, so somebody else has to take this one.': {
    lv: 'Citu soli ar šo partneri spērāt jūs, tāpēc šo jāsper kādam citam.',
    ka: 'ამ პარტნიორთან სხვა ნაბიჯი თქვენ გადადგით, ამიტომ ეს სხვამ უნდა გადადგას.',
    zh: '您已执行过该往来单位的其他步骤，此步骤须由他人执行。',
    ru: 'Другой шаг с этим партнёром сделали вы, поэтому этот должен сделать кто-то другой.',
  },
  'Only a frozen or inactive partner can be reactivated.': {
    lv: 'Atjaunot var tikai iesaldētu vai neaktīvu partneri.',
    ka: 'რეაქტივაცია მხოლოდ გაყინული ან არააქტიური პარტნიორისა შეიძლება.',
    zh: '只有已冻结或已停用的往来单位才能重新启用。',
    ru: 'Возобновить можно только замороженного или неактивного партнёра.',
  },
  'Only what is still planned can be called off.': {
    lv: 'Atcelt var tikai to, kas vēl ir plānots.',
    ka: 'გაუქმება მხოლოდ იმის შეიძლება, რაც ჯერ კიდევ დაგეგმილია.',
    zh: '只有仍在计划中的才能取消。',
    ru: 'Отменить можно только то, что ещё запланировано.',
  },
  'Only what is still planned can be done.': {
    lv: 'Izdarīt var tikai to, kas vēl ir plānots.',
    ka: 'შესრულება მხოლოდ იმის შეიძლება, რაც ჯერ კიდევ დაგეგმილია.',
    zh: '只有仍在计划中的才能执行。',
    ru: 'Выполнить можно только то, что ещё запланировано.',
  },
  'This reason is not in use for this. Pick one from the list.': {
    lv: 'Šo iemeslu šim nelieto. Izvēlieties no saraksta.',
    ka: 'ეს მიზეზი ამისთვის არ გამოიყენება. აირჩიეთ სიიდან.',
    zh: '此原因不适用于此操作。请从列表中选择。',
    ru: 'Эта причина для этого не используется. Выберите из списка.',
  },
  'The reason “{reason}” asks for evidence. Add a file.': {
    lv: 'Iemesls “{reason}” prasa pierādījumu. Pievienojiet datni.',
    ka: 'მიზეზი „{reason}“ მტკიცებულებას მოითხოვს. დაამატეთ ფაილი.',
    zh: '原因“{reason}”需要凭证。请添加文件。',
    ru: 'Причина «{reason}» требует подтверждения. Приложите файл.',
  },
  'Such a line was not sent with this form.': {
    lv: 'Tāda rinda ar šo veidlapu netika atsūtīta.',
    ka: 'ასეთი სტრიქონი ამ ფორმით არ გამოგზავნილა.',
    zh: '此表单中没有提交过这一行。',
    ru: 'Такая строка с этой формой не присылалась.',
  },
  'This is done already.': {
    lv: 'Tas jau ir paveikts.',
    ka: 'ეს უკვე შესრულებულია.',
    zh: '这已经完成。',
    ru: 'Это уже сделано.',
  },
})
