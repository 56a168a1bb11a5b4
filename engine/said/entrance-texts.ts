/** What is said of second factors and of how one comes in, in the languages other than English. */
export const entranceTexts = {
  'Give the passkey a name of at most 100 characters.': {
    lv: 'Dodiet piekļuves atslēgai nosaukumu, ne garāku par 100 rakstzīmēm.',
    ka: 'დაარქვით საშვ გასაღებს სახელი, არაუმეტეს 100 სიმბოლოსი.',
    zh: '请为通行密钥命名，最多 100 个字符。',
    ru: 'Дайте ключу доступа имя не длиннее 100 знаков.',
  },
  'The passkey could not be added. Try it once more.': {
    lv: 'Piekļuves atslēgu neizdevās pievienot. Mēģiniet vēlreiz.',
    ka: 'საშვი გასაღები ვერ დაემატა. სცადეთ ხელახლა.',
    zh: '无法添加通行密钥。请再试一次。',
    ru: 'Ключ доступа не удалось добавить. Попробуйте ещё раз.',
  },
  'There is an authenticator already. Remove it before you add another.': {
    lv: 'Autentifikators jau ir. Noņemiet to, pirms pievienojat citu.',
    ka: 'აუთენტიფიკატორი უკვე არის. სხვის დამატებამდე წაშალეთ.',
    zh: '已有一个验证器。请先移除它，再添加新的。',
    ru: 'Аутентификатор уже есть. Удалите его, прежде чем добавить другой.',
  },
  'This is not the code that the authenticator shows now. Type the next one.': {
    lv: 'Šis nav kods, ko autentifikators rāda tagad. Ievadiet nākamo.',
    ka: 'ეს არ არის კოდი, რომელსაც აუთენტიფიკატორი ახლა აჩვენებს. აკრიფეთ შემდეგი.',
    zh: '这不是验证器当前显示的代码。请输入下一个。',
    ru: 'Это не тот код, который аутентификатор показывает сейчас. Введите следующий.',
  },
  'That took too long, or was done elsewhere. Begin again.': {
    lv: 'Tas bija pārāk ilgi vai tika izdarīts citur. Sāciet no jauna.',
    ka: 'ძალიან დიდხანს გაგრძელდა ან სხვაგან შესრულდა. დაიწყეთ თავიდან.',
    zh: '耗时过长，或已在别处完成。请重新开始。',
    ru: 'Это длилось слишком долго или сделано в другом месте. Начните заново.',
  },
  'That is not right, or was used before. Take the next code, or another way.': {
    lv: 'Tas nav pareizi vai jau ir izmantots. Ņemiet nākamo kodu vai citu veidu.',
    ka: 'ეს არასწორია ან უკვე გამოყენებულია. აიღეთ შემდეგი კოდი ან სხვა გზა.',
    zh: '不正确或已被使用。请使用下一个代码或其他方式。',
    ru: 'Это неверно или уже использовано. Возьмите следующий код или другой способ.',
  },
  'That took too long. Sign in from the beginning.': {
    lv: 'Tas bija pārāk ilgi. Pierakstieties no sākuma.',
    ka: 'ძალიან დიდხანს გაგრძელდა. შედით თავიდან.',
    zh: '耗时过长。请从头登录。',
    ru: 'Это длилось слишком долго. Войдите с начала.',
  },
  'Nobody here has this passkey. Sign in with your password.': {
    lv: 'Šeit nevienam nav šīs piekļuves atslēgas. Pierakstieties ar paroli.',
    ka: 'ეს საშვი გასაღები აქ არავის აქვს. შედით პაროლით.',
    zh: '此处无人拥有该通行密钥。请用密码登录。',
    ru: 'Такого ключа доступа здесь ни у кого нет. Войдите с паролем.',
  },
  'Your post asks for more than a password. Add an authenticator or a passkey first.': {
    lv: 'Jūsu amats prasa vairāk nekā paroli. Vispirms pievienojiet autentifikatoru vai piekļuves atslēgu.',
    ka: 'თქვენი თანამდებობა პაროლზე მეტს მოითხოვს. ჯერ დაამატეთ აუთენტიფიკატორი ან საშვი გასაღები.',
    zh: '您的岗位要求的不只是密码。请先添加验证器或通行密钥。',
    ru: 'Ваша должность требует большего, чем пароль. Сначала добавьте аутентификатор или ключ доступа.',
  },
  'Your sign-in to Kontor was changed': {
    lv: 'Jūsu pierakstīšanās Kontor ir mainīta',
    ka: 'Kontor-ში თქვენი შესვლა შეიცვალა',
    zh: '您的 Kontor 登录方式已更改',
    ru: 'Ваш вход в Kontor изменён',
  },
  'What you show beside your password was changed: an authenticator, a passkey or codes.': {
    lv: 'Ir mainīts tas, ko rādāt līdzās parolei: autentifikators, piekļuves atslēga vai kodi.',
    ka: 'შეიცვალა ის, რასაც პაროლთან ერთად აჩვენებთ: აუთენტიფიკატორი, საშვი გასაღები ან კოდები.',
    zh: '您在密码之外出示的内容已更改：验证器、通行密钥或恢复代码。',
    ru: 'Изменено то, что вы показываете кроме пароля: аутентификатор, ключ доступа или коды.',
  },
  'Your password was changed.': {
    lv: 'Jūsu parole ir mainīta.',
    ka: 'თქვენი პაროლი შეიცვალა.',
    zh: '您的密码已更改。',
    ru: 'Ваш пароль изменён.',
  },
  'If it was not you, tell your administrator at once.': {
    lv: 'Ja tas nebijāt jūs, nekavējoties pasakiet administratoram.',
    ka: 'თუ ეს თქვენ არ იყავით, დაუყოვნებლივ უთხარით ადმინისტრატორს.',
    zh: '如果不是您本人操作，请立即告知管理员。',
    ru: 'Если это были не вы, сразу скажите администратору.',
  },
  'Show first that it is you: with your password or a passkey.': {
    lv: 'Vispirms parādiet, ka tas esat jūs: ar paroli vai piekļuves atslēgu.',
    ka: 'ჯერ აჩვენეთ, რომ ეს თქვენ ხართ: პაროლით ან საშვი გასაღებით.',
    zh: '请先用密码或通行密钥证明是您本人。',
    ru: 'Сначала покажите, что это вы: паролем или ключом доступа.',
  },
} as const
