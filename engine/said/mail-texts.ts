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
} as const
