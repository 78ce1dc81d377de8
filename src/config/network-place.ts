/** Whether the guard can read an exception from what it refuses: `net/allow-list.ts` says what each form means. */
export function isNetworkPlace(text: string): boolean {
  if (text.includes('/')) return isRange(text)
  if (isAddress(text)) return true
  const [, bracketed, host, port = '80'] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/u.exec(text) ?? []
  if (Number(port) < 1 || Number(port) > 65_535) return false
  if (bracketed !== undefined) return isAddress(bracketed)
  if (host === undefined) return false
  return /^[\d.]+$/u.test(host) ? isAddress(host) : URL.canParse(`http://${host}/`)
}

/** An address, or a range of them such as 10.0.0.0/8, but not of all there are. */
export function isAddressOrRange(text: string): boolean {
  return text.includes('/') ? isRange(text) && !/\/0+$/u.test(text) : isAddress(text)
}

function isRange(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/')
  const most = address.includes(':') ? 128 : 32
  return isAddress(address) && rest.length === 0 && /^\d{1,3}$/u.test(bits) && Number(bits) <= most
}

/** Zones of interfaces are no part of one. */
function isAddress(text: string): boolean {
  if (text.includes(':')) return !text.includes('%') && URL.canParse(`http://[${text}]/`)
  return (
    text.split('.').length === 4 &&
    text.split('.').every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part) && Number(part) <= 255)
  )
}
