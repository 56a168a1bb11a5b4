// Sets light or dark before the first paint; web/theme/theme.ts keeps it current afterwards.
;(function () {
  var kept = null
  try {
    kept = JSON.parse(localStorage.getItem('kontor.preferences') || '{}')
  } catch {
    // A private window may forbid storage, or the text may be damaged; the system's choice holds then.
    kept = {}
  }
  var dark =
    kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  if (kept.textSize === 'large') document.documentElement.dataset.text = 'large'
  if (kept.language) document.documentElement.lang = kept.language === 'zh' ? 'zh-Hans' : kept.language
})()
