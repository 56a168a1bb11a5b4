/** What is said of signing in by OpenID providers, in the languages other than English. */
export const openIdTexts = {
  'This way to sign in is not there any more. Sign in another way.': {
    lv: 'Šāda pierakstīšanās veida vairs nav. Pierakstieties citādi.',
    ka: 'შესვლის ეს გზა აღარ არსებობს. შედით სხვა გზით.',
    zh: '此登录方式已不存在。请用其他方式登录。',
    ru: 'Этого способа входа больше нет. Войдите другим способом.',
  },
  '{provider} does not answer just now. Sign in another way, or try again later.': {
    lv: '{provider} pašlaik neatbild. Pierakstieties citādi vai mēģiniet vēlāk.',
    ka: '{provider} ახლა არ პასუხობს. შედით სხვა გზით ან სცადეთ მოგვიანებით.',
    zh: '{provider} 目前没有响应。请用其他方式登录，或稍后再试。',
    ru: '{provider} сейчас не отвечает. Войдите другим способом или попробуйте позже.',
  },
  '{issuer} answers, but not as the OpenID provider {provider} should. Its address has to be mended.': {
    lv: '{issuer} atbild, bet ne tā, kā būtu jāatbild OpenID sniedzējam {provider}. Jālabo tā adrese.',
    ka: '{issuer} პასუხობს, მაგრამ არა ისე, როგორც OpenID პროვაიდერმა {provider} უნდა უპასუხოს. მისი მისამართი გასასწორებელია.',
    zh: '{issuer} 有响应，但不是 OpenID 提供方 {provider} 应有的响应。需要更正其地址。',
    ru: '{issuer} отвечает, но не так, как должен поставщик OpenID {provider}. Нужно исправить его адрес.',
  },
  'The secret of {provider} was kept under another KONTOR_SECRET. It has to be entered again.': {
    lv: '{provider} noslēpums tika glabāts ar citu KONTOR_SECRET. Tas jāievada no jauna.',
    ka: '{provider}-ის საიდუმლო სხვა KONTOR_SECRET-ით ინახებოდა. ის ხელახლა უნდა შეიყვანოთ.',
    zh: '{provider} 的密钥是在另一个 KONTOR_SECRET 下保存的。需要重新输入。',
    ru: 'Секрет {provider} хранился под другим KONTOR_SECRET. Его нужно ввести заново.',
  },
  'What came back from {provider} does not fit what was asked, so nobody was signed in. Begin again; if it happens once more, tell your administrator.':
    {
      lv: 'Tas, kas atnāca no {provider}, neatbilst jautātajam, tāpēc neviens netika pierakstīts. Sāciet no jauna; ja tas atkārtojas, pasakiet administratoram.',
      ka: '{provider}-იდან დაბრუნებული მოთხოვნილს არ შეესაბამება, ამიტომ არავინ შესულა. დაიწყეთ თავიდან; თუ განმეორდა, უთხარით ადმინისტრატორს.',
      zh: '{provider} 返回的内容与请求不符，因此无人登录。请重新开始；若再次发生，请告知管理员。',
      ru: 'То, что вернулось от {provider}, не соответствует запрошенному, поэтому никто не вошёл. Начните заново; если повторится, скажите администратору.',
    },
  '{provider} did not let you in. Try again, or sign in another way.': {
    lv: '{provider} jūs neielaida. Mēģiniet vēlreiz vai pierakstieties citādi.',
    ka: '{provider}-მა არ შემოგიშვათ. სცადეთ ხელახლა ან შედით სხვა გზით.',
    zh: '{provider} 未允许您登录。请重试，或用其他方式登录。',
    ru: '{provider} не впустил вас. Попробуйте ещё раз или войдите другим способом.',
  },
  '{provider} does not take the client id or secret of Kontor. Tell your administrator.': {
    lv: '{provider} nepieņem Kontor klienta ID vai noslēpumu. Pasakiet administratoram.',
    ka: '{provider} არ იღებს Kontor-ის კლიენტის ID-ს ან საიდუმლოს. უთხარით ადმინისტრატორს.',
    zh: '{provider} 不接受 Kontor 的客户端 ID 或密钥。请告知管理员。',
    ru: '{provider} не принимает идентификатор клиента или секрет Kontor. Скажите администратору.',
  },
  'What was begun at {provider} was not begun in this browser, or took too long. Begin again.': {
    lv: 'Pie {provider} iesāktais netika sākts šajā pārlūkā vai bija pārāk ilgi. Sāciet no jauna.',
    ka: '{provider}-თან დაწყებული ამ ბრაუზერში არ დაწყებულა ან ძალიან დიდხანს გაგრძელდა. დაიწყეთ თავიდან.',
    zh: '在 {provider} 的登录不是从此浏览器开始的，或耗时过长。请重新开始。',
    ru: 'Начатое у {provider} начато не в этом браузере или длилось слишком долго. Начните заново.',
  },
  'By {provider} people come in with an e-mail of {domains}. Take such an account, or sign in another way.': {
    lv: 'Ar {provider} ienāk ar e-pastu no {domains}. Ņemiet tādu kontu vai pierakstieties citādi.',
    ka: '{provider}-ით შედიან {domains}-ის ელფოსტით. აიღეთ ასეთი ანგარიში ან შედით სხვა გზით.',
    zh: '通过 {provider} 登录须使用 {domains} 的电子邮箱。请改用这样的账号，或用其他方式登录。',
    ru: 'Через {provider} входят с эл. почтой {domains}. Возьмите такую учётную запись или войдите другим способом.',
  },
  '{provider} does not say that your e-mail is verified, so nobody was signed in. Verify it there, or sign in another way.':
    {
      lv: '{provider} nesaka, ka jūsu e-pasts ir apstiprināts, tāpēc neviens netika pierakstīts. Apstipriniet to tur vai pierakstieties citādi.',
      ka: '{provider} არ ამბობს, რომ თქვენი ელფოსტა დადასტურებულია, ამიტომ არავინ შესულა. დაადასტურეთ იქ ან შედით სხვა გზით.',
      zh: '{provider} 未表明您的电子邮箱已验证，因此无人登录。请在那里验证，或用其他方式登录。',
      ru: '{provider} не говорит, что ваша эл. почта подтверждена, поэтому никто не вошёл. Подтвердите её там или войдите другим способом.',
    },
  'Your user here is not active any more. Ask your administrator.': {
    lv: 'Jūsu lietotājs šeit vairs nav aktīvs. Jautājiet administratoram.',
    ka: 'თქვენი მომხმარებელი აქ აღარ არის აქტიური. მიმართეთ ადმინისტრატორს.',
    zh: '您在此处的用户已停用。请联系管理员。',
    ru: 'Ваш пользователь здесь больше не активен. Обратитесь к администратору.',
  },
  'Nobody here is linked to this account of {provider}. Sign in another way and link it on your page “Sign-in and keys”, or ask your administrator.':
    {
      lv: 'Ar šo {provider} kontu šeit neviens nav saistīts. Pierakstieties citādi un saistiet to savā lapā “Pieteikšanās un atslēgas” vai jautājiet administratoram.',
      ka: '{provider}-ის ამ ანგარიშს აქ არავინ უკავშირდება. შედით სხვა გზით და დააკავშირეთ თქვენს გვერდზე „შესვლა და გასაღებები“ ან მიმართეთ ადმინისტრატორს.',
      zh: '此处没有用户与 {provider} 的这个账号关联。请用其他方式登录，并在您的“登录与密钥”页面关联，或联系管理员。',
      ru: 'С этой учётной записью {provider} здесь никто не связан. Войдите другим способом и свяжите её на своей странице «Вход и ключи» или обратитесь к администратору.',
    },
  'This account of {provider} is linked to another user here. It has to be unlinked there first.': {
    lv: 'Šis {provider} konts ir saistīts ar citu lietotāju. Vispirms tas jāatsaista tur.',
    ka: '{provider}-ის ეს ანგარიში აქ სხვა მომხმარებელთანაა დაკავშირებული. ჯერ იქ უნდა გაუქმდეს კავშირი.',
    zh: '{provider} 的这个账号已关联到此处的另一位用户。须先在那里取消关联。',
    ru: 'Эта учётная запись {provider} связана здесь с другим пользователем. Сначала её нужно отвязать там.',
  },
  'This is your only way in. Get a password first, by “Forgotten the password?” at the sign-in.': {
    lv: 'Tas ir jūsu vienīgais veids, kā ienākt. Vispirms iegūstiet paroli ar “Aizmirsāt paroli?” pierakstīšanās lapā.',
    ka: 'ეს თქვენი შესვლის ერთადერთი გზაა. ჯერ მიიღეთ პაროლი შესვლის გვერდზე „დაგავიწყდათ პაროლი?“-ით.',
    zh: '这是您唯一的登录方式。请先在登录页通过“忘记密码？”获取密码。',
    ru: 'Это ваш единственный способ войти. Сначала получите пароль через «Забыли пароль?» на странице входа.',
  },
  'A key was made by which a program does what you may do. A new password does not end it: revoke it on your page “Sign-in and keys” if you do not know it.':
    {
      lv: 'Izveidota atslēga, ar kuru programma dara to, ko drīkstat jūs. Jauna parole to neizbeidz: ja to nepazīstat, atsauciet to savā lapā “Pieteikšanās un atslēgas”.',
      ka: 'შეიქმნა გასაღები, რომლითაც პროგრამა აკეთებს იმას, რისი უფლებაც თქვენ გაქვთ. ახალი პაროლი მას არ აუქმებს: თუ არ იცნობთ, გააუქმეთ თქვენს გვერდზე „შესვლა და გასაღებები“.',
      zh: '已创建一个密钥，程序凭它可以做您有权做的事。更改密码不会使它失效：如果您不认识它，请在您的“登录与密钥”页面上吊销它。',
      ru: 'Создан ключ, по которому программа делает то, что можно вам. Новый пароль его не отменяет: если он вам незнаком, отзовите его на своей странице «Вход и ключи».',
    },
  'An account elsewhere by which you come in was linked or unlinked.': {
    lv: 'Ir saistīts vai atsaistīts konts citur, ar kuru jūs ienākat.',
    ka: 'დაუკავშირდა ან გაუქმდა სხვაგან არსებული ანგარიში, რომლითაც შედიხართ.',
    zh: '您用于登录的外部账号已被关联或取消关联。',
    ru: 'Учётная запись в другом месте, через которую вы входите, связана или отвязана.',
  },
  'Write what the button says, in at most 60 characters.': {
    lv: 'Ierakstiet, kas rakstīts uz pogas, ne vairāk kā 60 rakstzīmēs.',
    ka: 'ჩაწერეთ ღილაკის წარწერა, არაუმეტეს 60 სიმბოლოსი.',
    zh: '请填写按钮文字，最多 60 个字符。',
    ru: 'Напишите текст кнопки, не длиннее 60 знаков.',
  },
  'Give the address of the provider with https://, such as https://id.example.com.': {
    lv: 'Norādiet sniedzēja adresi ar https://, piemēram, https://id.example.com.',
    ka: 'მიუთითეთ პროვაიდერის მისამართი https://-ით, მაგალითად https://id.example.com.',
    zh: '请填写以 https:// 开头的提供方地址，例如 https://id.example.com。',
    ru: 'Укажите адрес поставщика с https://, например https://id.example.com.',
  },
  'Give the client id that the provider told you.': {
    lv: 'Norādiet klienta ID, ko jums paziņoja sniedzējs.',
    ka: 'მიუთითეთ კლიენტის ID, რომელიც პროვაიდერმა გითხრათ.',
    zh: '请填写提供方给您的客户端 ID。',
    ru: 'Укажите идентификатор клиента, который вам сообщил поставщик.',
  },
  'Give e-mail domains such as example.com.': {
    lv: 'Norādiet e-pasta domēnus, piemēram, example.com.',
    ka: 'მიუთითეთ ელფოსტის დომენები, მაგალითად example.com.',
    zh: '请填写电子邮箱域名，例如 example.com。',
    ru: 'Укажите домены эл. почты, например example.com.',
  },
  'Choose a post that is there and does not make administrators.': {
    lv: 'Izvēlieties esošu amatu, kas nepadara par administratoru.',
    ka: 'აირჩიეთ არსებული თანამდებობა, რომელიც ადმინისტრატორს არ ხდის.',
    zh: '请选择一个存在且不授予管理员身份的岗位。',
    ru: 'Выберите существующую должность, которая не делает администратором.',
  },
  'Name the e-mail domains: else anybody with an account there would become a user.': {
    lv: 'Norādiet e-pasta domēnus: citādi par lietotāju kļūtu ikviens, kam tur ir konts.',
    ka: 'მიუთითეთ ელფოსტის დომენები: სხვაგვარად მომხმარებელი გახდება ყველა, ვისაც იქ ანგარიში აქვს.',
    zh: '请填写电子邮箱域名：否则任何在那里有账号的人都会成为用户。',
    ru: 'Укажите домены эл. почты: иначе пользователем станет любой, у кого там есть учётная запись.',
  },
} as const
