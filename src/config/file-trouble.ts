const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  EACCES: 'it may not be read by this user',
}

/**
 * Why the system gave no file, in words for whoever named it. Without its name: what stands where the path of a secret's file
 * belongs may be the secret.
 */
export function fileTrouble(error: unknown): string {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  const reason = REASONS[code]
  return reason === undefined ? `the system says ${code}` : `${reason}, ${code}`
}
