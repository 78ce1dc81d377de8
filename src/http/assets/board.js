// Swaps in the new board when an edition comes. The page is whole without this script.

const SETTLE_MS = 400
// Every open browser hears of an edition at once; they should not all ask at once.
const SPREAD_MS = 1200
const MINUTE_MS = 60_000

let stream
let timer
let isStale = false

connect()
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return disconnect()
  connect()
  if (isStale) schedule()
})
window.addEventListener('pagehide', disconnect)
window.addEventListener('pageshow', (event) => {
  if (event.persisted) connect()
})
setInterval(showAges, MINUTE_MS)

function connect() {
  if (stream || document.hidden || !document.querySelector('[data-live] [data-story]')) return
  stream = new EventSource('/events')
  stream.addEventListener('edition', schedule)
  stream.addEventListener('open', () => {
    document.documentElement.classList.add('is-live')
    if (isStale) schedule()
  })
  stream.addEventListener('error', () => {
    document.documentElement.classList.remove('is-live')
    isStale = true
  })
}

function disconnect() {
  stream?.close()
  stream = undefined
  isStale = true
  document.documentElement.classList.remove('is-live')
}

function schedule() {
  isStale = true
  clearTimeout(timer)
  timer = setTimeout(refresh, SETTLE_MS + Math.random() * SPREAD_MS)
}

async function refresh() {
  if (document.hidden) return
  const answer = await fetch(location.href, { cache: 'no-cache', headers: { accept: 'text/html' } }).catch(
    () => undefined,
  )
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  isStale = false

  const before = new Map([...rows(document)].map((row) => [keyOf(row), row.dataset.rank]))
  const focused = pathOf(document.activeElement)
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (next && next.innerHTML !== part.innerHTML) part.replaceWith(document.adoptNode(next))
  }
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true })

  let changed = 0
  for (const row of rows(document)) {
    if (before.get(keyOf(row)) === row.dataset.rank) continue
    row.classList.add('is-changed')
    changed++
  }
  if (changed > 0)
    document.getElementById('announce').textContent = document.getElementById('dateline').textContent
}

const rows = (root) => root.querySelectorAll('[data-story]')

/** The same story may stand in several lists. */
function keyOf(row) {
  return `${row.closest('section').getAttribute('aria-labelledby')} ${row.dataset.story}`
}

/** Where the focus is, so that it can be put back: the link of the same story in the same list. */
function pathOf(element) {
  const row = element?.closest('[data-story]')
  if (!row || !element.matches('a')) return
  const list = CSS.escape(row.closest('section').getAttribute('aria-labelledby'))
  const kind = element.classList.contains('origins') ? 'a.origins' : '.headline a'
  return `[aria-labelledby="${list}"] [data-story="${CSS.escape(row.dataset.story)}"] ${kind}`
}

function showAges() {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, {
    style: 'narrow',
    numeric: 'auto',
  })
  for (const time of document.querySelectorAll('time[data-age]')) {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE_MS))
    if (minutes < 1) time.textContent = format.format(0, 'second')
    else if (minutes < 60) time.textContent = format.format(-minutes, 'minute')
    else if (minutes < 1440) time.textContent = format.format(-Math.floor(minutes / 60), 'hour')
    else time.textContent = format.format(-Math.floor(minutes / 1440), 'day')
  }
}
