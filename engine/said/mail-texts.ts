/** What mails say, and what is said of mail, in the languages other than English. */
export const mailTexts = {
  'A test mail from Kontor': {
    lv: 'Kontor izmēģinājuma vēstule',
    ka: 'Kontor-ის საცდელი წერილი',
    zh: '来自 Kontor 的测试邮件',
    ru: 'Пробное письмо от Kontor',
  },
  'Kontor can send mail: this one was sent to try it out.': {
    lv: 'Kontor var sūtīt vēstules: šī tika nosūtīta, lai to izmēģinātu.',
    ka: 'Kontor-ს შეუძლია წერილების გაგზავნა: ეს გამოსაცდელად გაიგზავნა.',
    zh: 'Kontor 可以发送邮件：此邮件用于测试。',
    ru: 'Kontor может отправлять почту: это письмо отправлено для пробы.',
  },
  'SMTP_URL is not an address such as smtp://user:password@mail.example.com:587.': {
    lv: 'SMTP_URL nav tāda adrese kā smtp://user:password@mail.example.com:587.',
    ka: 'SMTP_URL არ არის ისეთი მისამართი, როგორიცაა smtp://user:password@mail.example.com:587.',
    zh: 'SMTP_URL 不是 smtp://user:password@mail.example.com:587 这样的地址。',
    ru: 'SMTP_URL — не адрес вида smtp://user:password@mail.example.com:587.',
  },
  'Mail is not set up. Give Kontor a mail server as SMTP_URL, and start it again.': {
    lv: 'Pasts nav iestatīts. Norādiet Kontor pasta serveri ar SMTP_URL un palaidiet to vēlreiz.',
    ka: 'ფოსტა გამართული არ არის. მიუთითეთ Kontor-ს ფოსტის სერვერი SMTP_URL-ით და თავიდან გაუშვით.',
    zh: '尚未设置邮件。请以 SMTP_URL 指定邮件服务器，然后重新启动 Kontor。',
    ru: 'Почта не настроена. Укажите Kontor почтовый сервер в SMTP_URL и запустите его снова.',
  },
  'Only an administrator may see the mails. Ask one.': {
    lv: 'Vēstules drīkst redzēt tikai administrators. Lūdziet to.',
    ka: 'წერილების ნახვა მხოლოდ ადმინისტრატორს შეუძლია. სთხოვეთ მას.',
    zh: '只有管理员可以查看邮件。请联系管理员。',
    ru: 'Письма может видеть только администратор. Обратитесь к нему.',
  },
  'A new password for Kontor': {
    lv: 'Jauna Kontor parole',
    ka: 'Kontor-ის ახალი პაროლი',
    zh: 'Kontor 的新密码',
    ru: 'Новый пароль для Kontor',
  },
  'Somebody, probably you, asked for a new password for {email}.': {
    lv: 'Kāds, visticamāk jūs, lūdza jaunu paroli adresei {email}.',
    ka: 'ვიღაცამ, ალბათ თქვენ, ახალი პაროლი მოითხოვა მისამართისთვის {email}.',
    zh: '有人（可能是您）为 {email} 申请了新密码。',
    ru: 'Кто-то, вероятно вы, попросил новый пароль для {email}.',
  },
  'The link opens once, within an hour. If it was not you, do nothing: your password stays as it is.': {
    lv: 'Saite atveras vienreiz, stundas laikā. Ja tas nebijāt jūs, nedariet neko: jūsu parole paliek kā bijusi.',
    ka: 'ბმული ერთხელ იხსნება, ერთი საათის განმავლობაში. თუ ეს თქვენ არ იყავით, არაფერი გააკეთოთ: პაროლი უცვლელი რჩება.',
    zh: '此链接在一小时内可打开一次。如果不是您本人申请，请忽略：您的密码不变。',
    ru: 'Ссылка открывается один раз, в течение часа. Если это были не вы, ничего не делайте: пароль останется прежним.',
  },
  'Choose a new password': {
    lv: 'Izvēlēties jaunu paroli',
    ka: 'ახალი პაროლის არჩევა',
    zh: '选择新密码',
    ru: 'Выбрать новый пароль',
  },
  'You are invited to {group}': {
    lv: 'Jūs esat uzaicināts: {group}',
    ka: 'მოგიწვიეს: {group}',
    zh: '邀请您加入 {group}',
    ru: 'Вас приглашают: {group}',
  },
  '{name}, you can work with {group} in Kontor. You sign in as {email}.': {
    lv: '{name}, jūs varat strādāt ar {group} sistēmā Kontor. Jūs pierakstāties kā {email}.',
    ka: '{name}, შეგიძლიათ იმუშაოთ {group}-თან Kontor-ში. შედიხართ როგორც {email}.',
    zh: '{name}，您可以在 Kontor 中与 {group} 协作。您的登录名是 {email}。',
    ru: '{name}, вы можете работать с {group} в Kontor. Вы входите как {email}.',
  },
  'The link opens once, within seven days. After that, ask whoever invited you for another.': {
    lv: 'Saite atveras vienreiz, septiņu dienu laikā. Pēc tam lūdziet jaunu tam, kas jūs uzaicināja.',
    ka: 'ბმული ერთხელ იხსნება, შვიდი დღის განმავლობაში. ამის შემდეგ ახალი სთხოვეთ მას, ვინც მოგიწვიათ.',
    zh: '此链接在七天内可打开一次。之后请向邀请您的人索取新链接。',
    ru: 'Ссылка открывается один раз, в течение семи дней. После этого попросите новую у того, кто вас пригласил.',
  },
  'Choose your password': {
    lv: 'Izvēlēties savu paroli',
    ka: 'პაროლის არჩევა',
    zh: '选择您的密码',
    ru: 'Выбрать пароль',
  },
  'This link does not open any more: it was used, is too old, or a newer one was sent. Ask for another.': {
    lv: 'Šī saite vairs neatveras: tā ir izmantota, par vecu, vai ir nosūtīta jaunāka. Lūdziet citu.',
    ka: 'ეს ბმული აღარ იხსნება: გამოყენებულია, ძველია ან უფრო ახალი გაიგზავნა. მოითხოვეთ სხვა.',
    zh: '此链接已失效：已被使用、已过期，或已发送更新的链接。请重新索取。',
    ru: 'Эта ссылка больше не открывается: она использована, устарела, или отправлена новая. Попросите другую.',
  },
  'This user is not active. Make the user active first.': {
    lv: 'Šis lietotājs nav aktīvs. Vispirms padariet to aktīvu.',
    ka: 'ეს მომხმარებელი აქტიური არ არის. ჯერ გაააქტიურეთ.',
    zh: '该用户未启用。请先启用该用户。',
    ru: 'Этот пользователь неактивен. Сначала сделайте его активным.',
  },
  'This was asked for too often from your network. Wait {seconds} s, then try again.': {
    lv: 'To no jūsu tīkla lūdza pārāk bieži. Pagaidiet {seconds} s un mēģiniet vēlreiz.',
    ka: 'თქვენი ქსელიდან ეს ძალიან ხშირად მოითხოვეს. დაელოდეთ {seconds} წამს და სცადეთ ხელახლა.',
    zh: '来自您网络的请求过于频繁。请等待 {seconds} 秒后再试。',
    ru: 'Из вашей сети это запрашивали слишком часто. Подождите {seconds} с и повторите.',
  },
} as const
