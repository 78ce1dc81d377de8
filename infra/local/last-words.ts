const MAX_LINES = 20
/** Of a log without an error, as after a SIGKILL. */
const LAST_LINES = 3

/**
 * What a process said at its end, from its log: the errors among its lines, each as its message with those of its causes; what
 * is no line of the log, such as a mistake in the configuration, as it stands. Else its last three lines.
 */
export function lastWords(log: string): string[] {
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  const told = lines.flatMap((line) => {
    const parsed = parse(line)
    if (!parsed) return [line]
    return parsed.level === 'error' || parsed.level === 'fatal' ? [describe(parsed)] : []
  })
  return told.length > 0 ? told.slice(-MAX_LINES) : lines.slice(-LAST_LINES)
}

interface LogLine {
  readonly level: string
  readonly msg?: string
  readonly err?: LoggedError
  readonly error?: LoggedError
}

interface LoggedError {
  readonly message?: string
  readonly cause?: LoggedError
}

function describe({ msg, err, error = err }: LogLine): string {
  const messages: string[] = []
  for (let each = error; each; each = each.cause) if (each.message) messages.push(each.message)
  return [msg, ...messages].filter(Boolean).join(': ')
}

/** Undefined for what is no line of the log. */
function parse(line: string): LogLine | undefined {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null && 'level' in parsed
      ? (parsed as LogLine)
      : undefined
  } catch {
    return undefined
  }
}
