/** The field of a document in its bucket. */
export function documentField(number: number): Buffer {
  const field = Buffer.allocUnsafe(4)
  field.writeUInt32BE(number)
  return field
}

/** A group and bucket of the index, as `document` of an entry names it before the number. */
export function placeOf({ group, bucket }: { readonly group: string; readonly bucket: number }): string {
  return `${group}:${bucket}`
}

/** Where an entry's document is, as the entry names it; undefined of one that has none. */
export function documentPlaceOf(
  text: string,
): { readonly group: string; readonly bucket: number; readonly number: number } | undefined {
  const [, group, bucket, number] = /^(.*):(-?\d+) (\d+)$/u.exec(text) ?? []
  return group === undefined ? undefined : { group, bucket: Number(bucket), number: Number(number) }
}
